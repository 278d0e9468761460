"""The workbook of a roster: filled in or empty, with lists to choose from, and with a report beside each row."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from luoshi.organization.exchange import columns
from luoshi.organization.exchange.columns import Column, Form, SheetForm
from luoshi.organization.exchange.notes import NOTES
from luoshi.organization.exchange.reading import Table
from luoshi.organization.exchange.rows import Known, Problem
from luoshi.organization.exchange.showing import Shown, group_cells, post_cells, unit_cells

_MADE: Final = datetime(2000, 1, 1)
"""A workbook carries the day it was made; the same roster must give the same bytes."""
_FONT: Final = {"font_name": "宋体", "font_size": 11, "valign": "top"}
_HEAD: Final = {
    "font_name": "黑体",
    "font_size": 11,
    "bold": False,
    "valign": "vcenter",
    "bottom": 1,
    "top": 2,
}
_TEXT: Final = {**_FONT, "text_wrap": True, "num_format": "@"}
_DAY: Final = {**_FONT, "num_format": "yyyy-mm-dd", "align": "left"}
_WRONG: Final = {**_FONT, "text_wrap": True, "font_color": "#B3161D"}
_MARKED: Final = {"bg_color": "#FBEDED"}
_EMPTY_ROWS: Final = 1_000
"""Rows below the last one that are made ready to be filled in."""
_PROBLEM_WIDTH: Final = 60


def template() -> bytes:
    """The empty workbook."""
    return workbook(Known())


def workbook(known: Known) -> bytes:
    """The whole roster; the same roster gives the same bytes."""
    units = frozenset(row.name for row in known.units.values())
    with_posts = {row.person for row in known.posts.values()}
    idle = [{"姓名": name} for name in known.people if name not in with_posts]
    sheets: dict[str, list[Shown]] = {
        columns.UNITS.name: [unit_cells(row) for row in known.units.values()],
        columns.PEOPLE.name: [post_cells(row) for row in known.posts.values()] + [dict(row) for row in idle],
        columns.GROUPS.name: [
            cells for row in known.groups.values() for cells in group_cells(row, units=units)
        ],
    }
    book = _Book()
    for form in columns.SHEETS:
        book.sheet(form, sheets[form.name])
    return book.done()


def report(tables: Mapping[str, Table], problems: Sequence[Problem]) -> bytes:
    """What was sent in, with a column that says what is wrong with each row."""
    book = _Book()
    for name, table in tables.items():
        mine = [problem for problem in problems if problem.sheet == name]
        book.sheet(table.form, [dict(values) for _at, values in table.rows])  # type: ignore[arg-type]
        book.problems(table, mine)
    return book.done()


class _Book:
    """A workbook in the making."""

    def __init__(self) -> None:
        self._data = BytesIO()
        self._book = xlsxwriter.Workbook(
            self._data,
            {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False},
        )
        self._book.set_properties({"created": _MADE, "title": "单位、人员和集合名册"})
        self._formats: dict[str, Any] = {
            "head": self._book.add_format(_HEAD),
            "text": self._book.add_format(_TEXT),
            "day": self._book.add_format(_DAY),
            "wrong": self._book.add_format(_WRONG),
            "marked": self._book.add_format(_TEXT | _MARKED),
            "note": self._book.add_format(_FONT | {"text_wrap": True}),
        }
        self._sheets: dict[str, Any] = {}

    def sheet(self, form: SheetForm, rows: Sequence[Shown]) -> None:
        """A sheet with its titles, help, rows and what may be entered."""
        sheet = self._sheets[form.name] = self._book.add_worksheet(form.name)
        sheet.freeze_panes(1, 1)
        sheet.set_row(0, 24)
        last = max(len(rows), 1) + _EMPTY_ROWS
        for at, column in enumerate(form.columns):
            day = column.form == Form.DAY
            sheet.set_column(at, at, column.width, self._formats["day" if day else "text"])
            sheet.write_string(0, at, column.title, self._formats["head"])
            _validate(sheet, at, column, last)
        for at, row in enumerate(rows, 1):
            self._row(sheet, at, form, row)
        sheet.autofilter(0, 0, max(len(rows), 1), len(form.columns) - 1)
        _printing(sheet)

    def _row(self, sheet: Any, at: int, form: SheetForm, row: Shown) -> None:
        for place, column in enumerate(form.columns):
            value = row.get(column.title)
            if isinstance(value, datetime | date):
                sheet.write_datetime(at, place, value, self._formats["day"])
            elif value not in (None, ""):
                sheet.write_string(at, place, _plain(value), self._formats["text"])

    def problems(self, table: Table, problems: Iterable[Problem]) -> None:
        """The column of problems, in the row and beside the cells that they speak of."""
        sheet, place = self._sheets[table.form.name], len(table.form.columns)
        rows = {at: line for line, (at, _values) in enumerate(table.rows, 1)}
        sheet.set_column(place, place, _PROBLEM_WIDTH, self._formats["wrong"])
        sheet.write_string(0, place, columns.PROBLEM, self._formats["head"])
        said: dict[int, list[str]] = {}
        for problem in problems:
            said.setdefault(rows[problem.row], []).append(f"{problem.title}：{problem.text}")
            self._mark(sheet, rows[problem.row], table, problem)
        for line, texts in said.items():
            sheet.write_string(line, place, "\n".join(texts)[: columns.CELL_LENGTH], self._formats["wrong"])

    def _mark(self, sheet: Any, line: int, table: Table, problem: Problem) -> None:
        value = dict(table.rows[line - 1][1]).get(problem.title, "")
        if problem.title in table.form.titles:
            place = table.form.titles.index(problem.title)
            sheet.write_string(line, place, _plain(value), self._formats["marked"])

    def done(self) -> bytes:
        """Add the notes and close."""
        sheet = self._book.add_worksheet(columns.NOTES)
        sheet.set_column(0, 0, 18, self._formats["note"])
        sheet.set_column(1, 1, 90, self._formats["note"])
        for at, (about, text) in enumerate(_notes()):
            sheet.write_string(at, 0, about, self._formats["note"])
            sheet.write_string(at, 1, text, self._formats["note"])
        _printing(sheet)
        self._book.close()
        return self._data.getvalue()


def _plain(value: object) -> str:
    """A value as text, as it was typed; a day without its time."""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[: columns.CELL_LENGTH]


def _notes() -> list[tuple[str, str]]:
    """General notes, then the help of every column."""
    helps = [
        (f"{form.name}·{column.title}", column.help) for form in columns.SHEETS for column in form.columns
    ]
    return [*NOTES, *helps]


def _validate(sheet: Any, at: int, column: Column, last: int) -> None:
    """What the office program lets in: a list, days within reason, texts of a length."""
    rules: dict[Form, dict[str, Any]] = {
        Form.CHOICE: {"validate": "list", "source": list(column.choices)},
        Form.DAY: {
            "validate": "date",
            "criteria": "between",
            "minimum": date(1900, 3, 1),
            "maximum": date(2199, 12, 31),
            "error_message": "请填日期，如 2022-07-01。",
        },
        Form.NAME: _length("<=", columns.NAME_LENGTH, f"最多{columns.NAME_LENGTH}个字。"),
        Form.TEXT: _length("<=", columns.TEXT_LENGTH, f"最多{columns.TEXT_LENGTH}个字。"),
        Form.CODE: _length("==", 18, "统一社会信用代码是18位。"),
    }
    rule = rules.get(column.form, {"validate": "any"})
    title = {"input_title": column.title, "input_message": column.help[:250], "error_title": "填写有误"}
    sheet.data_validation(1, at, last, at, {"ignore_blank": True, **title, **rule})


def _length(criteria: str, length: int, message: str) -> dict[str, Any]:
    return {"validate": "length", "criteria": criteria, "value": length, "error_message": message}


def _printing(sheet: Any) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
