"""Cooperating units tell what they did, lead units rate it, offices see who owes what."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.core.forms import show
from luoshi.core.models import Role
from luoshi.core.policy import holds, require
from luoshi.core.problems import Forbidden, Refusal
from luoshi.core.request import me, watched_jurisdiction
from luoshi.organization.models import Membership
from luoshi.organization.policy import units_of
from luoshi.organization.queries import Organization, organization_on
from luoshi.plans.models import Task
from luoshi.plans.queries import in_force
from luoshi.progress.actions.support import Found, rate_all_support, report_support
from luoshi.progress.forms import RatingForm, SupportForm
from luoshi.progress.support import (
    Part,
    due_day,
    helped,
    latest_ended,
    parts_in,
    quarter_named,
    quarters_of,
    tallies,
    tasks_of,
)

READERS = (Role.SUPERVISION, Role.ASSESSMENT, Role.AUDITOR)


@login_required
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Every unit's cooperation in a quarter, counted; one unit's parts where one is chosen."""
    require(holds(me(request), *READERS))
    jurisdiction, today = watched_jurisdiction(request), timezone.localdate()
    try:
        found = in_force(jurisdiction, as_of=today, year=request.GET.get("year", ""))
    except LookupError as error:
        raise Http404 from error
    if found is None:
        return render(request, "cockpit/no_plan.html")
    plan = found.version.publication.plan
    begun = quarters_of(plan.year, as_of=today)
    quarter = _quarter(request) or latest_ended(begun, as_of=today)
    day = min(quarter, today)
    organization = organization_on(jurisdiction, as_of=day)
    parts = parts_in(tasks_of(found.on(day)), quarter, organization, as_of=today)
    unit = request.GET.get("unit", "")
    context = {
        "rows": tallies(parts),
        "chosen": [part for part in parts if str(part.unit.pk) == unit],
        "quarter": quarter,
        "due": due_day(quarter),
        "begun": begun,
        "plan": plan,
        "years": found.years,
    }
    return render(request, "progress/support.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A liaison's word about one task."""
    task = _task(request, pk)
    quarter = _asked(request, task)
    part = _own_part(request, task, quarter)
    form = SupportForm(request.POST or None, initial={"text": part.support.text if part.support else ""})
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                text = form.cleaned_data["text"]
                who = me(request)
                report_support(task, quarter, text=text, unit=part.unit, actor=who, now=timezone.now())
                messages.success(request, _("已填报协同情况。"))
                return redirect(_back(quarter))
        except Refusal as refusal:
            show(form, refusal)
            status = refusal.status
    context = {"task": task, "part": part, "form": form, "quarter": quarter}
    return render(request, "progress/report_support.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """How a lead unit found the units that cooperate in one of its tasks, all on one page."""
    task = _task(request, pk)
    quarter = _asked(request, task)
    units = _units(request)
    parts = parts_in([task], quarter, _today(request), as_of=timezone.localdate(), among=units)
    mine = next(iter(helped(parts, units)), None)
    if mine is None:
        raise Forbidden(_("只有该任务牵头单位的负责人或联络员可以评价协同情况。"))
    rows = [(part, _rating_form(request, part, mine.lead)) for part in mine.parts]
    status, refused = 200, ""
    if request.method == "POST":
        status = 422
        try:
            if all(form.is_valid() for _part, form in rows):
                return _rated(request, task, quarter, rows)
        except Refusal as refusal:
            status, refused = refusal.status, refusal.message
    context = {"task": task, "rows": rows, "quarter": quarter, "refusal": refused}
    return render(request, "progress/rate_support.html", context, status=status)


def _rated(
    request: HttpRequest, task: Task, quarter: date, rows: list[tuple[Part, RatingForm]]
) -> HttpResponse:
    found = [
        Found(part.unit, form.cleaned_data["grade"], form.cleaned_data["reason"])
        for part, form in rows
        if form.cleaned_data["grade"] and form.has_changed()
    ]
    done = rate_all_support(task, quarter, found, actor=me(request), now=timezone.now())
    if done:
        text = ngettext("已评价 %(n)d 个单位。", "已评价 %(n)d 个单位。", len(done))
        messages.success(request, text % {"n": len(done)})
    else:
        messages.info(request, _("没有改动。"))
    return redirect(_back(quarter))


def _rating_form(request: HttpRequest, part: Part, lead: int) -> RatingForm:
    rating = part.ratings.get(lead)
    initial = {"grade": rating.grade, "reason": rating.reason} if rating else {}
    return RatingForm(request.POST or None, initial=initial, prefix=f"unit-{part.unit.pk}")


def _own_part(request: HttpRequest, task: Task, quarter: date) -> Part:
    """The part of the liaison's unit that is named, or of the first one that cooperates."""
    mine = units_of(me(request), Membership.Part.LIAISON)
    parts = parts_in([task], quarter, _today(request), as_of=timezone.localdate(), among=mine)
    own = [part for part in parts if part.unit.pk in mine]
    named = request.GET.get("unit") or request.POST.get("unit")
    chosen = [part for part in own if not named or str(part.unit.pk) == named]
    require(bool(chosen), _("只有该任务协同单位的联络员可以填报协同情况，您不在其中。"))
    return chosen[0]


def _task(request: HttpRequest, pk: int) -> Task:
    tasks = Task.objects.filter(
        version__document__jurisdiction=watched_jurisdiction(request), version__publication__isnull=False
    )
    related = tasks.select_related("version__publication__plan", "version__document__jurisdiction")
    return get_object_or_404(related.prefetch_related("responsibilities"), pk=pk)


def _units(request: HttpRequest) -> frozenset[int]:
    user = me(request)
    return units_of(user, Membership.Part.LIAISON) | units_of(user, Membership.Part.HEAD)


def _today(request: HttpRequest) -> Organization:
    return organization_on(watched_jurisdiction(request), as_of=timezone.localdate())


def _asked(request: HttpRequest, task: Task) -> date:
    """The quarter that the form or the address names; the last one that is over where none is named."""
    today = timezone.localdate()
    begun = quarters_of(task.version.publication.plan.year, as_of=today)
    return _quarter(request) or latest_ended(begun, as_of=today)


def _quarter(request: HttpRequest) -> date | None:
    """The quarter that is named, if any; 404 for a day that ends none."""
    text = request.POST.get("quarter") or request.GET.get("quarter", "")
    found = quarter_named(text)
    if text and found is None:
        raise Http404
    return found


def _back(quarter: date) -> str:
    return f"{reverse('progress:work')}?quarter={quarter.isoformat()}#cooperating"
