"""A plan as a workbook that compiles to the same plan and looks as offices pass it round: one sheet, a
table with a row for each task, to be printed on A4 across."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from io import BytesIO
from itertools import product
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from luoshi.compiler import Compilation
from luoshi.compiler.model import Plan, Section
from luoshi.compiler.printer.again import Printed, proved
from luoshi.compiler.printer.markdown import paragraph
from luoshi.compiler.printer.original import blocks, rows, width
from luoshi.compiler.printer.parts import DUE, WHO, front, heading, named, numbered, title_at, with_tasks
from luoshi.compiler.printer.sheet import DETAIL, KINDS, SUMMARY, TASK, Sheet, work
from luoshi.compiler.source import Source, Table

_MADE: Final = datetime(2000, 1, 1)
"""A workbook carries the day it was made; the same plan must give the same bytes."""
_Body = Callable[..., None]


def as_workbook(compilation: Compilation) -> Printed:
    """A workbook's bytes: a table whose sections are rows across it, or, where that reads back better,
    columns; a text with a paragraph to a row where no table reads back as well; at last the document's own
    tables."""
    bodies: list[_Body] = [partial(_table, grouped=True), partial(_table, grouped=False), _flowing]
    bodies += [partial(_original, repeated=each) for each in (False, True)]
    layouts = [partial(_printed, body=body, year=year) for body, year in product(bodies, (False, True))]
    return proved(compilation, layouts, name="plan.xlsx")


def _printed(compilation: Compilation, *, body: _Body, year: bool) -> bytes:
    plan, source = compilation.plan, compilation.source
    assert plan is not None and source is not None
    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    book.set_properties({"created": _MADE, "title": plan.title or ""})
    body(book, plan, source, above=[f"（{plan.year}年）"] if year and plan.year else [])
    book.close()
    return data.getvalue()


def _table(book: Any, plan: Plan, source: Source, *, above: Sequence[str], grouped: bool) -> None:
    sheet = Sheet(book, _columns(plan, source, grouped=grouped))
    for cell in _front(plan, source, above):
        sheet.across(cell, "title" if cell == plan.title else "free")
    sheet.header()
    _tasks(sheet, plan, source, grouped=grouped)
    sheet.finish()


def _flowing(book: Any, plan: Plan, source: Source, *, above: Sequence[str]) -> None:
    sheet = Sheet(book, ["计划"])
    for line in (*front(plan, source), *above):
        sheet.across(line, "title" if line == plan.title else "free")
    for section, intro, tasks in with_tasks(plan, source):
        if section is not None:
            sheet.across(heading(section), "group")
        for text in (*intro, *(numbered(task.number) + paragraph(task, source, "\n") for task in tasks)):
            sheet.across(text, "free")
    sheet.finish()


def _original(book: Any, plan: Plan, source: Source, *, above: Sequence[str], repeated: bool) -> None:
    """The document as it was: lines across the sheet, and its tables."""
    parts = list(blocks(plan, source))
    widest = max((width(part) for part in parts if isinstance(part, Table)), default=1)
    sheet = Sheet(book, [""] * widest)
    for line in above:
        sheet.across(line, "free")
    for part in parts:
        if isinstance(part, Table):
            for row in rows(part, source, repeated=repeated):
                sheet.cells(row)
        else:
            sheet.across(part, "title" if part == plan.title else "free")
    sheet.finish()


def _columns(plan: Plan, source: Source, *, grouped: bool) -> list[str]:
    depth = max((section.level for section in plan.sections), default=0)
    who = [label for role, label in WHO if role == WHO[1][0] or any(named(task, role) for task in plan.tasks)]
    kinds = [] if grouped else [KINDS] * depth
    cells = max((len(work(task, source)) for task in plan.tasks), default=1)
    timed = [DUE] if any(task.due for task in plan.tasks) else []
    return ["序号", *kinds, TASK, *[DETAIL] * (cells - 1), *who, *timed, SUMMARY]


def _front(plan: Plan, source: Source, more: Sequence[str]) -> list[str]:
    """What stands above the table, a cell each: lines before the title, the title, the lines behind it.

    Lines below headings that hold targets go here too: in the table they would be headings themselves.
    """
    above = front(plan, source)
    title = title_at(plan, above)
    above += [line for _section, intro, _tasks in with_tasks(plan, source) for line in intro] + list(more)
    if title is None:
        return ["\n".join(above)] if above else []
    parts = ("\n".join(above[:title]), above[title], "\n".join(above[title + 1 :]))
    return [part for part in parts if part]


def _tasks(sheet: Sheet, plan: Plan, source: Source, *, grouped: bool) -> None:
    open_: list[Section] = []
    for section, _intro, tasks in with_tasks(plan, source):
        if section is not None:
            open_ = [*(each for each in open_ if each.level < section.level), section]
        if grouped and section is not None:
            sheet.across(heading(section), "group")
        for task in tasks:
            sheet.task(task, source, kinds=() if grouped else [heading(each) for each in open_])
