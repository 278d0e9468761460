"""Doubts in words: in the list by what they are about, in the pane with the printed text around them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from luoshi.compiler import places
from luoshi.compiler.model import Span
from luoshi.compiler.source import Source
from luoshi.plans.models import Doubt
from luoshi.plans.queries import WordedFinding, printed_around, worded
from luoshi.plans.review import name_codes
from luoshi.plans.review.kinds import kind

SHORT = 30
"""Characters of a line in the list."""


@dataclass(frozen=True, slots=True)
class Line:
    """A doubt in the list."""

    doubt: Doubt
    kind: str
    """What kind of doubt it is, in two or three words."""
    about: str
    """The printed words in question, or what it says where it is about the whole."""
    message: str


def lines(doubts: Iterable[Doubt], source: Source, *, language: str) -> list[Line]:
    """The list's lines in order of weight. No query once ``finding`` and ``settled`` are loaded."""
    return [_line(doubt, source, language=language) for doubt in doubts]


def _line(doubt: Doubt, source: Source, *, language: str) -> Line:
    message = in_words(doubt, source, language=language).message
    if doubt.start is None or doubt.end is None:
        return Line(doubt, kind(doubt.code), message[:SHORT], message)
    printed = " ".join(source.text[doubt.start : doubt.end][:SHORT].split())
    # A lone comma says nothing of what it is about.
    return Line(doubt, kind(doubt.code), printed if len(printed) > 1 else message[:SHORT], message)


def in_words(doubt: Doubt, source: Source, *, language: str) -> WordedFinding:
    """What is doubted, why, and where."""
    if not doubt.code.startswith("N"):
        confidence = doubt.finding.confidence if doubt.finding else 1.0
        return worded(doubt, source, confidence=confidence, language=language)
    span = None if doubt.start is None or doubt.end is None else Span(doubt.start, doubt.end)
    before, mark, after = printed_around(source.text, span)
    return WordedFinding(
        code=doubt.code,
        severity=doubt.severity,
        message=name_codes.message(doubt.code, doubt.params, language=language),
        hint=name_codes.hint(doubt.code, doubt.params, language=language),
        place=places.worded(source, span.start, language=language) if span else "",
        printed_before=before,
        printed_mark=mark,
        printed_after=after,
    )


def certainty(doubt: Doubt) -> str:
    """How sure the reading is of its own proposal, in words; empty for what is a fact of the text."""
    confidence = doubt.finding.confidence if doubt.finding else 1.0
    if confidence >= 1:
        return ""
    if confidence >= 0.8:
        return _("把握较大")
    return _("把握一般") if confidence >= 0.5 else _("把握较小")
