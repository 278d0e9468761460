"""Scanned pages and pictures: text recognition by the optional extra ``luoshi[ocr]``, offline.

The models come inside the extra's own package; nothing is fetched. Text is left as recognized: what may
be misread is a finding. Tables are found by the ruling lines in the picture and read cell by cell.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from PIL import Image, ImageSequence, UnidentifiedImageError
from pypdfium2 import PdfDocument

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.model import Span
from luoshi.compiler.readers.pdf_page import Glyph, Leaf, Rule
from luoshi.compiler.readers.pdf_tables import ruled
from luoshi.compiler.source import Source

DPI: Final = 200
_POINTS: Final = 72
_LARGEST: Final = 2400
"""Pixels of a page's longer side; more costs memory and time and is read no better."""
_PIXELS: Final = 200_000_000
"""A picture may not claim more: it would unpack to more memory than there is."""
_PAGES: Final = 500
_SURE: Final = 0.5
"""Recognition's own confidence below which a line is a stain or a seal."""
_EDGE: Final = 1.5
"""Points from the middle of a ruling line to where a cell's paper begins."""
_LONGEST_STROKE: Final = 30.0
"""Points; ruling lines of cells are longer than strokes of all but the largest titles."""
_WITH: Final = {
    "Global.log_level": "error",
    "Det.limit_type": "max",
    "Det.limit_side_len": 1120,
    "Rec.rec_batch_num": 1,
}
"""Lines are looked for in a smaller picture and read one by one: half the time and two thirds of the memory,
and read as well (`docs/benchmarks.md`)."""
_WIDE, _NARROW = 0x2E7F, 0.55
"""Characters above are as wide as they are high; the others this share of it."""
_METRES: Final = re.compile(r"(?<=\d)\s?(?:m[²2]|[mM](?![a-zA-Z²2³3]))|(?<=万)\s?m[²2]?(?![a-zA-Z³3])")


