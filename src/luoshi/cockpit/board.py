"""One board: every target, task and duty of a version on one day, read once and then counted.

Pure once loaded: the grouping functions take a ``Board`` and touch no database.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.engines.lights import Light
from luoshi.plans.models import PlanVersion, Responsibility, Section, Task
from luoshi.progress.queries import WORST_FIRST, Standing, standings

LEADER, LEAD_UNIT, COOP_UNIT = (
    Responsibility.Role.LEADER,
    Responsibility.Role.LEAD_UNIT,
    Responsibility.Role.COOP_UNIT,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A task with who answers for it and how its targets stand."""

    task: Task
    duties: Sequence[Responsibility]
    standings: Sequence[Standing]

    def names(self, role: str) -> list[str]:
        """Printed names in this role, in printed order."""
        return [duty.name for duty in self.duties if duty.role == role]

    @property
    def light(self) -> Light:
        """The worst light of the task's targets."""
        return worst(standing.verdict.light for standing in self.standings)


@dataclass(frozen=True, slots=True)
class Board:
    """All of a version on a day."""

    version: PlanVersion
    as_of: date
    family: str
    headline: Sequence[Standing]
    rows: Sequence[Row]
    sections: Sequence[Section]

    def all(self) -> list[Standing]:
        """Every target, headline targets first."""
        return [*self.headline, *(standing for row in self.rows for standing in row.standings)]


def worst(lights: Iterable[Light]) -> Light:
    """The worst light that is known; grey when there is none."""
    found = set(lights)
    return next((light for light in WORST_FIRST if light in found), Light.GREY)


def load_board(version: PlanVersion, *, as_of: date, family: str) -> Board:
    """Read everything that a board page shows. Five queries."""
    judged = standings(version, as_of=as_of, family=family)
    by_task: dict[int | None, list[Standing]] = defaultdict(list)
    for standing in judged:
        by_task[standing.target.task_id].append(standing)
    duties: dict[int, list[Responsibility]] = defaultdict(list)
    for duty in (
        Responsibility.objects.filter(task__version=version).select_related("unit").order_by("ordinal")
    ):
        duties[duty.task_id].append(duty)
    tasks = Task.objects.filter(version=version).select_related("section").order_by("ordinal", "start")
    return Board(
        version=version,
        as_of=as_of,
        family=family,
        headline=by_task[None],
        rows=[Row(task=task, duties=duties[task.pk], standings=by_task[task.pk]) for task in tasks],
        sections=list(version.sections.all()),
    )


def count(standings_: Iterable[Standing]) -> Counter[Light]:
    """How many targets show each light."""
    return Counter(standing.verdict.light for standing in standings_)
