"""Characters on a page to lines of writing, without page numbers and running titles.

A blank is kept where one was left on purpose. What text extraction adds between Chinese characters
and digits, and what justification spreads over a line, is no blank.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from luoshi.compiler.readers.pdf_page import Glyph
from luoshi.compiler.source import Box

_PAGE_NUMBER: Final = re.compile(
    r"[-—–－─·•\s]*(?:\d{1,4}|[ivxlcIVXLC]{1,6})[-—–－─·•\s]*"
    r"|第\s*[\d一二三四五六七八九十百]+\s*页\s*(?:[,，/]?\s*[共总]\s*[\d一二三四五六七八九十百]+\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d+(?:\s*of\s*\d+)?"
)
_DIGITS: Final = re.compile(r"\d+")
_LATIN: Final = re.compile(r"[0-9A-Za-z]")
_MARGIN: Final = 0.14
"""Share of the page's height at its top and bottom in which running titles stand."""
_LINES_OF_A_MARGIN: Final = 3
_GAP: Final = 0.75
"""Blank paper beyond a line's usual distance, in widths of a character, that stands for a blank."""
_COLUMN: Final = 2.0
"""The same between two columns of a table."""
_HANZI_GAP: Final = 0.22
"""The same between two Chinese characters of a line that is set tight: a narrow blank stood there."""
_TIGHT: Final = 0.08
_LATIN_GAP: Final = 0.18
_SPACED_OUT: Final = 0.3
"""Share of pairs of Chinese characters with a blank between, from which on no blank means anything."""
_SAME_LINE: Final = 0.5
_DOUBLE: Final = "—…⋯"
"""Two of these are often one sign of the font, so that both have its box."""
_TWICE: Final = 0.15
"""Bold type made by printing a character twice sets the second this close, in its widths."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of writing; ``em`` is the width of a Chinese character in points."""

    text: str
    page: int
    box: Box
    em: float
    shown: bool = True
    """Whether ``box`` is where the page shows it."""
    starts: tuple[float, ...] = ()
    """Where stretches begin that wide blanks part from one another: the line's columns, in points."""


def lines(glyphs: Iterable[Glyph], *, page: int, shown: bool = True) -> list[Line]:
    """The lines from top to bottom. Characters may come in any order."""
    found = (_line(row, page, shown) for row in _rows(glyphs))
    return [line for line in found if line is not None]


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    base = 0.0
    for glyph in sorted(glyphs, key=lambda one: one.base):
        if row and glyph.base - base > _SAME_LINE * max(glyph.bottom - glyph.top, row[0].bottom - row[0].top):
            yield row
            row = []
        if not row:
            base = glyph.base
        row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph], page: int, shown: bool) -> Line | None:
    ordered = _once(sorted(row, key=lambda glyph: glyph.left))
    while ordered and ordered[-1].text == " ":
        ordered.pop()
    while ordered and ordered[0].text == " ":
        ordered.pop(0)
    if not ordered:
        return None
    em = _em(ordered)
    box = Box(
        round(ordered[0].left, 1),
        round(min(glyph.top for glyph in ordered), 1),
        round(max(glyph.right for glyph in ordered), 1),
        round(max(glyph.bottom for glyph in ordered), 1),
    )
    return Line(_written(ordered, em), page, box, em, shown, _starts(ordered, em))


def _starts(row: Sequence[Glyph], em: float) -> tuple[float, ...]:
    solid = [glyph for glyph in row if glyph.text != " "]
    parted = (right.left for left, right in pairwise(solid) if right.left - left.right > _COLUMN * em)
    return solid[0].left, *parted


def _once(row: list[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in row:
        near = _TWICE * (glyph.right - glyph.left)
        if glyph.text in _DOUBLE or not any(
            glyph.text == one.text != " " and glyph.left - one.left <= near for one in kept[-2:]
        ):
            kept.append(glyph)
    return kept


def _em(row: Sequence[Glyph]) -> float:
    wide = [glyph.right - glyph.left for glyph in row if _wide(glyph.text)]
    return median(wide) if wide else max(0.8 * median(glyph.bottom - glyph.top for glyph in row), 1.0)


def _wide(text: str) -> bool:
    return unicodedata.east_asian_width(text[-1]) in "WF"


def _written(row: Sequence[Glyph], em: float) -> str:
    solid = [(glyph, at > 0 and row[at - 1].text == " ") for at, glyph in enumerate(row) if glyph.text != " "]
    spaced = _spaced_out(solid)
    gaps = [max(0.0, right.left - left.right) for (left, _), (right, _) in pairwise(solid)]
    usual = median(gaps) if gaps else 0.0
    pieces = [solid[0][0].text]
    for ((left, _), (right, blank)), gap in zip(pairwise(solid), gaps, strict=True):
        wanted = _parted(left.text, right.text, gap=gap - usual, em=em) or (blank and not spaced)
        wanted = wanted or _lone_gap(left.text, right.text, gap=gap / em, usual=usual / em)
        pieces += [" " if wanted else "", right.text]
    return "".join(pieces)


def _spaced_out(solid: Sequence[tuple[Glyph, bool]]) -> bool:
    """Whether blanks were put between the characters throughout, as some scanners' programs do."""
    pairs = [blank for (left, _), (right, blank) in pairwise(solid) if _wide(left.text) and _wide(right.text)]
    return sum(pairs) > max(1, _SPACED_OUT * len(pairs))


def _parted(left: str, right: str, *, gap: float, em: float) -> bool:
    """Whether paper is left blank on purpose between two characters ``gap`` points apart."""
    narrow = _LATIN.match(left) and _LATIN.match(right)
    return gap > (_LATIN_GAP if narrow else _GAP) * em


def _lone_gap(left: str, right: str, *, gap: float, usual: float) -> bool:
    """Whether two Chinese characters stand apart in a line where the others do not, in widths of one."""
    return usual < _TIGHT and gap > _HANZI_GAP and _hanzi(left) and _hanzi(right)


def _hanzi(text: str) -> bool:
    return "\u4e00" <= text <= "\u9fff"


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The pages without page numbers and without what most of them repeat at their edge."""
    running = _running(pages, heights)
    return [
        [line for at, line in enumerate(page) if not _furniture(page, at, height, running)]
        for page, height in zip(pages, heights, strict=True)
    ]


def _furniture(page: Sequence[Line], at: int, height: float, running: set[str]) -> bool:
    line = page[at]
    if not _at_edge(page, at, height):
        return False
    outermost = at in (0, len(page) - 1)
    return _key(line) in running or (outermost and _PAGE_NUMBER.fullmatch(line.text.strip()) is not None)


def _at_edge(page: Sequence[Line], at: int, height: float) -> bool:
    """Whether a line is one of the outermost and stands in the margin."""
    top, bottom = _MARGIN * height, (1 - _MARGIN) * height
    box = page[at].box
    return (at < _LINES_OF_A_MARGIN and box.bottom < top) or (
        at >= len(page) - _LINES_OF_A_MARGIN and box.top > bottom
    )


def _running(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[str]:
    """Lines that stand at the same height of many pages; odd and even pages may have their own."""
    seen = Counter(
        key
        for page, height in zip(pages, heights, strict=True)
        for key in {_key(line) for at, line in enumerate(page) if _at_edge(page, at, height)}
    )
    return {key for key, count in seen.items() if count >= max(2, 0.35 * len(pages))}


def _key(line: Line) -> str:
    return f"{round(line.box.top / 6)}:{_DIGITS.sub('#', line.text)}"
