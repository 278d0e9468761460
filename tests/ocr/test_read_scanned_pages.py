"""Whoever hands in a scan where text recognition is installed gets its text, with a word of caution.

Run by `make test-ocr`; the scans are the rendered pages of a document whose text is known.
"""

from difflib import SequenceMatcher
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy
import pypdfium2
import pytest
from PIL import Image

from luoshi.compiler import read_bytes
from luoshi.compiler.source import Source

FILES = Path(__file__).resolve().parents[1] / "compiler/readers/files"
DPI = 200
ALIKE = 0.96
"""Share of characters that must agree; ㎡ and half-width punctuation are often misread."""


@cache
def page() -> Image.Image:
    """The first page of the document made by an office program, as a scanner gives it."""
    document = pypdfium2.PdfDocument((FILES / "plan.pdf").read_bytes())
    return document[0].render(scale=DPI / 72).to_pil().convert("L")


@cache
def recognized(form: str) -> Source:
    """What is read from the page saved in that format."""
    saved = BytesIO()
    page().save(saved, form, resolution=DPI)
    source = read_bytes(saved.getvalue(), name="scan")
    assert isinstance(source, Source)
    return source


@cache
def printed() -> list[str]:
    """The paragraphs as they are in the document."""
    source = read_document()
    return source.text[: source.tables[0].span.start].splitlines()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "PDF"])
def test_paragraphs_are_those_of_the_document(form: str) -> None:
    source = recognized(form)
    read = source.text[: source.tables[0].span.start].splitlines()[-len(printed()) :]
    alike = [SequenceMatcher(None, *both).ratio() for both in zip(printed(), read, strict=True)]
    assert min(alike) > ALIKE


def test_it_is_said_that_the_text_was_recognized() -> None:
    source = recognized("PDF")
    assert source.recognized
    assert [found.code for found in source.findings][:1] == ["R020"]


def test_a_table_is_read_cell_by_cell() -> None:
    source = recognized("PNG")
    (table,) = source.tables
    rows = [[source.slice(cell.span) for cell in table.cells if cell.row == row] for row in (0, 1)]
    assert rows[0] == ["序号", "类别", "工作内容", "牵头单位", "配合单位", "完成时限"]
    assert rows[1][2].replace(",", "，").startswith("推进第1批城镇老旧小区改造，完成改造3个小区、惠及居")


@cache
def laid_askew(degrees: float) -> Source:
    """The same page laid on the scanner by hand: askew, grey to one side, with noise, saved to save room."""
    noise = numpy.random.default_rng(7)
    turned = page().rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=245)
    light = numpy.asarray(turned) * 0.92 + 12 + noise.normal(0, 9, (turned.height, turned.width))
    light -= numpy.linspace(0, 18, turned.width)
    saved = BytesIO()
    Image.fromarray(light.clip(0, 255).astype("uint8")).save(saved, "JPEG", quality=55)
    source = read_bytes(saved.getvalue(), name="scan")
    assert isinstance(source, Source)
    return source


@pytest.mark.parametrize("degrees", [-1.5, 0.6])
def test_a_table_laid_askew_is_read_like_the_straight_one(degrees: float) -> None:
    """Every cell stands where it stands in the document; a sign in fifty may be misread."""
    expected, found = (cells(source) for source in (read_document(), laid_askew(degrees)))
    assert set(found) == {place for place in expected if place[0] <= max(row for row, _ in found)}
    ratios = [SequenceMatcher(None, expected[place], text).ratio() for place, text in found.items()]
    assert sum(ratios) / len(ratios) > 0.98


@cache
def read_document() -> Source:
    """The document itself."""
    source = read_bytes((FILES / "plan.pdf").read_bytes(), name="plan.pdf")
    assert isinstance(source, Source)
    return source


def cells(source: Source) -> dict[tuple[int, int], str]:
    """What stands in each cell of the table but the kinds, which are merged over pages, and the row cut by the page."""
    (table,) = source.tables
    last = max(cell.row for cell in table.cells)
    return {
        (cell.row, cell.column): source.slice(cell.span)
        for cell in table.cells
        if cell.column != 1 and cell.row < last
    }


def test_every_place_leads_back_to_the_page() -> None:
    source = recognized("PDF")
    origin = source.origin(source.text.index("高标准农田"))
    assert origin is not None and origin.page == 1
    assert origin.box is not None and 60 < origin.box.left < origin.box.right < 540
