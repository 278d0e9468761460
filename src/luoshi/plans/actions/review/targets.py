"""Correct, add, remove, split and join the targets of a version that is under review."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.models import User
from luoshi.core.problems import Refusal
from luoshi.plans.actions.review.keeping import editable, keep, locked, require_seen, settle_inside
from luoshi.plans.models import PlanVersion, Revision, Target
from luoshi.plans.review.changes import Recorder
from luoshi.plans.review.checking import require_sense
from luoshi.plans.review.proposal import Place, TargetValues, new_target, parts, proposed
from luoshi.plans.wording import wording

CODES = "TD"
"""Doubts inside a target's words that are settled when a person puts the target right."""


@transaction.atomic
def correct_target(
    target_id: int, values: TargetValues, *, seen: str, actor: User, now: datetime
) -> Revision:
    """Give the target other values. ``seen`` is the stamp of the target that was shown."""
    target, version = _locked(target_id, actor=actor)
    require_seen(seen, target)
    require_sense(values, year=version.year)
    before = _said(target)
    recorder = Recorder()
    recorder.update(target, by_hand=True, **asdict(values))
    note = _("“%(before)s”改为“%(after)s”") % {"before": before, "after": _said(target)}
    return _kept(version, recorder, [target], verb="corrected", note=note, actor=actor, now=now)


@transaction.atomic
def drop_target(target_id: int, *, seen: str, actor: User, now: datetime) -> Revision:
    """This is no target."""
    target, version = _locked(target_id, actor=actor)
    require_seen(seen, target)
    recorder = Recorder()
    place = Place(target.start, target.end, values_of_row(target))
    note = _("“%s”不是目标") % _said(target)
    recorder.delete(target)
    revision = keep(version, recorder, verb="dropped", note=note, actor=actor, now=now)
    settle_inside(version, place.start, place.end, revision=revision, codes=CODES)
    return revision


@transaction.atomic
def add_target(version_id: int, place: Place, *, actor: User, now: datetime) -> Revision:
    """A target that the reading passed over, at the words that the person selected."""
    version = editable(version_id, actor=actor)
    _require_inside(version, place)
    _require_unread(version, place)
    require_sense(place.values, year=version.year)
    target = new_target(version, place)
    target.by_hand = True
    recorder = Recorder()
    recorder.create(target)
    note = _("补录目标“%s”") % _said(target)
    return _kept(version, recorder, [target], verb="added", note=note, actor=actor, now=now)


@transaction.atomic
def split_target(target_id: int, *, at: int, seen: str, actor: User, now: datetime) -> Revision:
    """Two targets of one: its words are parted at ``at`` (an offset of the text) and each part is read anew.

    What the second part leaves unsaid (strength, deadline) it has from the first.
    """
    target, version = _locked(target_id, actor=actor)
    require_seen(seen, target)
    if not target.start < at < target.end:
        raise Refusal(_("请把光标放在这个目标的文字中间，再拆分。"), field="at")
    first, second = parts(version, target, at)
    recorder = Recorder()
    before = _said(target)
    recorder.update(target, start=first.start, end=first.end, by_hand=True, **asdict(first.values))
    other = new_target(version, second)
    other.task_id, other.by_hand = target.task_id, True
    recorder.create(other)
    note = _("“%(before)s”拆分为“%(first)s”和“%(second)s”") % {
        "before": before,
        "first": _said(target),
        "second": _said(other),
    }
    return _kept(version, recorder, [target, other], verb="split", note=note, actor=actor, now=now)


@transaction.atomic
def merge_targets(target_ids: Sequence[int], *, seen: str, actor: User, now: datetime) -> Revision:
    """One target of two neighbours that are one commitment: a range, or a value with a higher one to strive for."""
    target, version = _locked(target_ids[0], actor=actor)
    beside = version.targets.filter(pk__in=target_ids, task_id=target.task_id)
    targets = list(beside.order_by("start", "ordinal"))
    if len(targets) != 2:
        raise Refusal(_("请选择同一项任务的两个目标合并。"), field="targets")
    require_seen(seen, *targets)
    first, second = targets
    values = merged(values_of_row(first), values_of_row(second))
    recorder = Recorder()
    note = _("“%(first)s”与“%(second)s”合并") % {"first": _said(first), "second": _said(second)}
    end = max(first.end, second.end)
    recorder.delete(second)
    recorder.update(first, end=end, by_hand=True, **asdict(values))
    return _kept(version, recorder, [first], verb="merged", note=note, actor=actor, now=now)


def merged(first: TargetValues, second: TargetValues) -> TargetValues:
    """The first target with what only the second says; a higher figure of the same unit becomes the one to strive for."""
    stretch = first.stretch
    if first.value is not None and second.value is not None and second.unit == first.unit:
        stretch = second.value if second.value > first.value else stretch
    return replace(
        first,
        stretch=stretch,
        deadline=first.deadline or second.deadline,
        reference=first.reference or second.reference,
    )


def values_of_row(target: Target) -> TargetValues:
    """What a kept target says."""
    return TargetValues(**{name: getattr(target, name) for name in TargetValues.__slots__})


def proposal(version: PlanVersion, start: int, end: int) -> Place:
    """What to put into the form for selected words; refuses an empty selection and one outside the text."""
    _require_inside(version, Place(start, end, TargetValues(metric="", kind="milestone")))
    return proposed(version, start, end)


def _require_inside(version: PlanVersion, place: Place) -> None:
    if not 0 <= place.start < place.end <= len(version.document.text):
        raise Refusal(_("请先在左边的原文里选中文字。"), field="start")


def _require_unread(version: PlanVersion, place: Place) -> None:
    """The same promise would count twice. The same words may still hold a second one, of another name."""
    metric = place.values.metric
    if version.targets.filter(start=place.start, end=place.end, metric=metric).exists():
        raise Refusal(
            _("这几个字已读作目标“%s”，不必再补录；读得不对，请改那一个。") % metric, field="metric"
        )


def _locked(target_id: int, *, actor: User) -> tuple[Target, PlanVersion]:
    version, target = locked(Target.objects.all(), target_id, of="version_id", actor=actor)
    return target, version


def _kept(
    version: PlanVersion,
    recorder: Recorder,
    targets: Sequence[Target],
    *,
    verb: str,
    note: str,
    actor: User,
    now: datetime,
) -> Revision:
    revision = keep(version, recorder, verb=verb, note=note, actor=actor, now=now)
    for target in targets:
        settle_inside(version, target.start, target.end, revision=revision, codes=CODES)
    return revision


def _said(target: Target) -> str:
    return f"{target.metric} {wording(target)}"
