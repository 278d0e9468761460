"""Documents as they came, and what the compiler found about them.

Every ``start``/``end`` pair is a half-open stretch of ``Document.text`` in code points: the
printed place that the row came from.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.core.models import Jurisdiction, StoredFile, User


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
