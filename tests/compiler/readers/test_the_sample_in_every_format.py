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
from tests.compiler.readers.making import docx_of, paragraph, source_of, table_of

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


HEAD = ["序号", "工作任务", "牵头负责领导", "牵头责任单位", "协同单位"]
TITLE = "2022年新站高新区重点工作任务分解表"


@cache
def rows() -> list[list[str]]:
    """The sample's tasks as the rows of a table."""
    compilation = compile_bytes(SAMPLE.read_bytes(), name="计划")
    plan, source = compilation.plan, compilation.source
    assert plan is not None and source is not None
    made = [HEAD]
    for each in plan.tasks:
        answers = each.responsibility
        groups = (answers.leaders, answers.lead_units, answers.coop_units)
        names = ["、".join(party.name for party in group) for group in groups]
        made.append([str(each.number), source.slice(each.body).strip(), *names])
    return made


def table_in_word(rows: list[list[str]]) -> bytes:
    """A Word file with a title and a table."""
    return docx_of(paragraph(TITLE) + table_of(rows))


def table_in_page(rows: list[list[str]]) -> bytes:
    """A web page with a title and a table."""
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<html><body><h1>{TITLE}</h1><table>{table}</table></body></html>".encode()


def table_in_book(rows: list[list[str]]) -> bytes:
    """A workbook with a title and a table."""
    saved = BytesIO()
    with xlsxwriter.Workbook(saved) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, len(HEAD) - 1, TITLE)
        for at, row in enumerate(rows, 1):
            sheet.write_row(at, 0, row)
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


@pytest.mark.parametrize("made", [table_in_word, table_in_page, table_in_book])
def test_its_tasks_as_a_table_are_the_same_tasks(made: Callable[[list[list[str]]], bytes]):
    plan = compile_bytes(made(rows()), name="计划").plan
    expected = compile_bytes(SAMPLE.read_bytes(), name="计划").plan
    assert plan is not None and expected is not None
    assert (plan.title, plan.year) == (TITLE, 2022)
    assert [answer(each) for each in plan.tasks] == [answer(each) for each in expected.tasks]


def answer(each: Task) -> tuple[object, ...]:
    """A task without its title, which a table may cut otherwise."""
    number, _, names, targets, _ = task(each)
    return number, names, targets
