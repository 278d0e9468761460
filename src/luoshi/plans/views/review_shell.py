"""What every part of the review's page shares: who asks for what, what is shown, what came of a verb."""

from collections.abc import Callable
from http import HTTPStatus

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from luoshi.core.models import Role
from luoshi.core.policy import holds, require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, own_jurisdiction
from luoshi.organization.actions.roster import revision_of
from luoshi.plans.actions.publish import in_force_already
from luoshi.plans.actions.review.keeping import stamp_of
from luoshi.plans.models import Doubt, PlanVersion, Responsibility, Revision, Target, Task
from luoshi.plans.review import queries, text, wording
from luoshi.plans.review.pane import Pane, pane, source_of
from luoshi.plans.review.touched import tasks_touched
from luoshi.web.language import language

TYPED = ("target", "duty", "seen", "start", "end")
"""Hidden fields of the forms, which a refused form carries again."""


def asked_version(request: HttpRequest, pk: int) -> PlanVersion:
    """The version read from the document, with its text; for the supervision office and the auditor."""
    require(holds(me(request), Role.SUPERVISION, Role.AUDITOR))
    return get_object_or_404(
        PlanVersion.objects.select_related("document__jurisdiction", "publication__plan"),
        document=pk,
        document__jurisdiction=own_jurisdiction(request),
    )


def number(given: QueryDict, name: str) -> int | None:
    value = given.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


def asked_doubt(request: HttpRequest, version: PlanVersion) -> Doubt | None:
    """The doubt that the address or the form names, else the first that is open unless a task is named."""
    given = request.POST if request.method == "POST" else request.GET
    wanted = number(given, "doubt")
    if wanted is not None:
        return get_object_or_404(queries.doubts(version), pk=wanted)
    return None if number(given, "task") else queries.next_open(version)


def asked_task(request: HttpRequest, version: PlanVersion) -> Task | None:
    given = request.POST if request.method == "POST" else request.GET
    wanted = number(given, "task")
    return None if wanted is None else get_object_or_404(version.tasks, pk=wanted)


def frame(request: HttpRequest, version: PlanVersion) -> dict[str, object]:
    """What every part of the page shows. Five queries."""
    published = hasattr(version, "publication")
    revisions = list(queries.latest_revisions(version))
    progress = queries.progress(version)
    return {
        "document": version.document,
        "version": version,
        "progress": progress,
        "renewable": not published and progress.names > 0 and _roster_changed(version),
        "published": published,
        "may_edit": holds(me(request), Role.SUPERVISION) and not published,
        "adjusts": not published and in_force_already(version),
        "revisions": [revision for revision in revisions if revision.verb != queries.UNDONE],
        "latest": revisions[0].pk if revisions else 0,
    }


def _roster_changed(version: PlanVersion) -> bool:
    """Whether names may mean something else by now than when they were asked about. One query."""
    known = PlanVersion.objects.values_list("names_from", flat=True).get(pk=version.pk)
    return known != revision_of(version.document.jurisdiction)


def shown_pane(given: QueryDict, version: PlanVersion, *, doubt: Doubt | None, task: Task | None) -> Pane:
    return pane(
        version,
        doubt=doubt,
        task=task,
        source=source_of(version.document),
        language=language(),
        current=number(given, "target"),
    )


def carried_out(
    request: HttpRequest,
    version: PlanVersion,
    verb: Callable[[], Revision],
    *,
    doubt: Doubt | None = None,
    task: Task | None = None,
    form: Form | None = None,
    reopened: set[int] | None = None,
    move_on: bool = False,
    whole: bool = False,
) -> HttpResponse:
    """Do it and show what changed; what is refused is shown where it was asked, with what was typed.

    ``whole``: so much may have changed that the page is loaded again.
    """
    try:
        revision = verb()
    except Refusal as refusal:
        if form is None:
            problem, status = refusal.message, refusal.status
            return refused(request, version, doubt=doubt, task=task, problem=problem, status=status)
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return refused(request, version, doubt=doubt, task=task, form=form, status=refusal.status)
    next_ = _next(version, doubt, task, reopened=reopened, move_on=move_on)
    if whole or _came_or_went(revision, "plans.task"):
        return _again(request, version, doubt=next_, task=task)
    return answer(request, version, changed=[revision], doubt=next_, task=task, reopened=reopened)


def _next(
    version: PlanVersion,
    doubt: Doubt | None,
    task: Task | None,
    *,
    reopened: set[int] | None,
    move_on: bool,
) -> Doubt | None:
    """What the pane shows next: a doubt that is open again, the next open one, or the same as before."""
    if reopened:
        again = queries.doubts(version).filter(pk__in=reopened, settled=None).first()
        return again or queries.next_open(version)
    if move_on:
        return queries.next_open(version, after=doubt.ordinal if doubt else -1)
    return _fresh(doubt) or (None if task else queries.next_open(version))


