"""Part and join the items of a later edition as people did in the plan in force, where they are printed alike.

Comes before the rest is taken over, which then finds the parts printed alike.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from luoshi.plans.models import PlanVersion, Task


def part_and_join(earlier: PlanVersion, version: PlanVersion) -> None:
    """Do with the items of ``version`` what was done with those of ``earlier``. Two queries where nothing was.

    What was read in an item that is joined to another goes with it; `carry_over` puts what the plan in force
    has in its place.
    """
    old, new = list(earlier.tasks.all()), list(version.tasks.all())
    _part(old, new, earlier=earlier, version=version)
    _join(old, new, earlier=earlier, version=version)


def _part(old: Sequence[Task], new: Sequence[Task], *, earlier: PlanVersion, version: PlanVersion) -> None:
    waiting: dict[str, list[Task]] = defaultdict(list)
    for task in new:
        waiting[_printed(version, task.start, task.end)].append(task)
    for parts in _parted(old):
        whole = _printed(earlier, parts[0].start, parts[-1].end)
        if waiting[whole]:
            _part_one(waiting[whole].pop(0), parts)


def _parted(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    """Parts of one item: tasks with the same place in the order."""
    places: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        places[task.ordinal].append(task)
    return (parts for parts in places.values() if len(parts) > 1)


def _part_one(task: Task, parts: Sequence[Task]) -> None:
    """The item becomes the first part; the others are new."""
    shift = task.start - parts[0].start
    first, *others = ({name: getattr(part, name) for name in _TEXTS} | _moved(part, shift) for part in parts)
    Task.objects.bulk_create(
        Task(version_id=task.version_id, section_id=task.section_id, ordinal=task.ordinal, **other)
        for other in others
    )
    Task.objects.filter(pk=task.pk).update(**first)


_TEXTS = ("number", "title")
_PLACES = ("start", "end", "body_start", "body_end")


def _moved(task: Task, shift: int) -> dict[str, int]:
    return {name: getattr(task, name) + shift for name in _PLACES}


def _join(old: Sequence[Task], new: Sequence[Task], *, earlier: PlanVersion, version: PlanVersion) -> None:
    """Items that together are printed as one of the plan in force are one."""
    text = version.document.text
    ends = {task.end: place for place, task in enumerate(new)}
    begins: dict[str, list[Task]] = defaultdict(list)
    for task in old:
        begins[_printed(earlier, task.start, task.start + _BEGIN)].append(task)
    for place, task in enumerate(new):
        for joined in begins[text[task.start : task.start + _BEGIN]]:
            last = ends.get(task.start + joined.end - joined.start, place)
            whole = _printed(earlier, joined.start, joined.end)
            if last > place and text.startswith(whole, task.start):
                _join_one(new[place : last + 1])


_BEGIN = 12
"""Characters by which items printed alike are found."""


def _join_one(tasks: Sequence[Task]) -> None:
    first, last = tasks[0], tasks[-1]
    Task.objects.filter(pk__in=[task.pk for task in tasks[1:]]).delete()
    Task.objects.filter(pk=first.pk).update(end=last.end, body_end=last.body_end)


def _printed(version: PlanVersion, start: int, end: int) -> str:
    return version.document.text[start:end]
