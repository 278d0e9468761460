"""Report a figure, settle it as the head of the unit, and open its proof."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.core.files import path_of
from luoshi.core.forms import show
from luoshi.core.policy import require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, own_jurisdiction, watched_jurisdiction
from luoshi.organization.queries import Organization, organization_on
from luoshi.plans.history import target_on
from luoshi.plans.models import Target
from luoshi.plans.wording import wording
from luoshi.progress import measure
from luoshi.progress.actions.decide_reading import confirm_reading, return_reading
from luoshi.progress.actions.report_reading import Report, report_reading
from luoshi.progress.forms import DecisionForm, ReadingForm
from luoshi.progress.models import Evidence, Reading
from luoshi.progress.policy import may_decide, may_report, may_see_evidence, unit_of
from luoshi.progress.queries import latest_fact
from luoshi.progress.sharing import is_shared, last_fact, source_of
from luoshi.web.days import as_of


@login_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The liaison's form for one target."""
    target = get_object_or_404(_targets(request), pk=pk)
    require(
        may_report(me(request), target, _today(request)),
        _("只有该任务牵头单位的联络员可以填报，您不在其中。"),
    )
    form = ReadingForm(
        request.POST or None, request.FILES or None, target=target, initial=_first_guess(request, target)
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            values = dict(form.cleaned_data)
            evidence = values.pop("evidence")
            try:
                report_reading(
                    target, Report(**values), evidence=evidence, actor=me(request), now=timezone.now()
                )
                messages.success(request, _("已填报，等待单位负责人确认。"))
                return redirect(_home(target))
            except Refusal as refusal:
                show(form, refusal)
                status = refusal.status
    context = {
        "form": form,
        "target": target,
        "task": target.task,
        "wording": wording(target),
        "printed": target.version.document.text[target.start : target.end],
        **_source(request, target),
    }
    return render(request, "progress/report.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit head's page for one reading."""
    reading = get_object_or_404(_readings(request), pk=pk)
    require(
        may_decide(me(request), reading, _today(request)),
        _("只有填报单位的负责人可以确认或退回，填报人本人不能确认自己的数据。"),
    )
    target = target_on(reading.target, reading.as_of)
    form = DecisionForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _settle(request, reading, form.cleaned_data)
                return redirect(_home(target))
            except Refusal as refusal:
                show(form, refusal)
                status = refusal.status
    context = {
        "reading": reading,
        "form": form,
        "target": target,
        "task": target.task,
        "wording": wording(target),
        "figure": measure.figure(reading, target),
        "shared": is_shared(source_of(target)),
    }
    return render(request, "progress/decide.html", context, status=status)


@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes of an evidence file, to those who may see it; always as a download."""
    found = get_object_or_404(
        Evidence.objects.select_related(
            "file", "reading__target__version__document__jurisdiction", "reading__target__task"
        ),
        pk=pk,
    )
    require(
        may_see_evidence(me(request), found.reading, _today(request)), _("您没有查看这份佐证材料的权限。")
    )
    path = path_of(found.file.sha256)
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), as_attachment=True, filename=found.file.name)
    response["Content-Type"] = found.file.media_type
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _today(request: HttpRequest) -> Organization:
    """The organization of today, which says what one may do; whatever day a board is looked at for."""
    return organization_on(own_jurisdiction(request), as_of=timezone.localdate())


def _targets(request: HttpRequest) -> QuerySet[Target]:
    return (
        Target.objects.filter(
            version__document__jurisdiction=watched_jurisdiction(request), schedule__isnull=False
        )
        .select_related(
            "schedule", "task__section", "version__document__jurisdiction", "version__publication"
        )
        .prefetch_related("task__responsibilities")
    )


def _readings(request: HttpRequest) -> QuerySet[Reading]:
    return (
        Reading.objects.filter(target__version__document__jurisdiction=watched_jurisdiction(request))
        .select_related(
            "target__task__section",
            "target__version__document__jurisdiction",
            "target__version__publication",
            "unit",
            "reported_by",
        )
        .prefetch_related("evidence__file")
    )


def _source(request: HttpRequest, target: Target) -> dict[str, object]:
    """Whether a register says the figure, how shares make one (``sum``, ``worst``, empty where there are none),
    and the fact that a new report would follow. Three queries."""
    source = source_of(target)
    shared = is_shared(source)
    unit = unit_of(target, me(request), _today(request)) if shared else None
    return {
        "from_register": source is not None and source.kind == source.Kind.METRIC,
        "shared": source.sharing if source and shared else "",
        "latest": last_fact(target, shared=shared, unit=unit),
    }


def _first_guess(request: HttpRequest, target: Target) -> dict[str, object]:
    """The day of the form: the board's day, but never after the year that the plan is for; and the milestones
    that were reached before."""
    guess: dict[str, object] = {"as_of": min(as_of(request), target.schedule.end)}
    if measure.by_milestones(target) and (last := latest_fact(target)):
        guess["done"] = last.done
    return guess


def _settle(request: HttpRequest, reading: Reading, decision: dict[str, str]) -> None:
    if decision["verdict"] == "confirmed":
        confirm_reading(reading.pk, actor=me(request), now=timezone.now())
        messages.success(request, _("已确认，看板随即更新。"))
    else:
        return_reading(reading.pk, reason=decision["reason"], actor=me(request), now=timezone.now())
        messages.success(request, _("已退回给填报人。"))


def _home(target: Target) -> str:
    """Where the user came from: the task's page, or the board for headline targets."""
    return reverse("cockpit:task", args=[target.task_id]) if target.task_id else reverse("cockpit:board")
