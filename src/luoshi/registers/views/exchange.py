"""A register as a workbook: take it away, send one in, watch how far it is, confirm it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.core.files import path_of
from luoshi.core.forms import show
from luoshi.core.models import User
from luoshi.core.policy import require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, own_jurisdiction
from luoshi.organization.models import Membership, Unit
from luoshi.organization.policy import units_of
from luoshi.registers.actions.import_records import (
    Workbook,
    confirm_import,
    receive_workbook,
    recheck_import,
)
from luoshi.registers.definition import pack_of
from luoshi.registers.exchange.showing import export as exported
from luoshi.registers.exchange.showing import template as empty
from luoshi.registers.exchange.writing import XLSX
from luoshi.registers.forms.exchange import WorkbookForm
from luoshi.registers.models import Import, Register
from luoshi.registers.policy import may_export, may_keep_registers
from luoshi.web.days import as_of, known_by
from luoshi.web.language import language

RECENT = 10
"""Workbooks that are listed below the form."""
RUNNING = (Import.State.CHECKING, Import.State.WRITING)


@login_required
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """What the account may read of the register, as of the day in the address."""
    register = _register(request, pk)
    require(may_export(me(request)))
    day = as_of(request)
    data, _count = exported(register, reader=me(request), as_of=day, known=known_by(request))
    return _download(data, _("%(title)s%(day)s.xlsx") % {"title": _title(register), "day": day})


@login_required
@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """The empty workbook."""
    register = _register(request, pk)
    require(may_export(me(request)))
    data = empty(register, reader=me(request), as_of=timezone.localdate())
    return _download(data, _("%(title)s模板.xlsx") % {"title": _title(register)})


@login_required
@require_http_methods(["GET", "POST"])
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a workbook in; below, those that were sent in last."""
    register = _register(request, pk)
    units = _own_units(me(request))
    require(may_keep_registers(me(request)) or bool(units), _may_not())
    if request.method != "POST":
        form = WorkbookForm(initial={"day": timezone.localdate()}, units=units)
        return _import_page(request, register, form)
    form = WorkbookForm(request.POST, request.FILES, units=units)
    if not form.is_valid():
        return _import_page(request, register, form, status=422)
    try:
        sent = _received(request, register, form, units=list(units))
    except Refusal as refusal:
        show(form, refusal)
        return _import_page(request, register, form, status=refusal.status)
    return redirect("registers:import-sent", sent.pk)


def _received(request: HttpRequest, register: Register, form: WorkbookForm, *, units: list[int]) -> Import:
    file, day = form.cleaned_data["file"], form.cleaned_data["day"]
    chosen = form.cleaned_data.get("unit") or (units[0] if units else None)
    workbook = Workbook(file.read(settings.DOCUMENT_LIMIT + 1), file.name, day)
    return receive_workbook(workbook, register, unit=chosen, actor=me(request), now=timezone.now())


def _import_page(
    request: HttpRequest, register: Register, form: WorkbookForm, *, status: int = 200
) -> HttpResponse:
    recent = list(_visible(me(request)).filter(register=register)[:RECENT])
    context = {"register": register, "title": _title(register), "form": form, "recent": recent}
    return render(request, "registers/import.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def import_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """One workbook: how far it is, what came of it; ``verb`` confirms it or has it tried again."""
    sent = _sent(request, pk)
    if request.method != "POST":
        return _sent_page(request, sent)
    try:
        _act(request, sent)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return _sent_page(request, _sent(request, pk), status=refusal.status)
    return redirect("registers:import-sent", sent.pk)


def _act(request: HttpRequest, sent: Import) -> None:
    verbs = {"confirm": confirm_import, "again": recheck_import}
    verb = verbs.get(request.POST.get("verb", ""))
    if verb is None:
        raise Refusal(_("没有这个操作。"))
    verb(sent.pk, actor=me(request), now=timezone.now())


@login_required
@never_cache
@require_safe
def import_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that tells how far it is; it asks for itself again while work goes on."""
    return render(request, "registers/_import_state.html", _context(_sent(request, pk)))


@login_required
@require_safe
def import_problems(request: HttpRequest, pk: int) -> FileResponse:
    """What was sent in, with a column that says what is wrong."""
    sent = _sent(request, pk)
    path = path_of(str(sent.counts.get("report") or "-"))
    if not sent.counts.get("report") or not path.is_file():
        raise Http404
    name = sent.file.name.removesuffix(".xlsx") + _("-问题.xlsx")
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name)
    response["Content-Type"] = XLSX
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _sent_page(request: HttpRequest, sent: Import, *, status: int = 200) -> HttpResponse:
    return render(request, "registers/import_sent.html", _context(sent), status=status)


def _context(sent: Import) -> dict[str, object]:
    return {
        "sent": sent,
        "register": sent.register,
        "title": _title(sent.register),
        "running": sent.state in RUNNING,
        "share": 100 * sent.done // sent.rows if sent.rows else 0,
        "through": bool(sent.rows) and sent.done >= sent.rows - sent.rows % 1000,
        "new": sent.counts.get("new", 0),
        "changed": sent.counts.get("changed", 0),
        "unchanged": sent.counts.get("unchanged", 0),
        "problems": sent.counts.get("problems", 0),
        "states": Import.State,
    }


def _register(request: HttpRequest, pk: int) -> Register:
    rows = Register.objects.select_related("jurisdiction")
    return get_object_or_404(rows, pk=pk, jurisdiction=own_jurisdiction(request))


def _visible(user: User) -> QuerySet[Import]:
    """One's own workbooks; the office sees all."""
    rows = Import.objects.select_related("register__jurisdiction", "file", "sent_by", "unit")
    rows = rows.filter(register__jurisdiction=user.jurisdiction_id)
    return rows if may_keep_registers(user) else rows.filter(sent_by=user)


def _sent(request: HttpRequest, pk: int) -> Import:
    own_jurisdiction(request)
    return get_object_or_404(_visible(me(request)), pk=pk)


def _own_units(user: User) -> dict[int, str]:
    """Units whose records the account may import, by name; none for the office, which may touch all."""
    if may_keep_registers(user):
        return {}
    mine = units_of(user, Membership.Part.LIAISON)
    return dict(Unit.objects.filter(pk__in=mine).order_by("name").values_list("pk", "name"))


def _may_not() -> str:
    return _("只有责任单位的联络员和督查室可以导入台账记录。")


def _title(register: Register) -> str:
    return pack_of(register).title.say(language())


def _download(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
