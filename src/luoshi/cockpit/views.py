"""The boards: cockpit, plan, task, matrix, unit, official. Read-only; every page takes an as-of day."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from luoshi.cockpit import person_page, plan_page, plan_sheet, queries, task_page, unit_page
from luoshi.cockpit.board import LEAD_UNIT, Board
from luoshi.cockpit.forms import FilterForm, MatrixForm
from luoshi.cockpit.loading import board_of, found_in_force, knowledge
from luoshi.cockpit.matrix import kinds, legend
from luoshi.cockpit.matrix import matrix as matrix_of
from luoshi.core.models import Role
from luoshi.core.policy import holds, may_watch
from luoshi.core.request import me, watched_jurisdiction
from luoshi.engines.lights import preset
from luoshi.organization.models import Person, Unit
from luoshi.organization.queries import Organization, organization_on
from luoshi.plans.history import adjustments, passages, steps_of, versions_of_plan
from luoshi.plans.models import PlanVersion, Task
from luoshi.progress.models import Reading
from luoshi.progress.queries import circumstances_of, judged, rules_on, targets_of
from luoshi.registers.policy import READERS
from luoshi.registers.queries import bindings_of
from luoshi.web.days import as_of, known_by

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """How do we stand on this day, what changed, what is due, who owes what."""
    if not may_watch(request.user):
        return redirect("core:accounts")
    found = found_in_force(request)
    if found is None:
        return render(request, "cockpit/no_plan.html", {"may_add": holds(me(request), Role.SUPERVISION)})
    loaded = board_of(request, found)
    context = {
        "plan": found.version.publication.plan,
        "years": found.years,
        "as_of": loaded.as_of,
        **knowledge(request),
        "family": loaded.family,
        "counts": queries.light_counts(loaded, loaded.all()),
        "headline": loaded.headline,
        "by_share": bool(preset(loaded.family).rollup),
        "total": len(loaded.rows),
        "by_section": queries.by_section(loaded),
        "by_leader": queries.by_leader(loaded),
        "by_unit": queries.by_unit(loaded),
        "waiting": queries.waiting(loaded),
        "may_fill": holds(me(request), Role.SUPERVISION),
        "changes": queries.changes(loaded, then=found.on(loaded.as_of - queries.LOOK_BACK)),
        "due": queries.due(loaded),
        "disagreements": queries.disagreements(loaded),
        "silent": queries.silent(loaded),
        "adjustments": adjustments(found.versions, year=found.version.publication.plan.year),
    }
    return render(request, "cockpit/board.html", context)


@login_required
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The whole plan in printed order, or what passes the filters."""
    found = found_in_force(request)
    if found is None:
        return redirect("cockpit:board")
    loaded = board_of(request, found)
    form = _form(request, loaded)
    page = plan_page.plan_page(loaded, form.filters(), text=found.version.document.text)
    context = {
        "plan": found.version.publication.plan,
        "years": found.years,
        "as_of": loaded.as_of,
        **knowledge(request),
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
    found, day = get_object_or_404(_tasks(request), pk=pk), as_of(request)
    organization = organization_on(watched_jurisdiction(request), as_of=day)
    readings = task_page.readings_of(found, as_of=day, known=known_by(request))
    duties = task_page.duties(found, organization)
    versions = versions_of_plan(found.version)
    before, after = passages(found, versions, as_of=day)
    context = {
        "plan": found.version.publication.plan,
        "task": found,
        "before": before,
        "after": after,
        "as_of": day,
        **knowledge(request),
        "pieces": task_page.printed(found),
        "bindings": bindings_of(each.root_pk for each in found.targets.all()),
        "may_open": holds(me(request), *READERS),
        "cards": _cards(request, found, readings, versions, organization),
        "duties": duties,
        "unknown": task_page.waiting(duties),
        "may_fill": holds(me(request), Role.SUPERVISION),
        "history": task_page.history(found, readings),
        "previous": _neighbour(found, step=-1),
        "next": _neighbour(found, step=1),
    }
    return render(request, "cockpit/task.html", context)


def _cards(
    request: HttpRequest,
    task: Task,
    readings: list[Reading],
    versions: list[PlanVersion],
    organization: Organization,
) -> list[task_page.TargetCard]:
    """The task's targets. Who may report is asked of the organization of today, whatever day is shown."""
    day, today, jurisdiction = as_of(request), timezone.localdate(), watched_jurisdiction(request)
    now = organization if day == today else organization_on(jurisdiction, as_of=today)
    known = known_by(request)
    rules = rules_on(jurisdiction, as_of=day, known=known)
    latest = task_page.counting(readings, task, as_of=day, known=known)
    steps = steps_of(task, versions)
    targets = targets_of(task.version).filter(task=task)
    given = circumstances_of(targets, rules=rules, as_of=day, known=known)
    loaded = targets.prefetch_related("task__responsibilities")
    standings = [judged(each, latest.get(each.root_pk), given) for each in loaded]
    return [
        task_page.card(
            each, readings, steps=steps, user=me(request), today=now, moment=task_page.Moment(day, known)
        )
        for each in standings
    ]


@login_required
@require_safe
def plan_workbook(request: HttpRequest) -> HttpResponse:
    """The plan page's lines as an xlsx workbook in the form that offices pass round."""
    found = found_in_force(request)
    if found is None:
        return redirect("cockpit:board")
    loaded = board_of(request, found)
    page = plan_page.plan_page(loaded, _form(request, loaded).filters(), text=found.version.document.text)
    response = HttpResponse(plan_sheet.workbook(loaded, page), content_type=XLSX)
    name = f"{found.version.publication.plan.title}（{loaded.as_of.isoformat()}）.xlsx"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Who has which part in which task on this day."""
    found = found_in_force(request)
    if found is None:
        return redirect("cockpit:board")
    loaded = board_of(request, found)
    form = MatrixForm(
        request.GET, leaders=plan_page.leaders(loaded), kinds=kinds(loaded), sections=loaded.sections
    )
    context = {
        "plan": found.version.publication.plan,
        "years": found.years,
        "as_of": loaded.as_of,
        **knowledge(request),
        "form": form,
        "matrix": matrix_of(loaded, form.filters()),
        "legend": [(each.value, text) for each, text in legend()],
        "waiting": queries.waiting(loaded),
        "may_fill": holds(me(request), Role.SUPERVISION),
    }
    return render(request, "cockpit/matrix.html", context)


@login_required
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit on this day: who it is, what it answers for, and how much that is among all."""
    units = Unit.objects.filter(jurisdiction=watched_jurisdiction(request)).select_related("parent")
    asked = get_object_or_404(units, pk=pk)
    found = found_in_force(request)
    if found is None:
        return redirect("cockpit:board")
    loaded = board_of(request, found)
    standings = unit_page.targets(pk, loaded)
    context = {
        "plan": found.version.publication.plan,
        "years": found.years,
        "as_of": loaded.as_of,
        **knowledge(request),
        "family": loaded.family,
        "who": unit_page.identity(asked, loaded),
        "leading": unit_page.held(pk, loaded, leading=True),
        "cooperating": unit_page.held(pk, loaded, leading=False),
        "standings": standings,
        "counts": queries.light_counts(loaded, standings, unit=str(pk), role=LEAD_UNIT.value),
        "awaiting": unit_page.awaiting(pk, loaded),
        "loads": unit_page.loads(pk, loaded),
    }
    return render(request, "cockpit/unit.html", context)


@login_required
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A lead official on this day: posts, tasks by section, units under them, and the load."""
    people = Person.objects.filter(jurisdiction=watched_jurisdiction(request))
    asked = get_object_or_404(people, pk=pk)
    found = found_in_force(request)
    if found is None:
        return redirect("cockpit:board")
    loaded = board_of(request, found)
    rows = person_page.rows(pk, loaded)
    standings = [standing for row in rows for standing in row.standings]
    context = {
        "plan": found.version.publication.plan,
        "years": found.years,
        "as_of": loaded.as_of,
        **knowledge(request),
        "family": loaded.family,
        "person": asked,
        "posts": person_page.posts(asked, loaded),
        "rows": rows,
        "sections": person_page.by_section(rows),
        "units": person_page.units_under(rows, loaded),
        "counts": queries.light_counts(loaded, standings, leader=asked.name),
        "loads": person_page.loads(pk, loaded),
    }
    return render(request, "cockpit/person.html", context)


def _form(request: HttpRequest, loaded: Board) -> FilterForm:
    return FilterForm(
        request.GET,
        leaders=plan_page.leaders(loaded),
        units=plan_page.units(loaded),
        sections=loaded.sections,
    )


def _tasks(request: HttpRequest) -> QuerySet[Task]:
    """With their targets and duties, which several parts of the page read."""
    tasks = Task.objects.filter(
        version__document__jurisdiction=watched_jurisdiction(request), version__publication__isnull=False
    )
    return tasks.select_related(
        "section", "version__document__jurisdiction", "version__publication__plan"
    ).prefetch_related("targets", "responsibilities")


def _neighbour(found: Task, *, step: int) -> Task | None:
    """The task printed before or behind this one; parts of an item that was split share an ordinal."""
    side = "gt" if step > 0 else "lt"
    beside = Q(**{f"ordinal__{side}": found.ordinal})
    beside |= Q(ordinal=found.ordinal) & Q(**{f"start__{side}": found.start})
    tasks = Task.objects.filter(beside, version=found.version_id)
    return tasks.first() if step > 0 else tasks.last()
