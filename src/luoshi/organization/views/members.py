"""List a group's members: paste names or pick them from its document, settle each, then save all."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from luoshi.core.files import path_of
from luoshi.core.forms import show
from luoshi.core.policy import require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, own_jurisdiction
from luoshi.organization.actions.groups import set_named_members, text_of
from luoshi.organization.actions.hand import Hand
from luoshi.organization.actions.roster import revision_of
from luoshi.organization.forms.groups import MembersForm
from luoshi.organization.member_lists import Choice, Line, code_of, meant, open_lines, understood
from luoshi.organization.models import Group, Unit
from luoshi.organization.pasted import names_in, names_of
from luoshi.organization.roster_index import RosterIndex
from luoshi.organization.rosters import roster_of
from luoshi.organization.views.verbs import back_to, gone_on, may_edit

VERB = "members"


@dataclass(frozen=True, slots=True)
class Asked:
    """A line as the page shows it. ``choices`` are (value, words); ``answer`` what was said."""

    line: Line
    field: str
    known: str
    choices: list[tuple[str, str]]
    answer: str
    missing: bool


@login_required
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is saved before every name is settled; then all of it is, at once."""
    require(may_edit(request))
    group = get_object_or_404(
        Group.objects.select_related("file", "jurisdiction"), pk=pk, jurisdiction=own_jurisdiction(request)
    )
    step = request.POST.get("step", "")
    if step == "pick" or request.method == "GET":
        return _page(request, group, _fresh(request, group))
    form = MembersForm(request.POST, jurisdiction=group.jurisdiction, seen=0, prefix=VERB)
    if not form.is_valid():
        return _page(request, group, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _sent(request, group, form, saves=step == "save")


def _fresh(request: HttpRequest, group: Group) -> MembersForm:
    """The form with the names that were picked, or with the present list."""
    picked = request.POST.getlist("picked")
    initial = {"names": "\n".join(picked or _listed(group))}
    return MembersForm(
        jurisdiction=group.jurisdiction, seen=revision_of(group.jurisdiction), initial=initial, prefix=VERB
    )


def _listed(group: Group) -> list[str]:
    """The latest list, to be changed. One query."""
    rows = group.members.filter(until=None).select_related("unit", "subgroup").order_by("pk")
    return [str(row.unit or row.subgroup) for row in rows]


def _sent(request: HttpRequest, group: Group, form: MembersForm, *, saves: bool) -> HttpResponse:
    roster = roster_of(group.jurisdiction)
    since = form.cleaned_data["since"]
    names = names_of(form.cleaned_data["names"])
    lines = understood(names, roster, day=since or timezone.localdate())
    answers = {line.name: request.POST.get(f"line-{at}", "") for at, line in enumerate(lines)}
    waiting = open_lines(lines, answers)
    status = HTTPStatus.OK
    if saves and not waiting:
        try:
            return _saved(request, group, form, lines, answers)
        except Refusal as refusal:
            show(form, refusal)
            status = refusal.status
    elif saves:
        form.add_error("names", _("还有%(count)d个名称没有说明，名单没有保存。") % {"count": len(waiting)})
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    if not saves:
        _look_anew(form, group)
    asked = _asked(lines, answers, roster, saves=saves)
    return _page(request, group, form, asked=asked, status=status)


def _look_anew(form: MembersForm, group: Group) -> None:
    """Whoever checks the list sees the roster as it is now, whatever others changed before."""
    form.data = form.data.copy()  # type: ignore[union-attr]
    form.data[form.add_prefix("seen")] = str(revision_of(group.jurisdiction))  # type: ignore[index]


def _saved(
    request: HttpRequest, group: Group, form: MembersForm, lines: list[Line], answers: Mapping[str, str]
) -> HttpResponse:
    hand = Hand(me(request), timezone.now(), form.cleaned_data["seen"])
    said = meant(lines, answers)
    since = form.cleaned_data["since"]
    set_named_members(group.pk, said, since=since, jurisdiction=group.jurisdiction, hand=hand)
    count = len(said.units) + len(said.groups) + len(said.new_units) + len(said.new_groups)
    text = ngettext(
        "“%(name)s”的名单已保存，共 %(count)d 个成员。",
        "“%(name)s”的名单已保存，共 %(count)d 个成员。",
        count,
    )
    messages.success(request, text % {"name": group, "count": count})
    return gone_on(request, "organization:group", group.pk)


def _asked(lines: list[Line], answers: Mapping[str, str], roster: RosterIndex, *, saves: bool) -> list[Asked]:
    """Names of units cost one query, of groups none."""
    units = {line.unit for line in lines if line.unit} | {c.unit for line in lines for c in line.candidates}
    names = dict(Unit.objects.filter(pk__in=units - {None}).values_list("pk", "name"))
    groups = {group.pk: group.name for group in roster.groups.values()}
    waiting = {line.name for line in open_lines(lines, answers)}
    return [
        Asked(
            line=line,
            field=f"line-{at}",
            known=names.get(line.unit or 0) or groups.get(line.group or 0, ""),
            choices=_choices(line),
            answer=answers[line.name],
            missing=saves and line.name in waiting,
        )
        for at, line in enumerate(lines)
    ]


def _choices(line: Line) -> list[tuple[str, str]]:
    if line.certain:
        return []
    offered = [(code_of(each), each.name) for each in line.candidates]
    new = (
        (Choice.NEW_GROUP.value, _("登记为新的单位集合"))
        if line.collective
        else (Choice.NEW_UNIT.value, _("登记为新的单位"))
    )
    return [("", _("请选择")), *offered, new, (Choice.OUT.value, _("不列入"))]


def _page(
    request: HttpRequest,
    group: Group,
    form: MembersForm,
    *,
    asked: list[Asked] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    wants_document = bool(request.GET.get("document")) and request.method == "GET"
    found, problem = _in_document(group) if wants_document and group.file else ([], "")
    context = {
        "group": group,
        "form": form,
        "asked": asked,
        "open": [each for each in asked or () if not each.line.certain],
        "certain": [each for each in asked or () if each.line.certain],
        "found": found,
        "problem": problem,
        "wants_document": wants_document,
        "back": back_to(request),
    }
    return render(request, "organization/members.html", context, status=status)


def _in_document(group: Group) -> tuple[list[str], str]:
    """Names that the group's document speaks of, or what keeps it from being read."""
    path = path_of(group.file.sha256) if group.file else None
    if path is None or group.file is None or not path.is_file():
        return [], _("文件已不在，请重新上传。")
    try:
        text = text_of(path.read_bytes(), name=group.file.name)
    except Refusal as refusal:
        return [], refusal.message
    return list(names_in(text, roster_of(group.jurisdiction))), ""
