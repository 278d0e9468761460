"""Take a change back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.models import User
from luoshi.core.problems import Conflict
from luoshi.plans.actions.review.keeping import editable
from luoshi.plans.models import Revision
from luoshi.plans.review import changes


@transaction.atomic
def undo(revision_id: int, *, actor: User, now: datetime) -> Revision:
    """Rows are again as before, and the doubts that it settled are open again.

    Anybody of the office may take back what a colleague did. Refuses what was taken back already, and
    what later changes build on.
    """
    version = editable(Revision.objects.values_list("version_id", flat=True).get(pk=revision_id), actor=actor)
    revision = Revision.objects.get(pk=revision_id)
    if revision.undone_at is not None:
        raise Conflict(_("这一步已经由%(who)s撤销。") % {"who": revision.undone_by})
    changes.undo(revision.changes)
    revision.doubts.update(settled=None)
    revision.undone_at, revision.undone_by = now, actor
    revision.save(update_fields=["undone_at", "undone_by"])
    detail = {"revision": revision.pk, "note": revision.note}
    jurisdiction = version.document.jurisdiction
    record("review.undone", version, actor=actor, jurisdiction=jurisdiction, now=now, detail=detail)
    return revision


def undo_latest(version_id: int, *, actor: User, now: datetime) -> Revision:
    """Take back the last thing that this person did here and that still stands."""
    mine = Revision.objects.filter(version=version_id, made_by=actor, undone_at=None)
    latest = mine.order_by("pk").last()
    if latest is None:
        raise Conflict(_("没有可以撤销的修改。"))
    return undo(latest.pk, actor=actor, now=now)
