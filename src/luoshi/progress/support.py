"""What cooperating units did in a quarter: who owes a word about which task, by when, and how it was found.

A unit that leads a task owes none about it, even where it belongs to a group that cooperates.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.timezone import localdate

from luoshi.engines.kernel import Length, Period, add_working_days, period_containing, periods_of
from luoshi.organization.models import Unit
from luoshi.organization.queries import Organization
from luoshi.plans.models import PlanVersion, Responsibility, Task
from luoshi.progress.calendar import working_calendar
from luoshi.progress.models import Rating, Support

WITHIN = 5
"""Working days after the quarter's end in which a cooperating unit tells what it did."""

Row = TypeVar("Row", Support, Rating)


@dataclass(frozen=True, slots=True)
class Part:
    """One cooperating unit in one task in one quarter, on a day."""

    task: Task
    unit: Unit
    name: str
    """What the unit is called on the day."""
    due: date
    as_of: date
    leads: tuple[int, ...]
    """Units that lead the task, in printed order."""
    told: Sequence[Support] = ()
    """All that the unit told of the quarter, the latest last."""
    ratings: Mapping[int, Rating] = field(default_factory=dict)
    """The latest rating of each lead unit."""

    @property
    def support(self) -> Support | None:
        """What counts: the latest."""
        return self.told[-1] if self.told else None

    @property
    def late(self) -> bool:
        """Told after the due day, or not told though it is over. A later word does not make the first one late."""
        return (localdate(self.told[0].reported_at) if self.told else self.as_of) > self.due

    @property
    def overdue(self) -> bool:
        """The due day is over and nothing was told."""
        return self.late and not self.told


@dataclass(frozen=True, slots=True)
class Helped:
    """A task that a unit of the account leads, and the others' parts in it."""

    task: Task
    lead: int
    parts: list[Part]

    @property
    def rated(self) -> int:
        """How many of them this lead unit has rated."""
        return sum(self.lead in part.ratings for part in self.parts)


