"""Check a name and password; five failures lock the account for five minutes.

The numbers are the usual practice under the classified-protection scheme (等保), not its text.
"""

from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.models import User
from luoshi.core.problems import Refusal

ATTEMPTS = 5
LOCK = timedelta(minutes=5)


def check_credentials(request: HttpRequest, *, username: str, password: str, now: datetime) -> User:
    """The account, or a refusal. Every try leaves an event, so a failed one is committed too."""
    user = _attempt(request, username=username, password=password, now=now)
    if isinstance(user, Refusal):
        raise user
    return user


@transaction.atomic
def _attempt(request: HttpRequest, *, username: str, password: str, now: datetime) -> User | Refusal:
    known = User.objects.select_for_update().filter(username=username).first()
    if known and known.locked_until and known.locked_until > now:
        return Refusal(_("连续多次密码错误，账号已暂时锁定，请5分钟后再试或联系系统管理员。"))
    user = authenticate(request, username=username, password=password)
    if isinstance(user, User):
        _settle(user, failed=0, locked_until=None)
        record("account.signed_in", user, actor=user, jurisdiction=user.jurisdiction, now=now)
        return user
    if known:
        failed = known.failed_attempts + 1
        locked = failed >= ATTEMPTS
        _settle(known, failed=0 if locked else failed, locked_until=now + LOCK if locked else None)
        record("account.sign_in_failed", known, actor=None, jurisdiction=known.jurisdiction, now=now)
    return Refusal(_("用户名或密码不正确。"))


def _settle(user: User, *, failed: int, locked_until: datetime | None) -> None:
    user.failed_attempts, user.locked_until = failed, locked_until
    user.save(update_fields=["failed_attempts", "locked_until"])
