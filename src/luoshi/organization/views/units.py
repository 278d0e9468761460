"""The list of units, a new unit, and one unit with all that may be done to it."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.core.policy import require
from luoshi.core.request import own_jurisdiction
from luoshi.organization.actions import units as verbs
from luoshi.organization.actions.hand import Hand
from luoshi.organization.actions.roster import revision_of
from luoshi.organization.directory import UnitRecord, names_offered, unit_record, units_on
from luoshi.organization.forms import units as forms
from luoshi.organization.forms.fields import RosterVerb
from luoshi.organization.history import entries
from luoshi.organization.kinds import UnitKind
from luoshi.organization.models import Unit
from luoshi.organization.queries import organization_on
from luoshi.organization.views.verbs import Act, back_to, carried_out, gone_on, made, may_edit, reader_of
from luoshi.organization.wording import KIND_LABELS
from luoshi.web.days import as_of


@login_required
@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """Units of the day by kind, those that ended apart."""
    jurisdiction = reader_of(request)
    day, wanted, kind = as_of(request), request.GET.get("q", "").strip(), request.GET.get("kind", "")
    context = {
        "units": units_on(jurisdiction, as_of=day, wanted=wanted, kind=kind),
        "kinds": KIND_LABELS,
        "as_of": day,
        "wanted": wanted,
        "kind": kind,
        "may_edit": may_edit(request),
    }
    return render(request, "organization/units.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_unit(request: HttpRequest) -> HttpResponse:
    """The form that enters a unit."""
    require(may_edit(request))
    jurisdiction = own_jurisdiction(request)
    initial = {"name": request.GET.get("name", ""), "kind": UnitKind.DEPARTMENT.value}
    form = made(forms.UnitForm, request, verb="open", seen=revision_of(jurisdiction), initial=initial)

    def act(form: forms.UnitForm, hand: Hand) -> HttpResponse:
        unit = verbs.open_unit(form.entry(), jurisdiction=jurisdiction, hand=hand)
        messages.success(request, _("已登记“%(name)s”。") % {"name": unit})
        return gone_on(request, "organization:unit", unit.pk)

    answer, status = carried_out(request, {"open": form}, {"open": act})
    context = {"form": form, "names": names_offered(jurisdiction), "back": back_to(request)}
    return answer or render(request, "organization/new_unit.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def unit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: names, days, parent, posts and history; the supervision office changes it here."""
    jurisdiction = reader_of(request)
    units = Unit.objects.select_related("parent", "successor", "jurisdiction")
    unit = get_object_or_404(units, pk=pk, jurisdiction=jurisdiction)
    offered = _forms(request, unit) if may_edit(request) else {}
    answer, status = carried_out(request, offered, _acts(request, unit))
    if answer is not None:
        return answer
    day = as_of(request)
    organization = organization_on(jurisdiction, as_of=day)
    record = unit_record(get_object_or_404(units, pk=pk), organization=organization)
    context = _context(record, day) | {
        "name": organization.name(record.unit),
        "forms": offered,
        "names": names_offered(jurisdiction) if offered else [],
    }
    return render(request, "organization/unit.html", context, status=status)


def _context(record: UnitRecord, day: date) -> dict[str, object]:
    return {
        "unit": record.unit,
        "record": record,
        "as_of": day,
        "kind": KIND_LABELS.get(record.unit.kind, record.unit.kind),
        "entries": entries(record.events),
    }


def _forms(request: HttpRequest, unit: Unit) -> dict[str, RosterVerb]:
    seen = revision_of(unit.jurisdiction)
    facts = forms.facts_of(unit)
    return {
        "correct": made(forms.UnitForm, request, verb="correct", seen=seen, initial=facts),
        "rename": made(forms.RenameForm, request, verb="rename", seen=seen),
        "name": made(forms.NameForm, request, verb="name", seen=seen),
        "forget": made(forms.PlainVerb, request, verb="forget", seen=seen),
        "end": made(forms.EndForm, request, verb="end", seen=seen),
        "reopen": made(forms.PlainVerb, request, verb="reopen", seen=seen),
    }


def _acts(request: HttpRequest, unit: Unit) -> dict[str, Act]:
    """Each verb of the page; all go back to it."""
    home = unit.jurisdiction

    def done(message: str) -> HttpResponse:
        messages.success(request, message)
        return redirect("organization:unit", unit.pk)

    def correct(form: forms.UnitForm, hand: Hand) -> HttpResponse:
        verbs.correct_unit(unit.pk, form.entry(), jurisdiction=home, hand=hand)
        return done(_("已改正。"))

    def rename(form: forms.RenameForm, hand: Hand) -> HttpResponse:
        name, since = form.cleaned_data["name"], form.cleaned_data["since"]
        renamed = verbs.rename_unit(unit.pk, name, since=since, jurisdiction=home, hand=hand)
        return done(_("自%(since)s起更名为“%(name)s”。") % {"since": since, "name": renamed})

    def name(form: forms.NameForm, hand: Hand) -> HttpResponse:
        row = verbs.add_name(unit.pk, form.entry(), jurisdiction=home, hand=hand)
        return done(_("已登记“%(name)s”。") % {"name": row})

    def forget(form: forms.PlainVerb, hand: Hand) -> HttpResponse:
        row = request.POST.get("row", "")
        verbs.remove_name(unit.pk, int(row) if row.isdigit() else 0, jurisdiction=home, hand=hand)
        return done(_("已删除。"))

    def end(form: forms.EndForm, hand: Hand) -> HttpResponse:
        ended, successor = form.cleaned_data["ended"], form.cleaned_data["successor"]
        _unit, posts = verbs.end_unit(unit.pk, ended=ended, successor=successor, jurisdiction=home, hand=hand)
        if posts:
            holders = "、".join(str(post.person) for post in posts)
            messages.warning(request, _("还有任职没有结束：%(who)s。请逐一结束。") % {"who": holders})
        return done(_("自%(ended)s起停用。") % {"ended": ended})

    def reopen(form: forms.PlainVerb, hand: Hand) -> HttpResponse:
        verbs.reopen_unit(unit.pk, jurisdiction=home, hand=hand)
        return done(_("已恢复。"))

    return {
        "correct": correct,
        "rename": rename,
        "name": name,
        "forget": forget,
        "end": end,
        "reopen": reopen,
    }
