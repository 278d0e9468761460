"""Findings as a terminal shows them: the place, the message, the printed line and a caret.

Columns of a place are code points; a caret stands under screen cells. A wide character (East Asian
Width W or F) takes two cells, a combining mark none, a tab as many as reach the next stop of four.
Characters of ambiguous width (`“`, `…`) take one, as terminals have it unless told otherwise.
"""

import unicodedata
from typing import Final

from luoshi.compiler.catalogue import SEVERITIES, hint, message
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.model import Span
from luoshi.compiler.places import worded
from luoshi.compiler.source import Source

WINDOW: Final = 96
"""Cells of a line that are shown; what lies outside is cut and marked by `…`."""
_LEAD: Final = 36
"""Cells shown in front of the caret where the line is cut."""
_TAB: Final = 4


def cells(char: str) -> int:
    """Screen cells of one character; tabs are expanded before they come here."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def width(text: str) -> int:
    """Screen cells of a text without tabs."""
    return sum(map(cells, text))


def shown(diagnostic: Diagnostic, *, source: Source | None, name: str, language: str = "zh") -> str:
    """One finding: its headline, the excerpt it speaks of, and what to do."""
    severity = SEVERITIES[language][diagnostic.severity]
    head = f"{severity} {diagnostic.code} {message(diagnostic, language=language)}"
    advice = f"    {hint(diagnostic, language=language)}"
    if source is None or diagnostic.span is None:
        return f"{name}: {head}\n{advice}"
    where = _where(source, diagnostic.span.start, language)
    return f"{name}:{where}: {head}\n{excerpt(source, diagnostic.span)}\n{advice}"


def _where(source: Source, offset: int, language: str) -> str:
    """`12:5` in plain text, which editors jump to; elsewhere the place of the original in words."""
    if source.origins:
        return " " + worded(source, offset, language=language)
    place = source.place(offset)
    return f"{place.line}:{place.column}"


def excerpt(source: Source, span: Span) -> str:
    """The line of ``span`` and, below it, a caret with a tail of `~`; a long line is cut around it."""
    place = source.place(span.start)
    line = source.line(place.line)
    before = source.text[line.start : span.start]
    marked = source.text[span.start : min(span.end, line.end)]
    after = source.text[span.start + len(marked) : line.end]
    return _windowed(*_visible(before, marked, after))


def _visible(*parts: str) -> tuple[str, ...]:
    """The parts of one line with tabs expanded and characters that break lines shown as blanks."""
    out: list[str] = []
    at = 0
    for part in parts:
        chars: list[str] = []
        for char in part[: 4 * WINDOW] if out else part[-4 * WINDOW :]:
            printed = " " * (_TAB - at % _TAB) if char == "\t" else char
            printed = " " if unicodedata.category(char) in ("Zl", "Zp", "Cc") and char != "\t" else printed
            chars.append(printed)
            at += width(printed)
        out.append("".join(chars))
    return tuple(out)


def _windowed(before: str, marked: str, after: str) -> str:
    if width(before + marked + after) > WINDOW:
        before = _cut_head(before, _LEAD)
    room = WINDOW - width(before)
    tail = _cut_tail(marked + after, room)
    length = max(1, min(width(marked), width(tail)))
    return f"    {before}{tail}\n    {' ' * width(before)}^{'~' * (length - 1)}"


def _cut_head(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    kept = 0
    while kept < len(text) and width(text[-kept - 1 :]) <= room - 1:
        kept += 1
    return "…" + text[len(text) - kept :]


def _cut_tail(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    kept = 0
    while kept < len(text) and width(text[: kept + 1]) <= room - 1:
        kept += 1
    return text[:kept] + "…"
