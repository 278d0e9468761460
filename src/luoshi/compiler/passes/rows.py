"""Rows of a table as tasks and group rows, once its header row says what each column holds."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from luoshi.compiler.model import Span
from luoshi.compiler.passes.columns import (
    DETAIL,
    DUE,
    GOAL,
    GROUP,
    MEASURE,
    NUMBER,
    TASK,
    header_of,
    usual_column,
)
from luoshi.compiler.passes.labels import COOP, EITHER, LEAD, LEADER
from luoshi.compiler.passes.numbering import BLANK, mark_at, stripped
from luoshi.compiler.source import Cell, Table

_HEADER_WITHIN: Final = 8
_WORK: Final = 8
"""Characters from which on a cell tells of work; numbers and kinds are shorter."""
_TOTAL = re.compile(r"[合总小]\s*计")
_REMARK = re.compile(r"(?:备?注|说明|填表(?:人|单位|日期))[:：]|[（(]?(?:盖章|单位[:：])")
_NOTHING = re.compile(r"[/\\—\-－\s]*\Z|(?:暂?无|同上?)\Z")
_ALIKE = re.compile(r"[\s\u3000]+")
_CHINESE_NUMBER = re.compile(r"[（(]?[〇零一二三四五六七八九十百]{1,5}[)）]?[、.．]?\Z")
_WHO: Final = (LEADER, LEAD, COOP, EITHER)


@dataclass(frozen=True, slots=True)
class Group:
    """A row, or a cell of a column of kinds, that says which section the rows below are of."""

    span: Span
    depth: int
    """0 for a group row, 1 for a column of kinds."""


@dataclass(frozen=True, slots=True)
class Row:
    """A task. ``who`` holds the cells of each role, ``number`` the cell with its number."""

    span: Span
    body: Span
    head: Span
    """The first cell of the work: its first sentence names the task."""
    number: Span | None
    due: Span | None
    who: Mapping[str, tuple[Span, ...]]
    people: bool = False
    """Whether the columns of units name people too (`责任单位及责任人`)."""
    goal: Span | None = None
    """The last cell that says what is to be reached, beside the one that names the work."""
    measure: Span | None = None
    """The cell that says in what it is measured."""


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table whose header row is known, its rows and groups in printed order."""

    span: Span
    items: tuple[Group | Row, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table holds, and whether units stand together with people."""

    roles: Sequence[str | None]
    people: bool
    names: frozenset[str]
    """The header's words without blanks: a row of nothing else is the header once more."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands at a place of the grid; ``own`` unless a merged cell reaches there from elsewhere."""

    cell: Cell
    own: bool


_Line = dict[int, _Place]


def task_tables(text: str, tables: Sequence[Table], *, merged_blank: bool) -> Iterator[TaskTable]:
    """The tables that hold tasks. One without a header goes on with the columns of the one before it.

    ``merged_blank``: whether an empty cell may stand for a merged one, as in a text.
    """
    before: Columns | None = None
    for table in tables:
        grid = _grid(table)
        at, roles = _header(text, grid)
        if roles is None and before is not None and _width(grid) == len(before.roles):
            at, roles = 0, before
        if roles is not None:
            items = tuple(_items(text, grid[at:], roles, merged_blank=merged_blank))
            if any(isinstance(item, Row) for item in items):
                before = roles
                yield TaskTable(Span(_start(text, grid, at), table.span.end), items)


def _grid(table: Table) -> list[_Line]:
    count = max((cell.row + cell.rows for cell in table.cells), default=0)
    grid: list[_Line] = [{} for _ in range(min(count, 1 + max((c.row for c in table.cells), default=-1)))]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rows, len(grid))):
            for column in range(cell.column, cell.column + cell.columns):
                own = row == cell.row and column == cell.column
                grid[row].setdefault(column, _Place(cell, own))
    return grid


