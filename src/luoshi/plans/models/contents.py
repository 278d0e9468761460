"""What a version holds: sections, tasks, who answers, targets, deliverables, damaged places.

Every ``start``/``end`` pair is a half-open stretch of ``Document.text`` in code points: the
printed place that the row came from.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.organization.models import Group, Person, Unit
from luoshi.plans.models.versions import PlanVersion


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
    """Printed order. Parts of an item that a person split share it and follow by ``start``."""
    number = models.TextField(blank=True)
    title = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    body_start = models.PositiveIntegerField()
    body_end = models.PositiveIntegerField()
    root = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later")
    """The task of the plan's first version that this one continues; null where it begins."""

    class Meta:
        ordering = ("version", "ordinal", "start")

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
    by_hand = models.BooleanField(default=False)
    """A person set these values in the review; the printed words may say something else."""
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    root = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="later")
    """The target of an earlier version that this one continues, the first of them; null where it begins.

    Facts belong to the root, so that they count for every version.
    """

    class Meta:
        ordering = ("version", "ordinal")

    def __str__(self) -> str:
        return self.metric

    @property
    def root_pk(self) -> int:
        """The id that all versions of this target share; its facts are kept under it."""
        return self.root_id or self.pk


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
    confirmed = models.BooleanField(null=True)
    """A person said that ``restored`` is right (true) or that nothing was lost (false); null: nobody yet."""
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.printed
