"""Report how a target stood on a day, with its proof."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.files import Kept, evidence_type, keep
from luoshi.core.models import StoredFile, User
from luoshi.core.policy import belongs, require
from luoshi.core.problems import Conflict, Refusal, TooLarge
from luoshi.engines.pace.points import WHOLE
from luoshi.organization.queries import organization_on
from luoshi.plans.history import holding, versions_of_plan
from luoshi.plans.models import Target
from luoshi.progress.facts import counting
from luoshi.progress.measure import by_milestones, decided_by_number, milestones
from luoshi.progress.models import Evidence, Reading, Source
from luoshi.progress.policy import may_report, unit_of
from luoshi.progress.sharing import is_shared, source_of

DECLARABLE = ("blue", "green", "yellow", "red")
"""Lights that a unit may give itself: whoever reports cannot say that nothing is known."""

LIMIT = Decimal(10) ** 17
"""Figures from here on are mistakes of typing; the column holds 18 digits before the point."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the liaison entered. ``value`` is in the target's unit, cumulative for the year."""

    as_of: date
    value: Decimal | None = None
    outcome: bool | None = None
    note: str = ""
    nil: bool = False
    """Nothing has changed: the fact before goes on, and neither figure nor outcome is told."""
    declared: str = ""
    """The light that the unit itself gives the target, a name of ``DECLARABLE``; empty for none."""
    done: Sequence[str] = ()
    """Names of the milestones that are reached, of a target that has them."""


def report_reading(
    target: Target, report: Report, *, evidence: Sequence[UploadedFile] = (), actor: User, now: datetime
) -> Reading:
    """Write the reading and its files. Refuses others' targets, future days and impossible figures."""
    jurisdiction = target.version.document.jurisdiction
    today = timezone.localdate(now)
    organization = organization_on(jurisdiction, as_of=today)
    require(
        belongs(actor, jurisdiction) and may_report(actor, target, organization),
        _("只有该任务牵头单位的联络员可以填报，您不在其中。"),
    )
    source = source_of(target)
    _check_source(source)
    _check_day(target, report.as_of, today=today)
    _check_version(target, report.as_of)
    unit = unit_of(target, actor, organization)
    _check_declared(report.declared)
    if report.nil:
        _check_nil(target, report, Q(unit=unit) if is_shared(source) else Q())
    elif by_milestones(target):
        report = _by_milestones(target, report)
    else:
        _check_figure(target, report)
    kinds = [_check_file(file) for file in evidence]
    # Kept before the transaction: scanning a file may take long, and others want to write meanwhile.
    files = [(file, _kept(file, kind)) for file, kind in zip(evidence, kinds, strict=True)]
    with transaction.atomic():
        reading = Reading.objects.create(
            target_id=target.root_pk,
            unit=unit,
            as_of=report.as_of,
            value=report.value,
            outcome=report.outcome,
            done=list(report.done),
            nil=report.nil,
            declared=report.declared,
            note=report.note,
            reported_at=now,
            reported_by=actor,
        )
        hashes = [_attach(reading, file, kept) for file, kept in files]
        detail = {**_detail(target, report), "evidence": hashes}
        record("reading.reported", reading, actor=actor, jurisdiction=jurisdiction, now=now, detail=detail)
    return reading


def _detail(target: Target, report: Report) -> dict[str, object]:
    """What the event says of the report; what most reports lack is named only where it was told."""
    rare = {"nil": report.nil, "declared": report.declared, "done": list(report.done)}
    return {
        "target": target.pk,
        "as_of": report.as_of.isoformat(),
        "value": None if report.value is None else format(report.value, "f"),
        "outcome": report.outcome,
        **{name: told for name, told in rare.items() if told},
    }


def _check_source(source: Source | None) -> None:
    if source is not None and source.kind == Source.Kind.METRIC:
        raise Conflict(_("这个目标由台账自动取数，不需要填报。数字不对，请更正台账记录。"))


def _check_day(target: Target, day: date, *, today: date) -> None:
    if day > today:
        raise Refusal(
            _("数据日期 %(day)s 晚于今天 %(today)s，不能填报尚未发生的数据。") % {"day": day, "today": today},
            field="as_of",
        )
    start = target.schedule.start
    if day < start:
        raise Refusal(_("数据日期不能早于计划开始的 %(day)s。") % {"day": start}, field="as_of")


