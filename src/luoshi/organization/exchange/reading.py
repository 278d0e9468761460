"""From the cells of a workbook to typed rows, with a word on every cell that cannot be understood. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from luoshi.core.problems import Refusal
from luoshi.organization.codes import tidy_uscc
from luoshi.organization.exchange import cells, columns
from luoshi.organization.exchange.cells import DatedName, Unclear, Value
from luoshi.organization.exchange.columns import Column, Form, SheetForm
from luoshi.organization.exchange.rows import GroupRow, MemberRow, PostRow, Problem, Roster, UnitRow
from luoshi.organization.exchange.workbook import Grid

T = TypeVar("T")
_HEAD_WITHIN: Final = 10
"""Rows in which the titles are looked for; offices like a heading above them."""
_LIMITS: Final = {Form.NAME: columns.NAME_LENGTH, Form.TEXT: columns.TEXT_LENGTH}
_KIND_OF: Final = {label: kind for kind, label in columns.KINDS.items()}
_PART_OF: Final = {label: part.value for part, label in columns.PARTS.items()}
GROUP_MARK: Final = "集合："
"""In front of a member that is a group, where a unit has the same name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a workbook says: its rows, the problems in them, and which sheets it had."""

    roster: Roster
    problems: list[Problem]
    sheets: Mapping[str, "Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's rows below its titles: number in the workbook (from 1) and values by title."""

    form: SheetForm
    rows: list[tuple[int, dict[str, Value]]]
    places: Mapping[str, int]
    """Column from 0 of each title."""
    bad: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """Row and title of the cells that hold no plain value, with what to do."""


def read(grids: Mapping[str, Grid]) -> Reading:
    """The rows of all sheets that a roster has. Refuses a workbook without them or without their titles."""
    tables = {form.name: _table(grids[form.name], form) for form in columns.SHEETS if form.name in grids}
    if not tables:
        names = "、".join(form.name for form in columns.SHEETS)
        message = _("工作簿里没有名册的工作表（%(names)s）。请下载模板，在模板上填写。")
        raise Refusal(message % {"names": names}, field="file")
    reader = _Reader()
    return Reading(reader.roster(tables), reader.problems, tables)


def _table(grid: Grid, form: SheetForm) -> Table:
    head, places = _titles(grid, form)
    rows = []
    for at, values in enumerate(grid.rows[head + 1 :], head + 2):
        row = {title: values[column] for title, column in places.items() if column < len(values)}
        if any(value != "" for value in row.values()) or _marked(grid, at - 1, places):
            rows.append((at, row))
    if len(rows) > columns.ROWS:
        message = _("工作表“%(sheet)s”有%(rows)d行，一次最多导入%(limit)d行，请分几次导入。")
        raise Refusal(message % {"sheet": form.name, "rows": len(rows), "limit": columns.ROWS}, field="file")
    return Table(form, rows, places, _bad(grid, places))


def _marked(grid: Grid, row: int, places: Mapping[str, int]) -> bool:
    marked = grid.errors | grid.formulas
    return bool(marked) and any((row, column) in marked for column in places.values())


def _bad(grid: Grid, places: Mapping[str, int]) -> dict[tuple[int, str], str]:
    titles = {column: title for title, column in places.items()}
    said = dict.fromkeys(grid.formulas, _("这里是公式。请复制后“选择性粘贴—数值”，只留结果。"))
    said |= dict.fromkeys(grid.errors, _("这里是错误值（如 #N/A）。请改成正确的内容。"))
    return {(row + 1, titles[column]): text for (row, column), text in said.items() if column in titles}


def _titles(grid: Grid, form: SheetForm) -> tuple[int, dict[str, int]]:
    """The row of the titles, from 0, and the column of each."""
    for at, values in enumerate(grid.rows[:_HEAD_WITHIN]):
        found = {str(value).strip(): column for column, value in reversed(list(enumerate(values)))}
        if form.titles[0] in found:
            missing = [title for title in form.titles if title not in found]
            if missing:
                raise Refusal(_missing(form, missing), field="file")
            return at, {title: found[title] for title in form.titles}
    raise Refusal(_missing(form, form.titles), field="file")


def _missing(form: SheetForm, titles: list[str] | tuple[str, ...]) -> str:
    message = _("工作表“%(sheet)s”缺少列：%(titles)s。请对照模板补上表头，列的次序可以不同。")
    return message % {"sheet": form.name, "titles": "、".join(titles)}


