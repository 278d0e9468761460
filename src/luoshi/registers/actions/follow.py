"""Bound targets move with their registers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from luoshi.core.models import User
from luoshi.engines.kernel import WORKING, settled
from luoshi.engines.registers import Entry as Entered
from luoshi.engines.registers import Histories, Metric, Pack, Step, additive, shifted, steps
from luoshi.progress.actions.source_facts import course_kept, keep_course
from luoshi.progress.measure import decided_by_number
from luoshi.registers.definition import pack_of
from luoshi.registers.history import entered, histories
from luoshi.registers.models import Binding, Entry, Record, Register


@dataclass(frozen=True, slots=True)
class Change:
    """What was entered about one record, as it held before and as it holds now; in order."""

    record: int
    before: Sequence[Entered]
    after: Sequence[Entered]


def changed(pack: Pack, record: Record, before: Sequence[Entry], after: Sequence[Entry]) -> Change:
    """The change of a record from its rows."""
    told = ([entered(pack, each) for each in rows] for rows in (before, after))
    return Change(record.pk, *told)


def follow(register: Register, *, actor: User | None, now: datetime, change: Change | None = None) -> int:
    """Bring the facts of every target that is bound to the register up to date; says how many moved.

    Without a ``change`` all records are counted anew, once for all bindings. Must run in the transaction that
    changed the register, after its event: the chain of events is locked then, so that no two changes of a
    government are worked out at once.
    """
    bindings = Binding.objects.filter(register=register, source__ended_at=None)
    rows = _Rows(register)
    courses = (
        (each, _shifted(each, change) or _course(each, rows.of(each)))
        for each in bindings.select_related("source__target", "register")
        if change is None or each.record_id in (None, change.record)
    )
    return sum(bool(keep_course(each.source, course, actor=actor, now=now)) for each, course in courses)


def refresh(binding: Binding, register: Register, *, actor: User | None, now: datetime) -> int:
    """Count one target's records anew; says how many days changed."""
    return keep_course(binding.source, course_of(binding, register), actor=actor, now=now)


def course_of(
    binding: Binding, register: Register, *, known: datetime | None = None
) -> dict[date, Decimal | None]:
    """The metric's course in the target's unit, by day, counted from all records."""
    return _course(binding, histories(register, known=known, record=binding.record_id))


class _Rows:
    """A register's records, read when they are first needed."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.all: Mapping[int, list[Entered]] | None = None

    def of(self, binding: Binding) -> Mapping[int, list[Entered]]:
        """Those that count for a binding."""
        if self.all is None:
            self.all = histories(self.register)
        if binding.record_id is None:
            return self.all
        return {pk: rows for pk, rows in self.all.items() if pk == binding.record_id}


def _metric(binding: Binding) -> tuple[Pack, Metric]:
    pack = pack_of(binding.register)
    return pack, pack.metric(binding.metric)


def _course(binding: Binding, rows: Histories) -> dict[date, Decimal | None]:
    pack, metric = _metric(binding)
    return _measured(binding, steps(pack, metric, rows, start=binding.start))


def _measured(binding: Binding, course: Sequence[Step]) -> dict[date, Decimal | None]:
    """In the target's unit."""
    return {
        step.day: None if step.value is None else settled(WORKING.multiply(step.value, binding.factor))
        for step in course
    }


def _shifted(binding: Binding, change: Change | None) -> dict[date, Decimal | None] | None:
    """The course from what it was and what one record adds now; ``None`` where all have to be counted."""
    pack, metric = _metric(binding)
    if change is None or not additive(metric) or not decided_by_number(binding.source.target):
        return None
    if binding.factor < 1:  # the facts hold six decimals: the metric cannot be had back from them
        return None
    own = [
        steps(pack, metric, {change.record: rows}, start=binding.start)
        for rows in (change.before, change.after)
    ]
    held = [
        Step(day, settled(WORKING.divide(value, binding.factor)))
        for day, value in course_kept(binding.source)
    ]
    found = shifted(held, *own)
    return None if found is None else _measured(binding, found)
