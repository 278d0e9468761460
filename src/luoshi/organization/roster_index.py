"""A roster as names are looked up in it: who bears a name on a day. Pure: no database, no clock.

Ids are those of the rows. A name is compared as `naming.folded` writes it; besides, by its level and
stem: `区财政局` is `财政局` of the level `区`. The jurisdiction's own name in front (`新站高新区财政局`) says
the same as its own level.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from luoshi.organization.likeness import Likeness, body_of
from luoshi.organization.naming import LEVELS, Key, Spelling, folded, key_of, taken_apart

_HIGHER = re.compile(r"^(.{2,}?(省|自治区))?(.{2,}?(市|州|盟)(?=.{2}))?")
"""The province and the city in front of a district's name."""
_ANY_PLACE = re.compile(r"^(.{2,8}?(省|市|自治州|区|县|旗))+(?=.{3})")
"""A place of any name in front; `社区管理局` and `城市管理局` have none."""
_SORT_OF_PLACE = re.compile(r"(高新|经济|经开|技术|产业|开发|示范|合作|综合|新|自治)*[区县市州旗盟]$")
"""What sort of place a jurisdiction is: `高新区` of `新站高新区`."""


class Sort(StrEnum):
    """How a unit bears a name; the values of `UnitName.Sort`."""

    OFFICIAL = "official"
    ALIAS = "alias"
    NAMEPLATE = "nameplate"
    SPELLING = "spelling"


class KnownUnit(NamedTuple):
    """A unit and its days; ``None`` is open."""

    pk: int
    name: str
    since: date | None = None
    until: date | None = None
    successor: int | None = None


class KnownName(NamedTuple):
    """One name of a unit and its days."""

    unit: int
    name: str
    sort: Sort = Sort.OFFICIAL
    since: date | None = None
    until: date | None = None
    decided: bool = False
    """A person said that this name means this unit."""


class KnownGroup(NamedTuple):
    """A group, the ways in which it is printed, and whether anybody said who belongs to it."""

    pk: int
    name: str
    names: tuple[str, ...] = ()
    known: bool = False


