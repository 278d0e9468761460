"""Registers of a government, their records, and everything that was ever entered about a record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.core.models import Jurisdiction, User
from luoshi.organization.models import Unit


class Register(models.Model):
    """A register that a government keeps. What it holds is said by its latest edition."""

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="registers")
    pack = models.CharField(max_length=60)
    """Id of the pack."""
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("jurisdiction", "pack"), name="register_once"),)

    def __str__(self) -> str:
        return self.pack


class Edition(models.Model):
    """The text of a register's pack as it was adopted. Never changed; a later one takes its place."""

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="editions")
    version = models.PositiveIntegerField()
    yaml = models.TextField()
    sha256 = models.CharField(max_length=64)
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("register", "pk")

    def __str__(self) -> str:
        return f"{self.register} {self.version}"


class Record(models.Model):
    """A thing that a register follows. All but key and unit repeats what its entries come to now, so that
    lists need not fold them."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="records")
    key = models.CharField(max_length=100)
    label = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="records")
    """The unit that keeps it."""
    state = models.CharField(max_length=60)
    since = models.DateField()
    """The day on which the state was entered."""
    due = models.DateField(null=True)
    """The last day on which the state may still be held."""
    values = models.JSONField(default=dict)
    entered = models.PositiveIntegerField(default=0)
    """How many entries there are; a change made to an older count is refused."""
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("register", "key"), condition=models.Q(withdrawn=False), name="record_key_once"
            ),
        )
        indexes = (models.Index(fields=("register", "state", "due"), name="record_state_due"),)

    def __str__(self) -> str:
        return self.label


class Entry(models.Model):
    """What somebody entered about a record, true from ``day`` on. Never changed: a correction replaces it."""

    class Verb(models.TextChoices):
        OPENED = "opened", _("登记")
        CHANGED = "changed", _("更新")
        MOVED = "moved", _("流转")
        CORRECTED = "corrected", _("更正")
        WITHDRAWN = "withdrawn", _("撤销")

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField()
    """Counts from 1 in the record; a correction bears that of what it replaces."""
    day = models.DateField()
    known_at = models.DateTimeField()
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20, choices=Verb.choices)
    move = models.CharField(max_length=60, blank=True)
    """Id of the transition that was made."""
    state = models.CharField(max_length=60, blank=True)
    """The state entered, blank where it stays."""
    changes = models.JSONField(default=dict)
    """Stored values by field; ``null`` takes one away."""
    note = models.CharField(max_length=500, blank=True)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        ordering = ("record", "day", "position", "pk")

    def __str__(self) -> str:
        return f"{self.record} {self.day}: {self.verb}"
