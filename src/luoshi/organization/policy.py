"""What working for a unit allows."""

from collections.abc import Iterable

from luoshi.core.models import User
from luoshi.organization.models import Membership


def units_of(user: User, part: Membership.Part) -> frozenset[int]:
    """Ids of the units that the user serves in this part; one query per user object."""
    known: list[tuple[int, str]] | None = getattr(user, "_memberships", None)
    if known is None:
        known = list(user.memberships.values_list("unit_id", "part"))
        user._memberships = known  # type: ignore[attr-defined]
    return frozenset(unit for unit, held in known if held == part)


def works_for(user: User, units: Iterable[int]) -> bool:
    """Whether the user serves one of the units in any part."""
    mine = units_of(user, Membership.Part.LIAISON) | units_of(user, Membership.Part.HEAD)
    return not mine.isdisjoint(units)
