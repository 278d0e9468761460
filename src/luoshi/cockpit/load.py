"""How much work rests on each unit and each official, held against the others. Pure.

It counts tasks and targets of the plan, nothing about persons.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from luoshi.cockpit.board import COOP_UNIT, LEAD_UNIT, Board, Row


@dataclass(frozen=True, slots=True)
class Load:
    """What one carries."""

    led: int
    cooperated: int
    targets: int
    """Of the tasks led."""

    @property
    def tasks(self) -> int:
        """All tasks in which it has a part."""
        return self.led + self.cooperated


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure among those of all the others."""

    value: int
    rank: int
    """1 is the most; equal figures share a rank."""
    among: int
    middle: float
    most: int

    @property
    def share(self) -> float:
        """Of the most, in per cent: the length of a bar."""
        return 100 * self.value / self.most if self.most else 0

    @property
    def middle_share(self) -> float:
        """Where the median stands on the bar."""
        return 100 * self.middle / self.most if self.most else 0


def by_unit(board: Board) -> dict[int, Load]:
    """Every unit with a duty on the day, itself or in a group."""
    return {
        unit: _load(board.rows, lambda row, roles, unit=unit: _has(row, roles, unit=unit))
        for unit in board.units
    }


def by_person(board: Board) -> dict[int, Load]:
    """Every official who bears tasks."""
    people = {duty.person for row in board.rows for duty in row.duties if duty.person is not None}
    return {person: _borne(board.rows, person) for person in people}


def _load(rows: Iterable[Row], has: Callable[..., bool]) -> Load:
    led = [row for row in rows if has(row, (LEAD_UNIT,))]
    ids = {row.task.pk for row in led}
    cooperated = [row for row in rows if row.task.pk not in ids and has(row, (COOP_UNIT,))]
    return Load(len(led), len(cooperated), sum(len(row.standings) for row in led))


def _has(row: Row, roles: Iterable[str], *, unit: int) -> bool:
    return any(unit in duty.units for duty in row.having(*roles))


def _borne(rows: Iterable[Row], person: int) -> Load:
    mine = [row for row in rows if any(duty.person == person for duty in row.duties)]
    return Load(len(mine), 0, sum(len(row.standings) for row in mine))


def measure(one: int, loads: Mapping[int, Load], figure: Callable[[Load], int]) -> Measure:
    """A figure of one among those of all; nothing of one that carries nothing."""
    figures = [figure(load) for load in loads.values()]
    mine = figure(loads[one]) if one in loads else 0
    return Measure(
        value=mine,
        rank=1 + sum(each > mine for each in figures),
        among=len(figures),
        middle=float(median(figures)) if figures else 0,
        most=max(figures, default=0),
    )
