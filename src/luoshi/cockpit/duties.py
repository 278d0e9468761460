"""Who carries a duty on a day: printed names seen through the organization of that day. Pure once loaded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from luoshi.organization.models import Unit
from luoshi.organization.queries import Organization
from luoshi.plans.models import Responsibility


class Printed(NamedTuple):
    """What of a printed duty is asked for here: of whole plans it is read without the rest, and not as rows."""

    task_id: int
    role: str
    ordinal: int
    name: str
    unit_id: int | None
    group_id: int | None
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Duty:
    """A unit's, a group's or a person's duty in a task."""

    role: str
    ordinal: int
    name: str
    """What the unit is called on the day, and that of its successor once it has ended; else as printed."""
    printed: str
    units: tuple[int, ...]
    """Units that carry it on the day: one, a group's members, or none."""
    group: int | None = None
    person: int | None = None
    unknown: bool = False
    """A group of which nobody has said yet who belongs to it."""

    @property
    def unit(self) -> int | None:
        """The unit, where the duty is one unit's own."""
        return self.units[0] if self.units and self.group is None else None

    @property
    def via(self) -> str:
        """The group through which the units carry it; empty where it is a unit's own."""
        return self.name if self.group is not None else ""


def duty_on(organization: Organization, units: Mapping[int, Unit], printed: Responsibility | Printed) -> Duty:
    """The duty as it stands on the organization's day. ``units`` holds every unit that carries a duty."""
    carried = organization.units_of(unit=printed.unit_id, group=printed.group_id)
    own = units.get(next(iter(carried))) if printed.unit_id and carried else None
    return Duty(
        role=printed.role,
        ordinal=printed.ordinal,
        name=organization.name(own) if own else printed.name,
        printed=printed.name,
        units=tuple(sorted(carried, key=lambda unit: (units[unit].name if unit in units else "", unit))),
        group=printed.group_id,
        person=printed.person_id,
        unknown=printed.group_id is not None and organization.members.get(printed.group_id) is None,
    )


def unit_ids(organization: Organization, printed: Iterable[Responsibility | Printed]) -> set[int]:
    """Every unit that carries one of the duties on the day."""
    return {
        unit for each in printed for unit in organization.units_of(unit=each.unit_id, group=each.group_id)
    }
