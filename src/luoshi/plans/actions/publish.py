"""Put what was read from a document in force for its year."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.models import Role, User
from luoshi.core.policy import belongs, holds, require
from luoshi.core.problems import Conflict
from luoshi.plans.actions.resolve_names import adopt_remaining
from luoshi.plans.models import Document, Plan, PlanVersion, Publication


@transaction.atomic
def publish(document: Document, *, actor: User | None, now: datetime) -> Publication:
    """Publish the document's version. ``actor`` is ``None`` at installation.

    Refuses a document with errors, one without a year, and a second plan for the same year.
    """
    if actor is not None:
        require(belongs(actor, document.jurisdiction) and holds(actor, Role.SUPERVISION))
    version = _publishable(document)
    plan = _plan_of(document, version)
    doubts = adopt_remaining(version, actor=actor, now=now)
    publication = Publication.objects.create(
        version=version,
        plan=plan,
        effective_from=date(plan.year, 1, 1),
        published_at=now,
        published_by=actor,
    )
    detail = {
        "document": document.pk,
        "year": plan.year,
        "sha256": document.file.sha256,
        "doubts": [{"name": doubt.spelling, "candidates": list(doubt.candidates)} for doubt in doubts],
    }
    record("plan.published", plan, actor=actor, jurisdiction=document.jurisdiction, now=now, detail=detail)
    return publication


def _publishable(document: Document) -> PlanVersion:
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if locked.state == Document.State.RECEIVED:
        raise Conflict(_("文件还在读取，请稍候再发布。"))
    version = PlanVersion.objects.filter(document=locked).first()
    if locked.state == Document.State.REFUSED or version is None:
        raise Conflict(_("文件有错误，不能发布。请按诊断意见改正后重新上传。"))
    if hindrance := hindrance_of(version):
        raise Conflict(hindrance)
    return version


def hindrance_of(version: PlanVersion) -> str:
    """Why what was read from a document cannot be published, and what to do; empty where it can."""
    if not version.tasks.exists():
        return _("文件里没有任务，不能作为计划发布。请上传列出任务和责任单位的文件。")
    if version.year is None:
        return _("正文没有写明年度，还不能发布。请重新上传这份文件，并在上传时填写年度。")
    jurisdiction = version.document.jurisdiction
    if Publication.objects.filter(plan__jurisdiction=jurisdiction, plan__year=version.year).exists():
        text = _("%(year)d年的计划已经发布，一年只有一份正式计划。如果传错了年度，请填写正确的年度重新上传。")
        return text % {"year": version.year}
    return ""


def _plan_of(document: Document, version: PlanVersion) -> Plan:
    jurisdiction, year = document.jurisdiction, version.year
    title = version.title or _("%(year)d年%(name)s工作计划") % {"year": year, "name": jurisdiction.name}
    plan, _made = Plan.objects.get_or_create(jurisdiction=jurisdiction, year=year, defaults={"title": title})
    return plan
