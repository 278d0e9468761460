"""What should be reached by a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from luoshi.engines.kernel import (
    WORKING,
    Trace,
    Value,
    add_months,
    days_inclusive,
    month_end,
    months_elapsed,
    months_spanned,
)


class Shape(StrEnum):
    """How a target is owed over time."""

    LINEAR_DAY = "linear_day"
    """Grows evenly with every day."""
    LINEAR_MONTH = "linear_month"
    """Grows in equal steps, one when each month is complete."""
    LEVEL = "level"
    """A rate or a relative level: the target holds at every day."""
    CEILING = "ceiling"
    """Must not be exceeded on any day."""
    EVENT = "event"
    """A milestone, grade, rank or direction: nothing is owed before the deadline."""

    @property
    def linear(self) -> bool:
        """Whether it grows from nothing to the target."""
        return self in (Shape.LINEAR_DAY, Shape.LINEAR_MONTH)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A target's shape, its first and last day, and its value in the target's unit.

    ``value`` is ``None`` for an event and for a level that the text gives no number for.
    Raises ``ValueError`` when ``end`` comes before ``start``.
    """

    shape: Shape
    start: date
    end: date
    value: Decimal | None

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a schedule cannot end on {self.end}, before it starts on {self.start}")


@dataclass(frozen=True, slots=True)
class Paced:
    """The amount due on a day, unrounded; ``None`` where no amount is owed."""

    value: Decimal | None
    trace: Trace


def pace(schedule: Schedule, *, as_of: date) -> Paced:
    """What should be reached by the evening of ``as_of``.

    Linear shapes are 0 before ``start`` and the whole value from ``end`` on. A level or ceiling is
    its value on every day.
    """
    if schedule.shape is Shape.EVENT:
        return _paced(schedule, None, "formula.event", (("end", schedule.end),))
    if schedule.value is None or not schedule.shape.linear:
        return _paced(schedule, schedule.value, "formula.constant", _target(schedule))
    if as_of < schedule.start:
        return _paced(
            schedule, Decimal(0), "formula.before_start", (("start", schedule.start), ("as_of", as_of))
        )
    if as_of >= schedule.end:
        return _paced(
            schedule, schedule.value, "formula.after_end", (*_target(schedule), ("end", schedule.end))
        )
    return _linear(schedule, schedule.value, as_of)


def _linear(schedule: Schedule, value: Decimal, as_of: date) -> Paced:
    by_day = schedule.shape is Shape.LINEAR_DAY
    passed, spanned = (days_inclusive, days_inclusive) if by_day else (months_elapsed, months_spanned)
    elapsed, whole = passed(schedule.start, as_of), spanned(schedule.start, schedule.end)
    due = WORKING.divide(WORKING.multiply(value, elapsed), whole)
    unit = "days" if by_day else "months"
    inputs = (*_target(schedule), (f"elapsed_{unit}", elapsed), (f"whole_{unit}", whole))
    return _paced(schedule, due, "formula.linear", inputs)


def _target(schedule: Schedule) -> tuple[tuple[str, Value], ...]:
    return () if schedule.value is None else (("target", schedule.value),)


def _paced(
    schedule: Schedule, value: Decimal | None, formula: str, inputs: tuple[tuple[str, Value], ...]
) -> Paced:
    return Paced(value, Trace(f"pace.{schedule.shape}", formula, inputs, value))


def month_ends(schedule: Schedule) -> tuple[date, ...]:
    """The last day of each month that the schedule touches; the last of them is its end."""
    count = (schedule.end.year - schedule.start.year) * 12 + schedule.end.month - schedule.start.month
    first = schedule.start.replace(day=1)
    return (*(month_end(add_months(first, n)) for n in range(count)), schedule.end)
