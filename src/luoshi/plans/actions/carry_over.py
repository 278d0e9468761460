"""A later edition of a plan keeps what people settled in the one in force, wherever its words are the same.

A task counts as the same where its whole printed item is the same, character by character. Its targets,
duties, deliverables and damaged places then are those of the version in force, at their new places; a
doubt that was settled there is settled here. What changed in print is read anew and doubted anew.
"""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from django.db import models

from luoshi.plans.actions.carry_items import part_and_join
from luoshi.plans.models import (
    Damage,
    Deliverable,
    Doubt,
    PlanVersion,
    Publication,
    Responsibility,
    Revision,
    Target,
    Task,
)

CARRIED = "carried_over"
"""Verb of the revision that settles what was settled before."""
PARTS: tuple[type[models.Model], ...] = (Target, Responsibility, Deliverable, Damage)
"""What hangs on a task and is taken over with it."""
NOT_TAKEN = frozenset({"id", "version_id", "task_id", "start", "end", "root_id"})
"""Fields that belong to the new version."""
Row = TypeVar("Row", bound=models.Model)
Key = tuple[object, ...]
Place = tuple[int, int, int]
"""Start and end of an item, and the id of the new task that it is or becomes."""


class Pair(NamedTuple):
    """The same item in two versions, and by how many characters it moved."""

    old: Task
    new: Task
    shift: int


def carry_over(version: PlanVersion, *, now: datetime) -> Revision | None:
    """Take over what was settled; ``None`` where nothing is in force or nothing is the same.

    Runs in the transaction of reading, after the doubts were raised. Some twenty queries, however long
    the document.
    """
    earlier = _in_force(version)
    if earlier is None:
        return None
    part_and_join(earlier, version)
    pairs = _pairs(earlier, version)
    if not pairs:
        return None
    _take_over_tasks(pairs)
    for part in PARTS:
        _take_over(part, pairs)
    _take_over_headlines(earlier, version)
    _number_targets(version)
    return _settle(earlier, version, pairs, now=now)


def _in_force(version: PlanVersion) -> PlanVersion | None:
    """The version of the same year that was published last."""
    jurisdiction = version.document.jurisdiction
    found = Publication.objects.filter(plan__jurisdiction=jurisdiction, plan__year=version.year)
    latest = found.exclude(version=version).select_related("version__document").last()
    return latest.version if latest else None


def _pairs(earlier: PlanVersion, version: PlanVersion) -> list[Pair]:
    """Items printed alike, each used once, in printed order."""
    waiting: dict[str, list[Task]] = defaultdict(list)
    for task, printed in _printed(earlier):
        waiting[printed].append(task)
    return [
        Pair(old, new, new.start - old.start)
        for new, printed in _printed(version)
        if waiting[printed] and (old := waiting[printed].pop(0))
    ]


def _printed(version: PlanVersion) -> Iterator[tuple[Task, str]]:
    text = version.document.text
    return ((task, text[task.start : task.end]) for task in version.tasks.all())


def _take_over_tasks(pairs: Iterable[Pair]) -> None:
    """Titles and numbers as they were corrected, and where the body begins and ends."""
    changed = []
    for old, new, shift in pairs:
        new.number, new.title = old.number, old.title
        new.body_start, new.body_end = old.body_start + shift, old.body_end + shift
        changed.append(new)
    Task.objects.bulk_update(changed, ["number", "title", "body_start", "body_end"], batch_size=500)


def _take_over(part: type[models.Model], pairs: Sequence[Pair]) -> None:
    """Replace the rows of the new tasks by those of the old ones. Three queries and one per 500 rows."""
    rows = part._default_manager
    old_rows: dict[int, list[Any]] = defaultdict(list)
    for row in rows.filter(task__in=[pair.old.pk for pair in pairs]):
        old_rows[row.task_id].append(row)
    rows.filter(task__in=[pair.new.pk for pair in pairs]).delete()
    rows.bulk_create([_moved(row, pair) for pair in pairs for row in old_rows[pair.old.pk]], batch_size=500)


def _moved(row: Row, pair: Pair) -> Row:
    """The row for the new task, at its new place."""
    made = _shifted(row, pair.shift)
    made.task_id = pair.new.pk  # type: ignore[attr-defined]
    if isinstance(made, Target):
        made.version_id = pair.new.version_id
    return made


def _shifted(row: Row, shift: int) -> Row:
    """A copy that belongs to no version yet, ``shift`` characters further on."""
    taken = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in NOT_TAKEN
    }
    made = type(row)(**taken)
    for name in ("start", "end"):
        setattr(made, name, getattr(row, name) + shift)
    return made


def _take_over_headlines(earlier: PlanVersion, version: PlanVersion) -> None:
    """The targets of the preamble, where it is printed as before."""
    printed = _preamble(earlier)
    if not printed or printed != _preamble(version):
        return
    shift = (version.preamble_start or 0) - (earlier.preamble_start or 0)
    targets = [_shifted(target, shift) for target in earlier.targets.filter(task=None)]
    for target in targets:
        target.version = version
    version.targets.filter(task=None).delete()
    Target.objects.bulk_create(targets, batch_size=500)


def _preamble(version: PlanVersion) -> str:
    return version.document.text[version.preamble_start or 0 : version.preamble_end or 0]


def _number_targets(version: PlanVersion) -> None:
    """Count the targets through again in printed order, those of no task first."""
    targets = list(version.targets.all())
    targets.sort(key=lambda target: (target.task_id is not None, target.start, target.ordinal))
    for ordinal, target in enumerate(targets):
        target.ordinal = ordinal
    Target.objects.bulk_update(targets, ["ordinal"], batch_size=500)


def _settle(earlier: PlanVersion, version: PlanVersion, pairs: Sequence[Pair], *, now: datetime) -> Revision:
    """Settle each doubt that stands at the same words of the same item as a settled one."""
    known = _settled_before(earlier, pairs)
    places = sorted((pair.new.start, pair.new.end, pair.new.pk) for pair in pairs)
    alike = [doubt for doubt in version.doubts.filter(settled=None) if _key(doubt, places) in known]
    revision = Revision.objects.create(version=version, verb=CARRIED, made_at=now)
    for doubt in alike:
        doubt.settled = revision
    Doubt.objects.bulk_update(alike, ["settled"], batch_size=500)
    return revision


def _settled_before(earlier: PlanVersion, pairs: Sequence[Pair]) -> set[Key]:
    places = sorted((pair.old.start, pair.old.end, pair.new.pk) for pair in pairs)
    return {_key(doubt, places) for doubt in earlier.doubts.filter(settled__isnull=False)} - {()}


def _key(doubt: Doubt, places: Sequence[Place]) -> Key:
    """What makes two doubts the same one; empty where the words around it may have changed.

    A doubt about a name is the same wherever the name stands; one about a place, at that place of the
    same item; one about the whole, with the same parameters.
    """
    if doubt.code.startswith("N") and "name" in doubt.params:
        return doubt.code, doubt.params["name"]
    if doubt.start is None or doubt.end is None:
        return doubt.code, json.dumps(doubt.params, ensure_ascii=False, sort_keys=True)
    at = bisect_right(places, doubt.start, key=itemgetter(0)) - 1
    start, end, task = places[at] if at >= 0 else (0, -1, 0)
    return (doubt.code, task, doubt.start - start, doubt.end - start) if doubt.end <= end else ()
