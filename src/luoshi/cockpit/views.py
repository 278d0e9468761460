"""The boards: cockpit, plan, task. Read-only; every page takes an as-of day."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from luoshi.cockpit import plan_page, queries, task_page
from luoshi.cockpit.board import Board, load_board
from luoshi.cockpit.forms import FilterForm
from luoshi.core.models import Role
from luoshi.core.policy import holds, may_watch
from luoshi.core.request import me, watched_jurisdiction
from luoshi.plans.history import passages, steps_of, versions_of_plan
from luoshi.plans.models import PlanVersion, Task
from luoshi.plans.queries import InForce, in_force
from luoshi.progress.queries import family_on, judged, rules_on, targets_of
from luoshi.web.days import as_of


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """How do we stand on this day, what changed, what is due, who owes what."""
    if not may_watch(request.user):
        return redirect("core:accounts")
    found = _in_force(request)
    if found is None:
        return render(request, "cockpit/no_plan.html", {"may_add": holds(me(request), Role.SUPERVISION)})
    loaded = _board(request, found.version)
    context = {
        "plan": found.version.publication.plan,
        "years": found.years,
        "as_of": loaded.as_of,
        "family": loaded.family,
        "counts": queries.light_counts(loaded, loaded.all()),
        "headline": loaded.headline,
        "total": len(loaded.rows),
        "by_section": queries.by_section(loaded),
        "by_leader": queries.by_leader(loaded),
        "by_unit": queries.by_unit(loaded),
        "changes": queries.changes(loaded, then=found.on(loaded.as_of - queries.LOOK_BACK)),
        "due": queries.due(loaded),
    }
    return render(request, "cockpit/board.html", context)


@login_required
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The whole plan in printed order, or what passes the filters."""
    found = _in_force(request)
    if found is None:
        return redirect("cockpit:board")
    loaded = _board(request, found.version)
    form = FilterForm(
        request.GET,
        leaders=plan_page.leaders(loaded),
        units=plan_page.units(loaded),
        sections=loaded.sections,
    )
    page = plan_page.plan_page(loaded, form.filters(), text=found.version.document.text)
    context = {
        "plan": found.version.publication.plan,
        "years": found.years,
        "as_of": loaded.as_of,
        "family": loaded.family,
        "form": form,
        "page": page,
        "comparable": len(found.versions) > 1,
        "counts": queries.light_counts(loaded, loaded.all()),
    }
    return render(request, "cockpit/plan.html", context)


@login_required
@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task with its printed sentence."""
    found = get_object_or_404(_tasks(request), pk=pk)
    day = as_of(request)
    rules = rules_on(watched_jurisdiction(request), as_of=day)
    readings = task_page.readings_of(found, as_of=day)
    latest = task_page.counting(readings)
    standings = [
        judged(target, latest.get(target.root_pk), rules=rules, as_of=day)
        for target in targets_of(found.version).filter(task=found).prefetch_related("task__responsibilities")
    ]
    versions = versions_of_plan(found.version)
    before, after = passages(found, versions, as_of=day)
    steps = steps_of(found, versions)
    context = {
        "plan": found.version.publication.plan,
        "task": found,
        "before": before,
        "after": after,
        "as_of": day,
        "pieces": task_page.printed(found),
        "cards": [
            task_page.card(each, readings, steps=steps, user=me(request), as_of=day) for each in standings
        ],
        "duties": task_page.duties(found),
        "history": task_page.history(found, readings),
        "previous": _neighbour(found, step=-1),
        "next": _neighbour(found, step=1),
    }
    return render(request, "cockpit/task.html", context)


def _in_force(request: HttpRequest) -> InForce | None:
    """The plan of the year asked for, of the latest year where none is."""
    try:
        return in_force(watched_jurisdiction(request), as_of=as_of(request), year=request.GET.get("year", ""))
    except LookupError as error:
        raise Http404 from error


def _board(request: HttpRequest, version: PlanVersion) -> Board:
    day: date = as_of(request)
    return load_board(version, as_of=day, family=family_on(watched_jurisdiction(request), as_of=day))


def _tasks(request: HttpRequest) -> QuerySet[Task]:
    return Task.objects.filter(
        version__document__jurisdiction=watched_jurisdiction(request), version__publication__isnull=False
    ).select_related("section", "version__document__jurisdiction", "version__publication__plan")


def _neighbour(found: Task, *, step: int) -> Task | None:
    """The task printed before or behind this one; parts of an item that was split share an ordinal."""
    side = "gt" if step > 0 else "lt"
    beside = Q(**{f"ordinal__{side}": found.ordinal})
    beside |= Q(ordinal=found.ordinal) & Q(**{f"start__{side}": found.start})
    tasks = Task.objects.filter(beside, version=found.version_id)
    return tasks.first() if step > 0 else tasks.last()
