"""Where the targets of the plan in force have their facts from: proposed, confirmed, taken back."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.core.models import Jurisdiction
from luoshi.core.policy import require
from luoshi.core.problems import Refusal
from luoshi.core.request import me, watched_jurisdiction
from luoshi.engines.registers import Pack
from luoshi.plans.models import PlanVersion, Target
from luoshi.plans.queries import in_force
from luoshi.plans.wording import wording
from luoshi.progress.measure import decided_by_number
from luoshi.progress.queries import targets_of
from luoshi.registers.actions.bindings import bind, unbind
from luoshi.registers.definition import pack_of
from luoshi.registers.models import Binding, Record, Register
from luoshi.registers.policy import may_keep_registers
from luoshi.registers.proposals import Aim, Offer, Proposal, certain, proposals
from luoshi.web.days import as_of
from luoshi.web.language import language


@dataclass(frozen=True, slots=True)
class Row:
    """A target with what it is bound to, or what is proposed for it."""

    target: Target
    wording: str
    binding: Binding | None
    bound_to: str
    found: list[Proposal]
    certain: bool


@login_required
@require_http_methods(["GET", "POST"])
def sources(request: HttpRequest) -> HttpResponse:
    """Targets that a register could serve, or does."""
    require(may_keep_registers(me(request)), _("只有督查室可以确定目标的取数来源。"))
    jurisdiction = watched_jurisdiction(request)
    try:
        found = in_force(jurisdiction, as_of=as_of(request), year=request.GET.get("year", ""))
    except LookupError as error:
        raise Http404 from error
    if found is None:
        return render(request, "cockpit/no_plan.html")
    offers = _offers(jurisdiction)
    rows = _rows(found.version, jurisdiction, offers)
    status, refused = 200, ""
    if request.method == "POST":
        try:
            return _done(request, rows)
        except Refusal as refusal:
            status, refused = refusal.status, refusal.message
    context = {
        "plan": found.version.publication.plan,
        "years": found.years,
        "rows": [row for row in rows if row.binding or row.found],
        "others": sum(1 for row in rows if not row.binding and not row.found),
        "sure": sum(1 for row in rows if row.certain and not row.binding),
        "registers": bool(offers),
        "refused": refused,
    }
    return render(request, "registers/sources.html", context, status=status)


def _offers(jurisdiction: Jurisdiction) -> list[Offer]:
    """Every metric of every register, of series one for each record. Two queries, and one per register."""
    found: list[Offer] = []
    for register in Register.objects.filter(jurisdiction=jurisdiction).order_by("pk"):
        pack = pack_of(register)
        single = [each for each in pack.metrics if each.unit_from or _series(pack)]
        records = (
            list(Record.objects.filter(register=register, withdrawn=False).order_by("key")) if single else []
        )
        for metric in pack.metrics:
            title = f"{pack.title.say(language())} · {metric.title.say(language())}"
            if metric not in single:
                found.append(Offer(register.pk, metric, title, metric.unit))
            for record in records if metric in single else ():
                unit = str(record.values.get(metric.unit_from, "")) if metric.unit_from else metric.unit
                found.append(
                    Offer(register.pk, metric, f"{title} · {record.label}", unit, record.pk, record.label)
                )
    return found


def _series(pack: Pack) -> bool:
    """Whether each record of the register is a series of its own: one of its metrics takes its unit from it."""
    return any(each.unit_from for each in pack.metrics)


def _rows(version: PlanVersion, jurisdiction: Jurisdiction, offers: list[Offer]) -> list[Row]:
    bindings = Binding.objects.filter(register__jurisdiction=jurisdiction)
    held = {
        each.source.target_id: each
        for each in bindings.filter(source__ended_at=None).select_related("source", "register")
    }
    remembered = {
        each.words: f"{each.register_id}:{each.metric}:{each.record_id or ''}"
        for each in bindings.order_by("pk")
    }
    titles = {offer.key: offer.title for offer in offers}
    return [
        _row(target, held.get(target.root_pk), offers, remembered, titles) for target in targets_of(version)
    ]


def _row(
    target: Target,
    binding: Binding | None,
    offers: Iterable[Offer],
    remembered: dict[str, str],
    titles: dict[str, str],
) -> Row:
    unit = target.unit if decided_by_number(target) else None
    found = [] if binding else list(proposals(Aim(target.metric, unit), offers, remembered=remembered))
    key = f"{binding.register_id}:{binding.metric}:{binding.record_id or ''}" if binding else ""
    return Row(target, wording(target), binding, titles.get(key, ""), found, certain(found))


def _done(request: HttpRequest, rows: list[Row]) -> HttpResponse:
    """Bind one target, all that are certain, or give one back to its units."""
    by_pk = {str(row.target.pk): row for row in rows}
    if request.POST.get("verb") == "certain":
        chosen = [(row, row.found[0].offer) for row in rows if row.certain and not row.binding]
        for row, offer in chosen:
            _bind(request, row.target, offer)
        messages.success(request, _("已绑定 %(n)d 个目标。") % {"n": len(chosen)})
        return _again(request)
    row = by_pk.get(request.POST.get("target", ""))
    if row is None:
        raise Refusal(_("没有这个目标，请刷新后再看。"))
    if request.POST.get("verb") == "unbind":
        unbind(row.target, actor=me(request), now=timezone.now())
        messages.success(request, _("“%(metric)s”改由单位填报。") % {"metric": row.target.metric})
        return _again(request)
    offer = next((each.offer for each in row.found if each.offer.key == request.POST.get("offer")), None)
    if offer is None:
        raise Refusal(_("请选择一个台账指标。"))
    _bind(request, row.target, offer)
    messages.success(request, _("“%(metric)s”已由台账自动取数。") % {"metric": row.target.metric})
    return _again(request)


def _again(request: HttpRequest) -> HttpResponse:
    """The same page, of the same year."""
    return redirect(request.get_full_path())


def _bind(request: HttpRequest, target: Target, offer: Offer) -> None:
    register = Register.objects.select_related("jurisdiction").get(pk=offer.register)
    record = Record.objects.get(pk=offer.record) if offer.record else None
    bind(target, register, offer.metric.id, record=record, actor=me(request), now=timezone.now())
