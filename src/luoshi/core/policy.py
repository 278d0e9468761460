"""What a role may do. Pure questions about an account; the answers cost one query per request."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from luoshi.core.models import Jurisdiction, Role, User
from luoshi.core.problems import Forbidden

if TYPE_CHECKING:
    Account = User | AnonymousUser


def roles(user: "Account") -> frozenset[str]:
    """The roles that the account holds, read once per user object."""
    if not isinstance(user, User):
        return frozenset()
    known: frozenset[str] | None = getattr(user, "_roles", None)
    if known is None:
        known = frozenset(user.grants.values_list("role", flat=True))
        user._roles = known  # type: ignore[attr-defined]
    return known


def holds(user: "Account", *wanted: Role) -> bool:
    """Whether the account holds one of the roles."""
    return not roles(user).isdisjoint(role.value for role in wanted)


def may_watch(user: "Account") -> bool:
    """Whether the boards are for this account: all but those that only look after accounts."""
    return isinstance(user, User) and roles(user) != {Role.ADMINISTRATOR.value}


def belongs(user: "Account", jurisdiction: Jurisdiction) -> bool:
    """Whether the account is one of this jurisdiction's."""
    return isinstance(user, User) and user.is_active and user.jurisdiction_id == jurisdiction.pk


def require(allowed: bool, message: str | None = None) -> None:
    """Refuse with 403 unless allowed."""
    if not allowed:
        raise Forbidden(message or _("您没有查看此页或执行此操作的权限。"))
