"""How targets are owed over the year: propose, agree, change."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.core.forms import show
from luoshi.core.models import Role
from luoshi.core.policy import holds, require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, watched_jurisdiction
from luoshi.engines.pace import Shape, pace
from luoshi.organization.queries import Organization, organization_on
from luoshi.plans.models import Target
from luoshi.plans.queries import in_force
from luoshi.plans.wording import wording
from luoshi.progress.actions import schedules as verbs
from luoshi.progress.models import Schedule
from luoshi.progress.policy import may_agree, may_shape
from luoshi.progress.queries import schedule_of, targets_of
from luoshi.progress.schedule_form import LABELS, ChangeForm, ScheduleForm, lines_of
from luoshi.progress.shaping import proposed_nodes, proposed_season
from luoshi.web.days import as_of

QUARTERS = (date(2000, 3, 31), date(2000, 6, 30), date(2000, 9, 30), date(2000, 12, 31))


@login_required
@require_http_methods(["GET", "POST"])
def schedules(request: HttpRequest) -> HttpResponse:
    """All targets that the account shapes or agrees to, with what is owed by each quarter's end."""
    jurisdiction, day = watched_jurisdiction(request), timezone.localdate()
    try:
        found = in_force(jurisdiction, as_of=as_of(request), year=request.GET.get("year", ""))
    except LookupError as error:
        raise Http404 from error
    if found is None:
        return render(request, "cockpit/no_plan.html")
    organization = organization_on(jurisdiction, as_of=day)
    rows = targets_of(found.version).prefetch_related("task__responsibilities")
    mine = [each for each in rows if may_shape(me(request), each, organization)]
    status, refused = 200, ""
    if request.method == "POST":
        try:
            return _agreed(request, {str(each.pk) for each in mine})
        except Refusal as refusal:
            status, refused = refusal.status, refusal.message
    context = {
        "plan": found.version.publication.plan,
        "years": found.years,
        "as_of": as_of(request),
        "rows": [_row(request, each, organization) for each in mine],
        "refused": refused,
        "quarters": [each.replace(year=found.version.publication.plan.year) for each in QUARTERS],
    }
    return render(request, "progress/schedules.html", context, status=status)


def _agreed(request: HttpRequest, offered: set[str]) -> HttpResponse:
    ticked = [int(each) for each in request.POST.getlist("target") if each in offered]
    if not ticked:
        raise Refusal(_("请先勾选要确认的目标。"))
    count = verbs.agree_schedules(ticked, actor=me(request), now=timezone.now())
    messages.success(request, _("已确认 %(count)d 个目标的序时安排。") % {"count": count})
    return redirect("progress:schedules")


def _row(request: HttpRequest, target: Target, organization: Organization) -> dict[str, object]:
    course = schedule_of(target)
    ends = [each.replace(year=course.end.year) for each in QUARTERS]
    return {
        "target": target,
        "wording": wording(target),
        "label": LABELS[course.shape],
        "due": [pace(course, as_of=day).value for day in ends],
        "agreed": target.schedule.state == Schedule.State.AGREED,
        "may_agree": may_agree(me(request), target, organization),
    }


@login_required
@require_http_methods(["GET", "POST"])
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """One target's schedule: another proposal while it is open, a change with a reason once it is agreed."""
    jurisdiction = watched_jurisdiction(request)
    target = get_object_or_404(_targets(jurisdiction.pk), pk=pk)
    organization = organization_on(jurisdiction, as_of=timezone.localdate())
    require(may_shape(me(request), target, organization), _("只有牵头单位和督查室可以提出序时安排。"))
    form, status = _form(request, target), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _kept(request, target, form)
            except Refusal as refusal:
                show(form, refusal)
                status = refusal.status
    return render(request, "progress/schedule.html", _context(request, target, form), status=status)


def _context(request: HttpRequest, target: Target, form: ScheduleForm) -> dict[str, object]:
    course, value = schedule_of(target), target.schedule.value
    season, shapes = proposed_season(target), verbs.shapes_for(target)
    return {
        "target": target,
        "task": target.task,
        "wording": wording(target),
        "form": form,
        "label": LABELS[course.shape],
        "agreed": target.schedule.state == Schedule.State.AGREED,
        "open_to_me": isinstance(form, ChangeForm) or target.schedule.state != Schedule.State.AGREED,
        "offers": [
            (Shape.NODES.value, _("带入按比例的季度节点"), Shape.NODES in shapes and value is not None),
            (Shape.SEASONAL.value, _("带入上年各月占比"), Shape.SEASONAL in shapes and bool(season)),
        ],
        "earlier": [
            {"course": each, "label": LABELS[Shape(each.shape)]}
            for each in target.schedule.earlier.select_related("replaced_by")
        ],
    }


def _form(request: HttpRequest, target: Target) -> ScheduleForm:
    """Agreed schedules are changed by the office alone; for others the form only shows."""
    agreed = target.schedule.state == Schedule.State.AGREED
    office = holds(me(request), Role.SUPERVISION)
    course = schedule_of(target)
    initial = {
        "shape": course.shape.value,
        "points": lines_of(course.points, share=course.shape is Shape.SEASONAL),
    }
    offered = {Shape.NODES: proposed_nodes, Shape.SEASONAL: proposed_season}
    for shape, propose in offered.items():
        if request.GET.get("offer") == shape.value:
            lines = lines_of(propose(target), share=shape is Shape.SEASONAL)
            initial = {"shape": shape.value, "points": lines}
    kind = ChangeForm if agreed and office else ScheduleForm
    return kind(request.POST or None, shapes=verbs.shapes_for(target), initial=initial)


def _kept(request: HttpRequest, target: Target, form: ScheduleForm) -> HttpResponse:
    if isinstance(form, ChangeForm):
        since, reason = form.cleaned_data["since"], form.cleaned_data["reason"]
        verbs.change_schedule(
            target.pk, form.course(), since=since, reason=reason, actor=me(request), now=timezone.now()
        )
        messages.success(request, _("已调整，自 %(since)s 起按新的序时亮灯。") % {"since": since})
    else:
        verbs.propose_schedule(target.pk, form.course(), actor=me(request), now=timezone.now())
        messages.success(request, _("已保存，待牵头单位负责人确认。"))
    return redirect("progress:schedule", target.pk)


def _targets(jurisdiction: int) -> QuerySet[Target]:
    rows = Target.objects.filter(version__document__jurisdiction=jurisdiction, schedule__isnull=False)
    return rows.select_related(
        "schedule__agreed_by", "task__section", "version__document", "version__publication"
    ).prefetch_related("task__responsibilities")
