"""Who asks, typed. Views use these instead of looking into the request themselves."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from luoshi.core.models import Jurisdiction, User
from luoshi.core.policy import may_watch, require
from luoshi.core.problems import Forbidden


def me(request: HttpRequest) -> User:
    """The account that is signed in; refuses a stranger."""
    if isinstance(request.user, User):
        return request.user
    raise Forbidden(_("请先登录。"))


def own_jurisdiction(request: HttpRequest) -> Jurisdiction:
    """The jurisdiction of the account; an account without one may see nothing."""
    jurisdiction = me(request).jurisdiction
    if jurisdiction is None:
        raise Forbidden(_("您的账号还没有所属地区，请联系系统管理员。"))
    return jurisdiction


def watched_jurisdiction(request: HttpRequest) -> Jurisdiction:
    """The jurisdiction whose boards the account may see; refuses one that only looks after accounts."""
    require(may_watch(request.user))
    return own_jurisdiction(request)
