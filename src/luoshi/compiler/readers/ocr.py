"""Scanned pages and pictures: text recognition by the optional extra ``luoshi[ocr]``, offline.

The models come inside the extra's own package; nothing is fetched. Text is left as recognized: what may
be misread is a finding. Ruled tables are read line by line, not cell by cell.
"""

import io
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from statistics import median
from typing import Any, Final

from PIL import Image, ImageSequence, UnidentifiedImageError
from pypdfium2 import PdfDocument

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.model import Span
from luoshi.compiler.readers.pdf_lines import Line
from luoshi.compiler.source import Box, Source

DPI: Final = 200
_POINTS: Final = 72
_LARGEST: Final = 2400
"""Pixels of a page's longer side; more costs memory and time and is read no better."""
_PIXELS: Final = 200_000_000
"""A picture may not claim more: it would unpack to more memory than there is."""
_PAGES: Final = 500
_SURE: Final = 0.5
"""Recognition's own confidence below which a line is a stain or a seal."""
_SAME_LINE: Final = 0.5
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
        sheets = [pdf.Sheet(height, found, ()) for height, found in _pictures(data)]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return finding("R012")
    source = pdf.printed(sheets, name=name)
    return marked(source) if isinstance(source, Source) else source


def page(document: PdfDocument, at: int) -> tuple[float, tuple[Line, ...], tuple[()]]:
    """Height, lines and no tables of page ``at`` (from 0) of a PDF, rendered and recognized."""
    opened = document[at]
    try:
        width, height = opened.get_size()
        scale = min(DPI / _POINTS, _LARGEST / max(width, height, 1.0))
        picture = opened.render(scale=scale).to_pil()
    finally:
        opened.close()
    return height, _recognized(picture, number=at + 1, scale=scale), ()


def marked(source: Source) -> Source:
    """The text, said to be recognized, with a finding for each unit that may be misread."""
    units = [
        finding("R025", Span(*match.span()), unit=match[0].strip()) for match in _METRES.finditer(source.text)
    ]
    return replace(source, recognized=True, findings=(*source.findings, finding("R020"), *units))


def _pictures(data: bytes) -> Iterator[tuple[float, tuple[Line, ...]]]:
    """Height and lines of every page of a picture; pixels count as points at ``DPI``."""
    with Image.open(io.BytesIO(data)) as picture:
        if picture.width * picture.height > _PIXELS:
            raise ValueError("too large")
        for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
            if number > _PAGES:
                return
            shown = frame.convert("RGB")
            shrunk = min(1.0, _LARGEST / max(shown.size))
            size = (max(1, round(shown.width * shrunk)), max(1, round(shown.height * shrunk)))
            scale = shrunk * DPI / _POINTS
            yield shown.height * _POINTS / DPI, _recognized(shown.resize(size), number=number, scale=scale)


def _recognized(picture: Image.Image, *, number: int, scale: float) -> tuple[Line, ...]:
    """The lines of one page. ``scale`` is pixels of ``picture`` to a point."""
    import numpy  # comes with the extra

    result = _engine()(numpy.asarray(picture.convert("RGB"))[:, :, ::-1])
    if result.boxes is None or result.txts is None:
        return ()
    found = zip(result.boxes, result.txts, result.scores, strict=True)
    pieces = [
        _piece(corners, text, number, scale) for corners, text, sure in found if sure > _SURE and text.strip()
    ]
    return tuple(_rows(pieces))


def _piece(corners: Iterable[Any], text: str, number: int, scale: float) -> Line:
    xs, ys = zip(*((float(x) / scale, float(y) / scale) for x, y in corners), strict=True)
    box = Box(round(min(xs), 1), round(min(ys), 1), round(max(xs), 1), round(max(ys), 1))
    wide = sum(1.0 if ord(character) > 0x2E7F else 0.55 for character in text)
    return Line(text.strip(), number, box, max(1.0, (box.right - box.left) / max(wide, 1.0)))


def _rows(pieces: list[Line]) -> Iterator[Line]:
    """Pieces that stand side by side as one line; all as wide as the page's usual character."""
    if not pieces:
        return
    em = median(piece.em for piece in pieces)
    row: list[Line] = []
    for piece in sorted(pieces, key=_middle):
        if row and _middle(piece) - _middle(row[0]) > _SAME_LINE * (row[0].box.bottom - row[0].box.top):
            yield _beside(row, em)
            row = []
        row.append(piece)
    yield _beside(row, em)


def _middle(piece: Line) -> float:
    return (piece.box.top + piece.box.bottom) / 2


def _beside(row: list[Line], em: float) -> Line:
    row.sort(key=lambda piece: piece.box.left)
    text = row[0].text
    for left, right in pairwise(row):
        text += (" " if right.box.left - left.box.right > em else "") + right.text
    box = Box(
        row[0].box.left,
        min(piece.box.top for piece in row),
        max(piece.box.right for piece in row),
        max(piece.box.bottom for piece in row),
    )
    size = row[0].em if row[0].em > 1.25 * em else em
    return Line(text, row[0].page, box, size)


@cache
def _engine() -> Any:
    """The recognizer with the models of its own package; loading them takes a second."""
    from rapidocr import RapidOCR  # heavy, and an extra

    logging.getLogger("RapidOCR").setLevel(logging.WARNING)
    return RapidOCR()
