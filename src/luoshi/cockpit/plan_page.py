"""The plan in printed order, filtered; with a row where a printed number is missing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from luoshi.cockpit.board import COOP_UNIT, LEAD_UNIT, LEADER, Board, Row
from luoshi.plans.models import Section
from luoshi.progress.queries import Standing

UNKNOWN = 0
"""Stands for the units of groups of which nobody has said yet who belongs to them."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader wants to see; every field may be empty."""

    leader: str = ""
    unit: int | None = None
    """A unit that carries a duty itself or as a member of a group; ``UNKNOWN`` for groups without known
    members."""
    role: str = ""
    light: str = ""
    section: int | None = None
    text: str = ""

    @property
    def active(self) -> bool:
        """Whether anything is filtered out."""
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Line:
    """A task with the targets that pass the filters, or a number that is missing in print."""

    row: Row | None
    standings: Sequence[Standing] = ()
    gap: str = ""


@dataclass(slots=True)
class Group:
    """A section heading and its lines."""

    section: Section | None
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Page:
    """What the plan page shows."""

    groups: list[Group]
    total: int
    shown: int


def plan_page(board: Board, filters: Filters, *, text: str) -> Page:
    """Lines in printed order. ``text`` is the document's, searched for ``filters.text``."""
    groups: list[Group] = []
    previous: Row | None = None
    shown = 0
    for row in board.rows:
        lines = [] if filters.active else [Line(row=None, gap=number) for number in _gap(previous, row)]
        line = _passing(row, filters, text=text)
        previous = row
        if line is not None:
            lines.append(line)
            shown += 1
        if lines:
            _add(groups, row.task.section, lines)
    return Page(groups=groups, total=len(board.rows), shown=shown)


def _add(groups: list[Group], section: Section | None, lines: Iterable[Line]) -> None:
    if not groups or groups[-1].section != section:
        groups.append(Group(section=section))
    groups[-1].lines.extend(lines)


def _gap(previous: Row | None, row: Row) -> Iterator[str]:
    """Numbers that the print skips between two items. A count that restarts is no gap."""
    before, now = _number(previous), _number(row)
    if before is not None and now is not None and now > before:
        yield from (str(number) for number in range(before + 1, now))


def _number(row: Row | None) -> int | None:
    printed = row.task.number if row else ""
    return int(printed) if printed.isdecimal() else None


def _passing(row: Row, filters: Filters, *, text: str) -> Line | None:
    if filters.section is not None and (
        row.task.section is None or row.task.section.ordinal != filters.section
    ):
        return None
    if filters.leader and filters.leader not in row.names(LEADER):
        return None
    if not _has_unit(row, filters):
        return None
    if filters.text and filters.text not in text[row.task.start : row.task.end]:
        return None
    standings = [
        each for each in row.standings if not filters.light or each.verdict.light.value == filters.light
    ]
    return None if filters.light and not standings else Line(row=row, standings=standings)


def _has_unit(row: Row, filters: Filters) -> bool:
    duties = row.having(*((filters.role,) if filters.role else (LEAD_UNIT, COOP_UNIT)))
    if filters.unit is None:
        return not filters.role or bool(duties)
    if filters.unit == UNKNOWN:
        return any(duty.unknown for duty in duties)
    return any(filters.unit in duty.units for duty in duties)


def leaders(board: Board) -> list[str]:
    """Lead officials in the order of first mention."""
    return list(dict.fromkeys(name for row in board.rows for name in row.names(LEADER)))


def units(board: Board) -> list[tuple[int, str]]:
    """Units with a duty on the day and their names, in the order of first mention; at last the unknown."""
    duties = [duty for row in board.rows for duty in row.duties]
    found = dict.fromkeys(unit for duty in duties for unit in duty.units)
    known = [(unit, board.name(unit)) for unit in found]
    return known + ([(UNKNOWN, _("成员待明确的集合"))] if any(duty.unknown for duty in duties) else [])
