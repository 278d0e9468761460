"""Part a task that is two, join two that are one, put right how a task is numbered and named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.compiler.model import Span
from luoshi.core.models import User
from luoshi.core.problems import Refusal
from luoshi.plans.actions.review.keeping import keep, locked, require_seen, settle
from luoshi.plans.models import Damage, Deliverable, PlanVersion, Responsibility, Revision, Target, Task
from luoshi.plans.review.changes import Recorder
from luoshi.plans.review.parting import Part, part_of

SPLIT, JOINED, CORRECTED = "split", "merged", "corrected"
NUMBER, TITLE = 20, 300
"""Characters that a number and a name may have."""
NUMBERING = ("O002", "O004", "O006")
"""Doubts about the number of an item; they stand at its head."""
CONTENTS: tuple[type["Content"], ...] = (Target, Deliverable, Damage, Responsibility)
Content = Target | Deliverable | Damage | Responsibility


@dataclass(frozen=True, slots=True)
class TaskValues:
    """How a task is numbered and named; the number may be blank."""

    number: str
    title: str


class _Parted(NamedTuple):
    """A task, the one that is made of its second part, and where that begins."""

    first: Task
    second: Task
    offset: int


@transaction.atomic
def split_task(task_id: int, *, offset: int, seen: str, actor: User, now: datetime) -> Revision:
    """Make two of a task; the second begins at ``offset`` of the document's text.

    What was read goes to the part in which it is printed. A part in which nobody is named, or a duty that
    is printed elsewhere (in a section's heading), is answered for by the same as the other. Some twenty
    queries.
    """
    version, task = _locked(task_id, actor=actor)
    require_seen(seen, task)
    one, other = _parts(task, offset, version)
    _refuse_cut(task, other.start)
    recorder = Recorder()
    second = Task(version=version, section_id=task.section_id, ordinal=task.ordinal, **_fields(other))
    recorder.create(second)
    title = task.title if task.title in version.document.text[one.start : one.end] else one.title
    recorder.update(task, title=title, end=one.end, body_end=one.body.end)
    _share(_Parted(task, second, other.start), recorder)
    note = _("“%(task)s”拆为两项，后一项为“%(second)s”") % {"task": title, "second": _named(second)}
    revision = keep(version, recorder, verb=SPLIT, note=note, actor=actor, now=now)
    gaps = version.doubts.filter(code="O002", settled=None)
    settle([gap for gap in gaps if second.number and gap.params.get("missing") == second.number], revision)
    return revision


@transaction.atomic
def join_task(task_id: int, *, seen: str, actor: User, now: datetime) -> Revision:
    """Make the task part of the one before it, which keeps its number and name. Some fifteen queries."""
    version, task = _locked(task_id, actor=actor)
    require_seen(seen, task)
    before = version.tasks.filter(start__lt=task.start).order_by("ordinal", "start").last()
    if before is None:
        raise Refusal(_("这是第一项任务，前面没有可以合并的任务。"))
    if before.section_id != task.section_id:
        raise Refusal(_("前一项任务在另一部分，不能合并。"))
    recorder = Recorder()
    recorder.update(before, end=task.end, body_end=task.body_end)
    for model in (Target, Deliverable, Damage):
        recorder.update_all(list(model._default_manager.filter(task=task)), task_id=before.pk)
    _join_duties(before, task, recorder)
    head = task.start
    note = _("“%(task)s”并入“%(before)s”") % {"task": _named(task), "before": _named(before)}
    recorder.delete(task)
    revision = keep(version, recorder, verb=JOINED, note=note, actor=actor, now=now)
    settle(version.doubts.filter(code__in=NUMBERING, settled=None, start=head), revision)
    return revision


@transaction.atomic
def correct_task(task_id: int, values: TaskValues, *, seen: str, actor: User, now: datetime) -> Revision:
    """Put right how the task is numbered and named. The printed text stays as it is."""
    version, task = _locked(task_id, actor=actor)
    require_seen(seen, task)
    number, title = values.number.strip(), values.title.strip()
    _check(number, title)
    before, numbered = _named(task), task.number
    recorder = Recorder()
    recorder.update(task, number=number, title=title)
    if not recorder.changes:
        raise Refusal(_("内容没有变化，不必保存。"))
    note = _("任务“%(before)s”改为“%(after)s”") % {"before": before, "after": _named(task)}
    revision = keep(version, recorder, verb=CORRECTED, note=note, actor=actor, now=now)
    if number != numbered:
        settle(version.doubts.filter(code__in=NUMBERING, settled=None, start=task.start), revision)
    return revision


def _locked(task_id: int, *, actor: User) -> tuple[PlanVersion, Task]:
    return locked(Task.objects.all(), task_id, of="version_id", actor=actor)


def _check(number: str, title: str) -> None:
    if len(number) > NUMBER:
        raise Refusal(_("编号最多 %d 个字。") % NUMBER, field="number")
    if not title or len(title) > TITLE:
        raise Refusal(_("请填写任务名称（1 到 %d 个字）。") % TITLE, field="title")


def _parts(task: Task, offset: int, version: PlanVersion) -> tuple[Part, Part]:
    """Both parts as the compiler reads them alone. Refuses a place outside of the words of the task."""
    text = version.document.text
    inside = task.body_start < offset < task.body_end
    if not inside or not text[task.body_start : offset].strip() or not text[offset : task.body_end].strip():
        raise Refusal(_("请在任务正文中间选择拆分的位置。"), field="offset")
    spans = Span(task.start, offset), Span(offset, task.end)
    one, other = (part_of(text, span, body_end=task.body_end, year=version.year) for span in spans)
    return one, other


def _refuse_cut(task: Task, offset: int) -> None:
    """No target, unit or document may be cut in two."""
    for model in CONTENTS:
        cut = model._default_manager.filter(task=task, start__lt=offset, end__gt=offset).first()
        if cut is not None:
            text = _("拆分的位置在“%s”的中间。请换一处，或先更正、删去这一项。")
            raise Refusal(text % cut, field="offset")


def _fields(part: Part) -> dict[str, str | int]:
    return {
        "number": part.number[:NUMBER],
        "title": part.title,
        "start": part.start,
        "end": part.end,
        "body_start": part.body.start,
        "body_end": part.body.end,
    }


def _named(task: Task) -> str:
    return f"{task.number} {task.title}".strip()


def _share(parted: _Parted, recorder: Recorder) -> None:
    """Give each part what is printed in it."""
    first, second, offset = parted
    for model in (Target, Deliverable, Damage):
        behind = model._default_manager.filter(task=first, start__gte=offset)
        recorder.update_all(list(behind), task_id=second.pk)
    duties = list(first.responsibilities.all())
    elsewhere = [duty for duty in duties if not first.start <= duty.start < second.end]
    before = [duty for duty in duties if duty.start < offset and duty not in elsewhere]
    behind = [duty for duty in duties if duty.start >= offset and duty not in elsewhere]
    recorder.update_all(behind, task_id=second.pk)
    _count_through(behind, recorder)
    recorder.create_all([_copy(duty, second) for duty in elsewhere or (before if not behind else ())])
    recorder.create_all([_copy(duty, first) for duty in (() if before or elsewhere else behind)])


def _copy(duty: Responsibility, task: Task) -> Responsibility:
    """The same duty for another task, not yet saved."""
    kept = ("role", "ordinal", "name", "unit_id", "group_id", "person_id", "start", "end")
    return Responsibility(task=task, **{name: getattr(duty, name) for name in kept})


def _count_through(duties: Iterable[Responsibility], recorder: Recorder) -> None:
    """Count from 0 within each role."""
    counted: dict[str, int] = {}
    for duty in duties:
        recorder.update(duty, ordinal=counted.setdefault(duty.role, 0))
        counted[duty.role] += 1


def _join_duties(before: Task, task: Task, recorder: Recorder) -> None:
    """Add who answers for the task behind those of the one before; who is there already is not added."""
    there: Sequence[Responsibility] = list(before.responsibilities.all())
    known = {(duty.role, duty.name) for duty in there}
    count = {role: sum(duty.role == role for duty in there) for role in Responsibility.Role.values}
    for duty in task.responsibilities.all():
        if (duty.role, duty.name) in known:
            recorder.delete(duty)
        else:
            recorder.update(duty, task_id=before.pk, ordinal=count[duty.role])
            count[duty.role] += 1
