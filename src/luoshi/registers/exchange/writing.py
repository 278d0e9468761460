"""The workbook of a register: its records or nothing yet, what may be filled in, and a guide from the pack.

Rows are written one after the other and kept nowhere, so that a hundred thousand of them need little memory.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from luoshi.engines.registers import Pack, Type
from luoshi.registers.exchange.columns import (
    CHOICES,
    CLEAR,
    FIRST_DAY,
    GUIDE,
    LAST_DAY,
    LIMIT,
    MARK,
    NOTE_LENGTH,
    PROBLEMS,
    Column,
    Part,
    columns_of,
)

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cells = Mapping[str, object]
"""What stands in a row, by title: text, numbers, days; what is empty is left out."""
_MADE: Final = datetime(2000, 1, 1)
"""A workbook carries the day it was made; the same records must give the same bytes."""
_FONT: Final = {"font_name": "宋体", "font_size": 11, "valign": "top"}
_TEXT: Final = {**_FONT, "text_wrap": True, "num_format": "@"}
_FORMATS: Final[Mapping[str, Mapping[str, object]]] = {
    "head": {"font_name": "黑体", "font_size": 11, "valign": "vcenter", "bottom": 1, "top": 2},
    "text": _TEXT,
    "day": {**_FONT, "num_format": "yyyy-mm-dd", "align": "left"},
    "number": {**_FONT, "num_format": "General"},
    "fixed": {**_TEXT, "font_color": "#6B665E"},
    "wrong": {**_TEXT, "font_color": "#B3161D"},
}
_EMPTY_ROWS: Final = 1_000
"""Rows below the last one that are made ready to be filled in."""
_IN_CELL: Final = 255
"""Characters of a list that may stand in the rule itself; a longer one needs a sheet."""
_CELL: Final = 32_767
_LARGEST: Final = 10**15


def workbook(pack: Pack, rows: Iterable[Cells], *, units: Sequence[str], count: int = 0) -> bytes:
    """The register with these rows. ``units`` may be chosen as responsible, ``count`` rows will come."""
    return _written(pack, columns_of(pack), rows, units=units, count=count)


def report(pack: Pack, rows: Iterable[Cells], *, units: Sequence[str], count: int) -> bytes:
    """What was sent in, with a column that says what is wrong with each row."""
    return _written(pack, (*columns_of(pack), PROBLEMS), rows, units=units, count=count)


def _written(
    pack: Pack, columns: Sequence[Column], rows: Iterable[Cells], *, units: Sequence[str], count: int
) -> bytes:
    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"constant_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": _MADE})
    formats = {name: book.add_format(said) for name, said in _FORMATS.items()}
    sheets = [book.add_worksheet(name) for name in (pack.title.zh[:31], GUIDE, CHOICES)]
    lists = _choices(sheets[2], columns, units)
    _records(sheets[0], columns, rows, formats=formats, lists=lists, last=count + _EMPTY_ROWS)
    _guide(sheets[1], pack, columns, formats)
    book.close()
    return data.getvalue()


def _records(
    sheet: Any,
    columns: Sequence[Column],
    rows: Iterable[Cells],
    *,
    formats: Mapping[str, Any],
    lists: Mapping[str, object],
    last: int,
) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 24)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width, formats[_format(column)])
        sheet.write_string(0, at, column.head, formats["head"])
        _validate(sheet, at, column, last=last, allowed=lists.get(column.title))
    line = 0
    for line, cells in enumerate(rows, 1):
        _row(sheet, line, columns, cells, formats)
    sheet.autofilter(0, 0, max(line, 1), len(columns) - 1)
    _printing(sheet)


def _row(sheet: Any, line: int, columns: Sequence[Column], cells: Cells, formats: Mapping[str, Any]) -> None:
    for at, column in enumerate(columns):
        value = cells.get(column.title)
        if value is None or value == "":
            continue
        if isinstance(value, date):
            sheet.write_datetime(line, at, value, formats["day"])
        elif isinstance(value, Decimal | int | float) and not isinstance(value, bool):
            sheet.write_number(line, at, value, formats["number"])
        else:
            sheet.write_string(line, at, str(value)[:_CELL], formats[_format(column)])


def _format(column: Column) -> str:
    if column.day:
        return "day"
    if column.part is Part.PROBLEM:
        return "wrong"
    if not column.read:
        return "fixed"
    return "number" if column.field is not None and column.field.type.numeric else "text"


def _choices(sheet: Any, columns: Sequence[Column], units: Sequence[str]) -> dict[str, object]:
    """What may be chosen, by title: the list itself, or the place of one too long for a rule. The sheet is
    written row by row, so all lists are laid out first."""
    found = {each.title: offered for each in columns if (offered := _offered(each, units))}
    long = {title: each for title, each in found.items() if len(",".join(each)) > _IN_CELL}
    for line in range(max(map(len, long.values()), default=0)):
        for at, offered in enumerate(long.values()):
            if line < len(offered):
                sheet.write_string(line, at, offered[line])
    sheet.hide()
    return found | {
        title: f"={CHOICES}!${xl_col_to_name(at)}$1:${xl_col_to_name(at)}${len(offered)}"
        for at, (title, offered) in enumerate(long.items())
    }


def _offered(column: Column, units: Sequence[str]) -> list[str]:
    field = column.field
    if column.part is Part.UNIT or (field is not None and field.type is Type.UNIT):
        return list(units)
    if field is None or not field.choices:
        return []
    return [each.title.zh for each in field.choices] + ([] if field.required else [CLEAR])


def _validate(sheet: Any, at: int, column: Column, *, last: int, allowed: object) -> None:
    """What the office program lets in, with what it says otherwise."""
    said = {
        "ignore_blank": True,
        "input_title": column.title[:32],
        "input_message": column.help[:250],
        "error_title": "填写有误",
        "error_message": column.help[:250],
    }
    sheet.data_validation(1, at, last, at, said | _rule(column, allowed))


def _rule(column: Column, allowed: object) -> dict[str, object]:
    field = column.field
    if allowed:
        # A name that is in no list may still be one that the roster knows.
        sort = "stop" if field is not None and field.type is Type.CHOICE else "warning"
        return {"validate": "list", "source": allowed, "error_type": sort}
    if column.day:
        return _between("date", FIRST_DAY, LAST_DAY)
    if field is not None and field.type.numeric:
        low = -_LARGEST if field.low is None else field.low
        return _between("decimal", low, _LARGEST if field.high is None else field.high)
    length = NOTE_LENGTH if column.part is Part.NOTE else field.longest if field is not None else 0
    if not length or not column.read:
        return {"validate": "any"}
    return {"validate": "length", "criteria": "<=", "value": length}


def _between(sort: str, low: object, high: object) -> dict[str, object]:
    """A cell may say that its value is to be taken away, so other text is only warned of."""
    return {
        "validate": sort,
        "criteria": "between",
        "minimum": float(low) if isinstance(low, Decimal) else low,
        "maximum": float(high) if isinstance(high, Decimal) else high,
        "error_type": "warning",
    }


def _guide(sheet: Any, pack: Pack, columns: Sequence[Column], formats: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 26, formats["text"])
    sheet.set_column(1, 1, 96, formats["text"])
    for line, (about, text) in enumerate((*_notes(pack), *_moves(pack), *_columns(columns))):
        sheet.write_string(line, 0, about, formats["head"])
        sheet.write_string(line, 1, text, formats["text"])
    _printing(sheet)


def _notes(pack: Pack) -> Iterable[tuple[str, str]]:
    key = pack.field(pack.key).title.zh
    yield pack.title.zh, pack.description.zh
    yield "按编号更新", f"“{key}”在台账中没有的，新登记一条；已有的，只更新与台账不同的内容。"
    yield "空单元格", f"不填的内容不改；要去掉已有的内容，填“{CLEAR}”。整列不需要的可以删去。"
    yield "数据日期", "上传时填写：改动从这一天起生效。"
    yield "必填", f"标题后有“{MARK}”的列，新登记时必须填写。"
    yield "全部或不导", f"有一处不对就一行也不导入；一次最多{LIMIT}行。不要用公式，不要改列的标题。"


def _moves(pack: Pack) -> Iterable[tuple[str, str]]:
    lifecycle = pack.lifecycle
    for move in lifecycle.transitions:
        sources = "、".join(lifecycle.state(each).title.zh for each in move.sources)
        said = f"从“{sources}”到“{lifecycle.state(move.target).title.zh}”"
        if move.needs:
            said += "，须已填写" + "、".join(pack.field(each).title.zh for each in move.needs)
        yield f"流转：{move.title.zh}", said + ("，须在备注中写明原因。" if move.reason else "。")


def _columns(columns: Sequence[Column]) -> Iterable[tuple[str, str]]:
    return ((each.head, each.help) for each in columns if each.part is not Part.PROBLEM)


def _printing(sheet: Any) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
