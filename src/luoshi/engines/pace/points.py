"""Points of a schedule: nodes, milestones, monthly shares; what is wrong with them; as plain JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from luoshi.engines.kernel import (
    WORKING,
    Length,
    add_months,
    exact,
    half_up,
    month_end,
    period_containing,
    settled,
    word,
)

WHOLE = Decimal(100)
"""What the weights of milestones come to."""


@dataclass(frozen=True, slots=True)
class Point:
    """What is reached by the evening of ``day``.

    ``amount`` is cumulative in the target's unit for a node, the milestone's own weight for a milestone, and the
    cumulative share of the year, from 0 to 1, for a month.
    """

    day: date
    amount: Decimal
    name: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why points make no schedule: a key of the catalogue with its values."""

    key: str
    values: tuple[tuple[str, str], ...] = ()

    def say(self, language: str = "zh") -> str:
        """In words, with what to do."""
        return word(self.key, language=language, **dict(self.values))


def problems_of_nodes(
    points: Sequence[Point], *, start: date, end: date, value: Decimal | None
) -> tuple[Problem, ...]:
    """What keeps the points from being nodes up to ``value``."""
    found = [*_valued(value), *_days(points, start=start, end=end), *_growing(points)]
    if points and points[-1].day != end:
        found.append(Problem("points.last-day", (("end", end.isoformat()),)))
    if points and value is not None and points[-1].amount != value:
        found.append(Problem("points.last-amount", (("value", exact(value)),)))
    return tuple(found)


def problems_of_milestones(
    points: Sequence[Point], *, start: date, end: date, value: Decimal | None
) -> tuple[Problem, ...]:
    """What keeps the points from being weighted milestones; their ``value`` is 100."""
    found = list(_days(points, start=start, end=end, together=True))
    if value != WHOLE:
        found.append(Problem("points.whole"))
    names = [point.name.strip() for point in points]
    if not all(names) or len(set(names)) < len(names):
        found.append(Problem("points.names"))
    if any(point.amount <= 0 for point in points):
        found.append(Problem("points.weight"))
    total = sum((point.amount for point in points), Decimal(0))
    if points and total != WHOLE:
        found.append(Problem("points.weights", (("total", exact(total)),)))
    return tuple(found)


def problems_of_season(
    points: Sequence[Point], *, start: date, end: date, value: Decimal | None
) -> tuple[Problem, ...]:
    """What keeps the points from being cumulative shares of a year."""
    found = [*_valued(value), *_days(points, start=start, end=end), *_growing(points)]
    if points and points[-1].day != end:
        found.append(Problem("points.last-day", (("end", end.isoformat()),)))
    if points and points[-1].amount != 1:
        found.append(Problem("points.last-share"))
    return tuple(found)


def _valued(value: Decimal | None) -> Iterable[Problem]:
    if value is None:
        yield Problem("points.no-value")


def _days(points: Sequence[Point], *, start: date, end: date, together: bool = False) -> Iterable[Problem]:
    if not points:
        yield Problem("points.none")
    for before, after in pairwise(points):
        if after.day < before.day or (after.day == before.day and not together):
            yield Problem("points.order", (("day", after.day.isoformat()),))
    for point in points:
        if not start <= point.day <= end:
            span = (("day", point.day.isoformat()), ("start", start.isoformat()), ("end", end.isoformat()))
            yield Problem("points.outside", span)


def _growing(points: Sequence[Point]) -> Iterable[Problem]:
    amounts = [Decimal(0), *(point.amount for point in points)]
    if any(after < before for before, after in pairwise(amounts)):
        yield Problem("points.falling")


def quarter_nodes(*, value: Decimal, start: date, end: date) -> tuple[Point, ...]:
    """A node at each quarter's end up to ``end``: equal quarters, one that is not whole by its months.

    Amounts are whole where the target is whole.
    """
    places = 0 if value == value.to_integral_value() else 2
    months = _months(start, end)
    nodes = [
        Point(day, half_up(WORKING.divide(WORKING.multiply(value, _months(start, day)), months), places))
        for day in _quarter_ends(start, end)
        if day < end
    ]
    return (*nodes, Point(end, value))


def _months(start: date, day: date) -> int:
    """Months of the calendar from that of ``start`` to that of ``day``, both counted."""
    return (day.year - start.year) * 12 + day.month - start.month + 1


def _quarter_ends(start: date, end: date) -> Iterable[date]:
    day = period_containing(start, Length.QUARTER).end
    while day <= end:
        yield day
        day = month_end(add_months(day, 3))


def season_of(cumulative: Sequence[Decimal], *, year: int) -> tuple[Point, ...] | None:
    """Monthly shares of ``year`` in the shape of twelve cumulative figures of an earlier one.

    ``None`` where they are not twelve, fall, or come to nothing.
    """
    figures = [Decimal(0), *cumulative]
    if len(cumulative) != 12 or figures[-1] <= 0 or any(b < a for a, b in pairwise(figures)):
        return None
    shares = (settled(WORKING.divide(each, cumulative[-1])) for each in cumulative)
    return tuple(Point(month_end(date(year, month, 1)), share) for month, share in enumerate(shares, start=1))


def points_to_json(points: Iterable[Point]) -> list[dict[str, str]]:
    """Days as ISO text, amounts as text; a name only where there is one."""
    return [
        {"day": each.day.isoformat(), "amount": exact(each.amount)}
        | ({"name": each.name} if each.name else {})
        for each in points
    ]


def points_from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Point, ...]:
    """What ``points_to_json`` wrote."""
    return tuple(
        Point(date.fromisoformat(row["day"]), Decimal(row["amount"]), row.get("name", "")) for row in rows
    )
