"""Tie the printed names of a version to units, groups and people.

Done twice: when a document is read, what is certain is tied and the rest becomes doubts; when it is
published, what nobody settled becomes a unit, group or person of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from luoshi.compiler.diagnostics import Severity
from luoshi.core.models import User
from luoshi.organization.actions.adopt_names import adopt_people, adopt_units, open_groups
from luoshi.organization.actions.roster import change_roster
from luoshi.organization.lookup import Why
from luoshi.organization.models import Person
from luoshi.organization.naming import Printed, folded
from luoshi.organization.resolution import Resolution, Unsure, resolved
from luoshi.organization.roster_index import RosterIndex
from luoshi.organization.rosters import roster_of
from luoshi.plans.models import PlanVersion, Responsibility

LEADER = Responsibility.Role.LEADER
WEIGHTS = {Responsibility.Role.LEAD_UNIT.value: 3}
"""What a name in doubt weighs for each duty; leading weighs more than cooperating."""
CODES = {Why.SEVERAL: "N001", Why.LIKE: "N002", Why.BRACKET: "N006"}


@dataclass(frozen=True, slots=True)
class NameDoubt:
    """A name, or all new names together, that a person should settle. ``params`` are plain JSON values."""

    code: str
    severity: str
    params: dict[str, Any]
    start: int | None
    end: int | None
    weight: int
    """Grows with the duties that hang on it."""


class Undecided(NamedTuple):
    """A name that became a unit of its own although it may mean one of the candidates."""

    spelling: str
    candidates: tuple[str, ...]


def resolve_names(version: PlanVersion) -> list[NameDoubt]:
    """Tie the version's duties where that is certain; gives what is not, the weightiest first.

    Collectives that the roster does not know yet are opened, so that their members can be said. Runs in
    the transaction of reading. Some twelve queries, two for each new collective and one for each bearer.
    """
    duties = _duties(version)
    roster = roster_of(version.document.jurisdiction)
    found = resolved(_printed(duties), roster, day=_day_of(version))
    groups = _open_new_groups(version, found)
    leaders = _people(version, duties)
    _tie(duties, units=found.units, groups=found.groups | groups, people=leaders)
    book = _Book(duties)
    doubts = [
        *(book.unsure(doubt) for doubt in found.unsure),
        *book.new_units(found),
        *book.unknown_groups(found.groups | groups, roster),
        *book.new_people([duty.name for duty in duties if duty.role == LEADER and duty.name not in leaders]),
    ]
    return sorted(doubts, key=lambda doubt: (-doubt.weight, doubt.start or 0))


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
    named = {duty.name for duty in loose if duty.role != LEADER}
    if not named:
        _tie(loose, people={name: person.pk for name, person in people.items()})
        return ()
    units = adopt_units(_printed(duties), jurisdiction=jurisdiction, day=day or _day_of(version), only=named)
    _tie(
        loose,
        units=units.units,
        groups=units.groups,
        people={name: person.pk for name, person in people.items()},
    )
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


def _tie(
    duties: Iterable[Responsibility],
    *,
    units: Mapping[str, int] | None = None,
    groups: Mapping[str, int] | None = None,
    people: Mapping[str, int] | None = None,
) -> None:
    """Tie the duties by their names. One statement for each unit, group and person: a few dozen in a plan, and
    ten times as fast as one that names every duty."""
    tied: dict[tuple[int | None, int | None, int | None], list[int]] = defaultdict(list)
    for duty in duties:
        if duty.role == LEADER:
            duty.person_id = (people or {}).get(duty.name)
        else:
            duty.unit_id, duty.group_id = (units or {}).get(duty.name), (groups or {}).get(duty.name)
        tied[duty.unit_id, duty.group_id, duty.person_id].append(duty.pk)
    for (unit, group, person), keys in tied.items():
        if (unit, group, person) != (None, None, None):
            Responsibility.objects.filter(pk__in=keys).update(unit_id=unit, group_id=group, person_id=person)


class _Book:
    """Where each name stands first, and how much hangs on it."""

    def __init__(self, duties: Sequence[Responsibility]) -> None:
        self.count = Counter(duty.name for duty in duties)
        self.weight: Counter[str] = Counter()
        self.place: dict[str, tuple[int, int]] = {}
        for duty in duties:
            self.weight[duty.name] += WEIGHTS.get(duty.role, 1)
            self.place.setdefault(duty.name, (duty.start, duty.end))

    def unsure(self, doubt: Unsure) -> NameDoubt:
        """N001, N002 or N006."""
        params = {
            "name": doubt.name,
            "spellings": list(doubt.spellings),
            "collective": doubt.collective,
            "choices": len(doubt.candidates),
            "candidates": [
                asdict(each) | {"hint": each.hint.value, "spellings": list(each.spellings)}
                for each in doubt.candidates
            ],
        }
        return self._about(CODES[doubt.why], Severity.WARNING, doubt.spellings, params)

    def new_units(self, found: Resolution) -> Iterator[NameDoubt]:
        """N003, one for all."""
        units = [
            {
                "name": unit.name,
                "kind": unit.kind.value,
                "nameplates": list(unit.nameplates),
                "spellings": list(unit.spellings),
            }
            for unit in found.new_units
        ]
        names = [name for unit in found.new_units for name in unit.spellings]
        if names:
            params = {"units": units, "count": len(units)}
            yield self._about("N003", Severity.INFO, names, params)

    def unknown_groups(self, groups: Mapping[str, int], roster: RosterIndex) -> Iterator[NameDoubt]:
        """N004, one for each collective whose members nobody has said."""
        spellings: dict[int, list[str]] = {}
        for name, group in groups.items():
            if group not in roster.groups or not roster.groups[group].known:
                spellings.setdefault(group, []).append(name)
        for group, names in spellings.items():
            yield self._about("N004", Severity.INFO, names, {"name": names[0], "group": group})

    def new_people(self, names: Sequence[str]) -> Iterator[NameDoubt]:
        """N005, one for all."""
        people = list(dict.fromkeys(names))
        if people:
            yield self._about("N005", Severity.INFO, people, {"people": people, "count": len(people)})

    def _about(
        self, code: str, severity: Severity, names: Sequence[str], params: dict[str, Any]
    ) -> NameDoubt:
        start, end = min(self.place[name] for name in names)
        duties = sum(self.count[name] for name in names)
        weight = sum(self.weight[name] for name in names)
        return NameDoubt(code, severity.value, params | {"duties": duties}, start, end, weight)
