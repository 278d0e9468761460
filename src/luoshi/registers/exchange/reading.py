"""A workbook that was sent in: its rows by the register's columns, values still as they were typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple, NoReturn

from django.utils.translation import gettext as _

from luoshi.core.problems import Refusal
from luoshi.engines.registers import Pack, Type
from luoshi.organization.exchange.cells import Unclear, Value, code_of
from luoshi.organization.exchange.workbook import Bounds, Grid, grids_of
from luoshi.registers.exchange.columns import CHOICES, GUIDE, LIMIT, MARK, PROBLEM, Column, columns_of

BOUNDS: Final = Bounds(rows=LIMIT, columns=200, unpacked=160)
"""Fifty thousand records of sixteen columns have some 60 MB."""


class Problem(NamedTuple):
    """What is wrong: the row as the office program counts it, the title of the column, a sentence."""

    row: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its number as the office program counts, and its filled cells by their titles."""

    row: int
    cells: Mapping[str, Value]
    unusable: Mapping[str, str]
    """What is wrong with cells that hold no plain value, by their titles."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a register's workbook that are not empty, and its columns."""

    columns: tuple[Column, ...]
    """Those that an import reads."""
    lines: tuple[Line, ...]


def sheet_of(data: bytes, pack: Pack) -> Sheet:
    """Read a workbook. Refuses what is none, what is too large, and what was not made from this template."""
    grid = _grid(grids_of(data, BOUNDS), pack)
    places = _places(grid.rows[0], pack)
    lines = tuple(_lines(grid, places))
    if len(lines) > LIMIT:
        raise Refusal(
            _("一次最多导入%(limit)d行，这个工作簿有%(rows)d行。请分几次导入。")
            % {"limit": LIMIT, "rows": len(lines)},
            field="file",
        )
    if not lines:
        raise Refusal(_("工作簿里没有一行数据。请填写后再上传。"), field="file")
    return Sheet(tuple(each for each in places.values() if each.read), lines)


def _grid(grids: Mapping[str, Grid], pack: Pack) -> Grid:
    """The sheet of the register; one with another name where it bears the key's column."""
    key = pack.field(pack.key).title.zh
    sheets = [each for name, each in grids.items() if name not in (GUIDE, CHOICES) and each.rows]
    named = [each for each in sheets if each.name == pack.title.zh[:31]]
    for each in (*named, *sheets):
        if key in map(title_of, each.rows[0]):
            return each
    raise Refusal(
        _("这不是“%(title)s”的工作簿：第一行没有“%(key)s”这一列。请用本台账的模板或导出的工作簿填写。")
        % {"title": pack.title.zh, "key": key},
        field="file",
    )


def title_of(head: Value) -> str:
    """A column's title without the mark and the blanks around it."""
    return "".join(str(head).split()).rstrip(MARK + "＊")


def _places(heads: Sequence[Value], pack: Pack) -> dict[int, Column]:
    """Which column stands where. Refuses titles that are not the template's and those that come twice."""
    known = {each.title: each for each in columns_of(pack)}
    titles = {at: title for at, head in enumerate(heads) if (title := title_of(head)) and title != PROBLEM}
    unknown = [title for title in titles.values() if title not in known]
    if unknown:
        _no_template(_("不认识的列：%(titles)s。请改回模板中的标题，或删去这些列。"), unknown)
    twice = sorted({title for title in titles.values() if list(titles.values()).count(title) > 1})
    if twice:
        _no_template(_("重复的列：%(titles)s。请只留一列。"), twice)
    return {at: known[title] for at, title in titles.items()}


def _no_template(message: str, titles: Sequence[str]) -> NoReturn:
    said = "、".join(f"“{each[:30]}”" for each in titles[:10])
    raise Refusal(message % {"titles": said}, field="file")


def _lines(grid: Grid, places: Mapping[int, Column]) -> Iterable[Line]:
    odd: dict[int, dict[str, str]] = {}
    for cells, text in (
        (grid.formulas, _("单元格里是公式，请改为填写数值本身（可用“选择性粘贴—数值”）。")),
        (grid.errors, _("单元格里是错误值，请重新填写。")),
    ):
        for row, at in cells:
            if at in places and places[at].read:
                odd.setdefault(row, {})[places[at].title] = text
    for row, values in enumerate(grid.rows[1:], 1):
        cells_ = {places[at].title: value for at, value in enumerate(values) if at in places and value != ""}
        filled = any(str(value).strip() for value in cells_.values())
        if filled or row in odd:
            yield Line(row + 1, cells_, odd.get(row, {}))


def said(column: Column, value: Value) -> str:
    """What was typed into a cell, as text; blank where it is empty. Raises ``Unclear``.

    A workbook keeps numbers in binary; fifteen digits are what the office program shows of them.
    """
    if isinstance(value, str):
        return value.strip()
    numeric = column.field is not None and column.field.type.numeric
    if numeric and isinstance(value, float | int) and not isinstance(value, bool):
        return format(Decimal(f"{value:.15g}"), "f")
    if numeric and isinstance(value, date | datetime):
        raise Unclear(_("单元格被设成了日期格式，请改为“常规”格式后重新填写数字。"))
    plain = column.field is not None and column.field.type in (Type.TEXT, Type.LINK, Type.PLACE)
    if plain and isinstance(value, float) and not value.is_integer():
        return format(Decimal(f"{value:.15g}"), "f")
    return code_of(value)