class RosterIndex:
    """Looks names up. Built once per roster: time grows with the number of names."""

    def __init__(
        self,
        *,
        units: Iterable[KnownUnit],
        names: Iterable[KnownName],
        groups: Iterable[KnownGroup] = (),
        place: str = "",
    ) -> None:
        self.units: Mapping[int, KnownUnit] = {unit.pk: unit for unit in units}
        self.groups: Mapping[int, KnownGroup] = {group.pk: group for group in groups}
        self.own = own_level(place)
        self._prefixes = _prefixes(place)
        self._called = _SORT_OF_PLACE.sub("", _HIGHER.sub("", place))
        self._exact: dict[str, list[KnownName]] = defaultdict(list)
        self._stems: dict[str, list[tuple[str, KnownName]]] = defaultdict(list)
        self._officials: dict[int, list[KnownName]] = defaultdict(list)
        self._groups: dict[Key, list[int]] = defaultdict(list)
        for name in names:
            self._add(name)
        for group in self.groups.values():
            for printed in {group.name, *group.names}:
                self._groups[self.key(printed)].append(group.pk)

    def _add(self, name: KnownName) -> None:
        """Under its own writing, and what its bracket says: `区财政局(国资局)` bears two names."""
        spelling = taken_apart(name.name)
        said = folded(name.name)
        self._exact[said].append(name)
        if name.sort is Sort.OFFICIAL:
            self._officials[name.unit].append(name)
        head = said.partition("(")[0] if spelling.nameplates else said
        if head != said:
            self._exact[head].append(name._replace(name=head))
        key = self.key(head)
        self._stems[key.stem].append((key.level, name))
        for plate in spelling.nameplates:
            row = name._replace(name=plate.name, sort=Sort.NAMEPLATE, decided=False)
            self._exact[plate.name].append(row)
            self._stems[plate.stem].append((plate.level or key.level, row))

    def key(self, name: str) -> Key:
        """Level and stem; the jurisdiction's own name in front counts as its level."""
        said = folded(name)
        for prefix in self._prefixes:
            if said.startswith(prefix) and len(said) >= len(prefix) + 2:
                return Key(self.own, said[len(prefix) :])
        return key_of(said)

    def taken_apart(self, name: str) -> Spelling:
        """As `naming.taken_apart`, with the key as this jurisdiction reads it."""
        spelling = taken_apart(name)
        head = folded(name).partition("(")[0] if spelling.nameplates else folded(name)
        return Spelling(name, self.key(head), spelling.nameplates, spelling.bracket_unclear)

    def bearing(self, name: str) -> Sequence[KnownName]:
        """All names, of whatever days, that are written like this one."""
        return self._exact.get(folded(name), ())

    def of_stem(self, stem: str) -> Sequence[tuple[str, KnownName]]:
        """All names with this stem, with their levels."""
        return self._stems.get(stem, ())

    def groups_named(self, name: str) -> list[int]:
        """Groups printed like this, where the own level may be left out."""
        key = self.key(name)
        levels = {key.level, self.own, ""} if key.level in (self.own, "") else {key.level}
        return sorted({pk for level in levels for pk in self._groups.get(Key(level, key.stem), ())})

    def holds(self, name: KnownName, day: date) -> bool:
        """Whether the unit was there on the day and bore the name then."""
        return _holds(name, day) and _holds(self.units[name.unit], day)

    def there(self, unit: int, day: date) -> bool:
        """Whether the unit was there on the day."""
        return _holds(self.units[unit], day)

    def heir(self, unit: int, day: date) -> int:
        """The unit that answered on the day in this one's place; itself where it has no successor."""
        seen = {unit}
        while not self.there(unit, day):
            following = self.units[unit].successor
            if following is None or following in seen or following not in self.units:
                break
            unit = following
            seen.add(unit)
        return unit

    def official(self, unit: int, day: date) -> str:
        """What the unit was called on the day, its latest name where no row says so."""
        names = (row.name for row in self._officials.get(unit, ()) if _holds(row, day))
        return next(names, self.units[unit].name)

    @cached_property
    def likeness(self) -> Likeness:
        """Finds stems of units that are like a printed one. Made when first asked for."""
        return Likeness(self._alike)

    @cached_property
    def _alike(self) -> Mapping[str, list[tuple[str, KnownName]]]:
        """Names by their stems, those that begin with a place also by what is behind it."""
        found = {stem: list(names) for stem, names in self._stems.items()}
        for stem, names in self._stems.items():
            for bare in {_ANY_PLACE.sub("", stem), self._without_own_name(stem)} - {stem}:
                found.setdefault(bare, []).extend((self.own, name) for _level, name in names)
        return found

    def _without_own_name(self, stem: str) -> str:
        """`综合保税区管理办公室` of `新站综合保税区管理办公室` in 新站高新区."""
        called = len(self._called) > 1 and stem.startswith(self._called)
        return stem[len(self._called) :] if called and len(stem) > len(self._called) + 1 else stem

    def nearness(self, name: KnownName) -> float:
        """From 0 to 1 how surely the name says that the unit is the jurisdiction's own, by places in it."""
        said = folded(name.name)
        place = _ANY_PLACE.match(said)
        if place is None or any(prefix in said for prefix in self._prefixes):
            return 1.0
        shared = any(self._called[at : at + 2] in said for at in range(len(self._called) - 1))
        return 0.97 if shared else 0.8

    def behind_a_place(self, stem: str) -> Sequence[tuple[str, KnownName]]:
        """All names that have this stem, also behind the name of a place."""
        return self._alike.get(stem, ())

    @cached_property
    def groups_by_body(self) -> Mapping[str, list[int]]:
        """The bodies that collectives are named after, with the groups."""
        bodies: dict[str, list[int]] = defaultdict(list)
        for key, groups in self._groups.items():
            bodies[body_of(key.stem)] += groups
        return bodies

    @cached_property
    def bodies(self) -> Likeness:
        """Finds bodies that are like the one of a printed collective."""
        return Likeness(self.groups_by_body)


def own_level(place: str) -> str:
    """The level that the jurisdiction's name ends with: `区` of `某市某区`; empty where it says none."""
    last = place[-1:]
    return last if last and last in LEVELS else ""


def _prefixes(place: str) -> tuple[str, ...]:
    """What may stand in front of a unit's name to say that it is the jurisdiction's, the longest first."""
    short = _HIGHER.sub("", place)
    found = {name for name in (place, short) if len(name) > 1}
    return tuple(sorted(found, key=len, reverse=True))


def _holds(row: KnownUnit | KnownName, day: date) -> bool:
    return (row.since is None or row.since <= day) and (row.until is None or day <= row.until)
