"""Put what was read from a document in force for its year."""

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.compiler.diagnostics import Severity
from luoshi.core.audit import record
from luoshi.core.models import Role, User
from luoshi.core.policy import belongs, holds, require
from luoshi.core.problems import Conflict, Refusal
from luoshi.plans.actions.resolve_names import adopt_remaining
from luoshi.plans.models import Document, Doubt, Plan, PlanVersion, Publication

ERROR, WARNING = Severity.ERROR.value, Severity.WARNING.value


@transaction.atomic
def publish(
    document: Document,
    *,
    actor: User | None,
    now: datetime,
    effective_from: date | None = None,
    despite: bool = False,
    basis: str = "",
) -> Publication:
    """Publish the document's version, from the first of January on. ``actor`` is ``None`` at installation.

    Refuses a document with errors that nobody settled, one with open doubts unless ``despite`` says that
    they are known, one without a year, and a second plan for the same year: that is an adjustment.
    """
    version = publishable(document, actor=actor)
    if in_force_already(version):
        raise Conflict(_already(version))
    doubts = refuse_doubts(version, despite=despite)
    plan = _new_plan(version)
    since = effective_from or date(plan.year, 1, 1)
    require_day(since, year=plan.year)
    unsure = adopt_remaining(version, actor=actor, now=now)
    publication = Publication.objects.create(
        version=version,
        plan=plan,
        effective_from=since,
        basis=basis.strip(),
        published_at=now,
        published_by=actor,
    )
    detail = {
        "document": document.pk,
        "year": plan.year,
        "effective_from": since.isoformat(),
        "sha256": document.file.sha256,
        "open_doubts": doubts,
        "doubts": [{"name": doubt.spelling, "candidates": list(doubt.candidates)} for doubt in unsure],
    }
    record("plan.published", plan, actor=actor, jurisdiction=document.jurisdiction, now=now, detail=detail)
    return publication


def publishable(document: Document, *, actor: User | None) -> PlanVersion:
    """The version of a document that may go in force, its row locked. Refuses whoever may not do so."""
    if actor is not None:
        require(belongs(actor, document.jurisdiction) and holds(actor, Role.SUPERVISION))
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if locked.state == Document.State.RECEIVED:
        raise Conflict(_("文件还在读取，请稍候再发布。"))
    version = PlanVersion.objects.select_related("document__jurisdiction").filter(document=locked).first()
    if version is None:
        raise Conflict(_("文件有错误，不能发布。请按诊断意见改正后重新上传。"))
    if Publication.objects.filter(version=version).exists():
        raise Conflict(_("这份文件已经发布，不必再发布。"))
    if hindrance := hindrance_of(version):
        raise Conflict(hindrance)
    return version


def hindrance_of(version: PlanVersion) -> str:
    """Why what was read can neither be published nor adjust a plan, and what to do; empty where it can."""
    if not version.tasks.exists():
        return _("文件里没有任务，不能作为计划发布。请上传列出任务和责任单位的文件。")
    if version.year is None:
        return _("正文没有写明年度，还不能发布。请重新上传这份文件，并在上传时填写年度。")
    return ""


def in_force_already(version: PlanVersion) -> bool:
    """Whether the version's year has a plan, so that this one would adjust it. One query."""
    jurisdiction = version.document.jurisdiction
    return Publication.objects.filter(plan__jurisdiction=jurisdiction, plan__year=version.year).exists()


def _already(version: PlanVersion) -> str:
    text = _(
        "%(year)d年的计划已经发布。同一年度的新文件作为调整：请打开“与现行计划对比”，核对变化后定生效日。"
        "如果传错了年度，请填写正确的年度重新上传。"
    )
    return text % {"year": version.year}


def open_doubts(version: PlanVersion) -> Counter[str]:
    """What nobody has settled, by severity; an error that is no doubt of its own counts too. Two queries."""
    doubts = Doubt.objects.filter(version=version, settled=None)
    errors = version.document.findings.filter(severity=ERROR, doubt=None).count()
    return Counter(doubts.values_list("severity", flat=True)) + Counter({ERROR: errors})


def refuse_doubts(version: PlanVersion, *, despite: bool) -> int:
    """How many doubts stay open. Refuses errors always, and warnings unless ``despite``."""
    found = open_doubts(version)
    if found[ERROR]:
        text = _("还有%(n)d处错误没有处理，不能发布。请在审校页逐条处理，或改正文件后重新上传。")
        raise Conflict(text % {"n": found[ERROR]}, field="despite")
    if found[WARNING] and not despite:
        text = _("还有%(n)d处存疑没有处理。请先在审校页处理；确要带着存疑发布的，请勾选“已知有存疑”。")
        raise Conflict(text % {"n": found[WARNING]}, field="despite")
    return found.total()


def require_day(day: date, *, year: int) -> None:
    """Refuses a day outside the plan's year."""
    if day.year != year:
        text = _("生效日 %(day)s 不在%(year)d年内。请填写计划年度内的日期。")
        raise Refusal(text % {"day": day, "year": year}, field="effective_from")


def _new_plan(version: PlanVersion) -> Plan:
    """The plan of the version's year, locked. Refuses where another document came first at the same moment."""
    jurisdiction, year = version.document.jurisdiction, version.year
    title = version.title or _("%(year)d年%(name)s工作计划") % {"year": year, "name": jurisdiction.name}
    Plan.objects.get_or_create(jurisdiction=jurisdiction, year=year, defaults={"title": title})
    plan = Plan.objects.select_for_update().get(jurisdiction=jurisdiction, year=year)
    if plan.publications.exists():
        raise Conflict(_already(version))
    return plan
