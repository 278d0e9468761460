"""Which registers there are, one register's records, and its figures."""

from dataclasses import asdict
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.core.policy import holds, require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, watched_jurisdiction
from luoshi.engines.registers import Figure, Metric, Pack, figure, pack, restored
from luoshi.registers import queries
from luoshi.registers.actions.registers import adopt_edition, open_register, read
from luoshi.registers.definition import pack_of
from luoshi.registers.forms.records import PackForm
from luoshi.registers.history import histories
from luoshi.registers.models import Record, Register
from luoshi.registers.policy import READERS, may_export, may_keep_registers
from luoshi.registers.showing import names_for, shown
from luoshi.web.days import as_of, known_by, known_day
from luoshi.web.language import language

PAGE = 50
COLUMNS = 3
"""Fields besides key and name that a list shows."""


@login_required
@require_http_methods(["GET", "POST"])
def registers(request: HttpRequest) -> HttpResponse:
    """The registers that are kept; the office opens others, from the product or from a file of its own."""
    jurisdiction, form = watched_jurisdiction(request), PackForm()
    status, refused = 200, ""
    if request.method == "POST":
        try:
            return _opened(request)
        except Refusal as refusal:
            status, refused = refusal.status, refusal.message
    user = me(request)
    context = {
        "kept": queries.kept(jurisdiction, user, today=timezone.localdate()),
        "offered": queries.not_kept(jurisdiction) if may_keep_registers(user) else [],
        "form": form,
        "may_keep": may_keep_registers(user),
        "refused": refused.splitlines(),
    }
    return render(request, "registers/registers.html", context, status=status)


def _opened(request: HttpRequest) -> HttpResponse:
    """By the id of a pack of the product, or by a file; a file of a type that is kept is its newer edition."""
    jurisdiction, actor, now = watched_jurisdiction(request), me(request), timezone.now()
    require(may_keep_registers(actor), _("只有督查室可以启用、更新台账。"))
    chosen = _chosen(request)
    title = chosen.title.say(language())
    held = Register.objects.filter(jurisdiction=jurisdiction, pack=chosen.id).first()
    if held is not None and "file" in request.FILES:
        adopt_edition(held, chosen, actor=actor, now=now)
        messages.success(request, _("“%(title)s”已更新为第%(n)d版。") % {"title": title, "n": chosen.version})
        return redirect("registers:register", held.pk)
    register = open_register(chosen, jurisdiction=jurisdiction, actor=actor, now=now)
    messages.success(request, _("“%(title)s”已启用。") % {"title": title})
    return redirect("registers:register", register.pk)


def _chosen(request: HttpRequest) -> Pack:
    file = request.FILES.get("file")
    if file is None:
        try:
            return pack(request.POST.get("pack", ""))
        except KeyError as error:
            raise Refusal(_("请选择要启用的台账，或上传台账类型文件。")) from error
    try:
        return read(file.read(1 << 20).decode("utf-8-sig"), name=file.name or "")
    except UnicodeDecodeError as error:
        raise Refusal(_("文件不是UTF-8文本，请另存为UTF-8后再上传。")) from error


@login_required
@require_safe
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """The records that the account may read, filtered, page by page."""
    found, user, today = _register(request, pk), me(request), timezone.localdate()
    kept, filters = pack_of(found), _filters(request)
    page = Paginator(queries.records_of(found, user, filters, today=today), PAGE).get_page(
        request.GET.get("page")
    )
    counts = queries.counts_by_state(found, user)
    context = {
        "register": found,
        "pack": kept,
        "page": page,
        "rows": _rows(kept, list(page.object_list)),
        "columns": _columns(kept),
        "filters": asdict(filters),
        "states": [(each, counts.get(each.id, 0)) for each in kept.lifecycle.states],
        "units": queries.units_with_records(found, user),
        "today": today,
        "may_open": holds(user, *READERS),
        "may_export": may_export(user),
        "may_enter": bool(queries.units_for(found, user, today=today)),
        "total": sum(counts.values()),
    }
    return render(request, "registers/register.html", context)


