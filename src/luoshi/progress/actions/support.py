"""Cooperating units tell what they did in a quarter; lead units say how they found it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.models import User
from luoshi.core.policy import belongs, require
from luoshi.core.problems import Refusal
from luoshi.organization.models import Membership, Unit
from luoshi.organization.policy import units_of
from luoshi.organization.queries import organization_on
from luoshi.plans.models import Task
from luoshi.progress.models import Rating, Support
from luoshi.progress.support import cooperating_ids, lead_ids, quarter_ending, root_of

LENGTH = 500
"""Characters that a word or a reason may have."""


@dataclass(frozen=True, slots=True)
class Found:
    """How a lead unit found a cooperating unit's part; ``grade`` is a name of ``Rating.Grade``."""

    unit: Unit
    grade: str
    reason: str = ""


@transaction.atomic
def report_support(
    task: Task, quarter: date, *, text: str, actor: User, now: datetime, unit: Unit | None = None
) -> Support:
    """What a unit did for the task in the quarter that ends on this day. ``unit`` is the actor's first that
    cooperates, where none is named. A later word counts instead of an earlier one."""
    jurisdiction = task.version.document.jurisdiction
    organization = organization_on(jurisdiction, as_of=timezone.localdate(now))
    mine = units_of(actor, Membership.Part.LIAISON)
    speaks_for = [each for each in cooperating_ids(task, organization) if each in mine]
    chosen = unit.pk if unit is not None else next(iter(speaks_for), None)
    require(
        belongs(actor, jurisdiction) and chosen in speaks_for,
        _("只有该任务协同单位的联络员可以填报协同情况，您不在其中。"),
    )
    _check_quarter(task, quarter, today=timezone.localdate(now))
    told = _worded(text, field="text")
    if not told:
        raise Refusal(_("请写明本季度为这项任务做了什么；没有需要配合的，写“本季度无需配合”。"), field="text")
    support = Support.objects.create(
        task_id=root_of(task), unit_id=chosen, quarter=quarter, text=told, reported_at=now, reported_by=actor
    )
    detail = {"task": task.pk, "unit": chosen, "quarter": quarter.isoformat()}
    record("support.reported", support, actor=actor, jurisdiction=jurisdiction, now=now, detail=detail)
    return support


@transaction.atomic
def rate_all_support(
    task: Task, quarter: date, found: Iterable[Found], *, actor: User, now: datetime
) -> list[Rating]:
    """All of them or none."""
    return [rate_support(task, quarter, found=each, actor=actor, now=now) for each in found]


@transaction.atomic
def rate_support(task: Task, quarter: date, *, found: Found, actor: User, now: datetime) -> Rating:
    """How the actor's unit, which leads the task, found another one's part in it in the quarter."""
    jurisdiction = task.version.document.jurisdiction
    organization = organization_on(jurisdiction, as_of=timezone.localdate(now))
    mine = units_of(actor, Membership.Part.HEAD) | units_of(actor, Membership.Part.LIAISON)
    lead = next((each for each in lead_ids(task, organization) if each in mine), None)
    require(
        belongs(actor, jurisdiction) and lead is not None,
        _("只有该任务牵头单位的负责人或联络员可以评价协同情况。"),
    )
    require(found.unit.pk not in mine, _("不能评价自己的单位。"))
    if found.unit.pk not in cooperating_ids(task, organization):
        raise Refusal(_("“%(unit)s”不是这项任务的协同单位。") % {"unit": found.unit})
    _check_quarter(task, quarter, today=timezone.localdate(now))
    rating = Rating.objects.create(
        task_id=root_of(task),
        unit=found.unit,
        quarter=quarter,
        grade=_grade(found),
        reason=_reason(found),
        lead_id=lead,
        rated_at=now,
        rated_by=actor,
    )
    detail = {"task": task.pk, "unit": found.unit.pk, "quarter": quarter.isoformat(), "grade": rating.grade}
    record("support.rated", rating, actor=actor, jurisdiction=jurisdiction, now=now, detail=detail)
    return rating


def _grade(found: Found) -> str:
    if found.grade not in Rating.Grade.values:
        raise Refusal(_("请选择配合好、配合一般或配合不力。"), field="grade")
    return found.grade


def _reason(found: Found) -> str:
    reason = _worded(found.reason, field="reason")
    if found.grade == Rating.Grade.POOR and not reason:
        raise Refusal(_("评为配合不力，请写明原因。（%(unit)s）") % {"unit": found.unit}, field="reason")
    return reason


def _worded(text: str, *, field: str) -> str:
    if len(text.strip()) > LENGTH:
        raise Refusal(_("最多写%(length)d字。") % {"length": LENGTH}, field=field)
    return text.strip()


def _check_quarter(task: Task, quarter: date, *, today: date) -> None:
    """A quarter of the plan's year that has begun."""
    period = quarter_ending(quarter)
    if period is None:
        raise Refusal(_("%(day)s 不是季度的最后一天。") % {"day": quarter}, field="quarter")
    year = task.version.publication.plan.year
    if quarter.year != year:
        raise Refusal(_("这是%(year)d年的计划，请选择当年的季度。") % {"year": year}, field="quarter")
    if period.start > today:
        raise Refusal(_("这个季度 %(day)s 才开始。") % {"day": period.start}, field="quarter")
