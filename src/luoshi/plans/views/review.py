"""The review: the document on the left, the reading on the right, doubts in order of weight."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luoshi.core.models import Role
from luoshi.core.policy import holds, require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, own_jurisdiction
from luoshi.plans.actions.publish import in_force_already
from luoshi.plans.actions.review.settle import settle_alike, settle_doubt
from luoshi.plans.actions.review.targets import (
    add_target,
    correct_target,
    drop_target,
    merge_targets,
    proposal,
    split_target,
    values_of_row,
)
from luoshi.plans.actions.review.undo import undo, undo_latest
from luoshi.plans.forms.review import TargetForm
from luoshi.plans.models import Doubt, PlanVersion, Revision, Task
from luoshi.plans.review import queries, text, wording
from luoshi.plans.review.pane import Pane, pane, source_of
from luoshi.plans.review.proposal import Place
from luoshi.plans.review.touched import tasks_touched
from luoshi.web.language import language

LISTED = 400
"""Doubts that the list shows at once."""


@login_required
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page. Some twenty queries, whatever the length of the document."""
    version = _version(request, pk)
    document = version.document
    doubt = _asked_doubt(request, version)
    task = _asked_task(request, version)
    source = source_of(document)
    place = task.start if task else doubt.start if doubt else None
    begin = _number(request.GET, "from")
    begin = text.sheet_with(version, place) if begin is None else begin
    sheet = text.sheet(version, text_length=len(source.text), begin=begin)
    context = {
        **_frame(request, version),
        "sheet": sheet,
        "lit": text.lit(source.text, sheet.blocks, text.marks_of(version)),
        "lines": wording.lines(_listed(version), source, language=language()),
        "listed": LISTED,
        "pane": _pane(request.GET, version, doubt=doubt, task=task),
    }
    return render(request, "plans/review.html", context)


@login_required
@require_safe
def review_pane(request: HttpRequest, pk: int) -> HttpResponse:
    """The right side alone, for a doubt or a task that was chosen."""
    version = _version(request, pk)
    doubt, task = _asked_doubt(request, version), _asked_task(request, version)
    context = _frame(request, version) | {"pane": _pane(request.GET, version, doubt=doubt, task=task)}
    context |= _form(request.GET, version)
    return render(request, "plans/_review_pane.html", context)


@login_required
@require_safe
def review_since(request: HttpRequest, pk: int) -> HttpResponse:
    """What others did since the page last asked: their words, the doubts and the text that they changed."""
    version = _version(request, pk)
    since = _number(request.GET, "revision") or 0
    done = [each for each in queries.done_since(version, revision=since) if each.made_by_id != me(request).pk]
    return _answer(request, version, changed=done, others=done) if done else HttpResponse(status=204)


@login_required
@require_POST
def review_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle the doubt by the answer given, and go on to the next."""
    version = _version(request, pk)
    doubt = get_object_or_404(version.doubts, pk=_number(request.POST, "doubt"))
    answer, actor, now = request.POST.get("answer", ""), me(request), timezone.now()

    def settle() -> Revision:
        if "alike" in request.POST:
            return settle_alike(doubt.pk, answer=answer, actor=actor, now=now)
        written = request.POST.get("text", "")
        return settle_doubt(doubt.pk, answer=answer, text=written, actor=actor, now=now)

    return _carried_out(request, version, settle, doubt=doubt, move_on=True)


@login_required
@require_POST
def review_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct, remove, split or join the target at hand, or add one at the selected words."""
    version = _version(request, pk)
    doubt, task = _asked_doubt(request, version), _asked_task(request, version)
    form = TargetForm(request.POST)
    verb = request.POST.get("verb", "")
    if verb in ("correct", "add") and not form.is_valid():
        return _refused(request, version, doubt=doubt, task=task, form=form, status=422)
    return _carried_out(
        request, version, lambda: _on_target(request, version, verb, form), doubt=doubt, task=task, form=form
    )


def _on_target(request: HttpRequest, version: PlanVersion, verb: str, form: TargetForm) -> Revision:
    seen, actor, now = request.POST.get("seen", ""), me(request), timezone.now()
    if verb == "add":
        place = Place(_number(request.POST, "start") or 0, _number(request.POST, "end") or 0, form.values())
        return add_target(version.pk, place, actor=actor, now=now)
    target = get_object_or_404(version.targets, pk=_number(request.POST, "target"))
    if verb == "correct":
        return correct_target(target.pk, form.values(), seen=seen, actor=actor, now=now)
    if verb == "split":
        at = _number(request.POST, "at") or 0
        return split_target(target.pk, at=at, seen=seen, actor=actor, now=now)
    if verb == "merge":
        other = _number(request.POST, "other") or 0
        return merge_targets([target.pk, other], seen=seen, actor=actor, now=now)
    if verb == "drop":
        return drop_target(target.pk, seen=seen, actor=actor, now=now)
    raise Refusal(_("没有这种操作，请刷新页面。"))


@login_required
@require_POST
def review_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a change, or one's own last one."""
    version = _version(request, pk)
    revision = _number(request.POST, "revision")
    actor, now = me(request), timezone.now()
    if revision is not None:
        get_object_or_404(version.revisions, pk=revision)
    reopened = set(version.doubts.filter(settled__isnull=False).values_list("pk", flat=True))

    def take_back() -> Revision:
        if revision is None:
            return undo_latest(version.pk, actor=actor, now=now)
        return undo(revision, actor=actor, now=now)

    return _carried_out(request, version, take_back, reopened=reopened)


