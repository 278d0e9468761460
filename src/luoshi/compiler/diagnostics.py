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


class FixKind(StrEnum):
    """``text``: other characters in a corrected copy; ``field``: another value of what was read."""

    TEXT = "text"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that would settle a finding, for a person to accept. The source itself never changes."""

    span: Span
    """What is replaced; for a field, where its value stands."""
    replacement: str
    kind: FixKind
    label: str
    """What the change does: a key of ``catalogue.FIXES``, which words it."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. ``span`` is ``None`` where it concerns the document as a whole."""

    code: str
    severity: Severity
    span: Span | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    confidence: float = 1.0
    """From 0 to 1, set by hand for each rule: 1 is a fact of the text, less is a guess about it."""
    fix: Fix | None = None