def _fresh(doubt: Doubt | None) -> Doubt | None:
    return doubt and queries.doubts(doubt.version).filter(pk=doubt.pk).first()


def answer(
    request: HttpRequest,
    version: PlanVersion,
    *,
    changed: list[Revision],
    doubt: Doubt | None = None,
    task: Task | None = None,
    reopened: set[int] | None = None,
    others: list[Revision] | None = None,
) -> HttpResponse:
    """The next pane and, beside it, every piece of the page that the changes touched."""
    if request.headers.get("HX-Request") != "true":
        return _home(version, doubt=doubt, task=task)
    source = source_of(version.document)
    changed = [*changed, *_missed(request, version)]
    reopened = (reopened or set()) | queries.reopened_by(changed)
    touched = _touched_doubts(version, changed, reopened)
    context = {
        **frame(request, version),
        "pane": None if others is not None else shown_pane(request.POST, version, doubt=doubt, task=task),
        "others": others,
        "added": ""
        if others is not None
        else next((each.note for each in changed if each.verb == "added"), ""),
        "outdated": any(_came_or_went(each, "plans.task", "plans.doubt") for each in others or ()),
        "lines": wording.lines(touched, source, language=language()),
        "blocks": [
            text.one_task(version, each, text=source.text)
            for each in tasks_touched(version, changed, touched)
        ],
    }
    return HttpResponse(render_to_string("plans/_review_changes.html", context, request))


def _missed(request: HttpRequest, version: PlanVersion) -> list[Revision]:
    """What others did since the page last asked; it says with each request how far it knows."""
    known = request.headers.get("X-Seen-Revision", "")
    if not known.isascii() or not known.isdigit() or len(known) > 15:
        return []
    done = queries.done_since(version, revision=int(known))
    return [each for each in done if each.made_by_id != me(request).pk]


def _touched_doubts(version: PlanVersion, changed: list[Revision], reopened: set[int]) -> list[Doubt]:
    """Doubts whose state the changes may have altered."""
    found = queries.doubts(version)
    pks = {revision.pk for revision in changed}
    return [
        doubt for doubt in found if doubt.settled_id in pks or (doubt.pk in reopened and not doubt.settled_id)
    ]


def refused(
    request: HttpRequest,
    version: PlanVersion,
    *,
    doubt: Doubt | None,
    task: Task | None,
    status: int,
    form: Form | None = None,
    problem: str = "",
) -> HttpResponse:
    """The pane as it stands now, with what was refused and what was typed."""
    if doubt is None and task is None:
        doubt = queries.next_open(version)
    context = frame(request, version)
    context |= {"pane": shown_pane(request.POST, version, doubt=_fresh(doubt), task=task), "problem": problem}
    if form is not None:
        context |= {
            "form": form,
            "form_of": request.resolver_match.url_name if request.resolver_match else "",
        }
        context |= {name: request.POST.get(name, "") for name in TYPED}
        if status == HTTPStatus.CONFLICT:
            # What stands there now is shown beside the form, so the next attempt may build on it.
            context["seen"] = _seen_now(request, version)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(render_to_string("plans/_review_pane.html", context, request), status=status)
    return render(request, "plans/review_refused.html", context, status=status)


def _came_or_went(revision: Revision, *models: str) -> bool:
    """Whether rows were made or removed that stand on the page as pieces of their own."""
    return any(
        change["model"] in models and None in (change["before"], change["after"])
        for change in revision.changes
    )


def _again(
    request: HttpRequest, version: PlanVersion, *, doubt: Doubt | None, task: Task | None
) -> HttpResponse:
    """The whole page anew, at the doubt or the task, which may be gone."""
    there = task and version.tasks.filter(pk=task.pk).first()
    address = _home(version, doubt=doubt, task=there)
    if request.headers.get("HX-Request") != "true":
        return address
    return HttpResponse(headers={"HX-Redirect": address["Location"]})


def _seen_now(request: HttpRequest, version: PlanVersion) -> str:
    """Stamp of the row that the refused form was about, as it stands; empty where it is gone."""
    rows: tuple[tuple[str, QuerySet[Target] | QuerySet[Responsibility] | QuerySet[Task]], ...] = (
        ("target", version.targets.all()),
        ("duty", Responsibility.objects.filter(task__version=version)),
        ("task", version.tasks.all()),
    )
    for name, found in rows:
        row = found.filter(pk=number(request.POST, name) or 0).first()
        if row is not None:
            return stamp_of(row)
    return ""


def _home(version: PlanVersion, *, doubt: Doubt | None, task: Task | None) -> HttpResponseRedirect:
    """Without scripts: the page again, at the next doubt."""
    address = reverse("plans:review", args=[version.document_id])
    if task is not None:
        return redirect(f"{address}?task={task.pk}")  # type: ignore[return-value]
    return redirect(f"{address}?doubt={doubt.pk}" if doubt else address)  # type: ignore[return-value]