@dataclass(frozen=True, slots=True)
class QuarterWork:
    """What an account's units have to say of a quarter."""

    end: date
    due: date
    begun: list[date]
    """Last days of the quarters that may be chosen."""
    mine: list[Part]
    """Parts of the account's own units."""
    helped: list[Helped]

    @property
    def open(self) -> bool:
        """Whether something is still to be told or rated."""
        return not all(part.told for part in self.mine) or any(
            each.rated < len(each.parts) for each in self.helped
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """A unit's parts in a quarter, counted."""

    unit: Unit
    name: str
    owed: int
    told: int
    late: int
    good: int
    fair: int
    poor: int


def quarters_of(year: int, *, as_of: date) -> list[date]:
    """The last days of the year's quarters that have begun; the first one before the year begins."""
    periods = periods_of(year, Length.QUARTER)
    return [period.end for period in periods if period.start <= as_of] or [periods[0].end]


def quarter_ending(day: date) -> Period | None:
    """The quarter whose last day this is."""
    period = period_containing(day, Length.QUARTER)
    return period if period.end == day else None


def quarter_named(text: str) -> date | None:
    """The last day of a quarter as an address names it; ``None`` for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if quarter_ending(day) else None


def latest_ended(begun: Sequence[date], *, as_of: date) -> date:
    """The last of these quarters that is over; the first one where none is."""
    return max((day for day in begun if day < as_of), default=begun[0])


def due_day(quarter: date) -> date:
    """The last day on which the word about a quarter is in time."""
    return add_working_days(working_calendar(), quarter, days=WITHIN).day


def lead_ids(task: Task, organization: Organization) -> tuple[int, ...]:
    """Units that lead the task on the day, in printed order. No query where responsibilities are loaded."""
    return _carrying(task, Responsibility.Role.LEAD_UNIT, organization)


def cooperating_ids(task: Task, organization: Organization) -> tuple[int, ...]:
    """Units that cooperate in the task on the day, themselves or through a group, without those that lead it."""
    leads = lead_ids(task, organization)
    units = _carrying(task, Responsibility.Role.COOP_UNIT, organization)
    return tuple(unit for unit in units if unit not in leads)


def _carrying(task: Task, role: str, organization: Organization) -> tuple[int, ...]:
    duties = [each for each in task.responsibilities.all() if each.role == role]
    carried = (sorted(organization.units_of(unit=each.unit_id, group=each.group_id)) for each in duties)
    return tuple(dict.fromkeys(unit for units in carried for unit in units))


def tasks_of(version: PlanVersion) -> list[Task]:
    """Tasks with their responsibilities, in printed order. Two queries."""
    rows = Task.objects.filter(version=version, responsibilities__role=Responsibility.Role.COOP_UNIT)
    return list(rows.distinct().order_by("ordinal", "start").prefetch_related("responsibilities"))


def parts_in(
    tasks: Iterable[Task],
    quarter: date,
    organization: Organization,
    *,
    as_of: date,
    among: frozenset[int] | None = None,
) -> list[Part]:
    """All parts of these tasks in the quarter, in printed order; where units are given, only those in which one
    of them leads or cooperates. Three queries, none where there are no parts."""
    pairs = list(_pairs(tasks, organization, among))
    if not pairs:
        return []
    units = Unit.objects.in_bulk({unit for _task, _leads, unit in pairs})
    roots = {root_of(task) for task, _leads, _unit in pairs}
    told = _by_part(Support.objects.filter(task__in=roots, quarter=quarter).select_related("reported_by"))
    rated = Rating.objects.filter(task__in=roots, quarter=quarter).select_related("lead", "rated_by")
    ratings = _by_part(rated)
    due = due_day(quarter)
    return [
        Part(
            task=task,
            unit=units[unit],
            name=organization.name(units[unit]),
            due=due,
            as_of=as_of,
            leads=leads,
            told=told[root_of(task), unit],
            ratings={each.lead_id: each for each in ratings[root_of(task), unit]},
        )
        for task, leads, unit in pairs
    ]


def _pairs(
    tasks: Iterable[Task], organization: Organization, among: frozenset[int] | None
) -> Iterator[tuple[Task, tuple[int, ...], int]]:
    """Each task with the units that lead it and one unit that cooperates."""
    for task in tasks:
        leads = lead_ids(task, organization)
        for unit in cooperating_ids(task, organization):
            if among is None or unit in among or among.intersection(leads):
                yield task, leads, unit


def _by_part(rows: QuerySet[Row]) -> Mapping[tuple[int, int], list[Row]]:
    """Rows by task and unit, the earliest first. One query."""
    found: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.task_id, row.unit_id].append(row)
    return found


def root_of(task: Task) -> int:
    """The id that all versions of the task share; what was told is kept under it."""
    return task.root_id or task.pk


def quarter_work(
    version: PlanVersion,
    organization: Organization,
    *,
    units: frozenset[int],
    as_of: date,
    quarter: date | None = None,
) -> QuarterWork | None:
    """What these units have to say; of the last quarter that ended while something of it is open, else of the
    running one, where none is named. ``None`` without units. Eight queries at most, none without units."""
    if not units:
        return None
    begun = quarters_of(version.publication.plan.year, as_of=as_of)
    tasks = tasks_of(version)
    if quarter in begun:
        return _quarter_work(tasks, quarter, organization, units=units, as_of=as_of, begun=begun)
    for day in dict.fromkeys([latest_ended(begun, as_of=as_of), begun[-1]]):
        found = _quarter_work(tasks, day, organization, units=units, as_of=as_of, begun=begun)
        if found.open:
            break
    return found


def _quarter_work(
    tasks: Sequence[Task],
    quarter: date,
    organization: Organization,
    *,
    units: frozenset[int],
    as_of: date,
    begun: list[date],
) -> QuarterWork:
    parts = parts_in(tasks, quarter, organization, as_of=as_of, among=units)
    mine = [part for part in parts if part.unit.pk in units]
    return QuarterWork(quarter, due_day(quarter), begun, mine, helped(parts, units))


def helped(parts: Iterable[Part], units: frozenset[int]) -> list[Helped]:
    """Others' parts in the tasks that one of these units leads, by task. No query."""
    found: dict[int, Helped] = {}
    for part in parts:
        lead = next((unit for unit in part.leads if unit in units), None)
        if lead is not None and part.unit.pk not in units:
            found.setdefault(part.task.pk, Helped(part.task, lead, [])).parts.append(part)
    return list(found.values())


def tallies(parts: Iterable[Part]) -> list[Tally]:
    """A row for each unit; first who is late with most, then who owes most. No query."""
    by_unit: dict[int, list[Part]] = defaultdict(list)
    for part in parts:
        by_unit[part.unit.pk].append(part)
    rows = [_tally(each) for each in by_unit.values()]
    return sorted(rows, key=lambda row: (-row.late, row.told - row.owed, -row.owed, row.name))


def _tally(parts: Sequence[Part]) -> Tally:
    grades = [rating.grade for part in parts for rating in part.ratings.values()]
    return Tally(
        unit=parts[0].unit,
        name=parts[0].name,
        owed=len(parts),
        told=sum(bool(part.told) for part in parts),
        late=sum(part.late for part in parts),
        good=grades.count(Rating.Grade.GOOD),
        fair=grades.count(Rating.Grade.FAIR),
        poor=grades.count(Rating.Grade.POOR),
    )
