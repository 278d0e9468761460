"""Whoever hands in a .doc of Word 97 to 2003 gets its text, or is told how to convert it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.compiler import read_bytes
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.readers import doc
from luoshi.compiler.source import Source

FILES = Path(__file__).parent / "files"
WHOLE = (FILES / "plan.doc").read_bytes()


def read(name: str) -> Source:
    """The text of the file under that name."""
    source = read_bytes(WHOLE, name=name)
    assert isinstance(source, Source)
    return source


@pytest.mark.parametrize("name", ["plan.doc", "plan.wps", "plan"])
def test_the_bytes_decide_not_the_name(name: str) -> None:
    assert read(name).text.startswith("青溪县人民政府关于印发2026年")


def test_paragraphs_and_tables_are_those_of_the_same_document_as_pdf() -> None:
    printed = read_bytes((FILES / "plan.pdf").read_bytes(), name="plan.pdf")
    assert isinstance(printed, Source)
    word = read("plan.doc")
    assert word.text == printed.text


def test_merged_cells_reach_over_their_rows() -> None:
    source = read("plan.doc")
    merged = [
        (source.slice(cell.span), cell.row, cell.rows) for cell in source.tables[0].cells if cell.rows > 1
    ]
    assert merged == [("项目建设", 1, 16), ("民生保障", 17, 14)]


def test_every_place_leads_back_to_its_paragraph() -> None:
    source = read("plan.doc")
    origin = source.origin(source.text.index("（二）发展现代农业"))
    assert origin is not None and origin.paragraph == 6


@pytest.mark.parametrize(
    "data",
    [
        WHOLE[:600],
        WHOLE[:2048],
        WHOLE[:512] + b"\xff" * 4096,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ],
    ids=["header only", "cut off", "no directory", "empty"],
)
def test_a_broken_file_says_how_to_convert_it(data: bytes) -> None:
    found = doc.read(data, name="x.doc")
    assert isinstance(found, Diagnostic) and found.code == "R023"


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=40))
def test_no_damage_makes_it_fail(at: int, damage: bytes) -> None:
    damaged = WHOLE[:at] + damage + WHOLE[at + len(damage) :]
    assert isinstance(doc.read(damaged, name="x.doc"), Source | Diagnostic)