def _start(text: str, grid: Sequence[_Line], at: int) -> int:
    """Where the header's line begins, or the first row's; a title above it stays outside."""
    first = min((place.cell.span.start for place in grid[max(at - 1, 0)].values() if place.own), default=0)
    return text.rfind("\n", 0, first) + 1


def _width(grid: Sequence[_Line]) -> int:
    return max((max(line, default=-1) + 1 for line in grid), default=0)


def _names(text: str, line: _Line, width: int) -> list[str]:
    return [_printed(text, line[column].cell) if column in line else "" for column in range(width)]


def _printed(text: str, cell: Cell) -> str:
    return text[cell.span.start : cell.span.end]


def _header(text: str, grid: Sequence[_Line]) -> tuple[int, Columns | None]:
    """The first row below the header, and what its columns hold; a header may take two rows."""
    width = _width(grid)
    for at, line in enumerate(grid[:_HEADER_WITHIN]):
        if len({place.cell.span for place in line.values()}) < 2:
            continue
        names = _names(text, line, width)
        below = _names(text, grid[at + 1], width) if at + 1 < len(grid) else []
        if below and _is_second(names, below):
            both = [lower if lower.strip() else upper for upper, lower in zip(names, below, strict=True)]
            roles = header_of(_continued(both, names))
            if roles is not None:
                return at + 2, Columns(roles, _people(roles, both), _bare((*names, *below)))
        roles = header_of(names)
        if roles is not None:
            return at + 1, Columns(roles, _people(roles, names), _bare(names))
    return 0, None


