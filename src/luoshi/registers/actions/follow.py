"""Bound targets move with their registers."""

from datetime import date, datetime
from decimal import Decimal

from luoshi.core.models import User
from luoshi.engines.kernel import WORKING, settled
from luoshi.engines.registers import steps
from luoshi.progress.actions.source_facts import keep_course
from luoshi.registers.definition import pack_of
from luoshi.registers.history import histories
from luoshi.registers.models import Binding, Register


def follow(register: Register, *, actor: User | None, now: datetime) -> int:
    """Bring the facts of every target that is bound to the register up to date; says how many moved.

    Must run in the transaction that changed the register, after its event: the chain of events is locked
    then, so that no two changes of a government are worked out at once.
    """
    bindings = Binding.objects.filter(register=register, source__ended_at=None)
    found = list(bindings.select_related("source__target"))
    return sum(bool(refresh(each, register, actor=actor, now=now)) for each in found)


def refresh(binding: Binding, register: Register, *, actor: User | None, now: datetime) -> int:
    """Bring one target's facts up to date; says how many days changed."""
    return keep_course(binding.source, course_of(binding, register), actor=actor, now=now)


def course_of(binding: Binding, register: Register, *, known: datetime | None = None) -> dict[date, Decimal]:
    """The metric's course in the target's unit, by day."""
    pack = pack_of(register)
    rows = histories(register, known=known, record=binding.record_id)
    metric = pack.metric(binding.metric)
    return {
        step.day: settled(WORKING.multiply(step.value, binding.factor))
        for step in steps(pack, metric, rows, start=binding.start)
        if step.value is not None
    }
