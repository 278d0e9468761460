"""Say for which unit or official an account works."""

from datetime import datetime

from django.db import transaction

from luoshi.core.audit import record
from luoshi.core.models import Role, User
from luoshi.core.policy import belongs, holds, require
from luoshi.organization.models import Membership, Person, Unit


@transaction.atomic
def join_unit(
    user: User, unit: Unit, *, part: Membership.Part, now: datetime, actor: User | None = None
) -> Membership:
    """The account is the unit's liaison or head from now on. ``actor`` is ``None`` at installation."""
    _require_administrator(actor, unit)
    membership, _made = Membership.objects.get_or_create(user=user, unit=unit, part=part)
    detail = {"unit": unit.name, "part": part.value}
    record("account.joined_unit", user, actor=actor, jurisdiction=unit.jurisdiction, now=now, detail=detail)
    return membership


@transaction.atomic
def follow_person(user: User, person: Person, *, now: datetime, actor: User | None = None) -> None:
    """The account sees what this lead official sees."""
    _require_administrator(actor, person)
    person.users.add(user)
    record(
        "account.follows_person",
        user,
        actor=actor,
        jurisdiction=person.jurisdiction,
        now=now,
        detail={"person": person.pk},
    )


def _require_administrator(actor: User | None, subject: Unit | Person) -> None:
    if actor is not None:
        require(holds(actor, Role.ADMINISTRATOR) and belongs(actor, subject.jurisdiction))
