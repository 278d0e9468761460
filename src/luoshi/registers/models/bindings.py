"""Which figures of which registers stand for which targets."""

from django.db import models

from luoshi.core.models import User
from luoshi.progress.models import Source
from luoshi.registers.models.registers import Record, Register


class Binding(models.Model):
    """A target whose facts are a register's metric. Confirmed by a person; ends with its source."""

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="binding")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="bindings")
    metric = models.CharField(max_length=60)
    record = models.ForeignKey(Record, null=True, on_delete=models.PROTECT, related_name="bindings")
    """Only this record counts: one indicator of a series of them."""
    factor = models.DecimalField(max_digits=24, decimal_places=12, default=1)
    """What the metric is multiplied with to be in the target's unit."""
    start = models.DateField()
    """What is counted by being reached counts from this day on."""
    words = models.CharField(max_length=200)
    """The target's metric as printed, by which the binding is proposed next year."""
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.words}: {self.register}/{self.metric}"
