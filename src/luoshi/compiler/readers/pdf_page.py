"""What stands on a page of a PDF: its characters and its ruling lines, turned so that they read upright.

All coordinates are points from the top left corner of the page as one reads it.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfMatrix, PdfObject, PdfPage

_RADICALS: Final = dict(
    zip(
        "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰",
        "民西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙",
        strict=True,
    )
)
"""Radicals that fonts put in a character's place and that Unicode's normal form leaves alone."""
_RADICAL_RANGE: Final = ("\u2e80", "\u2fdf")
_LOST: Final = "\ufffd"
_THIN: Final = 3.0
"""A filled shape that is not thicker is a ruling line."""
_SHORTEST: Final = 4.0
_LINES_AT_MOST: Final = 20_000
"""Ruling lines of one page; a drawing has more and is no table."""
_PICTURE: Final = 0.3
"""Share of the page from which on a picture may be the page itself, scanned."""


class Glyph(NamedTuple):
    """A character: where its line of writing stands, and the box that its font gives it."""

    text: str
    base: float
    left: float
    top: float
    right: float
    bottom: float


class Rule(NamedTuple):
    """A ruling line, horizontal or vertical."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def lies(self) -> bool:
        """Whether it is horizontal."""
        return self.right - self.left > self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: ``number`` from 1, size as one reads it, and whether it is shown that way round."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictured: bool
    shown_upright: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    """The page's box in its own coordinates and the quarter turns in which its text runs."""

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    def turned(self, x: float, y: float) -> tuple[float, float]:
        """A point as seen by who reads the page."""
        match self.quarters:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as one reads the page."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarters % 2 else (width, height)


class TooMuch(Exception):
    """A page holds more characters than may be read."""


def leaf(page: PdfPage, number: int, *, limit: int) -> Leaf:
    """Everything on ``page``. Raises pypdfium2's errors where it cannot be opened, or :class:`TooMuch`."""
    characters = page.get_textpage()
    try:
        if characters.count_chars() > limit:
            raise TooMuch
        shown = page.get_rotation() // 90 % 4
        quarters = _quarters(characters.raw, characters.count_chars(), shown)
        left, bottom, right, top = page.get_bbox()
        frame = _Frame(left, bottom, right, top, quarters)
        glyphs = tuple(_glyphs(characters.raw, characters.count_chars(), frame))
    finally:
        characters.close()
    rules, pictured = _drawn(page, frame)
    width, height = frame.size
    return Leaf(number, width, height, glyphs, rules, pictured, shown == quarters)


def _quarters(raw: Any, count: int, shown: int) -> int:
    """Quarter turns against the clock in which most text runs."""
    seen = Counter(_quarter(raw, at) for at in range(0, count, max(1, count // 200)))
    seen.pop(None, None)
    return seen.most_common(1)[0][0] or 0 if seen else shown


def _quarter(raw: Any, at: int) -> int | None:
    """Quarter turns of a character, ``None`` for a watermark that runs askew or a generated blank."""
    if pdfium.FPDFText_IsGenerated(raw, at):
        return None
    turns = -pdfium.FPDFText_GetCharAngle(raw, at) / (math.pi / 2)
    nearest = round(turns)
    return nearest % 4 if abs(turns - nearest) < 0.05 else None


def _glyphs(raw: Any, count: int, frame: _Frame) -> Iterator[Glyph]:
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    for at in range(count):
        text = _character(pdfium.FPDFText_GetUnicode(raw, at))
        if not text or _quarter(raw, at) != frame.quarters:
            continue
        pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
        if not pdfium.FPDFText_GetLooseCharBox(raw, at, box):
            continue
        base = frame.turned(x.value, y.value)[1]
        sides = (*frame.turned(box.left, box.bottom), *frame.turned(box.right, box.top))
        if all(math.isfinite(side) for side in (base, *sides)):
            yield Glyph(text, base, *_ordered(*sides))


def _character(code: int) -> str:
    """The character; ``""`` for controls, a mark where the font does not say which it is."""
    if code in (0, 0xFFFE, 0xFFFF):
        return _LOST if not code else ""
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return ""
    text = chr(code)
    if _RADICAL_RANGE[0] <= text <= _RADICAL_RANGE[1]:
        return _RADICALS.get(text) or unicodedata.normalize("NFKC", text)
    return " " if text in "\u00a0\u3000\u2002\u2003" else text


def _ordered(x1: float, y1: float, x2: float, y2: float) -> tuple[float, float, float, float]:
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _drawn(page: PdfPage, frame: _Frame) -> tuple[tuple[Rule, ...], bool]:
    """The ruling lines, and whether a picture takes up a good part of the page."""
    rules: list[Rule] = []
    pictured = False
    limit = _PICTURE * frame.size[0] * frame.size[1]
    for drawn in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE)):
        if drawn.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictured = pictured or _area(drawn) > limit
        elif len(rules) <= _LINES_AT_MOST:
            rules += _rules(drawn, frame)
    return (() if len(rules) > _LINES_AT_MOST else tuple(rules)), pictured


def _area(drawn: PdfObject) -> float:
    left, bottom, right, top = drawn.get_bounds()
    return float((right - left) * (top - bottom))


def _rules(drawn: PdfObject, frame: _Frame) -> Iterator[Rule]:
    """The ruling lines of a drawn shape: its straight sides, or the shape itself where it is thin."""
    corners = _corners(drawn, _matrix(drawn), frame)
    for run in corners:
        xs, ys = [x for x, _ in run], [y for _, y in run]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if len(run) > 2 and min(width, height) < _THIN < max(width, height):
            yield _thin(min(xs), min(ys), max(xs), max(ys))
        else:
            yield from (rule for one, other in pairwise(run) if (rule := _side(one, other)))


def _thin(left: float, top: float, right: float, bottom: float) -> Rule:
    if right - left > bottom - top:
        middle = (top + bottom) / 2
        return Rule(left, middle, right, middle)
    middle = (left + right) / 2
    return Rule(middle, top, middle, bottom)


def _side(one: tuple[float, float], other: tuple[float, float]) -> Rule | None:
    left, top, right, bottom = _ordered(*one, *other)
    if min(right - left, bottom - top) > 0.5 or max(right - left, bottom - top) < _SHORTEST:
        return None
    return _thin(left, top, right, bottom)


def _matrix(drawn: PdfObject) -> PdfMatrix:
    """From the shape's own coordinates to the page's, through the forms that hold it."""
    matrix = drawn.get_matrix()
    holder = getattr(drawn, "container", None)
    while holder is not None:
        matrix = matrix.multiply(holder.get_matrix())
        holder = getattr(holder, "container", None)
    return matrix


def _corners(drawn: PdfObject, matrix: PdfMatrix, frame: _Frame) -> list[Sequence[tuple[float, float]]]:
    """Runs of corners joined by straight sides; a curve ends a run."""
    runs: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(pdfium.FPDFPath_CountSegments(drawn.raw), 4 * _LINES_AT_MOST)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn.raw, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        corner = frame.turned(*matrix.on_point(x.value, y.value))
        if kind == pdfium.FPDF_SEGMENT_LINETO and runs:
            runs[-1].append(corner)
        else:
            runs.append([corner])
        if pdfium.FPDFPathSegment_GetClose(segment) and len(runs[-1]) > 2:
            runs[-1].append(runs[-1][0])
    return [run for run in runs if len(run) > 1]
