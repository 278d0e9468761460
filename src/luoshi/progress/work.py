"""What one account has to do: figures to report, readings to settle, readings that came back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from luoshi.core.models import Role, User
from luoshi.core.policy import holds
from luoshi.engines.lights import Light
from luoshi.organization.models import Membership
from luoshi.organization.policy import units_of
from luoshi.organization.queries import Organization, organization_on
from luoshi.plans.models import PlanVersion, Responsibility, Target, Task
from luoshi.progress.acceptance import to_accept
from luoshi.progress.facts import facts_about
from luoshi.progress.models import Acceptance, Decision, Reading
from luoshi.progress.policy import answered_by, groups_of
from luoshi.progress.queries import WORST_FIRST, Standing, standings
from luoshi.progress.support import Part, QuarterWork, quarter_work


@dataclass(frozen=True, slots=True)
class Cooperation:
    """A task that others lead and in which a unit of the account has a duty."""

    task: Task
    via: str
    """The group through which it has the duty; empty where it is named itself."""
    standings: list[Standing]
    parts: list[Part]
    """What the account's units told of it in the quarter at hand; empty where they lead the task too."""

    @property
    def light(self) -> Light:
        """The worst light that is known of the task's targets."""
        found = {each.verdict.light for each in self.standings}
        return next((light for light in WORST_FIRST if light in found), Light.GREY)


@dataclass(frozen=True, slots=True)
class Office:
    """What waits for the supervision office."""

    to_accept: int
    """Confirmed figures that it has still to look into."""


@dataclass(frozen=True, slots=True)
class Work:
    """The lists of the page "my work"."""

    answered_for: list[Standing]
    """Targets under this official, or led by the unit that this head answers for; the worst first."""
    to_report: list[Standing]
    cooperating: list[Cooperation]
    """Tasks in which the account's units cooperate, in printed order."""
    to_confirm: list[Reading]
    returned: list[Reading]
    quarter: QuarterWork | None = None
    """What cooperating and lead units have to say of a quarter; for accounts that serve a unit."""
    tells_for: frozenset[int] = frozenset()
    """Units for which the account tells what they did."""
    office: Office | None = None
    """What waits for the supervision office, for accounts that are of it."""


def my_work(
    user: User, version: PlanVersion, *, as_of: date, family: str, quarter: date | None = None
) -> Work:
    """The account's lists on a day; at most thirty queries. ``quarter`` is the last day of the one of which
    cooperation is shown; the one at hand where none is named."""
    organization = organization_on(version.document.jurisdiction, as_of=as_of)
    owed, answered = _owed(user, version, organization), _answered(user, version, organization)
    cooperating = _cooperating(user, version, organization)
    rows = standings(version, as_of=as_of, family=family) if owed or answered or cooperating else []
    units = units_of(user, Membership.Part.LIAISON) | units_of(user, Membership.Part.HEAD)
    support = quarter_work(version, organization, units=units, as_of=as_of, quarter=quarter)
    parts = support.mine if support else []
    return Work(
        answered_for=sorted((row for row in rows if row.target.pk in answered), key=_worst_first),
        to_report=sorted((row for row in rows if row.target.pk in owed), key=_open_first),
        cooperating=[_joined(task, via, rows, parts) for task, via in cooperating],
        to_confirm=_at_hand(awaiting(user, version, organization), version),
        returned=_at_hand(_returned(user, version), version),
        quarter=support,
        tells_for=units_of(user, Membership.Part.LIAISON),
        office=_office(user, version),
    )


def _office(user: User, version: PlanVersion) -> Office | None:
    """One query, none for accounts of other offices."""
    if not holds(user, Role.SUPERVISION):
        return None
    return Office(to_accept=to_accept(version.document.jurisdiction, user).count())


def _worst_first(row: Standing) -> tuple[int, int]:
    return WORST_FIRST.index(row.verdict.light), row.target.ordinal


def _open_first(row: Standing) -> tuple[bool, date, int]:
    return row.verdict.light == Light.BLUE, row.target.schedule.end, row.target.ordinal


def awaiting(user: User, version: PlanVersion, organization: Organization) -> QuerySet[Reading]:
    """Readings that this account may confirm or return. One query."""
    units = answered_by(organization, units_of(user, Membership.Part.HEAD))
    mine = Q(unit__in=units)
    if holds(user, Role.SUPERVISION):
        mine |= Q(unit__isnull=True)
    return (
        _readings(version)
        .filter(mine, decision=None, counted_from=None, source=None)
        .exclude(reported_by=user)
    )


