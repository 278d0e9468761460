"""What every verb of the review shares: may this be changed, is it as it was shown, who did it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.models import Role, User
from luoshi.core.policy import belongs, holds, require
from luoshi.core.problems import Conflict
from luoshi.core.stamps import stamp
from luoshi.plans.models import Document, Doubt, PlanVersion, Publication, Revision
from luoshi.plans.review.changes import Recorder, values

Row = TypeVar("Row", bound=models.Model)


def editable(version_id: int, *, actor: User) -> PlanVersion:
    """The version, its document locked as publishing locks it; all who change either wait for that one row.

    Refuses others than its supervision office, and what is published.
    """
    document = Document.objects.select_for_update(of=("self",)).only("pk").get(version=version_id)
    version = (
        PlanVersion.objects.select_related("document__jurisdiction")
        .defer("document__text", "document__origins")
        .get(document=document)
    )
    require(holds(actor, Role.SUPERVISION) and belongs(actor, version.document.jurisdiction))
    if Publication.objects.filter(version=version).exists():
        raise Conflict(_("这份计划已经发布，不能再改。如需调整，请上传调整后的文件。"))
    return version


def locked(rows: QuerySet[Row], pk: int, *, of: str, actor: User) -> tuple[PlanVersion, Row]:
    """The version and one of its rows, read once the version is locked, so that it is as the last one left it.

    ``of`` leads from the row to its version. Refuses a row that somebody removed meanwhile.
    """
    try:
        version = editable(rows.values_list(of, flat=True).get(pk=pk), actor=actor)
        return version, rows.get(pk=pk)
    except (rows.model.DoesNotExist, Document.DoesNotExist):
        raise Conflict(_("这一处刚被别人移除，您的修改没有保存。请看现在的内容，再决定是否修改。")) from None


def stamp_of(*rows: models.Model) -> str:
    """The mark of rows as they stand: a form carries it as ``seen``."""
    return stamp({str(number): values(row) for number, row in enumerate(rows)})


def require_seen(seen: str, *rows: models.Model) -> None:
    """Refuse what was made from an older state."""
    if seen != stamp_of(*rows):
        raise Conflict(_("这一处刚被别人改过，您的修改没有保存。请看现在的内容，再决定是否修改。"))


def keep(
    version: PlanVersion, recorder: Recorder, *, verb: str, note: str, actor: User, now: datetime
) -> Revision:
    """Write down one change with its audit event."""
    revision = Revision.objects.create(
        version=version, verb=verb, changes=recorder.changes, note=note, made_at=now, made_by=actor
    )
    detail = {"revision": revision.pk, "note": note, "rows": len(recorder.changes)}
    record(
        f"review.{verb}",
        version,
        actor=actor,
        jurisdiction=version.document.jurisdiction,
        now=now,
        detail=detail,
    )
    return revision


def settle(doubts: Iterable[Doubt], revision: Revision) -> None:
    """These doubts are settled by this revision."""
    Doubt.objects.filter(pk__in=[doubt.pk for doubt in doubts]).update(settled=revision)


def settle_inside(version: PlanVersion, start: int, end: int, *, revision: Revision, codes: str) -> None:
    """Open doubts inside a place that was put right by hand; ``codes`` are the first letters meant."""
    inside = version.doubts.filter(settled=None, start__gte=start, end__lte=end)
    settle([doubt for doubt in inside if doubt.code[0] in codes], revision)


def settled_already(doubt: Doubt) -> Conflict:
    """Who settled it, when and how."""
    revision = doubt.settled
    assert revision is not None
    return Conflict(
        _("这一条已由%(who)s于 %(when)s 处理：%(how)s")
        % {
            "who": revision.made_by or _("系统"),
            "when": timezone.localtime(revision.made_at).strftime("%H:%M"),
            "how": revision.note,
        }
    )
