"""Documents, what was read from them, and the versions that were published.

Every ``start``/``end`` pair is a half-open stretch of ``Document.text`` in code points: the
printed place that the row came from.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.core.models import Jurisdiction, StoredFile, User
from luoshi.organization.models import Group, Person, Unit


class Document(models.Model):
    """A plan document: the bytes as they came, and the text that was read from them."""

    class State(models.TextChoices):
        RECEIVED = "received", _("等待读取")
        READ = "read", _("已读取")
        REFUSED = "refused", _("无法发布")
        FAILED = "failed", _("读取失败")

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="documents")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=12, default="text")
    """What the bytes are: ``text``, ``docx``, ``xlsx``, ``html``, ``pdf``, ``picture`` and so on."""
    encoding = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    """Empty until the worker has read it, where reading takes long (pages, pictures)."""
    origins = models.JSONField(default=list)
    """Where each stretch of the text stands in the original; rows as ``luoshi.plans.origins`` packs them."""
    year = models.PositiveSmallIntegerField(null=True)
    """Given by whoever sent it, where the text itself does not name its year."""
    state = models.CharField(max_length=20, choices=State.choices, default=State.RECEIVED)
    received_at = models.DateTimeField()
    received_from = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("jurisdiction", "file"), name="document_file_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def format(self) -> str:
        """What the document is, as a page shows it: `DOCX`, `PDF`; for plain text its encoding."""
        return (self.encoding if self.kind == "text" else self.kind).upper()


class Finding(models.Model):
    """A diagnostic of the compiler about a document; worded by the compiler's catalogue."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="findings")
    ordinal = models.PositiveIntegerField()
    code = models.CharField(max_length=10)
    severity = models.CharField(max_length=10)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    params = models.JSONField(default=dict)
    confidence = models.FloatField(default=1)
    fix = models.JSONField(null=True)
    """Kind, start, end, replacement and label of the change that would settle it, if there is one."""

    class Meta:
        ordering = ("document", "ordinal")

    def __str__(self) -> str:
        return self.code


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
    """What was read from one document. A published version never changes."""

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

    def __str__(self) -> str:
        return self.title or str(self.document)


class Publication(models.Model):
    """A version was put in force: who and when. One row per plan until adjustments come."""

    version = models.OneToOneField(PlanVersion, on_delete=models.PROTECT, related_name="publication")
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="publication")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.version)


class Section(models.Model):
    """A numbered heading; ``number`` as printed."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="sections")
    ordinal = models.PositiveSmallIntegerField()
    number = models.TextField(blank=True)
    title = models.TextField()
    level = models.PositiveSmallIntegerField(default=1)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ("version", "ordinal")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Task(models.Model):
    """An item of the plan; ``number`` as printed, blank where the page lost it."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="tasks")
    section = models.ForeignKey(Section, null=True, on_delete=models.CASCADE, related_name="tasks")
    ordinal = models.PositiveIntegerField()
    number = models.TextField(blank=True)
    title = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    body_start = models.PositiveIntegerField()
    body_end = models.PositiveIntegerField()

    class Meta:
        ordering = ("version", "ordinal")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Responsibility(models.Model):
    """A unit, group or person in a task's clause. Exactly one of the three is set."""

    class Role(models.TextChoices):
        LEADER = "leader", _("牵头负责领导")
        LEAD_UNIT = "lead_unit", _("牵头单位")
        COOP_UNIT = "coop_unit", _("协同单位")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="responsibilities")
    role = models.CharField(max_length=20, choices=Role.choices)
    ordinal = models.PositiveSmallIntegerField()
    """Printed order within the role; the first lead unit answers for the task."""
    name = models.TextField()
    """Completed where the list abbreviates it; the printed form is under the span."""
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="responsibilities")
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="responsibilities")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="responsibilities")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ("task", "role", "ordinal")

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """A commitment that can be decided; the preamble's have no task.

    ``value`` and ``value_high`` are in ``unit``; ``value_text`` holds grades, ranks and
    directions. Fields mean what the compiler's ``model.Target`` says.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="targets")
    task = models.ForeignKey(Task, null=True, on_delete=models.CASCADE, related_name="targets")
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    metric = models.TextField()
    op = models.CharField(max_length=10, blank=True)
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    value_high = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    value_text = models.TextField(blank=True)
    unit = models.TextField(blank=True)
    stretch = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    strength = models.CharField(max_length=10)
    deadline = models.DateField(null=True)
    """As printed; null means the end of the plan's year."""
    reference = models.TextField(blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ("version", "ordinal")

    def __str__(self) -> str:
        return self.metric


class Deliverable(models.Model):
    """A document, list or body that the task promises to bring into being."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="deliverables")
    ordinal = models.PositiveIntegerField()
    verb = models.TextField()
    name = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ("task", "ordinal")

    def __str__(self) -> str:
        return self.name


class Damage(models.Model):
    """A place where characters were evidently lost; ``restored`` is only suggested."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="damage")
    printed = models.TextField()
    restored = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.printed