def installed() -> bool:
    """Whether the extra is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read(data: bytes, *, name: str) -> Source | Diagnostic:
    """The text in a picture (also one of several pages), or the finding that says why there is none."""
    from luoshi.compiler.readers import pdf  # it imports this module in turn, for scanned pages

    if not installed():
        return finding("R021")
    try:
        sheets = [pdf.sheet(leaf) for leaf in _pictures(data)]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return finding("R012")
    source = pdf.printed(sheets, name=name)
    return marked(source) if isinstance(source, Source) else source


def page(document: PdfDocument, at: int) -> Leaf:
    """Page ``at`` (from 0) of a PDF, rendered and recognized."""
    opened = document[at]
    try:
        width, height = opened.get_size()
        scale = min(DPI / _POINTS, _LARGEST / max(width, height, 1.0))
        picture = opened.render(scale=scale).to_pil()
    finally:
        opened.close()
    return _recognized(picture, number=at + 1, scale=scale)


def marked(source: Source) -> Source:
    """The text, said to be recognized, with a finding for each unit that may be misread."""
    units = [
        finding("R025", Span(*match.span()), unit=match[0].strip()) for match in _METRES.finditer(source.text)
    ]
    return replace(source, recognized=True, findings=(*source.findings, finding("R020"), *units))


def _pictures(data: bytes) -> Iterator[Leaf]:
    """Every page of a picture; pixels count as points at ``DPI``."""
    with Image.open(io.BytesIO(data)) as picture:
        if picture.width * picture.height > _PIXELS:
            raise ValueError("too large")
        for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
            if number > _PAGES:
                return
            shown = frame.convert("RGB")
            shrunk = min(1.0, _LARGEST / max(shown.size))
            size = (max(1, round(shown.width * shrunk)), max(1, round(shown.height * shrunk)))
            yield _recognized(shown.resize(size), number=number, scale=shrunk * DPI / _POINTS)


def _recognized(picture: Image.Image, *, number: int, scale: float) -> Leaf:
    """The characters and ruling lines of one page. ``scale`` is pixels of ``picture`` to a point."""
    scans = import_module("luoshi.compiler.readers.scans")  # it needs what comes with the extra
    level = scans.straightened(picture.convert("RGB"))
    dark = scans.ink(level)
    rules = list(_rules(scans, dark, scale))
    cells = [scans.Area(*(round(side * scale) for side in cell)) for cell in ruled(rules)]
    glyphs = [*_in_cells(scans, level, dark, cells, scale), *_outside(level, cells, scale)]
    width, height = picture.width / scale, picture.height / scale
    return Leaf(number, width, height, tuple(glyphs), tuple(rules), False, True)


def _outside(picture: Image.Image, cells: Sequence[Any], scale: float) -> Iterator[Glyph]:
    """The characters of a page save those in its tables, which would run into one another."""
    free = picture.copy()
    for cell in cells:
        free.paste("white", tuple(cell))
    result = _engine()(_pixels(free), use_det=True, use_cls=True, use_rec=True)
    if result.boxes is None or result.txts is None:
        return
    for corners, text, sure in zip(result.boxes, result.txts, result.scores, strict=True):
        if sure > _SURE:
            xs, ys = zip(*corners, strict=True)
            yield from _glyphs(text.strip(), (min(xs), min(ys), max(xs), max(ys)), scale)


def _in_cells(
    scans: Any, picture: Image.Image, dark: Any, cells: Sequence[Any], scale: float
) -> Iterator[Glyph]:
    """The characters in the cells of tables, a line of writing at a time."""
    inner = [cell for cell in (_inside(scans, cell, scale) for cell in cells) if cell.right > cell.left]
    usual = scans.usual_height(dark, inner)
    for cell in inner:
        for line in scans.written(dark, cell, usual):
            around = _padded(line, usual, picture.size)
            result = _engine()(_pixels(picture.crop(around)), use_det=False, use_cls=False, use_rec=True)
            if result.txts and result.scores[0] > _SURE:
                yield from _glyphs(result.txts[0].strip(), line, scale)


def _inside(scans: Any, cell: Any, scale: float) -> Any:
    """A cell without the ruling lines around it."""
    edge = max(2, round(_EDGE * scale))
    return scans.Area(cell.left + edge, cell.top + edge, cell.right - edge, cell.bottom - edge)


def _padded(line: Any, usual: int, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """A line with paper around it, and as high as others are: `一` alone is a flat stroke."""
    lacking = max(0, usual - (line.bottom - line.top)) // 2 + usual // 4
    sides = line.left - usual // 2, line.top - lacking, line.right + usual // 2, line.bottom + lacking
    return max(0, sides[0]), max(0, sides[1]), min(size[0], sides[2]), min(size[1], sides[3])


def _pixels(picture: Image.Image) -> Any:
    """Blue, green and red of each pixel, the order that the recognizer expects."""
    import numpy  # comes with the extra

    return numpy.asarray(picture)[:, :, ::-1]


def _glyphs(text: str, box: Sequence[float], scale: float) -> Iterator[Glyph]:
    """The characters of a recognized stretch, spread over its box by their usual widths."""
    left, top, right, bottom = (float(side) / scale for side in box)
    widths = [1.0 if ord(character) > _WIDE else _NARROW for character in text]
    unit = (right - left) / max(sum(widths), 1.0)
    for character, width in zip(text, widths, strict=True):
        yield Glyph(character, bottom, left, top, left + width * unit, bottom)
        left += width * unit


def _rules(scans: Any, dark: Any, scale: float) -> Iterator[Rule]:
    """Ruling lines in a picture: runs of dark pixels that are longer than any stroke of a character."""
    least = round(_LONGEST_STROKE * scale)
    for run in scans.runs(dark, least):
        yield Rule(run.start / scale, run.at / scale, run.end / scale, run.at / scale)
    for run in scans.runs(dark.T, least):
        yield Rule(run.at / scale, run.start / scale, run.at / scale, run.end / scale)


@cache
def _engine() -> Any:
    """The recognizer with the models of its own package; loading them takes a second."""
    from rapidocr import RapidOCR  # heavy, and an extra

    return RapidOCR(params=_WITH)
