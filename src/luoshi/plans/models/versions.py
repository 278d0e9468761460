"""Plans of a year, and the versions that were read, reviewed and put in force."""

from django.db import models

from luoshi.core.models import Jurisdiction, User
from luoshi.plans.models.documents import Document


class Plan(models.Model):
    """The plan of one jurisdiction for one year."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    title = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("jurisdiction", "year"), name="plan_of_a_year"),)

    def __str__(self) -> str:
        return self.title


class PlanVersion(models.Model):
    """What was read from one document, and corrected by people. A published version never changes."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="version")
    year = models.PositiveSmallIntegerField(null=True)
    title = models.TextField(blank=True)
    """As printed; blank where the document has no title line."""
    place = models.TextField(blank=True)
    """The jurisdiction that the document names; blank where it names none."""
    preamble_start = models.PositiveIntegerField(null=True)
    preamble_end = models.PositiveIntegerField(null=True)
    compiler = models.CharField(max_length=20)
    """Version of Luoshi that read it."""
    read_at = models.DateTimeField()
    doubts_raised = models.BooleanField(default=False)
    """False only for what a release without a review read: its doubts are raised when Luoshi is prepared."""

    names_from = models.PositiveIntegerField(default=0)
    """Revision of the roster by which its names were tied and asked about last."""

    def __str__(self) -> str:
        return self.title or str(self.document)


class Publication(models.Model):
    """A version was put in force from a day on: who and when.

    A board of a day shows the version whose day is the latest up to it; of two with the same day, the
    one published later. Days before the first show the first.
    """

    version = models.OneToOneField(PlanVersion, on_delete=models.PROTECT, related_name="publication")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="publications")
    effective_from = models.DateField()
    basis = models.TextField(blank=True)
    """What the adjustment rests on: a document's number, a meeting; empty for the first publication."""
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("plan", "effective_from", "published_at", "pk")

    def __str__(self) -> str:
        return str(self.version)
