"""The caret stands right under the place, also under wide characters and full-width blanks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.compiler import Compilation
from luoshi.compiler.diagnostics import Diagnostic, Severity
from luoshi.compiler.model import Span
from luoshi.compiler.printer import findings
from luoshi.compiler.source import Source
from luoshi.compiler.terminal import width


def pointed(text: str, start: int, end: int) -> tuple[str, str]:
    """The printed line and the line of carets."""
    found = Diagnostic(
        code="O002",
        severity=Severity.WARNING,
        span=Span(start, end),
        params={"before": "1", "after": "3", "missing": "2"},
    )
    compilation = Compilation(source=Source("x.txt", text), plan=None, diagnostics=(found,))
    _head, line, carets, _hint = findings(compilation, name="x.txt").splitlines()
    return line, carets


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("abc", "b"),
        ("土地 批等", " "),
        ("加快土地批", "土地"),
        ("　　一、稳", "一"),
        ("é́x", "x"),
        ("ＡＢＣ", "Ｂ"),
        ("第一行\n第二行", "二"),
    ],
)
def test_the_carets_are_under_the_marked_text(text: str, marked: str):
    start = text.index(marked)
    line, carets = pointed(text, start, start + len(marked))
    before = carets.index("^")
    shown = text.split("\n")[text.count("\n", 0, start)]
    column = start - (text.rfind("\n", 0, start) + 1)
    assert line == "    " + shown
    assert before == 4 + width(shown[:column])
    assert len(carets) - before == width(marked)


def test_a_tab_moves_the_carets_as_it_moves_the_text():
    line, carets = pointed("甲\t乙丙", 2, 3)
    assert width(line[: line.index("乙")]) == carets.index("^")


def test_of_a_long_line_only_the_neighbourhood_is_printed():
    line, carets = pointed("甲" * 500 + "乙" + "丙" * 500, 500, 501)
    assert line.startswith("    …甲")
    assert line.endswith("丙…")
    assert width(line) < 200
    assert width(line[: line.index("乙")]) == carets.index("^")


@given(st.text(min_size=1, max_size=80), st.data())
def test_any_place_can_be_pointed_at(text: str, data: st.DataObject):
    text = text.replace("\r", " ")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    found = Diagnostic(code="O001", severity=Severity.ERROR, span=Span(start, end))
    printed = findings(Compilation(source=Source("x", text), plan=None, diagnostics=(found,)), name="x")
    assert "^" in printed
