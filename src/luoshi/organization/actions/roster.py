"""Every change to units, groups, people and posts begins here: who may, and is it still the same roster."""

from datetime import datetime

from django.utils.translation import gettext as _

from luoshi.core.models import Jurisdiction, Role, User
from luoshi.core.policy import belongs, holds, require
from luoshi.core.problems import Conflict
from luoshi.organization.models import Roster


def change_roster(
    jurisdiction: Jurisdiction, *, actor: User | None, now: datetime, seen: int | None = None
) -> Roster:
    """Lock the roster and count one change. Runs inside the caller's transaction.

    ``seen`` is the revision that the user looked at; refuses when somebody changed the roster since.
    ``actor`` is ``None`` at installation and for jobs.
    """
    if actor is not None:
        require(holds(actor, Role.SUPERVISION) and belongs(actor, jurisdiction))
    Roster.objects.get_or_create(jurisdiction=jurisdiction)
    roster = Roster.objects.select_for_update().get(jurisdiction=jurisdiction)
    if seen is not None and seen != roster.revision:
        raise Conflict(
            _("名册已由%(who)s改动，您看到的不是最新内容。没有保存，请刷新页面后再试。")
            % {"who": roster.changed_by or _("系统")}
        )
    roster.revision += 1
    roster.changed_at, roster.changed_by = now, actor
    roster.save(update_fields=["revision", "changed_at", "changed_by"])
    return roster


def revision_of(jurisdiction: Jurisdiction) -> int:
    """How often the roster was changed: what a form carries as ``seen``. One query."""
    return Roster.objects.filter(jurisdiction=jurisdiction).values_list("revision", flat=True).first() or 0
