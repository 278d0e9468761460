"""The review: the document on the left, the reading on the right, doubts in order of weight."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from luoshi.core.problems import Refusal
from luoshi.core.request import me
from luoshi.plans.actions.review.keeping import stamp_of
from luoshi.plans.actions.review.targets import proposal, values_of_row
from luoshi.plans.forms.review import DutyForm, TargetForm, TaskForm
from luoshi.plans.models import Doubt, PlanVersion, Responsibility
from luoshi.plans.queries import names_another_place
from luoshi.plans.review import queries, text, wording
from luoshi.plans.review.bearers import names_like
from luoshi.plans.review.pane import source_of
from luoshi.plans.views.review_shell import (
    answer,
    asked_doubt,
    asked_task,
    asked_version,
    frame,
    number,
    shown_pane,
)
from luoshi.web.language import language

LISTED = 400
"""Doubts that the list shows at once."""


@login_required
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page. Some twenty queries, whatever the length of the document."""
    version = asked_version(request, pk)
    document = version.document
    doubt = asked_doubt(request, version)
    task = asked_task(request, version)
    source = source_of(document)
    place = task.start if task else doubt.start if doubt else None
    begin = number(request.GET, "from")
    begin = text.sheet_with(version, place) if begin is None else begin
    sheet = text.sheet(version, text_length=len(source.text), begin=begin)
    context = {
        **frame(request, version),
        "sheet": sheet,
        "lit": text.lit(source.text, sheet.blocks, text.marks_of(version)),
        "lines": wording.lines(_listed(version), source, language=language()),
        "listed": LISTED,
        "other_place": names_another_place(document),
        "pane": shown_pane(request.GET, version, doubt=doubt, task=task),
    }
    return render(request, "plans/review.html", context)


@login_required
@require_safe
def review_pane(request: HttpRequest, pk: int) -> HttpResponse:
    """The right side alone, for a doubt or a task that was chosen."""
    version = asked_version(request, pk)
    doubt, task = asked_doubt(request, version), asked_task(request, version)
    context = frame(request, version) | {"pane": shown_pane(request.GET, version, doubt=doubt, task=task)}
    context |= _form(request.GET, version)
    return render(request, "plans/_review_pane.html", context)


@login_required
@require_safe
def review_since(request: HttpRequest, pk: int) -> HttpResponse:
    """What others did since the page last asked: their words, the doubts and the text that they changed."""
    version = asked_version(request, pk)
    since = number(request.GET, "revision") or 0
    done = [each for each in queries.done_since(version, revision=since) if each.made_by_id != me(request).pk]
    return answer(request, version, changed=done, others=done) if done else HttpResponse(status=204)


@login_required
@require_safe
def review_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Names of the roster that hold what was typed, for the field that says who answers. Three queries."""
    version = asked_version(request, pk)
    typed = request.GET.get("name", "").strip()
    found = names_like(typed, jurisdiction=version.document.jurisdiction) if typed else []
    return render(request, "plans/_review_names.html", {"names": found})


def _listed(version: PlanVersion) -> list[Doubt]:
    """All doubts, or of too many the first that are still open. One query, two for a long document."""
    found = list(queries.doubts(version)[: LISTED + 1])
    return found if len(found) <= LISTED else list(queries.doubts(version).filter(settled=None)[:LISTED])


def _form(given: QueryDict, version: PlanVersion) -> dict[str, object]:
    """The form that was asked for: a target, a duty or a title to correct, or selected words to make a target of."""
    if given.get("edit"):
        target = get_object_or_404(version.targets, pk=number(given, "edit"))
        form = TargetForm.showing(values_of_row(target))
        return {"form": form, "form_of": "review-target", "target": target.pk, "seen": stamp_of(target)}
    if given.get("duty"):
        return _duty_form(given, version)
    if given.get("rename"):
        task = get_object_or_404(version.tasks, pk=number(given, "rename"))
        form = TaskForm(initial={"number": task.number, "title": task.title})
        return {"form": form, "form_of": "review-task", "seen": stamp_of(task)}
    return _proposal_form(given, version)


def _duty_form(given: QueryDict, version: PlanVersion) -> dict[str, object]:
    if given["duty"] == "new":
        return {"form": DutyForm(initial={"role": "coop_unit"}), "form_of": "review-duty"}
    duties = Responsibility.objects.filter(task__version=version)
    duty = get_object_or_404(duties, pk=number(given, "duty"))
    form = DutyForm(initial={"role": duty.role, "name": duty.name})
    return {"form": form, "form_of": "review-duty", "duty": duty.pk, "seen": stamp_of(duty)}


def _proposal_form(given: QueryDict, version: PlanVersion) -> dict[str, object]:
    start, end = number(given, "start"), number(given, "end")
    if start is None or end is None:
        return {}
    try:
        place = proposal(version, start, end)
    except Refusal as refusal:
        return {"problem": refusal.message}
    return {
        "form": TargetForm.showing(place.values),
        "form_of": "review-target",
        "start": place.start,
        "end": place.end,
        "printed": version.document.text[place.start : place.end],
    }
