"""Text comes from UTF-8 or GB18030; anything else is a finding, never mojibake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.compiler import compile_bytes, read_bytes
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.source import Source

PLAN = "2023年云溪区工作目标。\n一、稳增长\n1.抓项目。新签约项目30个。(牵头责任单位:区发改局)\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PLAN.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + PLAN.encode(), "utf-8"),
        (PLAN.encode("gb18030"), "gb18030"),
        (PLAN.encode("gbk"), "gb18030"),
        (PLAN.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + PLAN.encode("utf-16-be"), "utf-16"),
        (PLAN.replace("\n", "\r\n").encode(), "utf-8"),
        (PLAN.replace("\n", "\r").encode("gb18030"), "gb18030"),
    ],
)
def test_usual_encodings_and_line_ends(data: bytes, encoding: str):
    source = read_bytes(data, name="计划.txt")
    assert isinstance(source, Source)
    assert (source.text, source.encoding) == (PLAN, encoding)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "R001"),
        (b" \r\n\t", "R001"),
        (b"\xef\xbb\xbf", "R001"),
        ("\u3000\n".encode(), "R001"),
        (b"%PDF-1.7\n...", "R012"),
        (b"PK\x03\x04" + b"word/document.xml" * 9, "R012"),
        (PLAN.encode() + b"\x00", "R002"),
        (PLAN.encode("utf-16") + b"\x00\xd8", "R003"),
        (b"\xff\xfe\x20\x00", "R001"),
        (PLAN.encode("utf-16-le"), "R003"),
        (PLAN.encode("utf-16-be"), "R003"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(range(256)), "R002"),
        (PLAN.encode() + b"\xff\xff\xff", "R003"),
        (PLAN.encode("big5", errors="ignore") + b"\x80\xff", "R003"),
        ("Ã¤Â¸Â­Ã¥\x9b½".encode() * 40, "R003"),
        (bytes(range(1, 9)) * 50, "R003"),
    ],
)
def test_what_is_no_text_is_told(data: bytes, code: str):
    found = read_bytes(data, name="计划.txt")
    assert isinstance(found, Diagnostic)
    assert found.code == code
    assert compile_bytes(data, name="计划.txt").plan is None


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fall_over(data: bytes):
    compilation = compile_bytes(data, name="x.txt")
    assert (compilation.plan is None) == (compilation.source is None)
    assert compilation.diagnostics or compilation.plan


@given(st.text(max_size=60), st.integers(0, 60))
def test_every_offset_has_its_line_and_column(text: str, offset: int):
    text = text.replace("\r", "")
    offset = min(offset, len(text))
    line, column = Source("x", text).place(offset)
    assert line == text.count("\n", 0, offset) + 1
    assert column == offset - (text.rfind("\n", 0, offset) + 1) + 1
