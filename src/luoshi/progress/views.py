"""Publish, report, confirm, my work, evidence and the choice of rules."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luoshi.core.files import path_of
from luoshi.core.forms import show
from luoshi.core.models import Role
from luoshi.core.policy import holds, require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, own_jurisdiction, watched_jurisdiction
from luoshi.engines import lights
from luoshi.organization.queries import Organization, organization_on
from luoshi.plans.forms.documents import AdjustForm
from luoshi.plans.history import target_on
from luoshi.plans.models import Document, Target
from luoshi.plans.queries import in_force
from luoshi.plans.views.adjust import comparison_page, document_of
from luoshi.plans.wording import wording
from luoshi.progress import measure, queries
from luoshi.progress.actions.adjust_plan import adjust_plan
from luoshi.progress.actions.choose_rules import choose_rules
from luoshi.progress.actions.decide_reading import confirm_reading, return_reading
from luoshi.progress.actions.publish_plan import publish_plan
from luoshi.progress.actions.report_reading import Report, report_reading
from luoshi.progress.forms import DecisionForm, ReadingForm, RulesForm
from luoshi.progress.models import Evidence, Reading
from luoshi.progress.policy import may_decide, may_report, may_see_evidence
from luoshi.progress.work import my_work
from luoshi.web.days import as_of


@login_required
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a document in force."""
    document = get_object_or_404(Document, pk=pk, jurisdiction=watched_jurisdiction(request))
    despite = "despite" in request.POST
    publish_plan(document, actor=me(request), now=timezone.now(), despite=despite)
    messages.success(request, _("计划已发布。"))
    return redirect("cockpit:board")


@login_required
@require_POST
def adjust(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an adjusted edition in force from a day on; what is refused comes back on the page that compares."""
    require(holds(me(request), Role.SUPERVISION))
    document, form = document_of(request, pk), AdjustForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            adjusted = adjust_plan(document, **form.cleaned_data, actor=me(request), now=timezone.now())
        except Refusal as refusal:
            show(form, refusal)
            status = refusal.status
        else:
            day = adjusted.effective_from.isoformat()
            messages.success(request, _("调整已核准，自 %(day)s 起执行。") % {"day": day})
            return redirect("cockpit:board")
    return comparison_page(request, document, form=form, status=status)


@login_required
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """What the account has to do today."""
    jurisdiction, day = watched_jurisdiction(request), as_of(request)
    try:
        found = in_force(jurisdiction, as_of=day, year=request.GET.get("year", ""))
    except LookupError as error:
        raise Http404 from error
    if found is None:
        return render(request, "cockpit/no_plan.html")
    family = queries.family_on(jurisdiction, as_of=day)
    mine = my_work(me(request), found.version, as_of=day, family=family)
    context = {"work": mine, "as_of": day, "plan": found.version.publication.plan, "years": found.years}
    return render(request, "progress/work.html", context)


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
        "latest": queries.latest_fact(target),
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


@login_required
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Rule families, which one is in force, and the choice of another."""
    jurisdiction = watched_jurisdiction(request)
    may_choose = holds(me(request), Role.SUPERVISION)
    form = RulesForm(request.POST or None, initial={"since": timezone.localdate()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            choose_rules(jurisdiction, **form.cleaned_data, actor=me(request), now=timezone.now())
            messages.success(request, _("已选用。从生效日起的看板按新规则亮灯。"))
            return redirect("progress:rules")
    day = as_of(request)
    context = {
        "families": [lights.preset(family) for family in lights.PRESETS],
        "in_force": queries.family_on(jurisdiction, as_of=day),
        "chosen": jurisdiction.light_rules.select_related("chosen_by"),
        "form": form,
        "may_choose": may_choose,
        "as_of": day,
    }
    return render(request, "progress/rules.html", context, status=status)


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


def _first_guess(request: HttpRequest, target: Target) -> dict[str, date]:
    """The day of the form: the board's day, but never after the year that the plan is for."""
    return {"as_of": min(as_of(request), target.schedule.end)}


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
