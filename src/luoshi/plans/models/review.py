"""What a person has to settle before a version is published, and what people changed in it."""

from django.db import models

from luoshi.core.models import User
from luoshi.plans.models.documents import Finding
from luoshi.plans.models.versions import PlanVersion


class Revision(models.Model):
    """One change that a person made to a version, with what it takes to undo it.

    ``changes`` is a list of ``{"model", "pk", "before", "after"}``: the fields of a row before and
    after, null where the row was not there.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="revisions")
    verb = models.CharField(max_length=40)
    """What was done: a key of ``plans.review.verbs``."""
    changes = models.JSONField(default=list)
    note = models.TextField(blank=True)
    """In words, for the list of what was done: `“新签约项目”目标值 200 → 180`."""
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("version", "pk")

    def __str__(self) -> str:
        return f"{self.verb} {self.note}"


class Doubt(models.Model):
    """Something that a person should look at: a finding of the compiler, or a name that is not certain."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="doubts")
    ordinal = models.PositiveIntegerField()
    """Order of weight, 0 first."""
    code = models.CharField(max_length=10)
    """A code of the compiler's catalogue, or ``N…`` for names (`plans.review.names`)."""
    severity = models.CharField(max_length=10)
    finding = models.OneToOneField(Finding, null=True, on_delete=models.CASCADE, related_name="doubt")
    params = models.JSONField(default=dict)
    """For names: the name as printed, and the candidates."""
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    settled = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="doubts")
    """How it was settled; null while it is open."""

    class Meta:
        ordering = ("version", "ordinal")
        constraints = (models.UniqueConstraint(fields=("version", "ordinal"), name="doubt_in_version"),)

    def __str__(self) -> str:
        return f"{self.ordinal} {self.code}"
