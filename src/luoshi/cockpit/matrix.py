"""The responsibility matrix: tasks in printed order against the units that carry them on the day. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from django.utils.translation import gettext as _

from luoshi.cockpit.board import COOP_UNIT, LEAD_UNIT, LEADER, Board, Row
from luoshi.cockpit.duties import Duty
from luoshi.organization.wording import KIND_LABELS, kind_label
from luoshi.plans.models import Section


class Part(StrEnum):
    """What a unit is in a task, the weightiest first."""

    FIRST = "first"
    LEAD = "lead"
    LEAD_VIA = "lead-via"
    COOP = "coop"
    COOP_VIA = "coop-via"


WEIGHT = tuple(Part)
UNKNOWN_KIND = "unknown"
ALL_UNKNOWN = ("group", 0)
"""All groups without known members, which share a column unless they are asked for: they are many."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A unit's part in a task."""

    part: Part
    via: str = ""
    """The group through which it has the part."""


@dataclass(frozen=True, slots=True)
class Column:
    """A unit, a group whose members are not known, or all of those together."""

    key: tuple[str, int]
    """``unit`` or ``group``, and its id; ``ALL_UNKNOWN``."""
    name: str
    kind: str

    @property
    def id(self) -> int:
        """The unit's or the group's."""
        return self.key[1]

    @property
    def is_unit(self) -> bool:
        """Whether this is a unit, and no group that waits for its members."""
        return self.key[0] == "unit"


@dataclass(frozen=True, slots=True)
class Line:
    """A task, and each column's mark."""

    row: Row
    marks: Sequence[Mark | None]
    leads: int
    coops: int


@dataclass(frozen=True, slots=True)
class Held:
    """A column's tasks, for reading it alone: each with its mark."""

    column: Column
    lines: Sequence[tuple[Row, Mark]]
    leads: int
    coops: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader wants to see; every field may be empty."""

    section: int | None = None
    leader: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Tasks by section against columns by kind."""

    columns: Sequence[Column]
    kinds: Sequence[tuple[str, int]]
    """Label of each kind, and over how many columns it goes."""
    sections: Sequence[tuple[Section | None, Sequence[Line]]]
    held: Sequence[Held]
    total: int

    @property
    def units(self) -> int:
        """How many units it has."""
        return sum(column.is_unit for column in self.columns)

    @property
    def shown(self) -> int:
        """How many tasks it has."""
        return sum(len(lines) for _section, lines in self.sections)


def matrix(board: Board, filters: Filters) -> Matrix:
    """Tasks that pass the filters; columns without a mark are left out."""
    rows = [row for row in board.rows if _passes(row, filters)]
    apart = filters.kind == UNKNOWN_KIND
    marks = {row.task.pk: marks_of(row, apart=apart) for row in rows}
    columns = _columns(board, marks.values(), kind=filters.kind)
    lines = [_line(row, marks[row.task.pk], columns) for row in rows]
    lines = [line for line in lines if any(line.marks)] if filters.kind else lines
    return Matrix(
        columns=columns,
        kinds=[(_label(kind), len(list(each))) for kind, each in groupby(columns, lambda c: c.kind)],
        sections=[
            (section, list(each)) for section, each in groupby(lines, lambda line: line.row.task.section)
        ],
        held=[_held(at, column, lines) for at, column in enumerate(columns)],
        total=len(board.rows),
    )


def _passes(row: Row, filters: Filters) -> bool:
    section = row.task.section.ordinal if row.task.section else None
    return (filters.section is None or section == filters.section) and (
        not filters.leader or filters.leader in row.names(LEADER)
    )


def marks_of(row: Row, *, apart: bool = False) -> dict[tuple[str, int], Mark]:
    """Each unit's weightiest part in the task, and that of groups without known members, each ``apart`` or all
    together."""
    found: dict[tuple[str, int], Mark] = {}
    first = next(iter(row.having(LEAD_UNIT)), None)
    for duty in row.having(LEAD_UNIT, COOP_UNIT):
        mark = Mark(_part(duty, first=duty is first), via=duty.via)
        for key in _keys(duty, apart=apart):
            if key not in found or WEIGHT.index(mark.part) < WEIGHT.index(found[key].part):
                found[key] = mark
    return found


