"""Dated facts about targets, where they come from, and how each was settled."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.core.models import StoredFile, User
from luoshi.organization.models import Unit
from luoshi.plans.models import Target, Task


class Source(models.Model):
    """Where a target's facts come from, and how the shares of several lead units make one. The row that has
    not ended holds; a target without one is reported by hand."""

    class Kind(models.TextChoices):
        REPORTED = "reported", _("单位填报")
        METRIC = "metric", _("台账指标")

    class Sharing(models.TextChoices):
        WHOLE = "whole", _("由一个单位报总数")
        SUM = "sum", _("各单位分报、相加")
        WORST = "worst", _("各单位分报、取最差")

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="sources")
    """The root of the target's versions."""
    kind = models.CharField(max_length=20, choices=Kind.choices)
    sharing = models.CharField(max_length=10, choices=Sharing.choices, default=Sharing.WHOLE)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("target",), condition=models.Q(ended_at=None), name="source_in_force_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.target}: {self.kind}"


class Reading(models.Model):
    """A fact: how the target stood on a day, cumulative from the start of the schedule.

    Never edited. A later reading of the same day supersedes the earlier one once it counts.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="readings")
    """The root of the target's versions."""
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="readings")
    """The lead unit that reports; null for the plan's headline targets, which no task carries, and for what
    comes from a register."""
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="readings")
    """Set where nobody reported it: the figure was made from a register."""
    as_of = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    outcome = models.BooleanField(null=True)
    """For targets that no number decides: brought about, or not yet."""
    done = models.JSONField(default=list)
    """Names of the milestones that are reached, where the schedule has milestones."""
    nil = models.BooleanField(default=False)
    """A nil return: nothing has changed by the day. It says no figure, but is no silence."""
    declared = models.CharField(max_length=10, blank=True)
    """The light that the unit itself gives the target; a name of ``engines.lights.Light``."""
    note = models.CharField(max_length=500, blank=True)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    counted_from = models.DateTimeField(null=True)
    """From when on it counts as known: the head confirmed it, or the register said it. Set once."""
    counted_until = models.DateTimeField(null=True)
    """From when on it counts no more: the office gave it back, or the register says otherwise. Set once."""

    class Meta:
        indexes = (
            models.Index(fields=("target", "as_of"), name="reading_target_day"),
            # Which reading is the latest that counts is told by the index alone, so that of a target's many
            # readings only one is fetched, wherever in the table it lies.
            models.Index(
                fields=("target", "unit", "-as_of", "-reported_at", "-id"),
                condition=models.Q(counted_from__isnull=False, counted_until=None, nil=False),
                name="reading_latest_that_counts",
            ),
        )

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


class Acceptance(models.Model):
    """The office accepted a confirmed reading or gave it back. One per reading, never changed."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("已核定")
        RETURNED = "returned", _("核查退回")

    reading = models.OneToOneField(Reading, on_delete=models.PROTECT, related_name="acceptance")
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


class Support(models.Model):
    """What a cooperating unit did for a task in a quarter, told by itself. Never edited; the latest counts."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="support")
    """The root of the task's versions."""
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="support")
    quarter = models.DateField()
    """The last day of the quarter."""
    text = models.CharField(max_length=500)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("task", "quarter"), name="support_task_quarter"),)

    def __str__(self) -> str:
        return f"{self.task} {self.unit} {self.quarter}"


class Rating(models.Model):
    """How the lead unit found a cooperating unit's part in a quarter. Never edited; the latest counts."""

    class Grade(models.TextChoices):
        GOOD = "good", _("配合好")
        FAIR = "fair", _("配合一般")
        POOR = "poor", _("配合不力")

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="ratings")
    """The root of the task's versions."""
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ratings")
    """The cooperating unit."""
    quarter = models.DateField()
    grade = models.CharField(max_length=10, choices=Grade.choices)
    reason = models.CharField(max_length=500, blank=True)
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    """The lead unit that says so."""
    rated_at = models.DateTimeField()
    rated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("task", "quarter"), name="rating_task_quarter"),)

    def __str__(self) -> str:
        return f"{self.task} {self.unit} {self.quarter}: {self.grade}"
