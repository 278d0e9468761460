"""What should be reached by which day, and which rules judge it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.core.models import Jurisdiction, User
from luoshi.plans.models import Target


class Course(models.Model):
    """A way to a target: the fields that a schedule has while it holds and after it was changed."""

    shape = models.CharField(max_length=20)
    """A name of ``engines.pace.Shape``."""
    start = models.DateField()
    end = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    points = models.JSONField(default=list)
    """Nodes, milestones or monthly shares, as ``engines.pace`` writes them; empty for shapes without."""

    class Meta:
        abstract = True


class Schedule(Course):
    """What should be reached by which day. Proposed when the plan is published, agreed by the lead unit,
    and frozen from then on: a change leaves the earlier course behind."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("待确认")
        AGREED = "agreed", _("已确认")

    target = models.OneToOneField(Target, on_delete=models.CASCADE, related_name="schedule")
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED)
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.target}: {self.shape}"


class EarlierCourse(Course):
    """The course that held before a change of a frozen schedule. Never changed itself."""

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="earlier")
    until = models.DateField()
    """The last day that is judged by it."""
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ("schedule", "replaced_at", "pk")

    def __str__(self) -> str:
        return f"{self.schedule} -{self.until}"


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
