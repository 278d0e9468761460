"""Put right who answers for a task: another unit, group or person, another role, another order."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from luoshi.core.models import User
from luoshi.core.problems import Refusal
from luoshi.plans.actions.review.keeping import keep, locked, require_seen, settle
from luoshi.plans.models import Doubt, PlanVersion, Responsibility, Revision, Task
from luoshi.plans.review.bearers import Bearer, bearer
from luoshi.plans.review.changes import Recorder

Role = Responsibility.Role
ABOUT_NAME = ("L007", "L008")
"""Doubts about how one name is printed."""
ABSENT = {Role.LEAD_UNIT: "L004", Role.COOP_UNIT: "L003"}
"""Doubts about nobody being named in a role."""


@dataclass(frozen=True, slots=True)
class DutyValues:
    """Who bears a duty, as typed, and in which role."""

    role: str
    name: str
    new: bool = False
    """The person knows that the roster has no such name: publishing makes the unit or the official."""


@transaction.atomic
def change_duty(duty_id: int, values: DutyValues, *, seen: str, actor: User, now: datetime) -> Revision:
    """Another one bears the duty, or the same in another role. The printed place stays. Some ten queries."""
    version, duty = _locked(duty_id, actor=actor)
    require_seen(seen, duty)
    found = _bearer(values, version)
    _refuse_twice(duty.task_id, values.role, found, but=duty.pk)
    before = _said(duty)
    recorder = Recorder()
    ordinal = duty.ordinal if values.role == duty.role else _next(duty.task_id, values.role)
    recorder.update(duty, role=values.role, ordinal=ordinal, **_fields(found))
    if not recorder.changes:
        raise Refusal(_("内容没有变化，不必保存。"))
    note = _("“%(before)s”改为“%(after)s”") % {"before": before, "after": _said(duty)}
    revision = keep(version, recorder, verb="corrected", note=note, actor=actor, now=now)
    _settle_about(version, duty, revision)
    return revision


@transaction.atomic
def add_duty(
    task_id: int,
    values: DutyValues,
    *,
    actor: User,
    now: datetime,
    place: tuple[int, int] | None = None,
) -> Revision:
    """One more bears a duty in the task, behind those of its role.

    ``place`` is where the name is printed; without one it stands nowhere: an empty stretch behind the task.
    """
    version, task = locked(Task.objects.all(), task_id, of="version_id", actor=actor)
    start, end = _printed(version, place) if place else (task.end, task.end)
    found = _bearer(values, version)
    _refuse_twice(task.pk, values.role, found)
    duty = Responsibility(
        task=task,
        role=values.role,
        ordinal=_next(task.pk, values.role),
        start=start,
        end=end,
        **_fields(found),
    )
    recorder = Recorder()
    recorder.create(duty)
    note = _("“%(task)s”增加%(duty)s") % {"task": task.title, "duty": _said(duty)}
    revision = keep(version, recorder, verb="added", note=note, actor=actor, now=now)
    absent = version.doubts.filter(settled=None, code=ABSENT.get(Role(duty.role), ""))
    settle(absent.filter(start__gte=task.start, start__lt=task.end), revision)
    return revision


@transaction.atomic
def drop_duty(duty_id: int, *, seen: str, actor: User, now: datetime) -> Revision:
    """This one has no duty in the task."""
    version, duty = _locked(duty_id, actor=actor)
    require_seen(seen, duty)
    note = _("“%(task)s”去掉%(duty)s") % {"task": duty.task.title, "duty": _said(duty)}
    recorder = Recorder()
    place = Responsibility(start=duty.start, end=duty.end)
    recorder.delete(duty)
    revision = keep(version, recorder, verb="dropped", note=note, actor=actor, now=now)
    _settle_about(version, place, revision)
    return revision


@transaction.atomic
def move_duty(duty_id: int, *, to: int, seen: str, actor: User, now: datetime) -> Revision:
    """Put the duty at place ``to`` (from 0) among those of its role. The first lead unit answers for the task."""
    version, duty = _locked(duty_id, actor=actor)
    require_seen(seen, duty)
    duties = list(Responsibility.objects.filter(task=duty.task_id, role=duty.role))
    at = duties.index(duty)
    if not 0 <= to < len(duties) or to == at:
        raise Refusal(_("已经在这个位置。"))
    duties.insert(to, duties.pop(at))
    recorder = Recorder()
    for ordinal, each in enumerate(duties):
        recorder.update(each, ordinal=ordinal)
    note = _("%(duty)s移到第 %(n)d 位") % {"duty": _said(duty), "n": to + 1}
    return keep(version, recorder, verb="corrected", note=note, actor=actor, now=now)


def _locked(duty_id: int, *, actor: User) -> tuple[PlanVersion, Responsibility]:
    return locked(Responsibility.objects.select_related("task"), duty_id, of="task__version_id", actor=actor)


def _bearer(values: DutyValues, version: PlanVersion) -> Bearer:
    """Who is meant, on the first day of the plan. Refuses a name that is not known unless it is said to be new."""
    if values.role not in Role.values:
        raise Refusal(_("请选择责任类型。"), field="role")
    day = date(version.year, 1, 1) if version.year else version.read_at.date()
    found = bearer(values.name, role=values.role, jurisdiction=version.document.jurisdiction, day=day)
    if not found.known and not values.new:
        text = _("名册里没有“%s”。请从名册中选择；确实是新的，请勾选“名册里还没有”再保存。")
        raise Refusal(text % found.name, field="name")
    return found


def _refuse_twice(task_id: int, role: str, found: Bearer, *, but: int | None = None) -> None:
    """Nobody bears the same duty twice, under whatever name."""
    others = Responsibility.objects.filter(task=task_id, role=role).exclude(pk=but)
    same = Q(name=found.name)
    for name in ("unit_id", "group_id", "person_id"):
        if getattr(found, name) is not None:
            same |= Q(**{name: getattr(found, name)})
    if others.filter(same).exists():
        text = _("“%(name)s”已经是这项任务的%(role)s。")
        raise Refusal(text % {"name": found.name, "role": Role(role).label}, field="name")


def _fields(found: Bearer) -> dict[str, str | int | None]:
    return {
        "name": found.name,
        "unit_id": found.unit_id,
        "group_id": found.group_id,
        "person_id": found.person_id,
    }


def _next(task_id: int, role: str) -> int:
    """The ordinal behind the last of the role."""
    last = Responsibility.objects.filter(task=task_id, role=role).last()
    return last.ordinal + 1 if last else 0


def _printed(version: PlanVersion, place: tuple[int, int]) -> tuple[int, int]:
    start, end = place
    if not 0 <= start < end <= len(version.document.text):
        raise Refusal(_("请先在左边的原文里选中文字。"), field="start")
    return start, end


def _settle_about(version: PlanVersion, place: Responsibility, revision: Revision) -> None:
    """The doubts about the name at this place are settled by what was said of it."""
    about: list[Doubt] = list(version.doubts.filter(settled=None, code__in=ABOUT_NAME, start=place.start))
    settle(about, revision)


def _said(duty: Responsibility) -> str:
    return f"{duty.get_role_display()}{duty.name}"
