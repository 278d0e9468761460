"""Let a later edition of the year's document take the place of the plan that holds, from a day on."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.models import User
from luoshi.core.problems import Conflict, Refusal
from luoshi.plans.actions.publish import publishable, refuse_doubts, require_day
from luoshi.plans.actions.resolve_names import adopt_remaining
from luoshi.plans.comparison import Comparison, compared
from luoshi.plans.history import latest_version
from luoshi.plans.lineage import keep_roots
from luoshi.plans.models import Document, Plan, PlanVersion, Publication

BASIS = 200
"""Characters that the basis may have."""


@transaction.atomic
def adjust(
    document: Document,
    *,
    effective_from: date,
    basis: str,
    fingerprint: str,
    actor: User,
    now: datetime,
    despite: bool = False,
) -> Publication:
    """Put the document in force from the day on. ``fingerprint`` is that of the difference that was approved.

    Facts go on counting: what continues a task or a target of an earlier version gets its root, also where it
    had been dropped in between.
    """
    version = publishable(document, actor=actor)
    plan = _locked_plan(version)
    replaced = latest_version(plan)
    _check_day(effective_from, plan=plan, replaced=replaced)
    if not basis.strip():
        raise Refusal(_("请填写调整依据，例如文号或会议。"), field="basis")
    if len(basis.strip()) > BASIS:
        raise Refusal(_("调整依据最多%(n)d个字。") % {"n": BASIS}, field="basis")
    doubts = refuse_doubts(version, despite=despite)
    comparison = compared(replaced, version)
    _check_shown(comparison, fingerprint)
    adopt_remaining(version, actor=actor, now=now, day=effective_from)
    keep_roots(version, plan=plan, found=comparison.difference.alignment, replaced=replaced)
    publication = Publication.objects.create(
        version=version,
        plan=plan,
        effective_from=effective_from,
        basis=basis.strip(),
        published_at=now,
        published_by=actor,
    )
    detail = {
        "document": document.pk,
        "replaces": replaced.pk,
        "effective_from": effective_from.isoformat(),
        "basis": basis.strip(),
        "sha256": document.file.sha256,
        "open_doubts": doubts,
        "changes": {heading.value: n for heading, n in comparison.difference.counts().items()},
    }
    record("plan.adjusted", plan, actor=actor, jurisdiction=document.jurisdiction, now=now, detail=detail)
    return publication


def _locked_plan(version: PlanVersion) -> Plan:
    """The plan of the version's year; nobody else adjusts it meanwhile."""
    jurisdiction = version.document.jurisdiction
    plan = Plan.objects.select_for_update().filter(jurisdiction=jurisdiction, year=version.year).first()
    if plan is None or not plan.publications.exists():
        text = _("%(year)d年还没有发布过计划，没有可以调整的。请先发布。")
        raise Conflict(text % {"year": version.year})
    return plan


def _check_day(day: date, *, plan: Plan, replaced: PlanVersion) -> None:
    require_day(day, year=plan.year)
    since = replaced.publication.effective_from
    if day < since:
        text = _("现行版本自 %(since)s 起执行，调整不能早于这一天。要更正现行版本，请填写同一天。")
        raise Refusal(text % {"since": since}, field="effective_from")


def _check_shown(comparison: Comparison, fingerprint: str) -> None:
    if not comparison.difference.changes:
        raise Conflict(_("这份文件与现行计划没有差别，不必调整。"))
    if comparison.fingerprint != fingerprint:
        raise Conflict(_("您核对之后，计划或这份文件又有变化。请重新核对下面的差别，再定生效日。"))
