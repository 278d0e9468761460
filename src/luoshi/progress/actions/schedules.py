"""Agree how a target is owed over the year: proposed, agreed by the lead unit, then frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.models import Role, User
from luoshi.core.policy import belongs, holds, require
from luoshi.core.problems import Conflict, Refusal
from luoshi.engines.kernel import exact
from luoshi.engines.pace import POINTED, Point, Shape, points_to_json, schedule_problems
from luoshi.engines.pace.points import WHOLE
from luoshi.organization.queries import organization_on
from luoshi.plans.models import Target
from luoshi.progress.models import EarlierCourse, Schedule
from luoshi.progress.policy import may_agree, may_shape
from luoshi.web.language import language


@dataclass(frozen=True, slots=True)
class Course:
    """How somebody wants a target to be owed. First day, last day and amount stay those of the target."""

    shape: Shape
    points: tuple[Point, ...] = ()


GROWING = (Shape.LINEAR_DAY, Shape.LINEAR_MONTH, Shape.NODES, Shape.S_CURVE, Shape.SEASONAL)
ONCE = (Shape.EVENT, Shape.MILESTONES)


def shapes_for(target: Target) -> tuple[Shape, ...]:
    """What the target may be: a count may grow in several ways, a thing that comes about may have milestones; a
    level and a ceiling hold on every day."""
    shape = Shape(target.schedule.shape)
    if shape in ONCE:
        return ONCE
    return GROWING if shape.grows else (shape,)


@transaction.atomic
def propose_schedule(target_id: int, course: Course, *, actor: User, now: datetime) -> Schedule:
    """Another course for a schedule that is not agreed yet."""
    schedule = _locked(target_id)
    _require_shaping(schedule.target, actor, now)
    if schedule.state == Schedule.State.AGREED:
        raise Conflict(_("序时安排已经确认，不能再改。确需调整，请督查室写明原因后调整。"))
    _set(schedule, course)
    schedule.save()
    _tell("schedule.proposed", schedule, actor=actor, now=now, detail=_said(schedule))
    return schedule


@transaction.atomic
def agree_schedules(target_ids: Iterable[int], *, actor: User, now: datetime) -> int:
    """Freeze the schedules of these targets; says how many. Refuses all where one is not the account's to agree."""
    count = 0
    for target_id in sorted(set(target_ids)):
        schedule = _locked(target_id)
        jurisdiction = schedule.target.version.document.jurisdiction
        organization = organization_on(jurisdiction, as_of=timezone.localdate(now))
        require(
            belongs(actor, jurisdiction) and may_agree(actor, schedule.target, organization),
            _("只有牵头单位负责人可以确认序时安排；全区指标由督查室确认。"),
        )
        if schedule.state == Schedule.State.AGREED:
            continue
        schedule.state, schedule.agreed_at, schedule.agreed_by = Schedule.State.AGREED, now, actor
        schedule.save()
        _tell("schedule.agreed", schedule, actor=actor, now=now, detail=_said(schedule))
        count += 1
    return count


@transaction.atomic
def change_schedule(
    target_id: int, course: Course, *, since: date, reason: str, actor: User, now: datetime
) -> Schedule:
    """Another course for an agreed schedule, from a day on; days before keep the one that they had."""
    schedule = _locked(target_id)
    jurisdiction = schedule.target.version.document.jurisdiction
    require(
        belongs(actor, jurisdiction) and holds(actor, Role.SUPERVISION),
        _("已确认的序时安排只有督查室可以调整。"),
    )
    if schedule.state != Schedule.State.AGREED:
        raise Conflict(_("序时安排还没有确认，直接修改即可，不必调整。"))
    if not reason.strip():
        raise Refusal(_("请写明调整的原因。"), field="reason")
    _check_since(schedule, since)
    before = _said(schedule)
    EarlierCourse.objects.create(
        schedule=schedule,
        shape=schedule.shape,
        start=schedule.start,
        end=schedule.end,
        value=schedule.value,
        points=schedule.points,
        until=since - timedelta(days=1),
        replaced_at=now,
        replaced_by=actor,
        reason=reason.strip(),
    )
    _set(schedule, course)
    schedule.save()
    detail = {"since": since.isoformat(), "reason": reason.strip(), "before": before} | _said(schedule)
    _tell("schedule.changed", schedule, actor=actor, now=now, detail=detail)
    return schedule


def _locked(target_id: int) -> Schedule:
    rows = Schedule.objects.select_for_update(of=("self",)).select_related(
        "target__task", "target__version__document__jurisdiction", "target__version__publication"
    )
    return rows.get(target=target_id)


def _require_shaping(target: Target, actor: User, now: datetime) -> None:
    jurisdiction = target.version.document.jurisdiction
    organization = organization_on(jurisdiction, as_of=timezone.localdate(now))
    require(
        belongs(actor, jurisdiction) and may_shape(actor, target, organization),
        _("只有牵头单位和督查室可以提出序时安排。"),
    )


def _check_since(schedule: Schedule, since: date) -> None:
    """A change begins within the schedule, and after the last change: what was judged stays judged."""
    last = schedule.earlier.last()
    first = max(schedule.start, last.until + timedelta(days=1)) if last else schedule.start
    if not first < since <= schedule.end:
        raise Refusal(
            _("调整应自 %(first)s 之后、%(end)s 之前的某日起执行。") % {"first": first, "end": schedule.end},
            field="since",
        )


def _set(schedule: Schedule, course: Course) -> None:
    """Refuses a shape that the target cannot have, and points that make no such schedule."""
    if course.shape not in shapes_for(schedule.target):
        raise Refusal(_("这个目标不能用这种序时。"), field="shape")
    value = _value(schedule, course.shape)
    found = schedule_problems(
        course.shape, course.points, start=schedule.start, end=schedule.end, value=value
    )
    if found:
        field = "points" if course.shape in POINTED else "shape"
        raise Refusal("".join(each.say(language()) for each in found), field=field)
    schedule.shape, schedule.value = course.shape.value, value
    schedule.points = points_to_json(course.points)


def _value(schedule: Schedule, shape: Shape) -> Decimal | None:
    """Milestones come to 100, an event to nothing; all else keeps its amount."""
    if shape in ONCE:
        return WHOLE if shape is Shape.MILESTONES else None
    return schedule.value


def _said(schedule: Schedule) -> dict[str, object]:
    value = None if schedule.value is None else exact(schedule.value)
    return {"shape": schedule.shape, "value": value, "points": schedule.points}


def _tell(verb: str, schedule: Schedule, *, actor: User, now: datetime, detail: dict[str, object]) -> None:
    jurisdiction = schedule.target.version.document.jurisdiction
    subject = {"target": schedule.target_id}
    record(verb, schedule, actor=actor, jurisdiction=jurisdiction, now=now, detail=subject | detail)
