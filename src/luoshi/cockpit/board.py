"""One board: every target, task and duty of a version on one day, read once and then counted.

Pure once loaded: the grouping functions take a ``Board`` and touch no database.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import starmap

from luoshi.cockpit.duties import Duty, Printed, duty_on, unit_ids
from luoshi.engines.lights import Light, RolledUp, preset, roll_up
from luoshi.organization.models import Unit
from luoshi.organization.queries import Organization, organization_on
from luoshi.plans.models import PlanVersion, Responsibility, Section, Target, Task
from luoshi.progress.queries import Circumstances, Standing, circumstances_of, scheduled, standings_of

LEADER, LEAD_UNIT, COOP_UNIT = (
    Responsibility.Role.LEADER,
    Responsibility.Role.LEAD_UNIT,
    Responsibility.Role.COOP_UNIT,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A task with who answers for it and how its targets stand."""

    task: Task
    duties: Sequence[Duty]
    standings: Sequence[Standing]
    rolled: RolledUp
    """The lights of its targets as one."""

    def names(self, role: str) -> list[str]:
        """Names of the day in this role, in printed order, each once."""
        return list(dict.fromkeys(duty.name for duty in self.having(role)))

    def having(self, *roles: str) -> list[Duty]:
        """Duties in these roles, in printed order."""
        return [duty for duty in self.duties if duty.role in roles]

    @property
    def next_due(self) -> date | None:
        """The nearest deadline of a target that is not reached; of all of them once everything is."""
        waits = [each for each in self.standings if each.verdict.light != Light.BLUE] or self.standings
        return min((each.target.schedule.end for each in waits), default=None)

    @property
    def light(self) -> Light:
        """The light of the task."""
        return self.rolled.light


@dataclass(frozen=True, slots=True)
class Board:
    """All of a version on a day."""

    version: PlanVersion
    as_of: date
    family: str
    known: datetime | None
    """The moment by whose knowledge it speaks; ``None`` for now."""
    given: Circumstances
    """By what its targets are judged."""
    headline: Sequence[Standing]
    rows: Sequence[Row]
    sections: Sequence[Section]
    organization: Organization
    units: Mapping[int, Unit]
    """Units that carry a duty on the day."""

    def name(self, unit: int) -> str:
        """What a unit with a duty is called on the day."""
        return self.organization.name(self.units[unit])

    def rolled(self, standings: Iterable[Standing]) -> RolledUp:
        """Many lights as one, as the family in force rolls them up."""
        return rolled_up(self.family, standings)

    def all(self) -> list[Standing]:
        """Every target, headline targets first."""
        return [*self.headline, *(standing for row in self.rows for standing in row.standings)]


def load_board(version: PlanVersion, *, as_of: date, family: str, known: datetime | None = None) -> Board:
    """Read everything that a board page shows. Fourteen queries, however much there is to show."""
    sections = list(version.sections.all())
    tasks = _tasks(version, sections)
    given = circumstances_of(version.targets.all(), rules=preset(family), as_of=as_of, known=known)
    judged = standings_of(_targets(version, tasks), version, given)
    by_task: dict[int | None, list[Standing]] = defaultdict(list)
    for standing in judged:
        by_task[standing.target.task_id].append(standing)
    organization = organization_on(version.document.jurisdiction, as_of=as_of)
    printed = _printed(version)
    units = Unit.objects.in_bulk(unit_ids(organization, printed))
    duties: dict[int, list[Duty]] = defaultdict(list)
    for each in printed:
        duties[each.task_id].append(duty_on(organization, units, each))
    return Board(
        version=version,
        as_of=as_of,
        family=family,
        known=known,
        given=given,
        headline=by_task[None],
        rows=[
            Row(task, duties[task.pk], by_task[task.pk], rolled_up(family, by_task[task.pk]))
            for task in tasks
        ],
        sections=sections,
        organization=organization,
        units=units,
    )


def _printed(version: PlanVersion) -> list[Printed]:
    """Every duty of the version, in printed order within its task and role. One query."""
    rows = Responsibility.objects.filter(task__version=version).order_by("ordinal")
    return list(starmap(Printed, rows.values_list(*Printed._fields)))


def _tasks(version: PlanVersion, sections: Iterable[Section]) -> list[Task]:
    """In printed order, each with its section. One query."""
    by_pk = {section.pk: section for section in sections}
    tasks = list(Task.objects.filter(version=version).order_by("ordinal", "start"))
    for task in tasks:
        task.section = by_pk.get(task.section_id)
    return tasks


def _targets(version: PlanVersion, tasks: Iterable[Task]) -> list[Target]:
    """In printed order, each with its task, which is made once however many targets it has. One query."""
    by_pk = {task.pk: task for task in tasks}
    targets = list(scheduled(version))
    for target in targets:
        target.task = by_pk.get(target.task_id)
    return targets


def rolled_up(family: str, standings_: Iterable[Standing]) -> RolledUp:
    """One light for these targets by a family's rule."""
    return roll_up(preset(family), [each.verdict.light for each in standings_])


def count(standings_: Iterable[Standing]) -> Counter[Light]:
    """How many targets show each light."""
    return Counter(standing.verdict.light for standing in standings_)
