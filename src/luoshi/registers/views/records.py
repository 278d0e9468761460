"""One record: enter it, see it on a day, change it, move it on, correct what was entered."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.core.files import path_of
from luoshi.core.models import StoredFile
from luoshi.core.policy import require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, watched_jurisdiction
from luoshi.engines.lifecycle import Transition
from luoshi.engines.registers import Pack, Snapshot, Type, restored
from luoshi.registers import queries
from luoshi.registers.actions.corrections import correct_entry, withdraw_record
from luoshi.registers.actions.files import with_files
from luoshi.registers.actions.keeping import Hand, due_day
from luoshi.registers.actions.records import change_record, move_record, open_record
from luoshi.registers.definition import pack_of
from luoshi.registers.forms.records import PREFIX, RecordForm, initial
from luoshi.registers.history import entries_of, stood
from luoshi.registers.models import Entry, Record, Register
from luoshi.registers.policy import may_enter, may_read, moves_for
from luoshi.registers.showing import lines_of, names_for, shown
from luoshi.web.days import as_of, known_by, known_day
from luoshi.web.language import language


@login_required
@require_http_methods(["GET", "POST"])
def new_record(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that enters a record."""
    rows = Register.objects.select_related("jurisdiction")
    register = get_object_or_404(rows, pk=pk, jurisdiction=watched_jurisdiction(request))
    kept, today = pack_of(register), timezone.localdate()
    owners = queries.units_for(register, me(request), today=today)
    require(bool(owners), _("只有责任单位的联络员和督查室可以登记、更新这条记录。"))
    required = [each.id for each in kept.fields if each.required]
    form = RecordForm(
        request.POST or None,
        request.FILES or None,
        pack=kept,
        names=[each.id for each in kept.fields],
        units=owners,
        owners=owners,
        needed=required,
        initial={"day": today},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = open_record(
                    register,
                    _values(request, form, register),
                    unit=form.cleaned_data["owner"],
                    day=form.cleaned_data["day"],
                    hand=_hand(request, None),
                )
                messages.success(request, _("已登记“%(name)s”。") % {"name": made.label})
                return redirect("registers:record", made.pk)
            except Refusal as refusal:
                status = _show(form, refusal)
    context = {"register": register, "pack": kept, "form": form}
    return render(request, "registers/new_record.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """A record as it stood on a day by what was known then; its unit and the office go on with it here."""
    found = _record(request, pk)
    kept = pack_of(found.register)
    forms, status = _forms(request, found, kept), 200
    if request.method == "POST":
        verb = request.POST.get("verb", "")
        require(verb in forms, _("您不能办理这一步，或它已经办过。请刷新后再看。"))
        status = 422
        form, act = forms[verb]
        if form.is_valid():
            try:
                act(form)
                return redirect("registers:record", found.pk)
            except Refusal as refusal:
                status = _show(form, refusal)
    return render(request, "registers/record.html", _context(request, found, kept, forms), status=status)


Verb = tuple[RecordForm, Callable[[RecordForm], object]]


def _forms(request: HttpRequest, found: Record, kept: Pack) -> dict[str, Verb]:
    """What the account may do with the record as it is now, by verb."""
    user, register = me(request), found.register
    moves = moves_for(user, found, kept.lifecycle)
    offered = {f"move-{each.id}": _moving(request, found, kept, each) for each in moves}
    if may_enter(user, found.unit_id, register) and not found.withdrawn:
        everything = [each.id for each in kept.fields]
        offered["change"] = (
            _form(request, found, kept, "change", names=everything),
            lambda form: change_record(
                found.pk,
                _values(request, form, register),
                day=form.cleaned_data["day"],
                note=form.cleaned_data["note"],
                hand=_hand(request, form),
            ),
        )
        offered["withdraw"] = (
            _form(request, found, kept, "withdraw", names=[]),
            lambda form: withdraw_record(found.pk, note=form.cleaned_data["note"], hand=_hand(request, form)),
        )
    return offered


def _moving(request: HttpRequest, found: Record, kept: Pack, move: Transition) -> Verb:
    form = _form(request, found, kept, f"move-{move.id}", names=move.needs)

    def act(form: RecordForm) -> object:
        return move_record(
            found.pk,
            move.id,
            day=form.cleaned_data["day"],
            changes=_values(request, form, found.register),
            note=form.cleaned_data["note"],
            hand=_hand(request, form),
        )

    return form, act


def _form(
    request: HttpRequest, found: Record, kept: Pack, verb: str, *, names: list[str] | tuple[str, ...]
) -> RecordForm:
    """Bound only where this verb was sent."""
    sent = request.method == "POST" and request.POST.get("verb") == verb
    values = {name: value for name, value in restored(kept, found.values).items() if name in names}
    return RecordForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        pack=kept,
        names=names,
        units=queries.units_for(found.register, me(request), today=timezone.localdate())
        if any(kept.field(name).type is Type.UNIT for name in names)
        else (),
        initial={"day": timezone.localdate(), "seen": found.entered, **initial(kept, values)},
        auto_id=f"{verb}-%s",
    )


def _values(request: HttpRequest, form: RecordForm, register: Register) -> dict[str, object]:
    return with_files(
        form.values(), jurisdiction=register.jurisdiction, actor=me(request), now=timezone.now()
    )


def _hand(request: HttpRequest, form: RecordForm | None) -> Hand:
    seen = form.cleaned_data.get("seen") if form else None
    return Hand(me(request), timezone.now(), seen)


def _show(form: RecordForm, refusal: Refusal) -> int:
    """Put a refusal at its field; fields of the pack bear a prefix."""
    named = PREFIX + (refusal.field or "")
    field = named if named in form.fields else refusal.field if refusal.field in form.fields else None
    form.add_error(field, refusal.message)
    return refusal.status


def _context(request: HttpRequest, found: Record, kept: Pack, forms: dict[str, Verb]) -> dict[str, object]:
    day, known = as_of(request), known_by(request)
    entries = entries_of(found, known=known)
    stands = stood(kept, entries, as_of=day)
    due = due_day(kept, stands) if stands else None
    told = _told(found, known)
    names = names_for(kept, [each.changes for each in told])
    moves = kept.lifecycle.transitions
    return {
        "record": found,
        "register": found.register,
        "pack": kept,
        "as_of": day,
        "knowable": True,
        "known": known_day(request),
        "stands": stands,
        "values": shown(kept, stands.values, names) if stands else [],
        "path": _path(kept, stands),
        "due": due,
        "late": due is not None and due < day,
        "moves": [
            (f"move-{each.id}", each, forms[f"move-{each.id}"][0])
            for each in moves
            if f"move-{each.id}" in forms
        ],
        "change": forms["change"][0] if "change" in forms else None,
        "withdraw": forms["withdraw"][0] if "withdraw" in forms else None,
        "lines": lines_of(kept, told, names),
    }


def _told(found: Record, known: datetime | None) -> list[Entry]:
    """Everything entered by a moment, the latest first, what was replaced too. One query."""
    rows = Entry.objects.filter(record=found).select_related("by", "replaced_by").order_by("-pk")
    return list(rows.filter(known_at__lte=known) if known else rows)


def _path(kept: Pack, stands: Snapshot | None) -> list[dict[str, object]]:
    """The states gone through with their days, then those of the usual order that are still to come."""
    if stands is None:
        return []
    titles = {each.id: each.title.say(language()) for each in kept.lifecycle.states}
    passed = [
        {"title": titles.get(each.state, each.state), "day": each.day, "now": False}
        for each in stands.passages
    ]
    passed[-1]["now"] = True
    order = [each.id for each in kept.lifecycle.states]
    ahead = _ahead(kept, stands.state, order)
    return [*passed, *({"title": titles[name], "day": None, "now": False} for name in ahead)]


def _ahead(kept: Pack, state: str, order: list[str]) -> list[str]:
    """The way on by the first move to a later state, as long as there is one."""
    found: list[str] = []
    while True:
        later = [
            each.target
            for each in kept.lifecycle.moves(state)
            if order.index(each.target) > order.index(state)
        ]
        if not later or kept.lifecycle.state(state).final:
            return found
        state = min(later, key=order.index)
        found.append(state)


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right one entry: its day and the values that it set."""
    rows = Entry.objects.select_related("record__register__jurisdiction", "replaced_by", "by")
    entry = get_object_or_404(rows, pk=pk, record__register__jurisdiction=watched_jurisdiction(request))
    found = entry.record
    require(
        may_enter(me(request), found.unit_id, found.register),
        _("只有责任单位的联络员和督查室可以更正、撤销这条记录。"),
    )
    kept = pack_of(found.register)
    names = [each.id for each in kept.fields if each.id in entry.changes]
    form = RecordForm(
        request.POST or None,
        request.FILES or None,
        pack=kept,
        names=names,
        units=queries.units_for(found.register, me(request), today=timezone.localdate()),
        initial={"day": entry.day, "seen": found.entered, **initial(kept, restored(kept, entry.changes))},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _corrected(request, entry, form)
                messages.success(request, _("已更正。"))
                return redirect("registers:record", found.pk)
            except Refusal as refusal:
                status = _show(form, refusal)
    context = {
        "record": found,
        "register": found.register,
        "pack": kept,
        "form": form,
        "line": lines_of(kept, [entry], names_for(kept, [entry.changes]))[0],
    }
    return render(request, "registers/correct.html", context, status=status)


def _corrected(request: HttpRequest, entry: Entry, form: RecordForm) -> None:
    """Files that were not sent anew stay as they were."""
    kept = restored(pack_of(entry.record.register), entry.changes)
    given = _values(request, form, entry.record.register)
    files = {name: value for name, value in kept.items() if name not in given}
    day, note = form.cleaned_data["day"], form.cleaned_data["note"]
    correct_entry(entry.pk, day=day, changes=files | given, note=note, hand=_hand(request, form))


@login_required
@require_safe
def file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The bytes of a file field as it is now, to those who may read the record; always as a download."""
    found = _record(request, pk)
    value = found.values.get(name)
    field = pack_of(found.register).by_id.get(name)
    if field is None or field.type is not Type.FILE or value is None:
        raise Http404
    stored = get_object_or_404(StoredFile, pk=value, jurisdiction=found.register.jurisdiction)
    path = path_of(stored.sha256)
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), as_attachment=True, filename=stored.name)
    response["Content-Type"] = stored.media_type
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _record(request: HttpRequest, pk: int) -> Record:
    """A record of the account's government that it may read."""
    rows = Record.objects.select_related("register__jurisdiction", "unit")
    found = get_object_or_404(rows, pk=pk, register__jurisdiction=watched_jurisdiction(request))
    require(may_read(me(request), found), _("这条记录由其他单位管理，您没有查看的权限。"))
    return found
