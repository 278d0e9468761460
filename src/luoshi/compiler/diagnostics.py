"""Findings are values: a code, a severity, a place and the parameters of a message.

The catalogue of codes with wording (Chinese and English), hint and documentation lives in
``catalogue``; this module only says what a finding is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from luoshi.compiler.model import Span


class Severity(StrEnum):
    """``error`` stops publication, ``warning`` needs a look, ``info`` is for the record."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. ``span`` is ``None`` where it concerns the document as a whole."""

    code: str
    severity: Severity
    span: Span | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    suggestion: str | None = None
    """Replacement for the text under ``span`` that would settle the finding."""
