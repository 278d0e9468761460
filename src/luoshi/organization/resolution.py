"""Which units and groups of a roster the printed names of one document mean. Pure: no database, no clock.

First the document settles within itself which spellings are one unit (`naming`), then the roster says
which unit that is (`lookup`). Both must agree; where they do not, where several fit, or where a name is
only like a known one, nothing is tied and the likeliest answers are offered. What is like nothing is new.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from luoshi.organization import naming
from luoshi.organization.likeness import SHOWN, Likely, body_of
from luoshi.organization.lookup import (
    OTHER_LEVEL,
    Answer,
    Candidate,
    Found,
    Hint,
    Lookup,
    Open,
    Way,
    Why,
    merged,
    weaker,
)
from luoshi.organization.naming import DoubtCode, NamedGroup, NamedUnit, Names, Printed, is_group
from luoshi.organization.roster_index import RosterIndex

_HINTS = {Likely.SHORT_OF: Hint.SHORT_OF, Likely.LONG_FOR: Hint.LONG_FOR, Likely.SIMILAR: Hint.SIMILAR}


@dataclass(frozen=True, slots=True)
class Unsure:
    """Spellings that stay untied until a person says what they mean. ``candidates``: the likeliest first."""

    name: str
    spellings: tuple[str, ...]
    why: Why
    candidates: tuple[Candidate, ...]
    collective: bool = False
    """It speaks of many units."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Every printed name is in exactly one of: ``units``, ``groups``, an unsure, a new unit, a new group."""

    units: Mapping[str, int]
    groups: Mapping[str, int]
    ways: Mapping[str, Way]
    """How each name of ``units`` and ``groups`` was found."""
    unsure: tuple[Unsure, ...]
    new_units: tuple[NamedUnit, ...]
    new_groups: tuple[NamedGroup, ...]


def resolved(printed: Iterable[str | Printed], roster: RosterIndex, *, day: date) -> Resolution:
    """Tie the names of one document, in printed order with their places in their lists, to the roster."""
    names = [Printed(name) if isinstance(name, str) else name for name in printed]
    return _Resolver(names, roster, day=day).result()


