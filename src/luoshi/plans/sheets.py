"""The plan as a workbook in the form that offices pass round: one sheet, a row for each task.

Pure: what is printed comes in as values. Every text is written as a text, whatever sign it begins with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from luoshi.compiler.passes.clauses import listed
from luoshi.compiler.passes.labels import COOP, LEAD, LEADER
from luoshi.compiler.source import Span
from luoshi.compiler.terminal import width

COLUMNS: Final[Mapping[str, float]] = {
    "序号": 5,
    "任务": 22,
    "牵头领导": 11,
    "牵头单位": 18,
    "协同单位": 30,
    "目标": 66,
    "时限": 15,
}
"""Names of the columns and their widths, in digits of the body's face."""
REMARK: Final = ("备注", 22.0)
"""The column for what people say of a task, there only where somebody says something. Read as nobody's goal."""
ROLES: Final = {"牵头领导": LEADER, "牵头单位": LEAD, "协同单位": COOP}
NOBODY: Final = "—"
LINE: Final = 15.0
"""Points of a line of body text."""
TALLEST: Final = 400.0
"""Points of the tallest row that spreadsheets show."""
MADE: Final = datetime(2000, 1, 1)
"""A workbook carries the day on which it was made; the same plan is to give the same bytes."""

_BODY: Final = {"font_name": "仿宋", "font_size": 11, "valign": "vcenter", "text_wrap": True}
_CELL: Final = {**_BODY, "border": 1}
_LOOKS: Final[Mapping[str, Mapping[str, object]]] = {
    "title": {
        "font_name": "黑体",
        "font_size": 20,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
    },
    "note": {**_BODY, "align": "center"},
    "free": {**_BODY, "align": "left"},
    "head": {**_CELL, "font_name": "黑体", "align": "center"},
    "section": {**_CELL, "font_name": "黑体", "font_size": 12},
    "text": _CELL,
    "middle": {**_CELL, "align": "center"},
}


@dataclass(frozen=True, slots=True)
class SheetTask:
    """A task's row, in words."""

    section: str
    """The heading under which it stands; empty for none."""
    number: str
    title: str
    leaders: Sequence[str]
    leads: Sequence[str]
    coops: Sequence[str]
    goal: str
    """What is to be done and reached, as printed."""
    due: str
    remark: str = ""


def plan_sheet(title: str, tasks: Sequence[SheetTask], *, note: str = "", preamble: str = "") -> bytes:
    """The workbook's bytes. ``note`` says of which day it is, ``preamble`` is printed above the table."""
    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    book.set_properties({"created": MADE, "title": title})
    page = _Page(book, _columns(tasks))
    page.across(title, "title", height=34)
    for text, look in ((note, "note"), (preamble, "free")):
        if text:
            page.across(text, look)
    page.head()
    section = ""
    for task in tasks:
        if task.section != section:
            page.across(task.section, "section")
            section = task.section
        page.task(task)
    page.set_up()
    book.close()
    return data.getvalue()


def _columns(tasks: Sequence[SheetTask]) -> dict[str, float]:
    return dict(COLUMNS) | (dict([REMARK]) if any(task.remark for task in tasks) else {})


class _Page:
    """Writes row after row, and knows which is next."""

    def __init__(self, book: Any, columns: Mapping[str, float]) -> None:
        self.columns = columns
        self.sheet = book.add_worksheet("工作计划")
        self.looks = {name: book.add_format(dict(look)) for name, look in _LOOKS.items()}
        self.row = 0
        for at, digits in enumerate(self.columns.values()):
            self.sheet.set_column(at, at, digits)

    def across(self, text: str, look: str, *, height: float = 0) -> None:
        """A text over the whole width of the table."""
        form = self.looks[look]
        self.sheet.merge_range(self.row, 0, self.row, len(self.columns) - 1, "", form)
        self.sheet.write_string(self.row, 0, text, form)
        self.sheet.set_row(self.row, height or _height(_lines(text, sum(self.columns.values()))))
        self.row += 1

    def head(self) -> None:
        """The names of the columns: on every printed page, and kept on the screen."""
        for at, name in enumerate(self.columns):
            self.sheet.write_string(self.row, at, name, self.looks["head"])
        self.sheet.set_row(self.row, 24)
        self.sheet.repeat_rows(self.row)
        self.sheet.freeze_panes(self.row + 1, 0)
        self.row += 1

    def task(self, task: SheetTask) -> None:
        """A task's row, as tall as its tallest text."""
        cells = _cells(task, self.columns)
        for at, (name, text) in enumerate(cells.items()):
            form = self.looks["middle" if name in ("序号", "时限") else "text"]
            if name == "序号" and text.isdecimal():
                self.sheet.write_number(self.row, at, int(text), form)
            else:
                self.sheet.write_string(self.row, at, text, form)
        self.sheet.set_row(self.row, _height(max(map(_lines, cells.values(), self.columns.values()))))
        self.row += 1

    def set_up(self) -> None:
        """A4 across, as wide as the page, numbered."""
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.center_horizontally()
        self.sheet.set_footer("&C第 &P 页，共 &N 页")


def _cells(task: SheetTask, columns: Iterable[str]) -> dict[str, str]:
    names = {"牵头领导": task.leaders, "牵头单位": task.leads, "协同单位": task.coops}
    cells = {
        "序号": task.number,
        "任务": task.title,
        "目标": task.goal,
        "时限": task.due,
        "备注": task.remark,
    }
    cells |= {column: joined(named, role=ROLES[column]) for column, named in names.items()}
    return {column: cells[column] for column in columns}


def joined(names: Sequence[str], *, role: str) -> str:
    """The names as a list that reads back: after an enumeration comma an abbreviated name takes the ending
    of the next one, after other commas it does not."""
    texts = [mark.join(names) for mark in "、，；"]
    return next((text for text in texts if _read(text, role) == list(names)), texts[0]) or NOBODY


def _read(text: str, role: str) -> list[str]:
    found = listed(text, Span(0, len(text)), role=role)
    return [party.name for parties in found.values() for party in parties]


def _lines(text: str, digits: float) -> int:
    """Lines that a text takes in a cell so many digits wide; a line of Chinese breaks a little early."""
    return sum(-(-max(width(line), 1) // int(digits * 0.9 - 1)) for line in text.split("\n"))


def _height(lines: int) -> float:
    return min(TALLEST, LINE * (lines + 0.4))
