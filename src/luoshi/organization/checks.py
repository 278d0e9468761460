"""What must never hold in a roster, whoever enters it: on a page or by a workbook. Pure: no database.

Keys are whatever the caller tells things apart by: ids, names, rows of a sheet.

- ``days_problem(since, until) -> str``: words where an end lies before its beginning, else ``""``.
- ``circle_above(unit, parent, parents) -> tuple``: the way from the unit up to itself, if it stood under
  ``parent``; empty where there is none. ``circles(parents)`` finds those of a whole roster.
- ``overlapping(spells) -> list[(earlier, later)]``: claims on the same thing that share a day.
- ``claim_of(part, person, unit, title)``: what a post claims for itself, as ``Spell.about``.
- ``borne_twice(spells) -> list[(earlier, later)]``: names that two different holders bear on one day.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.utils.translation import gettext as _

K = TypeVar("K", bound=Hashable)


class Spell(NamedTuple):
    """Something claimed from a day to a day, both included; ``None`` is open. Both parties are hashable."""

    about: Any
    """What only one may hold at a time: a name, a post."""
    since: date | None
    until: date | None
    holder: Any
    """Who holds it, or the row that says so."""

    def meets(self, other: "Spell") -> bool:
        """Whether the two share a day."""
        return _before(self.since, other.until) and _before(other.since, self.until)


def days_problem(since: date | None, until: date | None) -> str:
    """Words for an end before its beginning; empty where the days are in order."""
    if since and until and until < since:
        return _("截止日期 %(until)s 早于起始日期 %(since)s。") % {"until": until, "since": since}
    return ""


def circle_above(unit: K, parent: K | None, parents: Mapping[K, K | None]) -> tuple[K, ...]:
    """The way ``(unit, parent, …, unit)`` if ``unit`` stood under ``parent``; empty where it ends above."""
    way = [unit]
    while parent is not None and parent not in way:
        way.append(parent)
        parent = parents.get(parent)
    return (*way, unit) if parent == unit else ()


def circles(parents: Mapping[K, K | None]) -> list[tuple[K, ...]]:
    """Every circle of a roster once, as ``(a, b, …, a)``. Time grows with the number of units."""
    found, settled = [], set[K]()
    for unit in parents:
        way: dict[K, None] = {}
        at: K | None = unit
        while at is not None and at not in settled and at not in way:
            way[at] = None
            at = parents.get(at)
        if at is not None and at in way:
            steps = list(way)
            found.append((*steps[steps.index(at) :], at))
        settled |= way.keys()
    return found


def claim_of(part: str, *, person: Hashable, unit: Hashable, title: str = "") -> Hashable:
    """What a post claims: a unit has one head at a time; nobody holds the same post twice at a time."""
    match part:
        case "head":
            return ("head", unit)
        case "leader":
            return ("leader", person, title)
        case _:
            return (part, person, unit)


def overlapping(spells: Iterable[Spell]) -> list[tuple[Spell, Spell]]:
    """Claims on the same thing that share a day, each later one with one that it meets."""
    return [pair for group in _by_thing(spells) for pair in _meeting(group)]


def borne_twice(spells: Iterable[Spell]) -> list[tuple[Spell, Spell]]:
    """As :func:`overlapping`, but a holder may claim the same thing for itself twice."""
    groups = (group for group in _by_thing(spells) if len({spell.holder for spell in group}) > 1)
    return [pair for group in groups for pair in _meeting(group, apart=True)]


def _by_thing(spells: Iterable[Spell]) -> list[list[Spell]]:
    groups: dict[Hashable, list[Spell]] = defaultdict(list)
    for spell in spells:
        groups[spell.about].append(spell)
    return [group for group in groups.values() if len(group) > 1]


def _meeting(group: list[Spell], *, apart: bool = False) -> Iterator[tuple[Spell, Spell]]:
    """In order of their beginnings, so that only those that reach furthest need be held against the next.

    ``apart`` asks for different holders; then the furthest of two of them are kept.
    """
    furthest: list[Spell] = []
    for later in sorted(group, key=lambda spell: spell.since or date.min):
        others = (each for each in furthest if not (apart and each.holder == later.holder))
        first = next((each for each in others if each.meets(later)), None)
        if first is not None:
            yield first, later
        furthest = _two_furthest([*furthest, later])


def _two_furthest(spells: list[Spell]) -> list[Spell]:
    """The one that ends last, and the one of another holder that does."""
    spells.sort(key=lambda spell: spell.until or date.max, reverse=True)
    other = next((each for each in spells if each.holder != spells[0].holder), None)
    return spells[:1] if other is None else [spells[0], other]


def _before(begin: date | None, end: date | None) -> bool:
    return begin is None or end is None or begin <= end
