"""What the review's page does: settle, correct, add, remove, part, join, take back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luoshi.core.problems import Refusal
from luoshi.core.request import me
from luoshi.plans.actions.review.duties import DutyValues, add_duty, change_duty, drop_duty, move_duty
from luoshi.plans.actions.review.renew import renew_names
from luoshi.plans.actions.review.settle import settle_alike, settle_doubt
from luoshi.plans.actions.review.targets import (
    add_target,
    correct_target,
    drop_target,
    merge_targets,
    split_target,
)
from luoshi.plans.actions.review.tasks import TaskValues, correct_task, join_task, split_task
from luoshi.plans.actions.review.undo import undo, undo_latest
from luoshi.plans.forms.review import DutyForm, TargetForm, TaskForm
from luoshi.plans.models import PlanVersion, Responsibility, Revision, Task
from luoshi.plans.review.pane import task_at
from luoshi.plans.review.proposal import Place
from luoshi.plans.views.review_shell import (
    asked_doubt,
    asked_task,
    asked_version,
    carried_out,
    number,
    refused,
)

WRITTEN = ("correct", "add")
"""Verbs that take what was written into a form."""


@login_required
@require_POST
def review_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle the doubt by the answer given, and go on to the next."""
    version = asked_version(request, pk)
    doubt = version.doubts.filter(pk=number(request.POST, "doubt")).first()
    if doubt is None:
        gone = _("这一条已经不在了：名称已重新核对，或有人撤销了处理。请刷新页面。")
        return refused(request, version, doubt=None, task=None, problem=gone, status=409)
    answer, actor, now = request.POST.get("answer", ""), me(request), timezone.now()

    def settle() -> Revision:
        if "alike" in request.POST:
            return settle_alike(doubt.pk, answer=answer, actor=actor, now=now)
        written = request.POST.get("text", "")
        return settle_doubt(doubt.pk, answer=answer, text=written, actor=actor, now=now)

    return carried_out(request, version, settle, doubt=doubt, move_on=True)


@login_required
@require_POST
def review_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct, remove, split or join the target at hand, or add one at the selected words."""
    version = asked_version(request, pk)
    doubt, task = asked_doubt(request, version), asked_task(request, version)
    form = TargetForm(request.POST)
    verb = request.POST.get("verb", "")
    if verb in WRITTEN and not form.is_valid():
        return refused(request, version, doubt=doubt, task=task, form=form, status=422)
    return carried_out(
        request,
        version,
        lambda: _on_target(request, version, verb, form),
        doubt=doubt,
        task=task,
        form=form if verb in WRITTEN else None,
    )


def _on_target(request: HttpRequest, version: PlanVersion, verb: str, form: TargetForm) -> Revision:
    seen, actor, now = request.POST.get("seen", ""), me(request), timezone.now()
    if verb == "add":
        place = Place(number(request.POST, "start") or 0, number(request.POST, "end") or 0, form.values())
        return add_target(version.pk, place, actor=actor, now=now)
    target = get_object_or_404(version.targets, pk=number(request.POST, "target"))
    if verb == "correct":
        return correct_target(target.pk, form.values(), seen=seen, actor=actor, now=now)
    if verb == "split":
        at = number(request.POST, "at") or 0
        return split_target(target.pk, at=at, seen=seen, actor=actor, now=now)
    if verb == "merge":
        other = number(request.POST, "other") or 0
        return merge_targets([target.pk, other], seen=seen, actor=actor, now=now)
    if verb == "drop":
        return drop_target(target.pk, seen=seen, actor=actor, now=now)
    raise Refusal(_("没有这种操作，请刷新页面。"))


@login_required
@require_POST
def review_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a change, or one's own last one."""
    version = asked_version(request, pk)
    revision = number(request.POST, "revision")
    actor, now = me(request), timezone.now()
    if revision is not None:
        get_object_or_404(version.revisions, pk=revision)
    reopened = set(version.doubts.filter(settled__isnull=False).values_list("pk", flat=True))

    def take_back() -> Revision:
        if revision is None:
            return undo_latest(version.pk, actor=actor, now=now)
        return undo(revision, actor=actor, now=now)

    return carried_out(request, version, take_back, reopened=reopened)


@login_required
@require_POST
def review_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the roster again what the names mean; the page is loaded anew."""
    version = asked_version(request, pk)
    actor, now = me(request), timezone.now()
    return carried_out(
        request, version, lambda: renew_names(version.pk, actor=actor, now=now), whole=True, move_on=True
    )


@login_required
@require_POST
def review_duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Change, add or remove who answers for the task at hand, or let somebody answer first."""
    version = asked_version(request, pk)
    doubt, task = asked_doubt(request, version), asked_task(request, version)
    form = DutyForm(request.POST)
    verb = request.POST.get("verb", "")
    if verb in WRITTEN and not form.is_valid():
        return refused(request, version, doubt=doubt, task=task, form=form, status=422)
    at = task or task_at(version, doubt)
    return carried_out(
        request,
        version,
        lambda: _on_duty(request, version, at, form),
        doubt=doubt,
        task=task,
        form=form if verb in WRITTEN else None,
    )


def _on_duty(request: HttpRequest, version: PlanVersion, task: Task | None, form: DutyForm) -> Revision:
    seen, actor, now = request.POST.get("seen", ""), me(request), timezone.now()
    verb = request.POST.get("verb", "")
    if verb == "add" and task is not None:
        return add_duty(task.pk, DutyValues(**form.cleaned_data), actor=actor, now=now)
    duties = Responsibility.objects.filter(task__version=version)
    duty = get_object_or_404(duties, pk=number(request.POST, "duty"))
    if verb == "correct":
        return change_duty(duty.pk, DutyValues(**form.cleaned_data), seen=seen, actor=actor, now=now)
    if verb == "drop":
        return drop_duty(duty.pk, seen=seen, actor=actor, now=now)
    if verb == "first":
        return move_duty(duty.pk, to=0, seen=seen, actor=actor, now=now)
    raise Refusal(_("没有这种操作，请刷新页面。"))


@login_required
@require_POST
def review_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a task's number and title, part it in two, or join it to the one before."""
    version = asked_version(request, pk)
    doubt, asked = asked_doubt(request, version), asked_task(request, version)
    form = TaskForm(request.POST)
    task = asked or task_at(version, doubt)
    verb = request.POST.get("verb", "")
    if verb in WRITTEN and not form.is_valid():
        return refused(request, version, doubt=doubt, task=asked, form=form, status=422)
    return carried_out(
        request,
        version,
        lambda: _on_task(request, task, form),
        doubt=doubt,
        task=asked,
        form=form,
        whole=True,
    )


def _on_task(request: HttpRequest, task: Task | None, form: TaskForm) -> Revision:
    seen, actor, now = request.POST.get("seen", ""), me(request), timezone.now()
    verb = request.POST.get("verb", "")
    if task is not None and verb == "correct":
        return correct_task(task.pk, TaskValues(**form.cleaned_data), seen=seen, actor=actor, now=now)
    if task is not None and verb == "split":
        at = number(request.POST, "at") or 0
        return split_task(task.pk, offset=at, seen=seen, actor=actor, now=now)
    if task is not None and verb == "join":
        return join_task(task.pk, seen=seen, actor=actor, now=now)
    raise Refusal(_("没有这种操作，请刷新页面。"))