class _Reader:
    """Reads tables and keeps the problems on its way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def roster(self, tables: Mapping[str, Table]) -> Roster:
        """The rows of all sheets."""
        sheets: dict[str, list[tuple[int, _Row]]] = {
            name: [(at, _Row(self, table, at, values)) for at, values in table.rows]
            for name, table in tables.items()
        }
        return Roster(
            units=[(at, unit_of(row)) for at, row in sheets.get(columns.UNITS.name, [])],
            posts=[(at, post_of(row)) for at, row in sheets.get(columns.PEOPLE.name, [])],
            groups=list(_gathered([(at, row) for at, row in sheets.get(columns.GROUPS.name, [])])),
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a sheet; what cannot be read becomes a problem and its empty value."""

    reader: _Reader
    table: Table
    at: int
    values: Mapping[str, Value]

    def read(self, title: str, how: Callable[[Value], T], empty: T) -> T:
        """The value under a title."""
        if (self.at, title) in self.table.bad:
            self.problem(title, self.table.bad[self.at, title])
            return empty
        try:
            return how(self.values.get(title, ""))
        except Unclear as unclear:
            self.problem(title, str(unclear))
            return empty

    def problem(self, title: str, text: str) -> None:
        """Keep what is wrong with a cell."""
        self.reader.problems.append(Problem(self.table.form.name, self.at, title, text))

    def text(self, title: str) -> str:
        """A text within its column's length; the first column must not be empty."""
        column = _column(self.table.form, title)
        found = self.read(title, cells.code_of if column.form == Form.CODE else cells.text_of, "")
        limit = _LIMITS.get(column.form, columns.CELL_LENGTH)
        if len(found) > limit:
            message = _("太长：这里有%(length)d个字，最多%(limit)d个字。")
            self.problem(title, message % {"length": len(found), "limit": limit})
        if not found and title == self.table.form.titles[0] and (self.at, title) not in self.table.bad:
            self.problem(title, _("这一列不能空着。"))
        return found

    def names(self, title: str) -> tuple[DatedName, ...]:
        """Names with their days, in a fixed order so that rows compare."""
        nothing: tuple[DatedName, ...] = ()
        found = self.read(title, cells.names_of, nothing)
        for each in found:
            self._name_fits(title, each.name)
        return in_order(found)

    def members(self, title: str) -> tuple[str, ...]:
        """Names without days."""
        nothing: tuple[str, ...] = ()
        found = self.read(title, cells.list_of, nothing)
        for name in found:
            self._name_fits(title, name.removeprefix(GROUP_MARK))
        return found

    def _name_fits(self, title: str, name: str) -> None:
        if not name or len(name) > columns.NAME_LENGTH:
            message = _("名称“%(name)s”是空的或太长，最多%(limit)d个字。")
            self.problem(title, message % {"name": name[:20], "limit": columns.NAME_LENGTH})

    def one_of(self, title: str, known: Mapping[str, str]) -> str:
        """The value behind a word of the drop-down list."""
        word = self.text(title).replace(columns.SEPARATOR, "")
        return next(iter(self._known(title, (word,), known)), "")

    def some_of(self, title: str, known: Mapping[str, str]) -> tuple[str, ...]:
        """The values behind several words."""
        nothing: tuple[str, ...] = ()
        found = self.read(title, lambda value: cells.list_of(_joined_words(value, known)), nothing)
        return tuple(sorted(set(self._known(title, found, known))))

    def _known(self, title: str, words: tuple[str, ...], known: Mapping[str, str]) -> Iterator[str]:
        for word in filter(None, words):
            if word in known:
                yield known[word]
            else:
                message = _("“%(word)s”不在可选范围内。可填：%(known)s。")
                self.problem(title, message % {"word": word, "known": "、".join(known)})


def _joined_words(value: Value, known: Iterable[str]) -> str:
    """The cell with words such as `街道、乡镇`, as pages have them, written as in the file: `街道乡镇`."""
    text = cells.text_of(value)
    for word in known:
        for at in range(1, len(word)):
            text = text.replace(word[:at] + columns.SEPARATOR + word[at:], word)
    return text


def _column(form: SheetForm, title: str) -> Column:
    return next(column for column in form.columns if column.title == title)


def in_order(names: tuple[DatedName, ...]) -> tuple[DatedName, ...]:
    """Names by their days, then by name; each once."""
    return tuple(
        sorted(set(names), key=lambda each: (str(each.since or ""), str(each.until or "9"), each.name))
    )


def unit_of(row: _Row) -> UnitRow:
    """A row of the sheet of units."""
    return UnitRow(
        name=row.text("名称"),
        kind=row.one_of("类型", _KIND_OF),
        parent=row.text("上级单位"),
        aliases=row.names("简称"),
        nameplates=row.names("加挂牌子"),
        formers=row.names("曾用名"),
        uscc=tidy_uscc(row.text("统一社会信用代码")),
        since=row.read("启用日期", cells.day_of, None),
        until=row.read("停用日期", cells.day_of, None),
        successor=row.text("承接单位"),
    )


def post_of(row: _Row) -> PostRow:
    """A row of the sheet of people."""
    return PostRow(
        person=row.text("姓名"),
        part=row.one_of("职务类别", _PART_OF),
        unit=row.text("单位"),
        title=row.text("职务"),
        fields=row.text("分管领域"),
        since=row.read("任职日期", cells.day_of, None),
        until=row.read("离任日期", cells.day_of, None),
    )


def group_of(row: _Row) -> GroupRow:
    """A row of the sheet of groups."""
    since = row.read("自", cells.day_of, None)
    until = row.read("至", cells.day_of, None)
    members = tuple(
        MemberRow(name.removeprefix(GROUP_MARK), name.startswith(GROUP_MARK), since, until)
        for name in row.members("成员")
    )
    return GroupRow(
        name=row.text("名称"),
        kinds=row.some_of("规则", _KIND_OF),
        members=members,
        source=row.text("依据"),
    )


def _gathered(rows: list[tuple[int, _Row]]) -> Iterator[tuple[int, GroupRow]]:
    """One row for each group: members of all its rows; rule and source of those that say one."""
    by_name: dict[str, list[tuple[int, _Row, GroupRow]]] = defaultdict(list)
    for at, row in rows:
        group = group_of(row)
        by_name[group.name].append((at, row, group))
    for said in by_name.values():
        at, _first, group = said[0]
        for _at, row, other in said[1:]:
            group = _joined(group, other, row)
        yield at, group


def _joined(group: GroupRow, other: GroupRow, row: _Row) -> GroupRow:
    for title, mine, theirs in (("规则", group.kinds, other.kinds), ("依据", group.source, other.source)):
        if mine and theirs and mine != theirs:
            row.problem(title, _("与上面同一集合的行不一致。请写成一样，或只在第一行写。"))
    return replace(
        group,
        kinds=group.kinds or other.kinds,
        source=group.source or other.source,
        members=group.members + other.members,
    )
