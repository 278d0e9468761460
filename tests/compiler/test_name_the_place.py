"""A finding names the place in the document as it was handed in."""

import pytest

from luoshi.compiler import Compilation
from luoshi.compiler.diagnostics import Diagnostic, Severity
from luoshi.compiler.model import Span
from luoshi.compiler.places import worded
from luoshi.compiler.printer import findings
from luoshi.compiler.source import Box, Origin, Source

PLACES = [
    (Origin(0, page=3, box=Box(1, 2, 3, 4)), "第3页", "page 3"),
    (Origin(0, paragraph=12), "第12段", "paragraph 12"),
    (Origin(0, paragraph=12, cell="2!B7"), "第2个表 B7", "table 2, B7"),
    (Origin(0, cell="B7", sheet="任务"), "工作表“任务” B7", "sheet “任务” B7"),
    (Origin(0), "第2行第1列", "line 2, column 1"),
]


@pytest.mark.parametrize(("origin", "chinese", "english"), PLACES)
def test_a_place_is_named_as_the_reader_of_the_original_would(
    origin: Origin, chinese: str, english: str
) -> None:
    source = Source("计划", "第一行\n第二行", origins=(origin,))
    assert worded(source, 4) == chinese
    assert worded(source, 4, language="en") == english


def test_an_offset_belongs_to_the_last_origin_before_it() -> None:
    source = Source("计划", "甲乙丙丁", origins=(Origin(0, page=1), Origin(2, page=2)))
    assert [worded(source, at) for at in range(4)] == ["第1页", "第1页", "第2页", "第2页"]


def test_a_terminal_shows_the_place_of_the_original() -> None:
    found = Diagnostic(code="O005", severity=Severity.WARNING, span=Span(0, 1))
    source = Source("计划.pdf", "甲乙", origins=(Origin(0, page=7),))
    read = Compilation(source, None, (found,))
    assert findings(read, name="计划.pdf").startswith("计划.pdf: 第7页: 警告 O005")
    assert findings(read, name="计划.pdf", language="en").startswith("计划.pdf: page 7: warning O005")