class _Resolver:
    """Collects the parts of one resolution."""

    def __init__(self, printed: Sequence[Printed], roster: RosterIndex, *, day: date) -> None:
        self.roster = roster
        self.lookup = Lookup(roster, day=day)
        self.names: Names = naming.resolve(printed)
        self.lists = naming.lists_of(printed)
        self.inherited = _inherited(self.lists, roster)
        self.units: dict[str, int] = {}
        self.groups: dict[str, int] = {}
        self.ways: dict[str, Way] = {}
        self.unsure: list[Unsure] = []
        self.new_units: list[NamedUnit] = []
        self.new_groups: list[NamedGroup] = []

    def result(self) -> Resolution:
        doubts = _doubts_by_unit(self.names)
        waiting: list[tuple[NamedUnit, naming.Doubt | None, dict[str, Answer]]] = []
        for unit in self.names.units:
            said = {name: self._said(name) for name in unit.spellings}
            waiting.append((unit, doubts.get(unit.name), said))
            self._tie_certain(unit, doubts.get(unit.name), said)
        for unit, doubt, said in waiting:
            self._settle_rest(unit, doubt, said)
        for group in self.names.groups:
            self._place_group(group)
        return Resolution(
            units=self.units,
            groups=self.groups,
            ways=self.ways,
            unsure=tuple(self.unsure),
            new_units=tuple(self._new_units()),
            new_groups=tuple(self.new_groups),
        )

    def _new_units(self) -> list[NamedUnit]:
        """New units, one where the place's own name stands for its level: `新站高新区水利处` and `区水利处`."""
        by_key: dict[naming.Key, list[NamedUnit]] = defaultdict(list)
        for unit in self.new_units:
            by_key[self.roster.key(unit.name)].append(unit)
        return [_joined(units) for units in by_key.values()]

    def _said(self, name: str) -> Answer:
        spelling = self.roster.taken_apart(name)
        return self.lookup.of(spelling, inherited=self.inherited.get(name, frozenset()))

    def _tie_certain(self, unit: NamedUnit, doubt: naming.Doubt | None, said: Mapping[str, Answer]) -> None:
        """Tie what a person decided, and where nothing speaks against it what was found."""
        found = {name: answer for name, answer in said.items() if isinstance(answer, Found)}
        for name, certain in found.items():
            if certain.decided:
                self._tie(name, certain.unit, certain.way)
        agreed = {answer.unit for answer in found.values()}
        if doubt is not None or len(agreed) != 1:
            return
        (one,) = agreed
        if any(_prints_another_level(answer, one) for answer in said.values()):
            return
        for name, answer in said.items():
            if isinstance(answer, Found):
                self._tie(name, one, answer.way)
            elif answer is None or (not answer.direct and one in {each.unit for each in answer.candidates}):
                self._tie(name, one, Way.DOCUMENT)

    def _settle_rest(self, unit: NamedUnit, doubt: naming.Doubt | None, said: Mapping[str, Answer]) -> None:
        """What is not tied is unsure, a group by name, or new."""
        rest = tuple(name for name in unit.spellings if name not in self.units)
        if not rest or self._is_known_group(rest):
            return
        offered = merged(_offered(said, self.lookup))
        if doubt is not None and doubt.code is not DoubtCode.BRACKET_UNCLEAR:
            offered = merged((*offered, *self._printed_beside(doubt)))
            self._doubt(unit, rest, Why.SEVERAL, offered)
        elif offered or doubt is not None:
            why = _why(said, offered, bracket=doubt is not None)
            alike = self._alike(unit) if why is Why.LIKE else ()
            self._doubt(unit, rest, why, merged((*offered, *alike))[:SHOWN])
        elif alike := self._alike(unit):
            self._doubt(unit, rest, Why.LIKE, alike)
        else:
            self.new_units.append(unit if rest == unit.spellings else replace(unit, spellings=rest))

    def _tie(self, name: str, unit: int, way: Way) -> None:
        self.units[name], self.ways[name] = unit, way

    def _tie_group(self, names: Iterable[str], group: int) -> None:
        for name in names:
            self.groups[name], self.ways[name] = group, Way.GROUP

    def _doubt(
        self, unit: NamedUnit, rest: tuple[str, ...], why: Why, candidates: tuple[Candidate, ...]
    ) -> None:
        name = unit.name if rest == unit.spellings else rest[0]
        self.unsure.append(Unsure(name, rest, why, candidates))

    def _is_known_group(self, names: Sequence[str]) -> bool:
        """Tie names that the roster knows as a group, though they do not sound like one."""
        groups = {group for name in names for group in self.roster.groups_named(name)}
        if len(groups) != 1:
            return False
        self._tie_group(names, groups.pop())
        return True

    def _printed_beside(self, doubt: naming.Doubt) -> Iterator[Candidate]:
        """The units of the document between which it leaves a name in doubt."""
        for name in doubt.candidates:
            unit = next((each for each in self.names.units if _carries(each, name)), None)
            if unit is None:
                continue
            known = next((self.units[each] for each in unit.spellings if each in self.units), None)
            if known is not None:
                yield self.lookup.candidate(known, Hint.PRINTED, 0.85, said=unit.name)
            else:
                yield Candidate(unit.name, Hint.PRINTED, 0.85, spellings=unit.spellings)

    def _alike(self, unit: NamedUnit) -> tuple[Candidate, ...]:
        """Units whose names are like this one's, but for those that the same list names besides."""
        beside = {self.units[other] for other in self._beside(unit.spellings) if other in self.units}
        found: list[Candidate] = []
        for name in unit.spellings:
            key = self.roster.taken_apart(name).key
            found += self._like(key, key.stem, Hint.SHORT_OF, 0.9, behind_a_place=True)
            for like in self.roster.likeness.like(key.stem):
                found += self._like(key, like.stem, _HINTS[like.why], like.score)
        return merged(each for each in found if each.unit not in beside)

    def _like(
        self, key: naming.Key, stem: str, hint: Hint, score: float, *, behind_a_place: bool = False
    ) -> Iterator[Candidate]:
        """Units of this stem; ``behind_a_place``: only those before which another place is named."""
        plain = self.roster.of_stem(stem) if behind_a_place else ()
        for level, row in self.roster.behind_a_place(stem):
            if (level, row) in plain:
                continue
            heir = self.roster.heir(row.unit, self.lookup.day)
            if self.roster.there(heir, self.lookup.day):
                own = {level, key.level} <= {self.roster.own, "", level if level == key.level else ""}
                near = score * self.roster.nearness(row)
                offered = self.lookup.candidate(heir, hint, near, said=row.name)
                yield offered if own else weaker(offered, 0.6)

    def _beside(self, names: Sequence[str]) -> set[str]:
        return {other for each in self.lists if not set(names).isdisjoint(each) for other in each}

    def _place_group(self, group: NamedGroup) -> None:
        """A collective: a known group, a unit that only sounds like one, like a known group, or new."""
        groups = {pk for name in group.spellings for pk in self.roster.groups_named(name)}
        answers = (self.lookup.borne(name) for name in group.spellings)
        units = {answer.unit for answer in answers if isinstance(answer, Found)}
        if len(groups) == 1 and not units:
            self._tie_group(group.spellings, groups.pop())
        elif len(units) == 1 and not groups:
            for name in group.spellings:
                self._tie(name, next(iter(units)), Way.OFFICIAL)
        elif groups or units:
            offered = [self._group(pk, Hint.OFFICIAL, 0.95) for pk in groups]
            offered += [self.lookup.candidate(unit, Hint.OFFICIAL, 0.95) for unit in units]
            self._doubt_group(group, Why.SEVERAL, merged(offered))
        elif alike := self._groups_alike(group):
            self._doubt_group(group, Why.LIKE, alike)
        else:
            self.new_groups.append(group)

    def _groups_alike(self, group: NamedGroup) -> tuple[Candidate, ...]:
        """Groups of members of a body that is written alike."""
        body = body_of(self.roster.key(group.name).stem)
        if body == self.roster.key(group.name).stem:
            return ()
        likes = self.roster.bodies.like(body)
        return merged(
            self._group(pk, _HINTS[like.why], like.score)
            for like in likes
            for pk in self.roster.groups_by_body[like.stem]
        )

    def _group(self, pk: int, hint: Hint, score: float) -> Candidate:
        return Candidate(self.roster.groups[pk].name, hint, score, group=pk)

    def _doubt_group(self, group: NamedGroup, why: Why, candidates: tuple[Candidate, ...]) -> None:
        self.unsure.append(Unsure(group.name, group.spellings, why, candidates, collective=True))


