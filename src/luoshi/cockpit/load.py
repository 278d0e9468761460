"""How much work rests on each unit and each official, held against the others. Pure.

It counts tasks and targets of the plan, nothing about persons.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

from luoshi.cockpit.board import COOP_UNIT, LEAD_UNIT, Board


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
    """Every unit with a duty on the day, itself or in a group. One pass over the duties."""
    led: Counter[int] = Counter()
    cooperated: Counter[int] = Counter()
    targets: Counter[int] = Counter()
    for row in board.rows:
        leading = {unit for duty in row.having(LEAD_UNIT) for unit in duty.units}
        led.update(leading)
        cooperated.update({unit for duty in row.having(COOP_UNIT) for unit in duty.units} - leading)
        targets.update(dict.fromkeys(leading, len(row.standings)))
    return {unit: Load(led[unit], cooperated[unit], targets[unit]) for unit in board.units}


def by_person(board: Board) -> dict[int, Load]:
    """Every official who bears tasks. One pass over the duties."""
    led: Counter[int] = Counter()
    targets: Counter[int] = Counter()
    for row in board.rows:
        people = {duty.person for duty in row.duties if duty.person is not None}
        led.update(people)
        targets.update(dict.fromkeys(people, len(row.standings)))
    return {person: Load(led[person], 0, targets[person]) for person in led}


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