def _filters(request: HttpRequest) -> queries.Filters:
    unit = request.GET.get("unit", "")
    return queries.Filters(
        state=request.GET.get("state", ""),
        unit=int(unit) if unit.isdecimal() else None,
        overdue=request.GET.get("overdue") == "1",
        text=request.GET.get("q", "").strip()[:100],
    )


def _columns(kept: Pack) -> list[str]:
    """The fields that a list shows: the first that are neither key nor name, numbers and choices before text."""
    fields = [each for each in kept.fields if each.id not in (kept.key, kept.label)]
    fields.sort(key=lambda each: (not each.required, not (each.type.numeric or each.choices)))
    return [each.id for each in fields[:COLUMNS]]


def _rows(kept: Pack, records: list[Record]) -> list[dict[str, object]]:
    names = names_for(kept, [record.values for record in records])
    titles = {each.id: each.title for each in kept.lifecycle.states}
    rows = []
    for record in records:
        texts = {each.field.id: each.text for each in shown(kept, restored(kept, record.values), names)}
        rows.append(
            {
                "record": record,
                "state": titles[record.state].say(language()) if record.state in titles else record.state,
                "cells": [
                    (kept.field(name).title.say(language()), texts.get(name, "")) for name in _columns(kept)
                ],
            }
        )
    return rows


def _register(request: HttpRequest, pk: int) -> Register:
    """A register of the account's government."""
    rows = Register.objects.select_related("jurisdiction")
    return get_object_or_404(rows, pk=pk, jurisdiction=watched_jurisdiction(request))


@login_required
@require_safe
def metrics(request: HttpRequest, pk: int) -> HttpResponse:
    """Every figure of the register on a day; for the offices, since it is made of all records."""
    found = _register(request, pk)
    require(holds(me(request), *READERS))
    kept, day = pack_of(found), as_of(request)
    rows = histories(found, known=known_by(request))
    start = _start(request, day)
    context = {
        **_about(request, found, start),
        "figures": [(each, figure(kept, each, rows, start=start, as_of=day).value) for each in kept.metrics],
        "bindings": found.bindings.filter(source__ended_at=None).select_related("source__target__task"),
    }
    return render(request, "registers/metrics.html", context)


@login_required
@require_safe
def metric(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One figure opened to the records that make it."""
    found = _register(request, pk)
    require(holds(me(request), *READERS))
    kept, day = pack_of(found), as_of(request)
    asked = next((each for each in kept.metrics if each.id == name), None)
    if asked is None:
        raise Http404
    start = _start(request, day)
    value = figure(kept, asked, histories(found, known=known_by(request)), start=start, as_of=day)
    context = {
        **_about(request, found, start),
        "metric": asked,
        "value": value.value,
        "parts": _parts(kept, asked, value),
    }
    return render(request, "registers/metric.html", context)


def _about(request: HttpRequest, found: Register, start: date) -> dict[str, object]:
    return {
        "register": found,
        "pack": pack_of(found),
        "as_of": as_of(request),
        "known": known_day(request),
        "knowable": True,
        "start": start,
    }


def _start(request: HttpRequest, day: date) -> date:
    """Figures of what was reached count from here on: the beginning of the day's year unless another is named."""
    try:
        return date.fromisoformat(request.GET.get("start", ""))
    except ValueError:
        return date(day.year, 1, 1)


def _parts(kept: Pack, asked: Metric, value: Figure) -> list[dict[str, object]]:
    """The records behind a figure; of a ratio those of its two metrics."""
    figures = (
        [(kept.metric(asked.part), value.part), (kept.metric(asked.whole), value.whole)]
        if value.part is not None and value.whole is not None
        else [(asked, value)]
    )
    wanted = {line.record for _each, made in figures if made for line in made.lines}
    records = Record.objects.select_related("unit").in_bulk(list(wanted))
    return [
        {
            "metric": each,
            "value": made.value if made else None,
            "lines": sorted(
                ((records[line.record], line.amount) for line in made.lines), key=lambda line: line[0].key
            )
            if made
            else [],
        }
        for each, made in figures
    ]