def _version(request: HttpRequest, pk: int) -> PlanVersion:
    """The version read from the document, with its text; for the supervision office and the auditor."""
    require(holds(me(request), Role.SUPERVISION, Role.AUDITOR))
    return get_object_or_404(
        PlanVersion.objects.select_related("document__jurisdiction", "publication__plan"),
        document=pk,
        document__jurisdiction=own_jurisdiction(request),
    )


def _number(given: QueryDict, name: str) -> int | None:
    value = given.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


def _asked_doubt(request: HttpRequest, version: PlanVersion) -> Doubt | None:
    """The doubt that the address or the form names, else the first that is open unless a task is named."""
    given = request.POST if request.method == "POST" else request.GET
    number = _number(given, "doubt")
    if number is not None:
        return get_object_or_404(queries.doubts(version), pk=number)
    return None if _number(given, "task") else queries.next_open(version)


def _asked_task(request: HttpRequest, version: PlanVersion) -> Task | None:
    given = request.POST if request.method == "POST" else request.GET
    number = _number(given, "task")
    return None if number is None else get_object_or_404(version.tasks, pk=number)


def _listed(version: PlanVersion) -> list[Doubt]:
    return list(queries.doubts(version)[:LISTED])


def _frame(request: HttpRequest, version: PlanVersion) -> dict[str, object]:
    """What every part of the page shows. Three queries."""
    published = hasattr(version, "publication")
    revisions = list(queries.latest_revisions(version))
    return {
        "document": version.document,
        "version": version,
        "progress": queries.progress(version),
        "published": published,
        "may_edit": holds(me(request), Role.SUPERVISION) and not published,
        "adjusts": not published and in_force_already(version),
        "revisions": revisions,
        "latest": revisions[0].pk if revisions else 0,
    }


def _pane(given: QueryDict, version: PlanVersion, *, doubt: Doubt | None, task: Task | None) -> Pane:
    return pane(
        version,
        doubt=doubt,
        task=task,
        source=source_of(version.document),
        language=language(),
        current=_number(given, "target"),
    )


def _form(given: QueryDict, version: PlanVersion) -> dict[str, object]:
    """The form for a target that is to be corrected, or for selected words that are to become one."""
    if given.get("edit"):
        target = get_object_or_404(version.targets, pk=_number(given, "edit"))
        return {"form": TargetForm.showing(values_of_row(target)), "editing": target.pk}
    start, end = _number(given, "start"), _number(given, "end")
    if start is None or end is None:
        return {}
    try:
        place = proposal(version, start, end)
    except Refusal as refusal:
        return {"problem": refusal.message}
    printed = version.document.text[place.start : place.end]
    return {"form": TargetForm.showing(place.values), "adding": place, "printed": printed}


def _carried_out(
    request: HttpRequest,
    version: PlanVersion,
    verb: Callable[[], Revision],
    *,
    doubt: Doubt | None = None,
    task: Task | None = None,
    form: TargetForm | None = None,
    reopened: set[int] | None = None,
    move_on: bool = False,
) -> HttpResponse:
    """Do it and show what changed; what is refused is shown where it was asked, with what was typed."""
    try:
        revision = verb()
    except Refusal as refusal:
        status = refusal.status
        if form is not None and refusal.field in form.fields:
            form.add_error(refusal.field, refusal.message)
            return _refused(request, version, doubt=doubt, task=task, form=form, status=status)
        return _refused(request, version, doubt=doubt, task=task, problem=refusal.message, status=status)
    next_ = _next(version, doubt, task, reopened=reopened, move_on=move_on)
    return _answer(request, version, changed=[revision], doubt=next_, task=task, reopened=reopened)


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


def _answer(
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
    touched = _touched_doubts(version, changed, reopened or set())
    context = {
        **_frame(request, version),
        "pane": None if others is not None else _pane(request.POST, version, doubt=doubt, task=task),
        "others": others,
        "lines": wording.lines(touched, source, language=language()),
        "blocks": [
            text.one_task(version, each, text=source.text)
            for each in tasks_touched(version, changed, touched)
        ],
    }
    return HttpResponse(render_to_string("plans/_review_changes.html", context, request))


def _touched_doubts(version: PlanVersion, changed: list[Revision], reopened: set[int]) -> list[Doubt]:
    """Doubts whose state the changes may have altered."""
    found = queries.doubts(version)
    pks = {revision.pk for revision in changed}
    return [
        doubt for doubt in found if doubt.settled_id in pks or (doubt.pk in reopened and not doubt.settled_id)
    ]


def _refused(
    request: HttpRequest,
    version: PlanVersion,
    *,
    doubt: Doubt | None,
    task: Task | None,
    status: int,
    form: TargetForm | None = None,
    problem: str = "",
) -> HttpResponse:
    """The pane as it stands now, with what was refused and what was typed."""
    context = _frame(request, version)
    context |= {"pane": _pane(request.POST, version, doubt=_fresh(doubt), task=task), "problem": problem}
    if form is not None:
        context |= {"form": form, "editing": _number(request.POST, "target"), "adding": _added(request)}
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(render_to_string("plans/_review_pane.html", context, request), status=status)
    return render(request, "plans/review_refused.html", context, status=status)


def _added(request: HttpRequest) -> dict[str, int] | None:
    start, end = _number(request.POST, "start"), _number(request.POST, "end")
    return None if start is None or end is None else {"start": start, "end": end}


def _home(version: PlanVersion, *, doubt: Doubt | None, task: Task | None) -> HttpResponseRedirect:
    """Without scripts: the page again, at the next doubt."""
    address = reverse("plans:review", args=[version.document_id])
    if task is not None:
        return redirect(f"{address}?task={task.pk}")  # type: ignore[return-value]
    return redirect(f"{address}?doubt={doubt.pk}" if doubt else address)  # type: ignore[return-value]
