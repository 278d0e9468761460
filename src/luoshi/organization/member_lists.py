"""What the names of a pasted list mean in the roster, and what is still to be said of them. Pure.

A name is certain where one unit or group bears it; else whoever pasted it chooses: one of those
offered, a unit or group that is new, or nobody.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luoshi.organization.lookup import Candidate
from luoshi.organization.resolution import resolved
from luoshi.organization.roster_index import RosterIndex


class Choice(StrEnum):
    """What may be said of a name besides a unit (``u12``) or a group (``g3``)."""

    NEW_UNIT = "new"
    NEW_GROUP = "new-group"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Line:
    """One name of the list. ``unit`` or ``group`` where it is certain, else what is offered."""

    name: str
    unit: int | None = None
    group: int | None = None
    candidates: tuple[Candidate, ...] = ()
    collective: bool = False

    @property
    def certain(self) -> bool:
        """Whether nothing is left to say."""
        return self.unit is not None or self.group is not None

    @property
    def choices(self) -> frozenset[str]:
        """What may be answered."""
        new = Choice.NEW_GROUP if self.collective else Choice.NEW_UNIT
        return frozenset({*map(code_of, self.candidates), new.value, Choice.OUT.value})


@dataclass(frozen=True, slots=True)
class Meant:
    """A list with all that was said: ids of units and groups, names that are new, spellings to remember."""

    units: tuple[int, ...]
    groups: tuple[int, ...]
    new_units: tuple[str, ...] = ()
    new_groups: tuple[str, ...] = ()
    spellings: tuple[tuple[str, int], ...] = ()
    """A name as pasted, and the unit that the person chose for it."""


def code_of(candidate: Candidate) -> str:
    """How an answer names a candidate: ``u12``, ``g3``; empty for what is not in the roster."""
    if candidate.unit is not None:
        return f"u{candidate.unit}"
    return f"g{candidate.group}" if candidate.group is not None else ""


def understood(names: Iterable[str], roster: RosterIndex, *, day: date) -> list[Line]:
    """The lines of a list in its order. Each name stands alone: it says nothing of the next one."""
    wanted = list(names)
    found = resolved(wanted, roster, day=day)
    unsure = {name: doubt for doubt in found.unsure for name in doubt.spellings}
    collective = {name for group in found.new_groups for name in group.spellings}
    return [
        Line(
            name,
            unit=found.units.get(name),
            group=found.groups.get(name),
            candidates=tuple(each for each in unsure[name].candidates if code_of(each))
            if name in unsure
            else (),
            collective=name in collective or (name in unsure and unsure[name].collective),
        )
        for name in wanted
    ]


def open_lines(lines: Iterable[Line], answers: Mapping[str, str]) -> list[Line]:
    """Those of which nothing was said yet, or something that was not on offer."""
    return [line for line in lines if not line.certain and answers.get(line.name) not in line.choices]


def meant(lines: Iterable[Line], answers: Mapping[str, str]) -> Meant:
    """What the list says once every line is answered."""
    known = list(lines)
    said = [(line.name, answers[line.name]) for line in known if not line.certain]
    units = [line.unit for line in known if line.unit is not None]
    groups = [line.group for line in known if line.group is not None]
    chosen = list(_chosen(said, "u"))
    return Meant(
        units=tuple(dict.fromkeys([*units, *(pk for _name, pk in chosen)])),
        groups=tuple(dict.fromkeys([*groups, *(pk for _name, pk in _chosen(said, "g"))])),
        new_units=tuple(name for name, answer in said if answer == Choice.NEW_UNIT),
        new_groups=tuple(name for name, answer in said if answer == Choice.NEW_GROUP),
        spellings=tuple(chosen),
    )


def _chosen(said: Iterable[tuple[str, str]], letter: str) -> Iterator[tuple[str, int]]:
    for name, answer in said:
        if answer.startswith(letter) and answer[1:].isdigit():
            yield name, int(answer[1:])
