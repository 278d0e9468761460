"""Whoever hands in a scan where text recognition is not installed is told so, and what to do.

Recognition itself is proven by `make test-ocr`, which installs the extra into an environment of its own.
"""

from importlib.util import find_spec
from io import BytesIO

import pytest
from PIL import Image

from luoshi.compiler import compile_bytes, read_bytes
from luoshi.compiler.catalogue import finding
from luoshi.compiler.readers import ocr
from luoshi.compiler.source import Source
from tests.compiler.readers.pages import Page, made, typeset


def picture(form: str) -> bytes:
    """A blank picture in that format."""
    saved = BytesIO()
    Image.new("L", (60, 80), 255).save(saved, form)
    return saved.getvalue()


def test_the_extra_is_not_part_of_the_usual_installation() -> None:
    assert ocr.installed() == (find_spec("rapidocr") is not None)


@pytest.mark.parametrize(
    "data",
    [picture("PNG"), picture("JPEG"), picture("TIFF"), picture("BMP"), made([Page(picture=True)] * 2)],
    ids=["png", "jpg", "tif", "bmp", "pdf"],
)
def test_a_scan_says_what_to_install_or_hand_in(data: bytes) -> None:
    found = read_bytes(data, name="scan")
    assert found == finding("R021")


def test_pages_that_are_pictures_are_named_and_the_rest_is_read() -> None:
    pages = [*typeset("一、甲项工作\n（一）新建学校3所。"), Page(picture=True), Page(picture=True)]
    source = read_bytes(made(pages), name="plan.pdf")
    assert isinstance(source, Source)
    assert source.text.startswith("一、甲项工作")
    assert source.findings == (finding("R022", pages="2、3"),)


def test_what_the_reader_found_is_among_the_findings() -> None:
    pages = [*typeset("一、甲项工作\n（一）新建学校3所。"), Page(picture=True)]
    compilation = compile_bytes(made(pages), name="plan.pdf")
    assert finding("R022", pages="2") in compilation.diagnostics


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("建成厂房20万m²。", ["m²"]),
        ("拆除违建300m2，新增绿地1.5万m", ["m2", "m"]),
        ("铺设管网30km，直径300mm，库容20万m³", []),
    ],
)
def test_units_that_may_be_misread_are_named_and_left(text: str, units: list[str]) -> None:
    source = ocr.marked(Source(name="x", text=text))
    assert source.recognized and source.text == text
    assert source.findings[0] == finding("R020")
    assert [found.params["unit"] for found in source.findings[1:]] == units
    assert [source.slice(found.span) for found in source.findings[1:] if found.span] == units
