"""The sample plan comes out the same from Word, from a web page and from a workbook as from plain text."""

from collections.abc import Callable
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path

import docx
import pytest
import xlsxwriter

from luoshi.compiler import Compilation, compile_bytes
from luoshi.compiler.model import Target, Task
from tests.compiler.readers.making import source_of

SAMPLE = Path(__file__).resolve().parents[3] / "samples/xinzhan-2022.txt"


@cache
def text() -> str:
    """The sample as printed."""
    return SAMPLE.read_text(encoding="utf-8")


def as_word(text: str) -> bytes:
    """A Word file with a paragraph for each line."""
    made, saved = docx.Document(), BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(saved)
    return saved.getvalue()


def as_page(text: str) -> bytes:
    """A web page of a government's site with a paragraph for each line."""
    lines = "".join(f"<p style='text-indent:2em'>{escape(line)}</p>" for line in text.splitlines())
    return (
        "<html><head><meta charset=gb2312><title>政务公开_某区政府网</title></head><body>"
        "<div class=header><a href=/>首页</a></div><div class=crumbs>当前位置：正文</div>"
        f"<div id=main><div class=TRS_Editor>{lines}</div></div><div class=footer>备案号</div></body></html>"
    ).encode("gb18030")


def as_book(text: str) -> bytes:
    """A workbook with a row for each line."""
    saved = BytesIO()
    with xlsxwriter.Workbook(saved) as book:
        book.add_worksheet().write_column(0, 0, text.splitlines())
    return saved.getvalue()


def target(each: Target) -> tuple[object, ...]:
    """All of a target but its place."""
    return (
        each.kind,
        each.metric,
        each.op,
        each.value,
        each.unit,
        each.stretch,
        each.strength,
        each.deadline,
    )


def task(each: Task) -> tuple[object, ...]:
    """What a task says, without places."""
    answers = each.responsibility
    names = [
        [party.name for party in group] for group in (answers.leaders, answers.lead_units, answers.coop_units)
    ]
    return (
        each.number,
        each.title,
        names,
        [target(one) for one in each.targets],
        each.deliverables and len(each.deliverables),
    )


def reading(compilation: Compilation) -> list[object]:
    """What a plan says, without places."""
    plan = compilation.plan
    assert plan is not None
    sections = [(section.number, section.title) for section in plan.sections]
    return [
        plan.title,
        plan.year,
        sections,
        [target(one) for one in plan.targets],
        [task(one) for one in plan.tasks],
    ]


@pytest.mark.parametrize("made", [as_word, as_page, as_book])
def test_it_is_the_same_plan(made: Callable[[str], bytes]):
    data = made(text())
    assert reading(compile_bytes(data, name="计划")) == reading(
        compile_bytes(SAMPLE.read_bytes(), name="计划")
    )


@pytest.mark.parametrize("made", [as_word, as_page, as_book])
def test_every_character_knows_its_place(made: Callable[[str], bytes]):
    source = source_of(made(text()))
    assert source.origins[0].start == 0
    assert len(source.origins) == len([line for line in text().splitlines() if line.strip()])
