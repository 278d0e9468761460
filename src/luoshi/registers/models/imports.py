"""Workbooks on their way into a register."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.core.models import StoredFile, User
from luoshi.registers.models.registers import Register


class Import(models.Model):
    """A workbook that somebody sent in: tried first, carried out once it was confirmed, all of it or nothing."""

    class State(models.TextChoices):
        CHECKING = "checking", _("核对中")
        CHECKED = "checked", _("待确认导入")
        WRITING = "writing", _("导入中")
        DONE = "done", _("已导入")
        REFUSED = "refused", _("有问题，未导入")
        FAILED = "failed", _("没有完成")

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="imports")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organization.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    """The only unit whose records may be touched; null for the office, which may touch all."""
    day = models.DateField()
    """The day from which changed values hold."""
    state = models.CharField(max_length=20, choices=State.choices, default=State.CHECKING)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    """Rows gone through in the present state; for the progress bar."""
    counts = models.JSONField(default=dict)
    """``new``, ``changed``, ``unchanged`` rows."""
    problems = models.JSONField(default=list)
    """``[row, column title, text]``; at most some hundred, ``counts['problems']`` has their number."""
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.register} {self.file}"
