"""What the rows of a workbook would change in a roster, field by field. Pure: no database.

A unit is told by its official name, or by its former name where `曾用名` says until when it bore it; a
group by any of its spellings; a post by person, part, unit and days. What stands in no row stays as it is.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from luoshi.organization.checks import Spell
from luoshi.organization.exchange.columns import GROUPS, PEOPLE, UNITS
from luoshi.organization.exchange.rows import GroupRow, Known, MemberRow, PostRow, Problem, Roster, UnitRow
from luoshi.organization.exchange.showing import Shown, group_texts, post_cells, unit_cells
from luoshi.organization.naming import folded

R = TypeVar("R", UnitRow, PostRow, GroupRow)


@dataclass(frozen=True, slots=True)
class Change(Generic[R]):
    """A row that is new or says something else than the roster. ``key`` is ``None`` where it is new."""

    row: int
    key: int | None
    before: R | None
    after: R
    fields: tuple[tuple[str, str, str], ...] = ()
    """Title, what was there, what will be there."""

    @property
    def clears(self) -> int:
        """How many cells lose what was there."""
        return sum(1 for _title, before, after in self.fields if before and not after)


@dataclass(slots=True)
class Outcome(Generic[R]):
    """The rows of one sheet after comparing."""

    changes: list[Change[R]] = field(default_factory=list)
    unchanged: int = 0

    @property
    def new(self) -> list[Change[R]]:
        """What is not in the roster yet."""
        return [change for change in self.changes if change.key is None]

    @property
    def changed(self) -> list[Change[R]]:
        """What is in the roster and would be changed."""
        return [change for change in self.changes if change.key is not None]


@dataclass(slots=True)
class Comparison:
    """What an import would do, and why it cannot where there are problems."""

    units: Outcome[UnitRow]
    posts: Outcome[PostRow]
    groups: Outcome[GroupRow]
    final_units: dict[str, tuple[int, UnitRow]]
    """Every unit as it would be by name, with its row in the workbook or 0."""
    final_posts: list[tuple[int, PostRow]]
    final_groups: dict[str, tuple[int, GroupRow]]
    problems: list[Problem]

    @property
    def nothing_new(self) -> bool:
        """Whether the roster says all of it already."""
        return not (self.units.changes or self.posts.changes or self.groups.changes)


def compare(known: Known, said: Roster) -> Comparison:
    """Hold the rows of a workbook against the roster. Names that nobody bears become problems."""
    matcher = _Matcher(known, said)
    units = matcher.units()
    posts = matcher.posts()
    groups = matcher.groups()
    return Comparison(
        units=units,
        posts=posts,
        groups=groups,
        final_units=matcher.final_units,
        final_posts=matcher.final_posts(posts),
        final_groups=matcher.final_groups(groups),
        problems=matcher.problems,
    )


class _Matcher:
    """Matches rows with what is known; units first, since the others name them."""

    def __init__(self, known: Known, said: Roster) -> None:
        self.problems: list[Problem] = []
        self.final_units: dict[str, tuple[int, UnitRow]] = {}
        self._known, self._said = known, said
        self._keys = {folded(row.name): key for key, row in known.units.items()}
        self._in_file = _first_rows((at, folded(row.name)) for at, row in said.units)
        self._by_code = {row.uscc: key for key, row in known.units.items() if row.uscc}
        self._renamed: dict[str, str] = {}
        self._renamed_keys: set[int] = set()
        self._names: dict[str, str] = {}
        self._group_names: dict[str, str] = {}

    def units(self) -> Outcome[UnitRow]:
        """Match the units; afterwards names of units can be looked up."""
        rows = self._once(self._said.units, UNITS.name, lambda row: folded(row.name))
        matched = [(at, self._key_of(at, row), row) for at, row in rows]
        named = [(at, key, self._kept_name(key, row)) for at, key, row in matched]
        self._learn_names(named)
        outcome = Outcome[UnitRow]()
        for at, key, row in named:
            after = self._unit_refers(at, row)
            before = self._renamed_references(self._known.units[key]) if key is not None else None
            _settle(outcome, at, key, before, after, unit_cells)
            self.final_units[after.name] = (at, after)
        taken = {key for _at, key, _row in named}
        stay = (self._renamed_references(row) for key, row in self._known.units.items() if key not in taken)
        self.final_units |= {row.name: (0, row) for row in stay}
        return outcome

    def _once(self, rows: list[tuple[int, R]], sheet: str, key: Callable[[R], str]) -> list[tuple[int, R]]:
        """The rows with each name once; a second one is a problem."""
        first: dict[str, int] = {}
        for at, row in rows:
            if first.setdefault(key(row), at) != at and key(row):
                text = _("与第%(row)d行重复，请合并成一行。") % {"row": first[key(row)]}
                self.problems.append(Problem(sheet, at, UNITS.titles[0], text))
        return [(at, row) for at, row in rows if first[key(row)] == at]

    def _key_of(self, at: int, row: UnitRow) -> int | None:
        """The unit that a row means: of this name, or of one that it bore until a day."""
        if (key := self._keys.get(folded(row.name))) is not None:
            return key
        for former in row.formers:
            key = self._keys.get(folded(former.name))
            if key is not None and folded(former.name) not in self._in_file and key not in self._renamed_keys:
                self._renamed[folded(former.name)] = row.name
                self._renamed_keys.add(key)
                return key
        if row.uscc in self._by_code:
            self._same_code(at, self._known.units[self._by_code[row.uscc]].name)
        return None

    def _same_code(self, at: int, name: str) -> None:
        text = _(
            "这个代码已属于“%(name)s”。如果是它更名，请在“曾用名”写“%(name)s(至某年-某月-某日)”；否则请核对代码。"
        )
        self.problems.append(Problem(UNITS.name, at, "统一社会信用代码", text % {"name": name}))

    def _kept_name(self, key: int | None, row: UnitRow) -> UnitRow:
        """Brackets and blanks alone are no other name."""
        if key is None or folded(self._known.units[key].name) != folded(row.name):
            return row
        return replace(row, name=self._known.units[key].name)

    def _learn_names(self, named: Iterable[tuple[int, int | None, UnitRow]]) -> None:
        self._names = dict(self._renamed)
        taken = {key for _at, key, _row in named}
        stay = (row.name for key, row in self._known.units.items() if key not in taken)
        self._names |= {folded(name): name for name in stay}
        self._names |= {folded(row.name): row.name for _at, _key, row in named if row.name}

    def _renamed_references(self, row: UnitRow) -> UnitRow:
        return replace(row, parent=self._now(row.parent), successor=self._now(row.successor))

    def _now(self, name: str) -> str:
        return self._names.get(folded(name), name)

    def _unit_refers(self, at: int, row: UnitRow) -> UnitRow:
        return replace(
            row,
            parent=self._unit(UNITS.name, at, "上级单位", row.parent),
            successor=self._unit(UNITS.name, at, "承接单位", row.successor),
        )

    def _unit(self, sheet: str, at: int, title: str, name: str) -> str:
        """The unit's name as it will be; a problem where there is no such unit."""
        if name and folded(name) not in self._names:
            self.problems.append(Problem(sheet, at, title, self._unknown(name)))
        return self._now(name)

    def _unknown(self, name: str) -> str:
        bearers = sorted(self._bearers.get(folded(name), ()))
        if bearers:
            text = _("“%(name)s”不是正式全称，可能指%(units)s。请填正式全称。")
            return text % {"name": name, "units": "、".join(f"“{each}”" for each in bearers)}
        return _("没有叫“%(name)s”的单位。请核对正式全称，或先在“单位”表中加上它。") % {"name": name}

    @cached_property
    def _bearers(self) -> Mapping[str, set[str]]:
        """Units by their short names, nameplates and former names."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in (*self._known.units.values(), *(row for _at, row in self._said.units)):
            for each in (*row.aliases, *row.nameplates, *row.formers):
                found[folded(each.name)].add(self._now(row.name))
        return found

    def posts(self) -> Outcome[PostRow]:
        """Match the posts, person by person."""
        outcome = Outcome[PostRow]()
        rows = [
            (at, replace(row, unit=self._unit(PEOPLE.name, at, "单位", row.unit)))
            for at, row in self._said.posts
        ]
        open_, days = self._posts_by_holder(), defaultdict(set)
        for _at, row in rows:
            days[_holder(row)].add(row.since)
        for at, row in rows:
            if not row.part:
                self._only_person(outcome, at, row)
                continue
            mine = open_[_holder(row)]
            key = _same_post(row, mine, days[_holder(row)])
            before = mine.pop(key) if key is not None else None
            _settle(outcome, at, key, before, row, post_cells)
        return outcome

    def _posts_by_holder(self) -> dict[tuple[str, str, str], dict[int, PostRow]]:
        found: dict[tuple[str, str, str], dict[int, PostRow]] = defaultdict(dict)
        for key, row in self._known.posts.items():
            row = replace(row, unit=self._now(row.unit))
            found[_holder(row)][key] = row
        return found

    def _only_person(self, outcome: Outcome[PostRow], at: int, row: PostRow) -> None:
        if row != PostRow(row.person):
            text = _("请选职务类别；只登记姓名时，这一行其他列都空着。")
            self.problems.append(Problem(PEOPLE.name, at, "职务类别", text))
        if row.person in self._known.people:
            outcome.unchanged += 1
        else:
            outcome.changes.append(Change(at, None, None, row))

    def final_posts(self, outcome: Outcome[PostRow]) -> list[tuple[int, PostRow]]:
        """All posts as they would be."""
        changed = {change.key for change in outcome.changes}
        stay = [
            (0, replace(row, unit=self._now(row.unit)))
            for key, row in self._known.posts.items()
            if key not in changed
        ]
        return stay + [(change.row, change.after) for change in outcome.changes if change.after.part]

    def groups(self) -> Outcome[GroupRow]:
        """Match the groups."""
        known, spellings = self._known.groups, self._known.spellings
        keys = {folded(name): key for name, key in spellings.items()}
        self._group_names = {name: known[key].name for name, key in keys.items()}
        for _at, row in self._said.groups:
            self._group_names.setdefault(folded(row.name), row.name)
        rows = [(at, replace(row, name=self._group_names[folded(row.name)])) for at, row in self._said.groups]
        outcome = Outcome[GroupRow]()
        for at, row in self._once(rows, GROUPS.name, lambda row: folded(row.name)):
            key = keys.get(folded(row.name))
            before = self._members_now(known[key]) if key is not None else None
            after = replace(row, members=_sorted(self._member(at, each) for each in row.members))
            _settle(outcome, at, key, before, after, group_texts)
        return outcome

    def _members_now(self, row: GroupRow) -> GroupRow:
        members = (each if each.group else replace(each, name=self._now(each.name)) for each in row.members)
        return replace(row, members=_sorted(members))

    def _member(self, at: int, member: MemberRow) -> MemberRow:
        name = folded(member.name)
        if name in self._names and not member.group:
            return replace(member, name=self._names[name])
        if name in self._group_names:
            return replace(member, name=self._group_names[name], group=True)
        self.problems.append(Problem(GROUPS.name, at, "成员", self._unknown(member.name)))
        return member

    def final_groups(self, outcome: Outcome[GroupRow]) -> dict[str, tuple[int, GroupRow]]:
        """All groups as they would be."""
        final = {row.name: (0, row) for row in map(self._members_now, self._known.groups.values())}
        return final | {change.after.name: (change.row, change.after) for change in outcome.changes}


def _first_rows(rows: Iterable[tuple[int, str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, name in rows:
        found.setdefault(name, at)
    return found


def _sorted(members: Iterable[MemberRow]) -> tuple[MemberRow, ...]:
    return tuple(
        sorted(
            members, key=lambda each: (str(each.since or ""), str(each.until or "9"), each.group, each.name)
        )
    )


def _holder(row: PostRow) -> tuple[str, str, str]:
    return row.person, row.part, row.unit


def _same_post(row: PostRow, known: Mapping[int, PostRow], days: Container[date | None]) -> int | None:
    """The known post that a row means: of the same day and title, of the same day, or the one it meets.

    ``days`` are those on which the workbook has the same holder's posts begin: such a post has its own row.
    """
    same_day = [key for key, post in known.items() if post.since == row.since]
    same = [key for key in same_day if known[key].title == row.title]
    if same_day:
        return (same or same_day)[0]
    met = [key for key, post in known.items() if post.since not in days and _spell(post).meets(_spell(row))]
    return met[0] if len(met) == 1 else None


def _spell(post: PostRow) -> Spell:
    return Spell(None, post.since, post.until, None)


def _settle(
    outcome: Outcome[R],
    at: int,
    key: int | None,
    before: R | None,
    after: R,
    shown: Callable[[R], Shown],
) -> None:
    """Count a row as unchanged, or keep what it changes."""
    if before == after:
        outcome.unchanged += 1
    else:
        fields = tuple(_differences(shown(before), shown(after))) if before is not None else ()
        outcome.changes.append(Change(at, key, before, after, fields))


def _differences(before: Shown, after: Shown) -> Iterator[tuple[str, str, str]]:
    for title in after:
        if before[title] != after[title]:
            yield title, str(before[title] or ""), str(after[title] or "")
