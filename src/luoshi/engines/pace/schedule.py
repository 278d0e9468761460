"""What should be reached by a day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
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
    settled,
)
from luoshi.engines.pace.points import (
    Point,
    Problem,
    problems_of_milestones,
    problems_of_nodes,
    problems_of_season,
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
    NODES = "nodes"
    """Amounts by certain days, mostly quarters' ends; between them nothing more is owed."""
    S_CURVE = "s_curve"
    """Slow at first and at last, as works are."""
    SEASONAL = "seasonal"
    """In the shape of the year before, month by month."""
    MILESTONES = "milestones"
    """Things with weights that add up to 100, each by its day."""

    @property
    def grows(self) -> bool:
        """Whether it grows from nothing to the target."""
        return self not in (Shape.LEVEL, Shape.CEILING, Shape.EVENT)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A target's shape, its first and last day, and its value in the target's unit.

    ``value`` is ``None`` for an event and for a level that the text gives no number for; 100 for milestones.
    Raises ``ValueError`` when ``end`` comes before ``start``, or when the points do not fit the shape.
    """

    shape: Shape
    start: date
    end: date
    value: Decimal | None
    points: tuple[Point, ...] = ()

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a schedule cannot end on {self.end}, before it starts on {self.start}")
        if self.points or self.shape in POINTED:
            found = schedule_problems(
                self.shape, self.points, start=self.start, end=self.end, value=self.value
            )
            if found:
                raise ValueError("; ".join(each.say("en") for each in found))


POINTED = (Shape.NODES, Shape.SEASONAL, Shape.MILESTONES)
"""Shapes that are made of points; no other has any."""


def schedule_problems(
    shape: Shape, points: Sequence[Point], *, start: date, end: date, value: Decimal | None
) -> tuple[Problem, ...]:
    """What keeps the points from making a schedule of this shape; a form shows them."""
    if shape is Shape.NODES:
        return problems_of_nodes(points, start=start, end=end, value=value)
    if shape is Shape.SEASONAL:
        return problems_of_season(points, start=start, end=end, value=value)
    if shape is Shape.MILESTONES:
        return problems_of_milestones(points, start=start, end=end, value=value)
    return (Problem("points.unwanted"),) if points else ()


@dataclass(frozen=True, slots=True)
class Paced:
    """The amount due on a day, unrounded; ``None`` where no amount is owed."""

    value: Decimal | None
    trace: Trace


def pace(schedule: Schedule, *, as_of: date) -> Paced:
    """What should be reached by the evening of ``as_of``.

    Shapes that grow are 0 before ``start`` and the whole value from ``end`` on. A level or ceiling is
    its value on every day.
    """
    if schedule.shape is Shape.EVENT:
        return _paced(schedule, None, "formula.event", (("end", schedule.end),))
    if schedule.value is None or not schedule.shape.grows:
        return _paced(schedule, schedule.value, "formula.constant", _target(schedule))
    if as_of < schedule.start:
        return _paced(
            schedule, Decimal(0), "formula.before_start", (("start", schedule.start), ("as_of", as_of))
        )
    if as_of >= schedule.end:
        return _paced(
            schedule, schedule.value, "formula.after_end", (*_target(schedule), ("end", schedule.end))
        )
    return _GROWTH[schedule.shape](schedule, schedule.value, as_of)


def _linear(schedule: Schedule, value: Decimal, as_of: date) -> Paced:
    by_day = schedule.shape is Shape.LINEAR_DAY
    passed, spanned = (days_inclusive, days_inclusive) if by_day else (months_elapsed, months_spanned)
    elapsed, whole = passed(schedule.start, as_of), spanned(schedule.start, schedule.end)
    due = WORKING.divide(WORKING.multiply(value, elapsed), whole)
    unit = "days" if by_day else "months"
    inputs = (*_target(schedule), (f"elapsed_{unit}", elapsed), (f"whole_{unit}", whole))
    return _paced(schedule, due, "formula.linear", inputs)


def _s_curve(schedule: Schedule, value: Decimal, as_of: date) -> Paced:
    """The share t²(3 − 2t) of the target after the share t of the days."""
    elapsed, whole = days_inclusive(schedule.start, as_of), days_inclusive(schedule.start, schedule.end)
    share = WORKING.divide(elapsed * elapsed * (3 * whole - 2 * elapsed), whole**3)
    inputs = (*_target(schedule), ("elapsed_days", elapsed), ("whole_days", whole))
    return _paced(schedule, WORKING.multiply(value, share), "formula.s_curve", inputs)


def _nodes(schedule: Schedule, value: Decimal, as_of: date) -> Paced:
    passed = [point for point in schedule.points if point.day <= as_of]
    if not passed:
        inputs: tuple[tuple[str, Value], ...] = (("node", schedule.points[0].day),)
        return _paced(schedule, Decimal(0), "formula.before_node", inputs)
    last = passed[-1]
    return _paced(schedule, last.amount, "formula.node", (*_target(schedule), ("node", last.day)))


def _seasonal(schedule: Schedule, value: Decimal, as_of: date) -> Paced:
    """Between two months' ends the share grows evenly with every day."""
    day, share = schedule.start - timedelta(days=1), Decimal(0)
    for point in schedule.points:
        if point.day > as_of:
            part = WORKING.multiply(point.amount - share, (as_of - day).days)
            share = WORKING.add(share, WORKING.divide(part, (point.day - day).days))
            break
        day, share = point.day, point.amount
    inputs = (*_target(schedule), ("share", settled(share * 100)))
    return _paced(schedule, WORKING.multiply(value, share), "formula.seasonal", inputs)


def _milestones(schedule: Schedule, value: Decimal, as_of: date) -> Paced:
    due = [point for point in schedule.points if point.day <= as_of]
    total = sum((point.amount for point in due), Decimal(0))
    named: tuple[tuple[str, Value], ...] = (
        ("milestones", len(due)),
        ("whole_milestones", len(schedule.points)),
    )
    return _paced(schedule, total, "formula.milestones", named)


_GROWTH: Mapping[Shape, Callable[[Schedule, Decimal, date], Paced]] = {
    Shape.LINEAR_DAY: _linear,
    Shape.LINEAR_MONTH: _linear,
    Shape.NODES: _nodes,
    Shape.S_CURVE: _s_curve,
    Shape.SEASONAL: _seasonal,
    Shape.MILESTONES: _milestones,
}


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