def _is_second(names: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below a header is one of names too."""
    filled = [lower for lower in below if lower.strip()]
    known = sum(usual_column(lower) is not None for lower in filled)
    return bool(filled) and known == len(filled)


def _people(roles: Sequence[str | None], names: Sequence[str]) -> bool:
    units = (LEAD, COOP, EITHER)
    return any(
        role in units and ("人" in name or "领导" in name) for role, name in zip(roles, names, strict=True)
    )


def _continued(both: Sequence[str], names: Sequence[str]) -> list[str]:
    return [one or name for one, name in zip(both, names, strict=True)]


def _bare(names: Sequence[str]) -> frozenset[str]:
    return frozenset(_ALIKE.sub("", name) for name in names)


def _is_header(text: str, line: _Line, names: frozenset[str]) -> bool:
    printed = {_ALIKE.sub("", _printed(text, place.cell)) for place in line.values()} - {""}
    return len(printed) > 1 and printed <= names


def _items(
    text: str, grid: Sequence[_Line], columns: Columns, *, merged_blank: bool
) -> Iterator[Group | Row]:
    """Rows and groups below a header; a row without text of its own goes on with the row above it."""
    numbered = _numbered(text, grid, columns.roles)
    reader = _Reader(text, columns, merged_blank=merged_blank, numbered=numbered)
    held: Row | None = None
    for line in grid:
        for item in reader.read(_shifted(text, line, columns.roles) if merged_blank else line):
            if isinstance(item, Row) and item.body.start < 0:
                held = _joined(held, item) if held else None
                continue
            if held:
                yield held
            held = item if isinstance(item, Row) else None
            if held is None:
                yield item
    if held:
        yield held


def _shifted(text: str, line: _Line, roles: Sequence[str | None]) -> _Line:
    """A row whose first cells a web page merged with the row above, moved to where its cells belong.

    In a text nothing is left of such cells: the row begins with the work, and ends with blank cells instead.
    """
    ahead = next((at for at, role in enumerate(roles) if role in (TASK, DETAIL)), 0)
    if not ahead or any(role not in (NUMBER, GROUP) for role in roles[:ahead]) or 0 not in line:
        return line
    words = _printed(text, line[0].cell).strip()
    last = max((at for at, place in line.items() if _printed(text, place.cell).strip()), default=0)
    if len(words) < _WORK or mark_at(words, Span(0, len(words))) or last + ahead >= len(roles):
        return line
    return {at + ahead: place for at, place in line.items() if at <= last}


def _numbered(text: str, grid: Sequence[_Line], roles: Sequence[str | None]) -> bool:
    """Whether the column of numbers mostly holds Arabic ones: then a Chinese one heads a group."""
    if NUMBER not in roles:
        return False
    column = roles.index(NUMBER)
    cells = [_printed(text, line[column].cell).strip() for line in grid if column in line]
    kinds = Counter("chinese" if _CHINESE_NUMBER.match(cell) else "arabic" for cell in cells if cell)
    return kinds["arabic"] > kinds["chinese"]


def _joined(before: Row, more: Row) -> Row:
    who = {role: tuple(dict.fromkeys((*before.who.get(role, ()), *more.who.get(role, ())))) for role in _WHO}
    body = Span(before.body.start, max(before.body.end, more.body.end))
    return Row(
        Span(before.span.start, max(before.span.end, more.span.end)),
        body,
        before.head,
        before.number,
        before.due or more.due,
        who,
        before.people,
    )


class _Reader:
    """Reads line after line; remembers what merged or empty cells stand for."""

    def __init__(self, text: str, columns: Columns, *, merged_blank: bool, numbered: bool) -> None:
        self.text, self.roles, self.people = text, columns.roles, columns.people
        self.names = columns.names
        roles = columns.roles
        self.merged_blank, self.numbered = merged_blank, numbered
        self.columns = {role: [at for at, each in enumerate(roles) if each == role] for role in set(roles)}
        named = [*self.columns.get(TASK, []), *self.columns.get(DETAIL, [])]
        self.work = sorted(named or self.columns.get(GOAL, []))
        self.goals = sorted(self.columns.get(GOAL, []) if named else [])
        self.above: _Line = {}
        self.kinds: dict[int, str] = {}

    def read(self, line: _Line) -> Iterator[Group | Row]:
        """The groups that a line opens, and its row. A row whose body starts below 0 has no text of its own."""
        filled = {at: place for at, place in line.items() if self._filled(place)}
        own = {at: place for at, place in filled.items() if place.own}
        if not own or _is_header(self.text, filled, self.names):
            return
        first = _printed(self.text, own[min(own)].cell).strip()
        if _TOTAL.match(_ALIKE.sub("", first)) or (len(own) == 1 and _REMARK.match(first)):
            return
        if self._heads_a_group(line, own):
            spans = [place.cell.span for place in own.values()]
            yield Group(Span(min(spans).start, max(span.end for span in spans)), 0)
            self.kinds, self.above = {}, {}
            return
        yield from self._kinds(own)
        yield self._row(line, filled, own)

    def _filled(self, place: _Place) -> bool:
        return place.cell.span.end > place.cell.span.start

    def _heads_a_group(self, line: _Line, own: _Line) -> bool:
        """A cell across the table, one alone in its row outside the work, or a Chinese number with a title."""
        cells = {place.cell.span: place.cell for place in own.values()}
        covered = any(
            not place.own and self._filled(place) and place.cell.rows > 1 for place in line.values()
        )
        if len(cells) == 1:
            (cell,) = cells.values()
            alone = cell.column not in (*self.work, *self.goals) and self.roles[cell.column] not in _WHO
            return (
                cell.columns > max(1, len(self.roles) // 2)
                or self._headed(cell)
                or (alone and not covered and cell.column == 0 and self._is_title(cell))
            )
        number = next((own[at].cell for at in self.columns.get(NUMBER, ()) if at in own), None)
        rest = [cell for cell in cells.values() if cell is not number]
        chinese = number is not None and _CHINESE_NUMBER.match(_printed(self.text, number).strip())
        return bool(chinese and self.numbered and len(rest) == 1 and not covered)

    def _headed(self, cell: Cell) -> bool:
        """`一、经济发展` alone in its row."""
        mark = mark_at(self.text, cell.span)
        return mark is not None and mark.scheme in ("chapter", "chinese", "chinese-bracket")

    def _is_title(self, cell: Cell) -> bool:
        printed = _printed(self.text, cell).strip()
        return not printed.isdecimal() and not re.search("[。；;]", printed)

    def _kinds(self, own: _Line) -> Iterator[Group]:
        for depth, at in enumerate(self.columns.get(GROUP, ()), 1):
            if at not in own:
                continue
            printed = _ALIKE.sub("", _printed(self.text, own[at].cell))
            if self.kinds.get(at) != printed:
                self.kinds = {column: kind for column, kind in self.kinds.items() if column < at}
                self.kinds[at] = printed
                yield Group(own[at].cell.span, depth)

    def _row(self, line: _Line, filled: _Line, own: _Line) -> Row:
        work = [own[at].cell.span for at in self.work if at in own]
        parts = [*work, *(own[at].cell.span for at in self.goals if at in own)]
        spans = [place.cell.span for place in own.values()]
        goes_on = self._goes_on(filled, own)
        row = Row(
            span=Span(min(spans).start, max(span.end for span in spans)),
            body=_around(parts) if work else Span(-1, max((part.end for part in parts), default=-1)),
            head=work[0] if work else Span(-1, -1),
            number=self._number(filled, own, work),
            due=self._due(filled, goes_on=goes_on),
            people=self.people,
            goal=next((own[at].cell.span for at in reversed(self.goals) if at in own), None),
            measure=next(self._cells(filled, MEASURE), None),
            who={role: tuple(self._who(filled, role, goes_on=goes_on)) for role in _WHO}
            if work
            else {role: tuple(self._cells(own, role)) for role in _WHO},
        )
        self.above = {**(self.above if goes_on else {}), **filled} if work else self.above
        return row

    def _goes_on(self, filled: _Line, own: _Line) -> bool:
        """Whether empty cells of this row stand for those above: whoever answers is not printed again."""
        leads = [at for role in (LEAD, EITHER) for at in self.columns.get(role, ())]
        leads = leads or self.columns.get(LEADER, [])
        return self.merged_blank and bool(leads) and not any(at in filled for at in leads)

    def _number(self, filled: _Line, own: _Line, work: Sequence[Span]) -> Span | None:
        column = next(iter(self.columns.get(NUMBER, ())), None)
        if column is None:
            return None
        if column in filled:
            return filled[column].cell.span
        several = len(self.work) > 1 and len(work) < len(self.work)
        above = self.above.get(column) if self.merged_blank and several else None
        if above is not None:
            filled[column] = above
        return above.cell.span if above else None

    def _cells(self, line: _Line, role: str) -> Iterator[Span]:
        return (line[at].cell.span for at in self.columns.get(role, ()) if at in line)

    def _who(self, filled: _Line, role: str, *, goes_on: bool) -> Iterator[Span]:
        for at in self.columns.get(role, ()):
            place = filled.get(at) or (self.above.get(at) if goes_on else None)
            if place is not None and not _NOTHING.match(_printed(self.text, place.cell)):
                yield place.cell.span

    def _due(self, filled: _Line, *, goes_on: bool) -> Span | None:
        for at in self.columns.get(DUE, ()):
            place = filled.get(at) or (self.above.get(at) if goes_on else None)
            if place is not None:
                return place.cell.span
        return None


def _around(spans: Sequence[Span]) -> Span:
    return Span(min(spans).start, max(span.end for span in spans))


def row_number(text: str, row: Row) -> tuple[str | None, Span]:
    """The row's number as printed, and its body behind a number that is printed in front of it."""
    mark = mark_at(text, row.body)
    body = stripped(text, Span(mark.after, row.body.end)) if mark else row.body
    if row.number is None:
        return (mark.number, body) if mark else (None, row.body)
    printed = text[row.number.start : row.number.end].strip(BLANK + "\n*.、．")
    return printed or None, body if mark and mark.number and _same(mark.number, printed) else row.body


def _same(first: str, second: str) -> bool:
    return first.strip("（）().、") == second.strip("（）().、")
