"""Tie the printed names of a version to units, groups and people.

Done twice: when a document is read, what is certain is tied and the rest becomes doubts; when it is
published, what nobody settled becomes a unit, group or person of its own.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from luoshi.core.models import User
from luoshi.organization.actions.adopt_names import adopt_people, adopt_units, open_groups
from luoshi.organization.actions.roster import change_roster, revision_of
from luoshi.organization.models import Person
from luoshi.organization.naming import Printed, folded
from luoshi.organization.resolution import Resolution, resolved
from luoshi.organization.roster_index import RosterIndex
from luoshi.organization.rosters import roster_of
from luoshi.plans.models import PlanVersion, Responsibility
from luoshi.plans.review.name_book import Book, NameDoubt

LEADER = Responsibility.Role.LEADER


class Tie(NamedTuple):
    """Ids of what a name means; at most one is given."""

    unit_id: int | None
    group_id: int | None
    person_id: int | None


class Undecided(NamedTuple):
    """A name that became a unit of its own although it may mean one of the candidates."""

    spelling: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meant:
    """What the names of a version mean by the roster of the moment."""

    duties: Sequence[Responsibility]
    found: Resolution
    roster: RosterIndex
    groups: Mapping[str, int]
    people: Mapping[str, int]
    """Lead officials by printed name."""

    def tie(self, duty: Responsibility) -> Tie:
        """What the duty is tied to; to nothing where that is not certain."""
        if duty.role == LEADER:
            return Tie(None, None, self.people.get(duty.name))
        return Tie(self.found.units.get(duty.name), self.groups.get(duty.name), None)

    def doubts(self, *, but: Collection[str] = ()) -> list[NameDoubt]:
        """What is not certain, the weightiest first; nothing about names all of which are among ``but``."""
        book = Book(self.duties)
        officials = [duty.name for duty in self.duties if duty.role == LEADER]
        new = [unit for unit in self.found.new_units if not set(unit.spellings) <= set(but)]
        doubts = [
            *(book.unsure(each) for each in self.found.unsure if not set(each.spellings) <= set(but)),
            *book.new_units(new),
            *book.unknown_groups(self.groups, self.roster),
            *book.new_people([name for name in officials if name not in self.people and name not in but]),
        ]
        return sorted(doubts, key=lambda doubt: (-doubt.weight, doubt.start or 0))


def resolve_names(version: PlanVersion) -> list[NameDoubt]:
    """Tie the version's duties where that is certain; gives what is not, the weightiest first.

    Collectives that the roster does not know yet are opened, so that their members can be said. Runs in
    the transaction of reading. Some twelve queries, two for each new collective and one for each bearer.
    """
    meant = meant_names(version)
    _tie(meant.duties, meant.tie)
    as_of_roster(version, revision_of(version.document.jurisdiction))
    return meant.doubts()


def as_of_roster(version: PlanVersion, revision: int) -> None:
    """Keep by which revision of the roster the names were asked about last."""
    version.names_from = revision
    version.save(update_fields=["names_from"])


def meant_names(version: PlanVersion) -> Meant:
    """Ask the roster what every printed name means; collectives that it does not know are opened."""
    duties = _duties(version)
    roster = roster_of(version.document.jurisdiction)
    found = resolved(_printed(duties), roster, day=_day_of(version))
    groups = found.groups | _open_new_groups(version, found)
    return Meant(duties, found, roster, groups, _people(version, duties))


def adopt_remaining(
    version: PlanVersion, *, actor: User | None, now: datetime, day: date | None = None
) -> tuple[Undecided, ...]:
    """Tie every name that is not tied yet; gives those that stay in doubt and become units of their own.

    Names are taken as of ``day``, from which the version holds; as of the year's first where it is not given.
    """
    duties = _duties(version)
    loose = [duty for duty in duties if duty.unit_id is duty.group_id is duty.person_id is None]
    if not loose:
        return ()
    jurisdiction = version.document.jurisdiction
    change_roster(jurisdiction, actor=actor, now=now)
    people = adopt_people({duty.name for duty in loose if duty.role == LEADER}, jurisdiction=jurisdiction)
    persons = {name: person.pk for name, person in people.items()}
    named = {duty.name for duty in loose if duty.role != LEADER}
    if not named:
        _tie(loose, lambda duty: Tie(None, None, persons.get(duty.name)))
        return ()
    units = adopt_units(_printed(duties), jurisdiction=jurisdiction, day=day or _day_of(version), only=named)

    def meant(duty: Responsibility) -> Tie:
        if duty.role == LEADER:
            return Tie(None, None, persons.get(duty.name))
        return Tie(units.units.get(duty.name), units.groups.get(duty.name), None)

    _tie(loose, meant)
    return tuple(
        Undecided(doubt.name, tuple(each.name for each in doubt.candidates)) for doubt in units.doubts
    )


def _duties(version: PlanVersion) -> list[Responsibility]:
    """All duties in printed order. One query."""
    duties = Responsibility.objects.filter(task__version=version)
    return list(duties.order_by("task__ordinal", "start", "ordinal"))


def _day_of(version: PlanVersion) -> date:
    """The first day of the version's year; of none, the day on which it was read."""
    return date(version.year, 1, 1) if version.year else version.read_at.date()


def _printed(duties: Iterable[Responsibility]) -> list[Printed]:
    return [
        Printed(duty.name, role=duty.role, position=duty.ordinal, span=(duty.start, duty.end))
        for duty in duties
        if duty.role != LEADER
    ]


def _open_new_groups(version: PlanVersion, found: Resolution) -> dict[str, int]:
    if not found.new_groups:
        return {}
    jurisdiction = version.document.jurisdiction
    change_roster(jurisdiction, actor=None, now=version.read_at)
    rows = open_groups(found.new_groups, jurisdiction=jurisdiction)
    named = zip(found.new_groups, rows, strict=True)
    return {name: row.pk for group, row in named for name in group.spellings}


def _people(version: PlanVersion, duties: Iterable[Responsibility]) -> dict[str, int]:
    """Known lead officials by printed name. One query."""
    people = Person.objects.filter(jurisdiction=version.document.jurisdiction)
    known = {folded(name): pk for name, pk in people.values_list("name", "pk")}
    printed = {duty.name for duty in duties if duty.role == LEADER}
    return {name: known[folded(name)] for name in printed if folded(name) in known}


def _tie(duties: Iterable[Responsibility], meant: Callable[[Responsibility], Tie]) -> None:
    """Tie the duties. One statement for each unit, group and person: a few dozen in a plan, and ten times as
    fast as one that names every duty."""
    tied: dict[Tie, list[int]] = defaultdict(list)
    for duty in duties:
        tied[meant(duty)].append(duty.pk)
    for to, keys in tied.items():
        if any(to):
            Responsibility.objects.filter(pk__in=keys).update(**to._asdict())