def _carried(organization: Organization, units: frozenset[int]) -> Q:
    """Duties that rest on these units on the day: their own, those of units that ended, those of groups."""
    return Q(unit__in=answered_by(organization, units)) | Q(group__in=groups_of(organization, units))


def _owed(user: User, version: PlanVersion, organization: Organization) -> frozenset[int]:
    """Ids of the targets that the account reports on. One query."""
    mine = _carried(organization, units_of(user, Membership.Part.LIAISON))
    duties = Responsibility.objects.filter(mine, role=Responsibility.Role.LEAD_UNIT, task__version=version)
    wanted = Q(task__in=duties.values("task"))
    if holds(user, Role.ECONOMY):
        wanted |= Q(task__isnull=True)
    return frozenset(Target.objects.filter(wanted, version=version).values_list("pk", flat=True))


def _answered(user: User, version: PlanVersion, organization: Organization) -> frozenset[int]:
    """Ids of the targets that the account's official or unit answers for. Two queries."""
    people = list(user.people.values_list("pk", flat=True))
    mine = _carried(organization, units_of(user, Membership.Part.HEAD))
    duty = Q(person__in=people) | (Q(role=Responsibility.Role.LEAD_UNIT) & mine)
    tasks = Responsibility.objects.filter(duty, task__version=version).values("task")
    return frozenset(Target.objects.filter(task__in=tasks).values_list("pk", flat=True))


def _cooperating(user: User, version: PlanVersion, organization: Organization) -> list[tuple[Task, str]]:
    """Tasks in which a unit of the account cooperates, and through which group. One query, none for accounts
    without a unit."""
    units = units_of(user, Membership.Part.LIAISON) | units_of(user, Membership.Part.HEAD)
    if not units:
        return []
    duties = Responsibility.objects.filter(
        _carried(organization, units), role=Responsibility.Role.COOP_UNIT, task__version=version
    )
    found: dict[Task, str] = {}
    for duty in duties.select_related("task", "group").order_by("task__ordinal", "task__start", "ordinal"):
        via = duty.group.name if duty.group else ""
        found[duty.task] = min(found.get(duty.task, via), via, key=bool)
    return list(found.items())


def _joined(task: Task, via: str, rows: Iterable[Standing], parts: Iterable[Part]) -> Cooperation:
    return Cooperation(
        task,
        via,
        standings=[row for row in rows if row.target.task_id == task.pk],
        parts=[part for part in parts if part.task.pk == task.pk],
    )


def _returned(user: User, version: PlanVersion) -> list[Reading]:
    """The account's readings that came back, where nothing was reported of the target since. The latest of each."""
    found: dict[int, Reading] = {}
    for reading in _readings(version).filter(reported_by=user):
        since = found.get(reading.target_id)
        if since is not None and reading.reported_at >= _came_back_at(since):
            del found[reading.target_id]
        if _came_back(reading):
            found[reading.target_id] = reading
    return list(found.values())


def _settled(reading: Reading) -> list[Decision | Acceptance]:
    """What unit head and office said of it, so far."""
    said = (getattr(reading, "decision", None), getattr(reading, "acceptance", None))
    return [each for each in said if each is not None]


def _came_back(reading: Reading) -> bool:
    """Whether the unit head or, after the confirmation, the office gave it back."""
    returned = {Decision.Verdict.RETURNED, Acceptance.Verdict.RETURNED}
    return any(each.verdict in returned for each in _settled(reading))


def _came_back_at(reading: Reading) -> datetime:
    return _settled(reading)[-1].decided_at


def _at_hand(readings: Iterable[Reading], version: PlanVersion) -> list[Reading]:
    """Each reading with the version's own target, since it is kept under the first one. One query if any."""
    found = list(readings)
    targets = version.targets.select_related("task") if found else ()
    own = {target.root_pk: target for target in targets}
    for reading in found:
        reading.target = own[reading.target_id]
    return found


def _readings(version: PlanVersion) -> QuerySet[Reading]:
    return (
        Reading.objects.filter(facts_about(version.targets.all()))
        .select_related("target__task", "unit", "decision", "acceptance__decided_by", "reported_by")
        .prefetch_related("evidence__file")
        .order_by("reported_at", "pk")
    )
