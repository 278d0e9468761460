"""Open an account, give it a new password, switch it off."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.models import Grant, Jurisdiction, Role, User
from luoshi.core.policy import belongs, holds, require
from luoshi.core.problems import Conflict

# Without 0 O 1 l I, which are mistaken for each other on paper.
ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_password(length: int = 14) -> str:
    """A password of random letters and digits that can be read aloud."""
    return "".join(secrets.choice(ALPHABET) for _position in range(length))


@transaction.atomic
def open_account(
    username: str,
    display_name: str,
    *,
    jurisdiction: Jurisdiction,
    roles: Iterable[Role],
    password: str,
    now: datetime,
    actor: User | None = None,
) -> User:
    """Make an account with its roles. ``actor`` is ``None`` at installation."""
    if actor is not None:
        require(holds(actor, Role.ADMINISTRATOR) and belongs(actor, jurisdiction))
    if User.objects.filter(username=username).exists():
        raise Conflict(_("账号“%(name)s”已存在。") % {"name": username}, field="username")
    user = User(username=username, display_name=display_name, jurisdiction=jurisdiction)
    user.set_password(password)
    user.save()
    granted = [Grant(user=user, role=role) for role in roles]
    Grant.objects.bulk_create(granted)
    detail = {"username": username, "roles": [str(grant.role) for grant in granted]}
    record("account.opened", user, actor=actor, jurisdiction=jurisdiction, now=now, detail=detail)
    return user


@transaction.atomic
def reset_password(user: User, *, password: str, actor: User, now: datetime) -> None:
    """Give the account a new password; its lock, if any, ends."""
    _require_administrator(actor, user)
    user.set_password(password)
    user.failed_attempts, user.locked_until = 0, None
    user.save(update_fields=["password", "failed_attempts", "locked_until"])
    record("account.password_reset", user, actor=actor, jurisdiction=user.jurisdiction, now=now)


@transaction.atomic
def switch_account(user: User, *, active: bool, actor: User, now: datetime) -> None:
    """Switch an account off or on again. Nobody switches off their own."""
    _require_administrator(actor, user)
    require(actor.pk != user.pk, _("不能停用自己的账号。"))
    user.is_active = active
    user.save(update_fields=["is_active"])
    verb = "account.enabled" if active else "account.disabled"
    record(verb, user, actor=actor, jurisdiction=user.jurisdiction, now=now)


def _require_administrator(actor: User, user: User) -> None:
    require(
        holds(actor, Role.ADMINISTRATOR)
        and user.jurisdiction is not None
        and belongs(actor, user.jurisdiction)
    )
