"""Who may report, confirm and see the proof of a reading, as the organization of the day has it."""

from collections.abc import Iterable

from django.db.models import Q

from luoshi.core.models import Role, User
from luoshi.core.policy import belongs, holds
from luoshi.organization.models import Membership, Unit
from luoshi.organization.policy import units_of, works_for
from luoshi.organization.queries import Organization
from luoshi.plans.models import Responsibility, Target
from luoshi.progress.models import Reading

# Offices that follow every unit's work of their jurisdiction.
OVERSIGHT = (Role.SUPERVISION, Role.ASSESSMENT, Role.ECONOMY, Role.AUDITOR)


def answered_by(organization: Organization, units: Iterable[int]) -> frozenset[int]:
    """Every unit for which these units answer on the day: themselves while they last, and those that ended
    before and left their duties to them."""
    mine = frozenset(units)
    return frozenset(each for each in {*mine, *organization.acting} if organization.answering(each) in mine)


def groups_of(organization: Organization, units: Iterable[int]) -> list[int]:
    """Groups to which one of these units belongs on the day."""
    answered = answered_by(organization, units)
    return [group for group, members in organization.members.items() if members and members & answered]


def lead_unit_ids(target: Target, organization: Organization) -> list[int]:
    """Units that answer for the target on the organization's day, in printed order, each once; of a group every
    member. Empty for headline targets."""
    if target.task is None:
        return []
    lead = [each for each in target.task.responsibilities.all() if each.role == Responsibility.Role.LEAD_UNIT]
    units = (sorted(organization.units_of(unit=each.unit_id, group=each.group_id)) for each in lead)
    return list(dict.fromkeys(unit for carried in units for unit in carried))


def reporting_unit_id(user: User, target: Target, organization: Organization) -> int | None:
    """The lead unit for which this user may report on the target, the first in printed order."""
    mine = units_of(user, Membership.Part.LIAISON)
    return next((unit for unit in lead_unit_ids(target, organization) if unit in mine), None)


def may_report(user: User, target: Target, organization: Organization) -> bool:
    """Liaisons of a unit that leads on the day; for headline targets the economic bureau."""
    if target.task is None:
        return holds(user, Role.ECONOMY)
    return reporting_unit_id(user, target, organization) is not None


def may_decide(user: User, reading: Reading, organization: Organization) -> bool:
    """The head of the reporting unit, or of the one that answers in its place on the day; the supervision
    office for headline targets.

    Never whoever reported it.
    """
    if reading.reported_by_id == user.pk:
        return False
    if reading.unit_id is None:
        return holds(user, Role.SUPERVISION)
    return organization.answering(reading.unit_id) in units_of(user, Membership.Part.HEAD)


def may_shape(user: User, target: Target, organization: Organization) -> bool:
    """Propose how the target is owed over the year: the units that lead on the day, and the supervision office."""
    if holds(user, Role.SUPERVISION):
        return True
    return works_for(user, lead_unit_ids(target, organization))


def may_agree(user: User, target: Target, organization: Organization) -> bool:
    """Agree to it: the head of a unit that leads on the day; the supervision office for headline targets."""
    if target.task is None:
        return holds(user, Role.SUPERVISION)
    mine = units_of(user, Membership.Part.HEAD)
    return not mine.isdisjoint(lead_unit_ids(target, organization))


def may_see_evidence(user: User, reading: Reading, organization: Organization) -> bool:
    """Offices of oversight, units with a duty in the task in any version on the day, and its lead officials."""
    if not belongs(user, reading.target.version.document.jurisdiction):
        return False
    if holds(user, *OVERSIGHT):
        return True
    root = reading.target.root_pk
    duties = list(Responsibility.objects.filter(Q(task__targets=root) | Q(task__targets__root=root)))
    people = {duty.person_id for duty in duties if duty.person_id}
    carried = {
        unit for each in duties for unit in organization.units_of(unit=each.unit_id, group=each.group_id)
    }
    return works_for(user, carried) or (bool(people) and user.people.filter(pk__in=people).exists())


def unit_of(target: Target, user: User, organization: Organization) -> Unit | None:
    """The unit in whose name the user reports; ``None`` for headline targets."""
    found = reporting_unit_id(user, target, organization)
    return Unit.objects.get(pk=found) if found is not None else None
