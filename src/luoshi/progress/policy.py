"""Who may report, confirm and see the proof of a reading."""

from django.db.models import Q

from luoshi.core.models import Role, User
from luoshi.core.policy import belongs, holds
from luoshi.organization.models import Membership, Unit
from luoshi.organization.policy import units_of, works_for
from luoshi.plans.models import Responsibility, Target
from luoshi.progress.models import Reading

# Offices that follow every unit's work of their jurisdiction.
OVERSIGHT = (Role.SUPERVISION, Role.ASSESSMENT, Role.ECONOMY, Role.AUDITOR)


def lead_unit_ids(target: Target) -> list[int]:
    """Units that answer for the target, in printed order; empty for headline targets."""
    if target.task is None:
        return []
    lead = Responsibility.Role.LEAD_UNIT
    return [duty.unit_id for duty in target.task.responsibilities.all() if duty.role == lead and duty.unit_id]


def reporting_unit_id(user: User, target: Target) -> int | None:
    """The lead unit for which this user may report on the target, the first in printed order."""
    mine = units_of(user, Membership.Part.LIAISON)
    return next((unit for unit in lead_unit_ids(target) if unit in mine), None)


def may_report(user: User, target: Target) -> bool:
    """Liaisons of a lead unit; for headline targets the economic bureau."""
    if target.task is None:
        return holds(user, Role.ECONOMY)
    return reporting_unit_id(user, target) is not None


def may_decide(user: User, reading: Reading) -> bool:
    """The head of the reporting unit; the supervision office for headline targets.

    Never whoever reported it.
    """
    if reading.reported_by_id == user.pk:
        return False
    if reading.unit_id is None:
        return holds(user, Role.SUPERVISION)
    return reading.unit_id in units_of(user, Membership.Part.HEAD)


def may_see_evidence(user: User, reading: Reading) -> bool:
    """Offices of oversight, units with a duty in the task in any version, and its lead officials."""
    if not belongs(user, reading.target.version.document.jurisdiction):
        return False
    if holds(user, *OVERSIGHT):
        return True
    root = reading.target.root_pk
    duties = list(Responsibility.objects.filter(Q(task__targets=root) | Q(task__targets__root=root)))
    people = {duty.person_id for duty in duties if duty.person_id}
    return works_for(user, [duty.unit_id for duty in duties if duty.unit_id]) or (
        bool(people) and user.people.filter(pk__in=people).exists()
    )


def unit_of(target: Target, user: User) -> Unit | None:
    """The unit in whose name the user reports; ``None`` for headline targets."""
    found = reporting_unit_id(user, target)
    return Unit.objects.get(pk=found) if found is not None else None
