"""Open an account together with what it works for; all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.actions.accounts import open_account
from luoshi.core.models import Jurisdiction, Role, User
from luoshi.core.problems import Refusal
from luoshi.organization.actions.people import follow_person, join_unit
from luoshi.organization.models import Membership, Person, Unit


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Name and duties of an account: offices, a part in a unit, or a lead official's tasks."""

    username: str
    display_name: str
    roles: Sequence[Role] = ()
    unit: Unit | None = None
    part: Membership.Part | None = None
    person: Person | None = None


@transaction.atomic
def open_member_account(
    new: NewAccount, *, jurisdiction: Jurisdiction, password: str, now: datetime, actor: User | None = None
) -> User:
    """Open the account. ``actor`` is ``None`` at installation.

    Refuses an account without any duty, and a unit without the part in it.
    """
    if not (new.roles or new.unit or new.person):
        raise Refusal(_("请至少选择一项职责：科室职责、所在单位或分管领导。"))
    if new.unit is not None and new.part is None:
        raise Refusal(_("请选择在该单位是联络员还是负责人。"), field="part")
    user = open_account(
        new.username,
        new.display_name,
        jurisdiction=jurisdiction,
        roles=new.roles,
        password=password,
        now=now,
        actor=actor,
    )
    if new.unit is not None and new.part is not None:
        join_unit(user, new.unit, part=new.part, now=now, actor=actor)
    if new.person is not None:
        follow_person(user, new.person, now=now, actor=actor)
    return user
