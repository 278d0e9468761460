"""The list of groups, a new group, and one group: who belongs to it, by which rule and lists."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.core.files import path_of
from luoshi.organization.actions import groups as verbs
from luoshi.organization.actions.hand import Hand
from luoshi.organization.actions.roster import revision_of
from luoshi.organization.directory import group_record, groups_on
from luoshi.organization.forms import groups as forms
from luoshi.organization.forms.fields import RosterVerb
from luoshi.organization.history import entries
from luoshi.organization.kinds import kinds_of_group
from luoshi.organization.models import Group
from luoshi.organization.views.verbs import Act, back_to, carried_out, gone_on, made, may_edit, reader_of
from luoshi.organization.wording import kind_label
from luoshi.web.days import as_of


@login_required
@require_http_methods(["GET", "POST"])
def group_list(request: HttpRequest) -> HttpResponse:
    """All groups, those without known members first; the supervision office enters one here."""
    jurisdiction = reader_of(request)
    form = made(forms.GroupForm, request, verb="open", seen=revision_of(jurisdiction))

    def act(form: forms.GroupForm, hand: Hand) -> HttpResponse:
        group = verbs.open_group(form.cleaned_data["name"], jurisdiction=jurisdiction, hand=hand)
        return redirect("organization:group", group.pk)

    answer, status = carried_out(request, {"open": form}, {"open": act})
    day = as_of(request)
    rows = groups_on(jurisdiction, as_of=day)
    context = {
        "unknown": [row for row in rows if row.count is None],
        "known": [
            (row, [kind_label(kind) for kind in row.group.kinds]) for row in rows if row.count is not None
        ],
        "as_of": day,
        "form": form if may_edit(request) else None,
    }
    return answer or render(request, "organization/groups.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def group_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One group on the day, its lists, its rule and what set it up."""
    jurisdiction = reader_of(request)
    groups = Group.objects.select_related("file", "jurisdiction")
    group = get_object_or_404(groups, pk=pk, jurisdiction=jurisdiction)
    offered = _forms(request, group) if may_edit(request) else {}
    answer, status = carried_out(request, offered, _acts(request, group))
    if answer is not None:
        return answer
    day = as_of(request)
    record = group_record(group, as_of=day)
    context = {
        "group": group,
        "record": record,
        "as_of": day,
        "rule": [kind_label(kind) for kind in group.kinds],
        "entries": entries(record.events),
        "forms": offered,
        "back": back_to(request),
    }
    return render(request, "organization/group.html", context, status=status)


def _forms(request: HttpRequest, group: Group) -> dict[str, RosterVerb]:
    seen = revision_of(group.jurisdiction)
    likely = [kind.value for kind in next(iter(kinds_of_group(group.name)), ())]
    rule = {"kinds": group.kinds or likely}
    return {
        "rule": made(forms.RuleForm, request, verb="rule", seen=seen, initial=rule),
        "paper": made(forms.DocumentForm, request, verb="paper", seen=seen, initial={"source": group.source}),
    }


def _acts(request: HttpRequest, group: Group) -> dict[str, Act]:
    home = group.jurisdiction

    def rule(form: forms.RuleForm, hand: Hand) -> HttpResponse:
        verbs.set_rule(group.pk, form.rule(), jurisdiction=home, hand=hand)
        messages.success(request, _("“%(name)s”的成员规则已保存。") % {"name": group})
        return gone_on(request, "organization:group", group.pk)

    def paper(form: forms.DocumentForm, hand: Hand) -> HttpResponse:
        file = form.cleaned_data["file"]
        data = file.read(settings.DOCUMENT_LIMIT + 1) if file else None
        kept = verbs.Paper(form.cleaned_data["source"], file.name if file else "", data)
        verbs.attach_document(group.pk, kept, jurisdiction=home, hand=hand)
        messages.success(request, _("设立文件已保存。"))
        return redirect("organization:group", group.pk)

    return {"rule": rule, "paper": paper}


@login_required
@require_safe
def group_file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The document that set the group up, as it came."""
    group = get_object_or_404(Group.objects.select_related("file"), pk=pk, jurisdiction=reader_of(request))
    if group.file is None or not path_of(group.file.sha256).is_file():
        raise Http404
    return FileResponse(path_of(group.file.sha256).open("rb"), as_attachment=True, filename=group.file.name)