def _check_version(target: Target, day: date) -> None:
    """A day on which a later version holds is that version's: its target may be another, or gone. Days before
    the version are made up for under it. One query."""
    version = holding(versions_of_plan(target.version), day)
    since = version.publication.effective_from
    if version.pk != target.version_id and since >= target.version.publication.effective_from:
        text = _("%(since)s 起执行调整后的计划，这一天的数据请到调整后的任务填报；目标已取消的，不必再报。")
        raise Refusal(text % {"since": since}, field="as_of")


def _by_milestones(target: Target, report: Report) -> Report:
    """The report with the weight of the milestones that it names; all of them are the thing itself."""
    points = milestones(target)
    unknown = set(report.done) - {point.name for point in points}
    if unknown:
        raise Refusal(
            _("没有名为“%(names)s”的里程碑，请重新选择。") % {"names": "、".join(sorted(unknown))},
            field="done",
        )
    reached = [point for point in points if point.name in report.done]
    weight = sum((point.amount for point in reached), Decimal(0))
    names = tuple(point.name for point in reached)
    return replace(report, value=weight, outcome=weight == WHOLE, done=names)


def _check_declared(light: str) -> None:
    if light and light not in DECLARABLE:
        raise Refusal(_("自评灯只能是蓝灯、绿灯、黄灯或红灯。"), field="declared")


def _check_nil(target: Target, report: Report, whose: Q) -> None:
    """A nil return says that the fact before still holds, so there must be one; of the unit itself, where it
    reports a share. One query."""
    if report.value is not None or report.outcome is not None:
        raise Refusal(_("报了“本期无变化”就不要再填数；有变化请取消勾选。"), field="nil")
    facts = Reading.objects.filter(whose, counting(), target=target.root_pk, nil=False)
    if not facts.filter(as_of__lte=report.as_of).exists():
        text = _("到 %(day)s 还没有已确认的数据，不能报“本期无变化”，请填写数字或选择是否达成。")
        raise Refusal(text % {"day": report.as_of}, field="nil")


def _check_figure(target: Target, report: Report) -> None:
    if not decided_by_number(target):
        if report.outcome is None:
            raise Refusal(_("请选择是否已经达成。"), field="outcome")
        return
    if report.value is None or not report.value.is_finite():
        raise Refusal(_("请填写数字。"), field="value")
    if report.value.copy_abs() >= LIMIT:
        raise Refusal(_("数字过大，请核对位数和计量单位。"), field="value")
    if report.value < 0 and target.kind != "rate":
        raise Refusal(_("“%(metric)s”不会是负数，请核对。") % {"metric": target.metric}, field="value")


def _check_file(file: UploadedFile) -> str:
    name, size = file.name or "", file.size or 0
    if size == 0:
        raise Refusal(_("文件“%(name)s”是空的。") % {"name": name}, field="evidence")
    if size > settings.EVIDENCE_LIMIT:
        limit = settings.EVIDENCE_LIMIT // 1024 // 1024
        raise TooLarge(
            _("文件“%(name)s”超过 %(limit)d MB。") % {"name": name, "limit": limit}, field="evidence"
        )
    head = file.read(16)
    file.seek(0)
    return evidence_type(name, head)


def _kept(file: UploadedFile, media_type: str) -> Kept:
    try:
        return keep(file.chunks(), media_type=media_type)
    except Refusal as refusal:
        told = {"name": file.name or "", "problem": refusal.message}
        raise Refusal(_("文件“%(name)s”：%(problem)s") % told, field="evidence") from refusal


def _attach(reading: Reading, file: UploadedFile, kept: Kept) -> str:
    stored = StoredFile.objects.create(
        jurisdiction=reading.target.version.document.jurisdiction,
        sha256=kept.sha256,
        size=kept.size,
        name=(file.name or "")[-255:],
        media_type=kept.media_type,
        received_at=reading.reported_at,
        received_from=reading.reported_by,
    )
    Evidence.objects.create(reading=reading, file=stored)
    return kept.sha256
