"""Which tasks' printed text has to be shown anew after a change."""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps

from luoshi.plans.models import Doubt, PlanVersion, Revision, Task
from luoshi.plans.review.text import PAGE


def tasks_touched(version: PlanVersion, revisions: Iterable[Revision], doubts: Iterable[Doubt]) -> list[Task]:
    """Tasks that the changes or the doubts lie in, at most a page of them. Six queries at most."""
    wanted: set[int] = set()
    unknown: dict[str, set[int]] = defaultdict(set)
    for change in (change for revision in revisions for change in revision.changes):
        whole = change["before"] or change["after"] or {}
        if change["model"] == "plans.task":
            wanted.add(change["pk"])
        elif whole.get("task_id") is not None:
            wanted.add(whole["task_id"])
        else:
            unknown[change["model"]].add(change["pk"])
    for label, keys in unknown.items():
        model = apps.get_model(label)
        if "task_id" in {field.attname for field in model._meta.concrete_fields}:
            rows = model._default_manager.filter(pk__in=keys, task__isnull=False)
            wanted |= set(rows.values_list("task_id", flat=True))
    places = [doubt.start for doubt in doubts if doubt.start is not None]
    tasks = list(version.tasks.order_by("start"))
    return [task for task in tasks if task.pk in wanted or _holds(task, places)][:PAGE]


def _holds(task: Task, places: Iterable[int]) -> bool:
    return any(task.start <= place < task.end for place in places)
