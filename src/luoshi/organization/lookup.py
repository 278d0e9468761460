"""What a roster says on a day about one printed name. Pure: no database, no clock.

The answer is one unit with the way to it, or several units among which a person decides, or nothing.
Names that are only like known ones are looked for in `resolution`, after all certain ones are found.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from luoshi.organization.kinds import UnitKind, kind_of
from luoshi.organization.naming import Key, Spelling, folded
from luoshi.organization.roster_index import KnownName, RosterIndex, Sort


class Way(StrEnum):
    """How a printed name was found to mean its unit or group."""

    OFFICIAL = "official"
    ALIAS = "alias"
    NAMEPLATE = "nameplate"
    REMEMBERED = "remembered"
    """Printed like this before, and settled then by rule or by a person."""
    LEVEL = "level"
    """The jurisdiction's own level is left out, or added: `财政局` for `区财政局`."""
    LIST = "list"
    """The level of a name in front in the same list: `市发改委、财政局`."""
    DOCUMENT = "document"
    """Another spelling in the same document, which is the same unit."""
    GROUP = "group"


class Why(StrEnum):
    """Why a name is for a person to decide."""

    SEVERAL = "several"
    LIKE = "like"
    BRACKET = "bracket"


class Hint(StrEnum):
    """Why something is offered for a name."""

    OFFICIAL = "official"
    ALIAS = "alias"
    NAMEPLATE = "nameplate"
    SPELLING = "spelling"
    LEVEL = "level"
    ENDED = "ended"
    SUCCESSOR = "successor"
    RENAMED = "renamed"
    NOT_YET = "not_yet"
    SHORT_OF = "short_of"
    LONG_FOR = "long_for"
    SIMILAR = "similar"
    CARRIES = "carries"
    HEAD = "head"
    INSIDE = "inside"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that a name may mean: a unit or a group of the roster, or (neither) a name printed beside it."""

    name: str
    hint: Hint
    score: float
    unit: int | None = None
    group: int | None = None
    said: str = ""
    """The known name that the hint speaks of, where it is not ``name``."""
    spellings: tuple[str, ...] = ()
    """For what is not in the roster yet: the spellings that are one unit."""


@dataclass(frozen=True, slots=True)
class Found:
    """The one unit that a name means."""

    unit: int
    way: Way
    decided: bool = False
    """A person said so."""


@dataclass(frozen=True, slots=True)
class Open:
    """What a name may mean. ``direct``: several bear the very name, which no document can settle."""

    why: Why
    candidates: tuple[Candidate, ...]
    direct: bool = False


Answer = Found | Open | None
UNLIKELY = 0.7
"""Below this score a unit of its own is likelier than what is offered."""
OTHER_LEVEL = 0.4
WITHOUT_LEVEL = frozenset(
    {
        UnitKind.STATE_COMPANY,
        UnitKind.COMPANY,
        UnitKind.COMMUNITY,
        UnitKind.RESIDENTS_COMMITTEE,
        UnitKind.SUBDISTRICT,
        UnitKind.SCHOOL,
        UnitKind.HOSPITAL,
    }
)
"""Kinds whose names no list gives a level: `市发改委、鑫城公司` speaks of no company of the city."""
_RANK = (Sort.OFFICIAL, Sort.ALIAS, Sort.NAMEPLATE, Sort.SPELLING)
_WAYS = {Sort.SPELLING: Way.REMEMBERED}


class Lookup:
    """Asks the roster about names as they were borne on the day."""

    def __init__(self, roster: RosterIndex, *, day: date) -> None:
        self.roster, self.day = roster, day
        self._own = {roster.own, ""}

    def of(self, spelling: Spelling, *, inherited: frozenset[str] = frozenset()) -> Answer:
        """What the printed name means; ``inherited`` has the level in front of it in each of its lists."""
        found = self.borne(spelling.printed)
        if isinstance(found, Found) and self._list_says_otherwise(spelling.key, found, inherited):
            return self._of_that_list(spelling.key, found, inherited)
        if found is None and spelling.bracket_unclear:
            return Open(Why.BRACKET, self._around_bracket(spelling.printed))
        if found is None and spelling.nameplates:
            found = self._with_nameplates(spelling, inherited)
        elif found is None:
            found = self._by_level(spelling.key, inherited)
        if isinstance(found, Found) or (found is not None and found.why is not Why.LIKE):
            return found
        offered = merged((*(found.candidates if found else ()), *self._no_longer(spelling)))
        return Open(Why.LIKE, offered) if offered else None

    def borne(self, name: str) -> Answer:
        """The unit that bears the very name."""
        rows = [row for row in self.roster.bearing(name) if self.roster.holds(row, self.day)]
        decided = {row.unit for row in rows if row.decided}
        if len(decided) == 1:
            return Found(decided.pop(), Way.REMEMBERED, decided=True)
        units = _by_unit(rows)
        if len(units) == 1:
            unit, sort = units.popitem()
            return Found(unit, _WAYS.get(sort) or Way(sort))
        return Open(Why.SEVERAL, self._bearers(units.items()), direct=True) if units else None

    def _list_says_otherwise(self, key: Key, found: Found, inherited: frozenset[str]) -> bool:
        """Whether a list gives a name without level another level than the unit's: `市发改委、财政局`."""
        if kind_of(key.stem) in WITHOUT_LEVEL:
            return False
        own = self.roster.key(self.roster.official(found.unit, self.day)).level or self.roster.own
        return bool(not found.decided and not key.level and own and inherited - {own, ""})

    def _of_that_list(self, key: Key, found: Found, inherited: frozenset[str]) -> Open:
        hint = Hint.SPELLING if found.way is Way.REMEMBERED else Hint(found.way.value)
        offered = [self.candidate(found.unit, hint, 0.7)]
        for level, row in self.roster.of_stem(key.stem):
            if level in inherited and self.roster.holds(row, self.day):
                offered.append(self.candidate(row.unit, Hint.LEVEL, 0.9))
        return Open(Why.SEVERAL if len(offered) > 1 else Why.LIKE, merged(offered))

    def candidate(self, unit: int, hint: Hint, score: float, *, said: str = "") -> Candidate:
        """The unit as it is offered, under its name of the day."""
        name = self.roster.official(unit, self.day)
        return Candidate(name, hint, round(score, 3), unit=unit, said="" if said == name else said)

    def _bearers(self, units: Iterable[tuple[int, Sort]]) -> tuple[Candidate, ...]:
        return tuple(
            self.candidate(unit, Hint(sort), 0.98 - 0.01 * _RANK.index(sort)) for unit, sort in units
        )

    def _with_nameplates(self, spelling: Spelling, inherited: frozenset[str]) -> Answer:
        """`区财政局(国资局)`: the name in front, unless what stands in the bracket is another unit."""
        head = self.borne(spelling.key.name) or self._by_level(spelling.key, inherited)
        others = [
            self.borne(plate.name)
            or self._by_level(Key(plate.level or spelling.key.level, plate.stem), inherited, strict=True)
            for plate in spelling.nameplates
        ]
        carriers = {other.unit for other in others if isinstance(other, Found)}
        offered = tuple(self.candidate(unit, Hint.CARRIES, 0.75) for unit in sorted(carriers))
        if isinstance(head, Found):
            if carriers <= {head.unit}:
                return head
            clash = tuple(each for each in offered if each.unit != head.unit)
            return Open(Why.SEVERAL, (self.candidate(head.unit, Hint.HEAD, 0.95), *clash), direct=True)
        return head or (Open(Why.LIKE, offered) if offered else None)

    def _by_level(self, key: Key, inherited: frozenset[str], *, strict: bool = False) -> Answer:
        """The unit of the same stem. ``strict`` gives none of another level."""
        rows = [
            (level, row) for level, row in self.roster.of_stem(key.stem) if self.roster.holds(row, self.day)
        ]
        levels = {level or self.roster.own for level, _row in rows}
        if key.level:
            fitting = self._at(rows, key.level)
        elif len(levels) == 1:
            fitting = self._alone(rows, inherited)
        else:
            fitting = self._at(rows, *inherited) if len(inherited) == 1 and "" not in inherited else set()
        if len(fitting) == 1:
            return Found(fitting.pop(), Way.LEVEL if key.level or len(levels) == 1 else Way.LIST)
        if strict and not fitting:
            return None
        return self._levels_in_doubt(key, rows, fitting)

    def _at(self, rows: Iterable[tuple[str, KnownName]], level: str) -> set[int]:
        """Units of one level; the jurisdiction's own level may be left out."""
        wanted = self._own if self.roster.own and level == self.roster.own else {level}
        return {row.unit for has, row in rows if has in wanted}

    def _alone(self, rows: list[tuple[str, KnownName]], inherited: frozenset[str]) -> set[int]:
        """Units of the only level that the roster has, if a name without one may mean it here."""
        level = rows[0][0] or self.roster.own
        own = not self.roster.own or level == self.roster.own
        return {row.unit for _level, row in rows} if own and inherited <= {level, ""} else set()

    def _levels_in_doubt(self, key: Key, rows: list[tuple[str, KnownName]], fitting: set[int]) -> Answer:
        """Units of one name and several levels. A level that is printed means no other one."""
        units = {row.unit: level for level, row in rows if not fitting or row.unit in fitting}
        if not units:
            return None
        likely = OTHER_LEVEL if key.level and not fitting else 0.9
        offered = tuple(
            self.candidate(unit, Hint.LEVEL, likely if level in self._own else likely - 0.1)
            for unit, level in units.items()
        )
        return Open(Why.SEVERAL if len(units) > 1 else Why.LIKE, offered)

    def _no_longer(self, spelling: Spelling) -> list[Candidate]:
        """Units that bore the name on other days, or whoever took their place."""
        key = spelling.key
        levels = self._own if key.level in self._own else {key.level}
        rows = [row for level, row in self.roster.of_stem(key.stem) if level in levels]
        other_days = dict.fromkeys((*self.roster.bearing(spelling.printed), *rows))
        return [self._heir(row) for row in other_days if not self.roster.holds(row, self.day)]

    def _heir(self, row: KnownName) -> Candidate:
        unit = self.roster.units[row.unit]
        heir = self.roster.heir(row.unit, self.day)
        if heir != row.unit:
            return self.candidate(heir, Hint.SUCCESSOR, 0.95, said=unit.name)
        if unit.until is not None and unit.until < self.day:
            return self.candidate(heir, Hint.ENDED, 0.75, said=row.name)
        not_yet = any(since is not None and since > self.day for since in (unit.since, row.since))
        return self.candidate(heir, Hint.NOT_YET if not_yet else Hint.RENAMED, 0.93, said=row.name)

    def _around_bracket(self, printed: str) -> tuple[Candidate, ...]:
        """What a bracket that is no nameplate stands behind, and what stands in it."""
        head, _bracket, inside = folded(printed).rstrip(")").partition("(")
        parts = ((head, Hint.HEAD, 0.9), (inside, Hint.INSIDE, 0.7))
        found = ((self._plain(name), hint, score) for name, hint, score in parts)
        return tuple(
            self.candidate(answer.unit, hint, score)
            for answer, hint, score in found
            if isinstance(answer, Found)
        )

    def _plain(self, name: str) -> Answer:
        return self.borne(name) or self._by_level(self.roster.key(name), frozenset())


def merged(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each unit and group once, with its best reason; the likeliest first, then by name."""
    best: dict[tuple[object, ...], Candidate] = {}
    for each in candidates:
        known = each.unit is not None or each.group is not None
        key = (each.unit, each.group) if known else (each.name,)
        if key not in best or best[key].score < each.score:
            best[key] = each
    return tuple(sorted(best.values(), key=lambda each: (-each.score, each.name, each.unit or 0)))


def weaker(candidate: Candidate, factor: float) -> Candidate:
    """The same, offered less strongly."""
    return replace(candidate, score=round(candidate.score * factor, 3))


def _by_unit(rows: Iterable[KnownName]) -> dict[int, Sort]:
    """The strongest sort in which each unit bears the name."""
    units: dict[int, Sort] = {}
    for row in rows:
        held = units.get(row.unit, row.sort)
        units[row.unit] = min(held, row.sort, key=_RANK.index)
    return units
