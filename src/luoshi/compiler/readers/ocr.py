"""Scanned pages and pictures: text recognition by the optional extra ``luoshi[ocr]``, offline.

The models come inside the extra's own package; nothing is fetched. Text is left as recognized: what may
be misread is a finding. Tables are found by the ruling lines in the picture.
"""

import io
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from typing import Any, Final

from PIL import Image, ImageSequence, UnidentifiedImageError
from pypdfium2 import PdfDocument

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.model import Span
from luoshi.compiler.readers.pdf_page import Glyph, Leaf, Rule
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
_DARK: Final = 128
"""A pixel below this belongs to ink."""
_LONGEST_STROKE: Final = 30.0
"""Points; ruling lines of cells are longer than strokes of all but the largest titles."""
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
    import numpy  # comes with the extra

    pixels = numpy.asarray(picture.convert("RGB"))
    result = _engine()(pixels[:, :, ::-1])
    glyphs: list[Glyph] = []
    if result.boxes is not None and result.txts is not None:
        for corners, text, sure in zip(result.boxes, result.txts, result.scores, strict=True):
            if sure > _SURE:
                glyphs += _glyphs(text.strip(), corners, scale)
    rules = _rules(pixels.min(axis=2) < _DARK, scale)
    width, height = picture.width / scale, picture.height / scale
    return Leaf(number, width, height, tuple(glyphs), tuple(rules), False, True)


def _glyphs(text: str, corners: Iterable[Any], scale: float) -> Iterator[Glyph]:
    """The characters of a recognized stretch, spread over its box by their usual widths."""
    xs, ys = zip(*((float(x) / scale, float(y) / scale) for x, y in corners), strict=True)
    left, top, bottom = min(xs), min(ys), max(ys)
    widths = [1.0 if ord(character) > _WIDE else _NARROW for character in text]
    unit = (max(xs) - left) / max(sum(widths), 1.0)
    for character, width in zip(text, widths, strict=True):
        yield Glyph(character, bottom, left, top, left + width * unit, bottom)
        left += width * unit


def _rules(dark: Any, scale: float) -> Iterator[Rule]:
    """Ruling lines in a picture: runs of dark pixels that are longer than any stroke of a character."""
    least = round(_LONGEST_STROKE * scale)
    for turned in (False, True):
        for at, start, end in _runs(dark.T if turned else dark, least):
            across, begin, finish = at / scale, start / scale, end / scale
            yield Rule(across, begin, across, finish) if turned else Rule(begin, across, finish, across)


def _runs(dark: Any, least: int) -> Iterator[tuple[int, int, int]]:
    """Row, start and end of every run of at least ``least`` dark pixels."""
    import numpy

    for at in numpy.flatnonzero(dark.sum(axis=1) >= least):
        changes = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], dark[at].astype(numpy.int8), [0]))))
        for start, end in zip(changes[::2], changes[1::2], strict=True):
            if end - start >= least:
                yield int(at), int(start), int(end)


@cache
def _engine() -> Any:
    """The recognizer with the models of its own package; loading them takes a second."""
    from rapidocr import RapidOCR  # heavy, and an extra

    logging.getLogger("RapidOCR").setLevel(logging.WARNING)
    return RapidOCR()
