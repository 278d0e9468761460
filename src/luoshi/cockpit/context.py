"""What the frame of every page needs: where one may go, and the day."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi import __version__
from luoshi.core.models import Role, User
from luoshi.core.policy import holds, may_watch


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the navigation."""

    url: str
    label: str
    active: bool


ROSTER_READERS = (Role.SUPERVISION, Role.AUDITOR, Role.ASSESSMENT, Role.ECONOMY)
"""Who may read the roster; the supervision office keeps it."""


def shell(request: HttpRequest) -> dict[str, object]:
    """Template context of the frame. At most one query (the account's roles)."""
    return {
        "nav": _navigation(request) if isinstance(getattr(request, "user", None), User) else [],
        "today": timezone.localdate(),
        "version": __version__,
    }


def _navigation(request: HttpRequest) -> list[NavItem]:
    user = request.user
    watches = may_watch(user)
    offered = [
        (watches, "cockpit:board", _("驾驶舱")),
        (watches, "cockpit:plan", _("任务")),
        (watches, "cockpit:matrix", _("责任矩阵")),
        (watches, "progress:work", _("我的待办")),
        (watches, "registers:registers", _("台账")),
        (holds(user, Role.SUPERVISION, Role.AUDITOR), "plans:documents", _("计划文件")),
        (holds(user, *ROSTER_READERS), "organization:units", _("单位")),
        (watches, "progress:rules", _("亮灯规则")),
        (holds(user, Role.AUDITOR), "core:events", _("审计")),
        (holds(user, Role.ADMINISTRATOR), "core:accounts", _("账号")),
    ]
    return [
        NavItem(url=reverse(name), label=label, active=_is_at(request, reverse(name)))
        for may, name, label in offered
        if may
    ]


def _is_at(request: HttpRequest, url: str) -> bool:
    """Whether the page is the entry's, or stands beside it under the same first part of the address."""
    return request.path == url if url == "/" else request.path.split("/")[1] == url.split("/")[1]
