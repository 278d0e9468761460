"""Bind a target to a register's metric, so that nobody reports it any more, and undo it."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.audit import record as event
from luoshi.core.models import Jurisdiction, User
from luoshi.core.policy import belongs, require
from luoshi.core.problems import Conflict, Refusal
from luoshi.engines.registers import Metric, factor
from luoshi.plans.models import Target
from luoshi.progress.actions.source_facts import take_source
from luoshi.progress.measure import decided_by_number
from luoshi.progress.models import Source
from luoshi.registers.actions.follow import refresh
from luoshi.registers.definition import pack_of
from luoshi.registers.models import Binding, Record, Register
from luoshi.registers.policy import may_keep_registers
from luoshi.web.language import language


@transaction.atomic
def bind(
    target: Target,
    register: Register,
    metric: str,
    *,
    actor: User | None,
    now: datetime,
    record: Record | None = None,
) -> Binding:
    """From now on the metric says how the target stands, for all days since its schedule began."""
    jurisdiction = target.version.document.jurisdiction
    _require(actor, jurisdiction)
    found = _metric(register, metric, jurisdiction, record)
    source = take_source(target, Source.Kind.METRIC, actor=actor, now=now)
    binding = Binding.objects.create(
        source=source,
        register=register,
        metric=metric,
        record=record,
        factor=_factor(found, target, record),
        start=target.schedule.start,
        words=target.metric[:200],
        confirmed_at=now,
        confirmed_by=actor,
    )
    detail = {"target": target.pk, "register": register.pack, "metric": metric}
    event("target.bound", source, actor=actor, jurisdiction=jurisdiction, now=now, detail=detail)
    refresh(binding, register, actor=actor, now=now)
    return binding


@transaction.atomic
def unbind(target: Target, *, actor: User, now: datetime) -> Source:
    """Let the units report the target again; the register's figures count no more."""
    jurisdiction = target.version.document.jurisdiction
    _require(actor, jurisdiction)
    held = Source.objects.filter(target=target.root_pk, ended_at=None, kind=Source.Kind.METRIC)
    if not held.exists():
        raise Conflict(_("这个目标没有绑定台账指标。"))
    source = take_source(target, Source.Kind.REPORTED, actor=actor, now=now)
    detail = {"target": target.pk}
    event("target.unbound", source, actor=actor, jurisdiction=jurisdiction, now=now, detail=detail)
    return source


def _require(actor: User | None, jurisdiction: Jurisdiction) -> None:
    allowed = actor is None or (may_keep_registers(actor) and belongs(actor, jurisdiction))
    require(allowed, _("只有督查室可以确定目标的取数来源。"))


def _metric(register: Register, name: str, jurisdiction: Jurisdiction, record: Record | None) -> Metric:
    ours = register.jurisdiction_id == jurisdiction.pk
    if not ours or (record is not None and record.register_id != register.pk):
        raise Refusal(_("没有这个台账。"), field="metric")
    try:
        return pack_of(register).metric(name)
    except KeyError as error:
        raise Refusal(_("台账中没有“%(name)s”这个指标。") % {"name": name}, field="metric") from error


def _unit(metric: Metric, record: Record | None) -> str:
    """The metric's unit, or the one that the record says. Refuses all records of different units together."""
    if not metric.unit_from:
        return metric.unit
    if record is None:
        raise Refusal(
            _("“%(metric)s”要选定一条记录。") % {"metric": metric.title.say(language())}, field="record"
        )
    return str(record.values.get(metric.unit_from, ""))


def _factor(metric: Metric, target: Target, record: Record | None) -> Decimal:
    """What the metric is multiplied with; a target that no number decides asks only whether there is one."""
    if not decided_by_number(target):
        return Decimal(1)
    unit = _unit(metric, record)
    times = factor(unit, target.unit)
    if times is None:
        raise Refusal(
            _("指标“%(metric)s”的单位是“%(unit)s”，目标的单位是“%(wanted)s”，不能换算。")
            % {"metric": metric.title.say(language()), "unit": unit, "wanted": target.unit},
            field="metric",
        )
    return times
