"""Schedules and dated facts about targets, and how each fact was settled."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.core.models import Jurisdiction, StoredFile, User
from luoshi.organization.models import Unit
from luoshi.plans.models import Target


class Schedule(models.Model):
    """What should be reached by which day; made when the plan is published."""

    target = models.OneToOneField(Target, on_delete=models.CASCADE, related_name="schedule")
    shape = models.CharField(max_length=20)
    """A name of ``engines.pace.Shape``."""
    start = models.DateField()
    end = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)

    def __str__(self) -> str:
        return f"{self.target}: {self.shape}"


class Reading(models.Model):
    """A fact: how the target stood on a day, cumulative from the start of the schedule.

    Never edited. A later reading of the same day supersedes the earlier one once confirmed.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="readings")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="readings")
    """The lead unit that reports; null for the plan's headline targets, which no task carries."""
    as_of = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    outcome = models.BooleanField(null=True)
    """For targets that no number decides: brought about, or not yet."""
    note = models.CharField(max_length=500, blank=True)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("target", "as_of"), name="reading_target_day"),)

    def __str__(self) -> str:
        return f"{self.target} {self.as_of}"


class Decision(models.Model):
    """The unit head confirmed a reading or gave it back. One per reading, never changed."""

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("已确认")
        RETURNED = "returned", _("已退回")

    reading = models.OneToOneField(Reading, on_delete=models.PROTECT, related_name="decision")
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.reading}: {self.verdict}"


class Evidence(models.Model):
    """A file that proves a reading."""

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.file)


class LightRules(models.Model):
    """Which rule family judges a jurisdiction's targets from a day on."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, related_name="light_rules")
    family = models.CharField(max_length=40)
    """Id of a preset of ``engines.lights``."""
    since = models.DateField()
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("jurisdiction", "since", "pk")

    def __str__(self) -> str:
        return f"{self.since}: {self.family}"
