"""Take a change back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.models import User
from luoshi.core.problems import Conflict
from luoshi.organization.actions.roster import change_roster
from luoshi.plans.actions.resolve_names import as_of_roster
from luoshi.plans.actions.review.keeping import editable, locked
from luoshi.plans.models import Doubt, PlanVersion, Revision
from luoshi.plans.review import changes
from luoshi.plans.review.queries import RENEWED, UNDONE


@transaction.atomic
def undo(revision_id: int, *, actor: User, now: datetime) -> Revision:
    """Rows are again as before, and the doubts that it settled are open again.

    Is a revision itself, so that whoever has the page open is told; that one is not taken back again.
    Anybody of the office may take back what a colleague did. Refuses what was taken back already, and
    what later changes build on.
    """
    version, revision = locked(Revision.objects.all(), revision_id, of="version_id", actor=actor)
    if revision.undone_at is not None:
        raise Conflict(_("这一步已经由%(who)s撤销。") % {"who": revision.undone_by})
    _lock_roster(revision, version, actor=actor, now=now)
    changes.undo(revision.changes)
    _tell(revision, reopened=list(revision.doubts.all()), actor=actor, now=now)
    revision.doubts.update(settled=None)
    revision.undone_at, revision.undone_by = now, actor
    revision.save(update_fields=["undone_at", "undone_by"])
    detail = {"revision": revision.pk, "note": revision.note}
    jurisdiction = version.document.jurisdiction
    record("review.undone", version, actor=actor, jurisdiction=jurisdiction, now=now, detail=detail)
    return revision


def _lock_roster(revision: Revision, version: PlanVersion, *, actor: User, now: datetime) -> None:
    """What an answer did to units and groups is a change of the roster, and so is taking it back."""
    if revision.verb == RENEWED:
        as_of_roster(version, 0)
    if not any(change["model"].startswith("organization.") for change in revision.changes):
        return
    before = change_roster(version.document.jurisdiction, actor=actor, now=now).revision - 1
    if version.names_from == before:
        as_of_roster(version, before + 1)


def _tell(revision: Revision, *, reopened: Sequence[Doubt], actor: User, now: datetime) -> None:
    """Write down that it was taken back, with the places that changed by it."""
    again: list[changes.Change] = [
        {
            "model": "plans.doubt",
            "pk": doubt.pk,
            "before": {"settled_id": revision.pk},
            "after": {"settled_id": None},
        }
        for doubt in reopened
    ]
    Revision.objects.create(
        version_id=revision.version_id,
        verb=UNDONE,
        changes=[*revision.changes, *again],
        note=_("撤销：%s") % revision.note,
        made_at=now,
        made_by=actor,
        undone_at=now,
        undone_by=actor,
    )


@transaction.atomic
def undo_latest(version_id: int, *, actor: User, now: datetime) -> Revision:
    """Take back the last thing that this person did here and that still stands."""
    editable(version_id, actor=actor)
    mine = Revision.objects.filter(version=version_id, made_by=actor, undone_at=None)
    latest = mine.order_by("pk").last()
    if latest is None:
        raise Conflict(_("没有可以撤销的修改。"))
    return undo(latest.pk, actor=actor, now=now)
