"""What one account has to do: figures to report, readings to settle, readings that came back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from luoshi.core.models import Role, User
from luoshi.core.policy import holds
from luoshi.engines.lights import Light
from luoshi.organization.models import Membership
from luoshi.organization.policy import units_of
from luoshi.plans.models import PlanVersion, Responsibility, Target
from luoshi.progress.models import Decision, Reading
from luoshi.progress.queries import WORST_FIRST, Standing, facts_about, standings


@dataclass(frozen=True, slots=True)
class Work:
    """The lists of the page "my work"."""

    answered_for: list[Standing]
    """Targets under this official, or led by the unit that this head answers for; the worst first."""
    to_report: list[Standing]
    to_confirm: list[Reading]
    returned: list[Reading]


def my_work(user: User, version: PlanVersion, *, as_of: date, family: str) -> Work:
    """The account's lists on a day; at most twelve queries."""
    owed, answered = _owed(user, version), _answered(user, version)
    rows = standings(version, as_of=as_of, family=family) if owed or answered else []
    return Work(
        answered_for=sorted((row for row in rows if row.target.pk in answered), key=_worst_first),
        to_report=sorted((row for row in rows if row.target.pk in owed), key=_open_first),
        to_confirm=_at_hand(awaiting(user, version), version),
        returned=_at_hand(_returned(user, version), version),
    )


def _worst_first(row: Standing) -> tuple[int, int]:
    return WORST_FIRST.index(row.verdict.light), row.target.ordinal


def _open_first(row: Standing) -> tuple[bool, date, int]:
    return row.verdict.light == Light.BLUE, row.target.schedule.end, row.target.ordinal


def awaiting(user: User, version: PlanVersion) -> QuerySet[Reading]:
    """Readings that this account may confirm or return. One query."""
    units = units_of(user, Membership.Part.HEAD)
    mine = Q(unit__in=units)
    if holds(user, Role.SUPERVISION):
        mine |= Q(unit__isnull=True)
    return _readings(version).filter(mine, decision__isnull=True).exclude(reported_by=user)


def _owed(user: User, version: PlanVersion) -> frozenset[int]:
    """Ids of the targets that the account reports on. One query."""
    units = units_of(user, Membership.Part.LIAISON)
    wanted = Q(
        task__responsibilities__role=Responsibility.Role.LEAD_UNIT, task__responsibilities__unit__in=units
    )
    if holds(user, Role.ECONOMY):
        wanted |= Q(task__isnull=True)
    return frozenset(Target.objects.filter(wanted, version=version).values_list("pk", flat=True))


def _answered(user: User, version: PlanVersion) -> frozenset[int]:
    """Ids of the targets that the account's official or unit answers for. Two queries."""
    people = list(user.people.values_list("pk", flat=True))
    duty = Q(person__in=people) | Q(
        role=Responsibility.Role.LEAD_UNIT, unit__in=units_of(user, Membership.Part.HEAD)
    )
    tasks = Responsibility.objects.filter(duty, task__version=version).values("task")
    return frozenset(Target.objects.filter(task__in=tasks).values_list("pk", flat=True))


def _returned(user: User, version: PlanVersion) -> list[Reading]:
    """The account's readings that came back and were not reported anew."""
    latest = {reading.target_id: reading for reading in _readings(version).filter(reported_by=user)}
    return [
        reading
        for reading in latest.values()
        if hasattr(reading, "decision") and reading.decision.verdict == Decision.Verdict.RETURNED
    ]


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
        .select_related("target__task", "unit", "decision", "reported_by")
        .prefetch_related("evidence__file")
        .order_by("reported_at", "pk")
    )