def _keys(duty: Duty, *, apart: bool) -> Iterable[tuple[str, int]]:
    if duty.unknown and duty.group is not None:
        return [("group", duty.group) if apart else ALL_UNKNOWN]
    return [("unit", unit) for unit in duty.units]


def _part(duty: Duty, *, first: bool) -> Part:
    via = duty.group is not None and not duty.unknown
    if duty.role == COOP_UNIT:
        return Part.COOP_VIA if via else Part.COOP
    if via:
        return Part.LEAD_VIA
    return Part.FIRST if first else Part.LEAD


def _columns(board: Board, marks: Iterable[dict[tuple[str, int], Mark]], *, kind: str) -> list[Column]:
    """Units by kind, within a kind the one that leads most first; unknown groups at the end."""
    led: Counter[tuple[str, int]] = Counter()
    seen: dict[tuple[str, int], int] = {}
    for found in marks:
        for key, mark in found.items():
            seen[key] = seen.get(key, 0) + 1
            led[key] += mark.part in (Part.FIRST, Part.LEAD, Part.LEAD_VIA)
    names = _group_names(board)
    columns = [
        Column(key, names[key[1]], UNKNOWN_KIND)
        if key[0] == "group"
        else Column(key, board.name(key[1]), board.units[key[1]].kind)
        for key in seen
    ]
    columns = [column for column in columns if not kind or column.kind == kind]
    order = [*KIND_LABELS, "", UNKNOWN_KIND]
    return sorted(
        columns,
        key=lambda c: (order.index(c.kind) if c.kind in order else len(order) - 2, -led[c.key], -seen[c.key]),
    )


def _group_names(board: Board) -> dict[int, str]:
    named = {duty.group: duty.name for row in board.rows for duty in row.duties if duty.group is not None}
    return {ALL_UNKNOWN[1]: _("成员待明确的集合"), **named}


def _label(kind: str) -> str:
    return _("成员待明确") if kind == UNKNOWN_KIND else kind_label(kind) or _("其他")


def _line(row: Row, marks: dict[tuple[str, int], Mark], columns: Sequence[Column]) -> Line:
    shown = [marks.get(column.key) for column in columns]
    leads, coops = _counts(shown)
    return Line(row=row, marks=shown, leads=leads, coops=coops)


def _held(at: int, column: Column, lines: Sequence[Line]) -> Held:
    found = [(line.row, mark) for line in lines if (mark := line.marks[at])]
    leads, coops = _counts(mark for _row, mark in found)
    return Held(column=column, lines=found, leads=leads, coops=coops)


def _counts(marks: Iterable[Mark | None]) -> tuple[int, int]:
    """How many lead, how many cooperate."""
    parts = [mark.part for mark in marks if mark]
    coops = sum(part in (Part.COOP, Part.COOP_VIA) for part in parts)
    return len(parts) - coops, coops


def kinds(board: Board) -> list[tuple[str, str]]:
    """Kinds of units with a duty, and their labels, in the order of lists."""
    found = {unit.kind for unit in board.units.values()}
    known = [(kind, kind_label(kind)) for kind in KIND_LABELS if kind in found]
    waits = any(duty.unknown for row in board.rows for duty in row.duties)
    return known + ([(UNKNOWN_KIND, _label(UNKNOWN_KIND))] if waits else [])


def legend() -> list[tuple[Part, str]]:
    """What each shape and letter says."""
    return [
        (Part.FIRST, _("第一牵头")),
        (Part.LEAD, _("牵头")),
        (Part.COOP, _("协同")),
        (Part.LEAD_VIA, _("经由集合牵头")),
        (Part.COOP_VIA, _("经由集合协同")),
    ]
