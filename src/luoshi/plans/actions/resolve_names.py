"""Tie the printed names of a version to units, groups and people."""

from datetime import datetime

from luoshi.core.models import User
from luoshi.organization.actions.adopt_names import adopt_people, adopt_units
from luoshi.organization.models import Group
from luoshi.organization.naming import Doubt, Printed
from luoshi.plans.models import PlanVersion, Responsibility


def adopt_remaining(version: PlanVersion, *, actor: User | None, now: datetime) -> tuple[Doubt, ...]:
    """Tie every printed name to one unit, group or person; gives the names that stay in doubt."""
    duties = list(Responsibility.objects.filter(task__version=version).order_by("task__ordinal", "start"))
    leaders = [duty for duty in duties if duty.role == Responsibility.Role.LEADER]
    others = [duty for duty in duties if duty.role != Responsibility.Role.LEADER]
    jurisdiction = version.document.jurisdiction
    people = adopt_people([duty.name for duty in leaders], jurisdiction=jurisdiction)
    printed = [Printed(duty.name, role=duty.role, position=duty.ordinal) for duty in others]
    units = adopt_units(printed, jurisdiction=jurisdiction)
    for duty in leaders:
        duty.person = people[duty.name]
    for duty in others:
        found = units.by_name[duty.name]
        duty.group, duty.unit = (found, None) if isinstance(found, Group) else (None, found)
    Responsibility.objects.bulk_update(duties, ["unit", "group", "person"], batch_size=500)
    return units.doubts
