"""Which shape a target of a plan most likely has; a person may choose another."""

from datetime import date
from decimal import Decimal

from luoshi.engines.pace.schedule import Schedule, Shape

SHAPES = {
    "quantity": Shape.LINEAR_DAY,
    "coverage": Shape.LINEAR_DAY,
    "range": Shape.LINEAR_DAY,
    "rate": Shape.LEVEL,
    "relative": Shape.LEVEL,
    "milestone": Shape.EVENT,
    "grade": Shape.EVENT,
    "rank": Shape.EVENT,
    "direction": Shape.EVENT,
}
"""Kind of target (annotation guide, section 2) to shape, before the operator is looked at."""

TargetValue = Decimal | tuple[Decimal, Decimal] | str | None
"""As a compiled target holds it: a number, a range (low, high), a text, or nothing."""


def schedule_for(*, kind: str, op: str | None, value: TargetValue, start: date, end: date) -> Schedule:
    """A schedule for a target; a range is owed up to its low bound.

    A deadline before ``start`` makes a schedule of that one day. Raises ``KeyError`` for a kind
    that is not in ``SHAPES``.
    """
    number = _number(value)
    shape = _shape(kind, op, number)
    return Schedule(
        shape=shape,
        start=min(start, end),
        end=end,
        value=None if shape is Shape.EVENT else number,
    )


def _number(value: TargetValue) -> Decimal | None:
    low = value[0] if isinstance(value, tuple) else value
    return low if isinstance(low, Decimal) else None


def _shape(kind: str, op: str | None, number: Decimal | None) -> Shape:
    shape = SHAPES[kind]
    if shape is Shape.EVENT:
        return shape
    if op in ("<", "<=") or (op == "=" and number == 0):
        return Shape.CEILING
    return Shape.EVENT if number is None and shape.grows else shape
