"""A plan as a workbook that compiles to the same plan and looks as offices pass it round: one sheet, a
table with a row for each task, to be printed on A4 across."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from io import BytesIO
from itertools import product
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from luoshi.compiler import Compilation
from luoshi.compiler.model import Plan, Section, Task
from luoshi.compiler.printer.again import Printed, proved
from luoshi.compiler.printer.lines import aim
from luoshi.compiler.printer.parts import (
    DUE,
    NOBODY,
    WHO,
    due,
    front,
    heading,
    named,
    title_at,
    with_tasks,
)
from luoshi.compiler.source import Source
from luoshi.compiler.terminal import width

_SUMMARY: Final = "备注（量化指标）"
"""A column for people; remarks are no part of a task, so a compiler passes it over."""
_WIDTHS: Final = {"序号": 6, "任务": 72, _SUMMARY: 40, "完成时限": 14, "类别": 16}
_WIDTH: Final = 22
_LINE: Final = 15.0
"""Points of a line of text."""
_TALLEST: Final = 400.0
"""Points of the tallest row that spreadsheets show."""
_FROZEN: Final = 170.0
"""Points above the table up to which there is room to keep its header on the screen."""
_MADE: Final = datetime(2000, 1, 1)
"""A workbook carries the day it was made; the same plan must give the same bytes."""
_FONT: Final = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
_BOX: Final = {**_FONT, "border": 1, "border_color": "#999999"}


def as_workbook(compilation: Compilation) -> Printed:
    """A workbook's bytes. Sections are rows across the table, or, where that reads back better, columns."""
    layouts = [
        partial(_printed, grouped=grouped, year=year)
        for grouped, year in product((True, False), (False, True))
    ]
    return proved(compilation, layouts, name="plan.xlsx")


def _printed(compilation: Compilation, *, grouped: bool, year: bool) -> bytes:
    plan, source = compilation.plan, compilation.source
    assert plan is not None and source is not None
    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    book.set_properties({"created": _MADE, "title": plan.title or ""})
    sheet = _Sheet(book, _columns(plan, grouped=grouped))
    for cell in _front(plan, source, year=year):
        sheet.across(cell, title=cell == plan.title)
    sheet.header()
    _tasks(sheet, plan, source, grouped=grouped)
    sheet.finish()
    book.close()
    return data.getvalue()


def _columns(plan: Plan, *, grouped: bool) -> list[str]:
    depth = max((section.level for section in plan.sections), default=0)
    who = [label for role, label in WHO if role == WHO[1][0] or any(named(task, role) for task in plan.tasks)]
    kinds = [] if grouped else ["类别"] * depth
    return ["序号", *kinds, "任务", *who, _SUMMARY, DUE]


def _front(plan: Plan, source: Source, *, year: bool) -> list[str]:
    """What stands above the table, a cell each: lines before the title, the title, the lines behind it.

    Lines below headings that hold targets go here too: in the table they would be headings themselves.
    """
    above = front(plan, source)
    above += [line for _section, intro, _tasks in with_tasks(plan, source) for line in intro]
    title = title_at(plan, above)
    above += [f"（{plan.year}年）"] if year and plan.year else []
    if title is None:
        return ["\n".join(above)] if above else []
    parts = ("\n".join(above[:title]), above[title], "\n".join(above[title + 1 :]))
    return [part for part in parts if part]


def _tasks(sheet: "_Sheet", plan: Plan, source: Source, *, grouped: bool) -> None:
    open_: list[Section] = []
    for section, _intro, tasks in with_tasks(plan, source):
        if section is not None:
            open_ = [*(each for each in open_ if each.level < section.level), section]
        if grouped and section is not None:
            sheet.across(heading(section), title=False, head=True)
        for task in tasks:
            sheet.task(task, source, kinds=() if grouped else [heading(each) for each in open_])


@dataclass
class _Sheet:
    """Writes row after row; knows the next row and how tall what it wrote is."""

    book: Any
    columns: Sequence[str]
    row: int = 0
    above: float = 0.0
    kinds: dict[int, tuple[str, int]] = field(default_factory=dict)
    """Open cells of a column of kinds: text, and the row it starts in."""

    def __post_init__(self) -> None:
        self.sheet = self.book.add_worksheet("工作计划")
        self.plain = self.book.add_format(_BOX)
        self.middle = self.book.add_format({**_BOX, "align": "center"})
        self.bold = self.book.add_format({**_BOX, "bold": True, "align": "center", "bg_color": "#E7E6E6"})
        self.group = self.book.add_format({**_BOX, "bold": True, "bg_color": "#F5F5F5"})
        self.free = self.book.add_format({**_FONT, "valign": "top"})
        self.head = self.book.add_format({**_FONT, "font_size": 16, "bold": True, "align": "center"})
        self.widths = [_WIDTHS.get(column, _WIDTH) for column in self.columns]
        for at, columns in enumerate(self.widths):
            self.sheet.set_column(at, at, columns)

    def across(self, text: str, *, title: bool, head: bool = False) -> None:
        """A cell across the whole table; its row does not grow by itself, so it is given its height."""
        look = self.head if title else self.group if head else self.free
        per_line = _LINE * (1.6 if title else 1)
        rows = sum(-(-max(width(line), 1) // (sum(self.widths) - 4)) for line in text.split("\n"))
        height = min(_TALLEST, per_line * (rows + 0.4))
        self.sheet.merge_range(self.row, 0, self.row, len(self.columns) - 1, "", look)
        self.sheet.write_string(self.row, 0, text, look)
        self.sheet.set_row(self.row, height)
        self.above += height
        self.row += 1

    def header(self) -> None:
        """The names of the columns: repeated on every printed page, kept on the screen."""
        for at, column in enumerate(self.columns):
            self.sheet.write_string(self.row, at, column, self.bold)
        self.sheet.repeat_rows(self.row)
        if self.above <= _FROZEN:
            self.sheet.freeze_panes(self.row + 1, 0)
        self.row += 1

    def task(self, task: Task, source: Source, *, kinds: Sequence[str]) -> None:
        """A task's row."""
        cells = {"任务": source.slice(task.body), DUE: due(task, source)}
        cells |= {label: named(task, role) or NOBODY for role, label in WHO}
        cells[_SUMMARY] = "\n".join(aim(target) for target in task.targets)
        for at, column in enumerate(self.columns):
            if column == "类别":
                self._kind(at, kinds[at - 1] if at <= len(kinds) else "")
            elif column == "序号":
                self._number(at, task.number)
            else:
                self.sheet.write_string(self.row, at, cells[column], self.plain)
        self.row += 1

    def _number(self, at: int, number: int | str | None) -> None:
        if isinstance(number, int):
            self.sheet.write_number(self.row, at, number, self.middle)
        else:
            self.sheet.write_string(self.row, at, number or "", self.middle)

    def _kind(self, at: int, text: str) -> None:
        """A cell of a column of kinds is merged with those of the rows before that say the same."""
        before, start = self.kinds.get(at, ("", self.row))
        if before != text or start == self.row:
            self._merge(at)
            self.kinds[at] = (text, self.row)

    def _merge(self, at: int) -> None:
        text, start = self.kinds.pop(at, ("", self.row))
        if start < self.row - 1:
            self.sheet.merge_range(start, at, self.row - 1, at, "", self.plain)
        if start < self.row:
            self.sheet.write_string(start, at, text, self.plain)

    def finish(self) -> None:
        """Close what is open and set up the page."""
        for at in list(self.kinds):
            self._merge(at)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_footer("&C第 &P 页，共 &N 页")
