"""Which units a group of units means on one day. Pure: no database, no clock.

A group holds units by a rule (all units of some kinds), by a list, and by other groups. A group
that has neither is not empty but unknown, and so is every group that holds an unknown one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Definition:
    """What is known of a group on the day: ids of units and of groups that it holds."""

    units: frozenset[int] = field(default_factory=frozenset)
    groups: frozenset[int] = field(default_factory=frozenset)
    known: bool = True
    """Whether anybody ever said who belongs to it."""


def expanded(definitions: Mapping[int, Definition]) -> dict[int, frozenset[int] | None]:
    """Units of every group, ``None`` where they are unknown. A circle adds nothing."""
    return {group: _units(group, definitions, seen=frozenset()) for group in definitions}


def _units(
    group: int, definitions: Mapping[int, Definition], *, seen: frozenset[int]
) -> frozenset[int] | None:
    definition = definitions.get(group)
    if definition is None or not definition.known:
        return None
    found = definition.units
    for inner in definition.groups - seen - {group}:
        units = _units(inner, definitions, seen=seen | {group})
        if units is None:
            return None
        found |= units
    return found


def circle(group: int, inside: Iterable[int], holds: Mapping[int, Iterable[int]]) -> tuple[int, ...]:
    """The way from ``group`` back to itself if it held the groups ``inside``; empty where there is none.

    ``holds`` gives the groups that each group holds directly.
    """
    ways = [(group, each) for each in inside]
    visited: set[int] = set()
    while ways:
        way = ways.pop()
        if way[-1] == group:
            return way
        if way[-1] not in visited:
            visited.add(way[-1])
            ways += [(*way, each) for each in holds.get(way[-1], ())]
    return ()