def _joined(units: Sequence[NamedUnit]) -> NamedUnit:
    """One unit of several, under the shortest name."""
    return replace(
        min(units, key=lambda unit: len(unit.name)),
        nameplates=tuple(dict.fromkeys(plate for unit in units for plate in unit.nameplates)),
        spellings=tuple(spelling for unit in units for spelling in unit.spellings),
    )


def _inherited(lists: Sequence[list[str]], roster: RosterIndex) -> dict[str, frozenset[str]]:
    """The levels in front of each name without one, one for each list that has it."""
    levels: dict[str, set[str]] = defaultdict(set)
    for names in lists:
        before = ""
        for name in names:
            if is_group(name):
                continue
            key = roster.taken_apart(name).key
            levels[name].add(before)
            before = key.level or before
    return {name: frozenset(found) for name, found in levels.items()}


def _doubts_by_unit(names: Names) -> dict[str, naming.Doubt]:
    """The document's own doubt about each unit, by the unit's name."""
    units = {spelling: unit.name for unit in names.units for spelling in (unit.name, *unit.spellings)}
    return {units.get(doubt.spelling, doubt.spelling): doubt for doubt in names.doubts}


def _carries(unit: NamedUnit, name: str) -> bool:
    """Whether the name is the unit's, or stands in the bracket behind it."""
    return name == unit.name or any(name.endswith(plate) for plate in unit.nameplates)


def _prints_another_level(answer: Answer, unit: int) -> bool:
    """`市财政局`, of which the roster knows only the district's."""
    return isinstance(answer, Open) and any(
        each.unit == unit and each.hint is Hint.LEVEL and each.score <= OTHER_LEVEL
        for each in answer.candidates
    )


def _offered(said: Mapping[str, Answer], lookup: Lookup) -> Iterator[Candidate]:
    """What the spellings of one unit may mean; a level that one of them prints counts for all."""
    offered = list(_said_of(said, lookup))
    least: dict[int | None, float] = {}
    for each in offered:
        if each.hint is Hint.LEVEL:
            least[each.unit] = min(each.score, least.get(each.unit, each.score))
    for each in offered:
        yield replace(each, score=least[each.unit]) if each.hint is Hint.LEVEL else each


def _said_of(said: Mapping[str, Answer], lookup: Lookup) -> Iterator[Candidate]:
    for name, answer in said.items():
        if isinstance(answer, Open):
            yield from answer.candidates
        elif answer is not None:
            hint = Hint.LEVEL if answer.way in (Way.LEVEL, Way.LIST) else _hint(answer.way)
            yield lookup.candidate(answer.unit, hint, 0.95, said=name)


def _hint(way: Way) -> Hint:
    return Hint.SPELLING if way is Way.REMEMBERED else Hint(way.value)


def _why(said: Mapping[str, Answer], offered: tuple[Candidate, ...], *, bracket: bool) -> Why:
    if bracket:
        return Why.BRACKET
    several = any(isinstance(answer, Open) and answer.why is Why.SEVERAL for answer in said.values())
    certain = {answer.unit for answer in said.values() if isinstance(answer, Found)}
    return Why.SEVERAL if (several or certain) and len(offered) > 1 else Why.LIKE
