"""Whether reports came when they were due: silence and lateness count."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate

from luoshi.engines.kernel import (
    Length,
    WorkingCalendar,
    add_days,
    add_months,
    add_working_days,
    period_containing,
)
from luoshi.engines.lights.standing import Light


@dataclass(frozen=True, slots=True)
class Reporting:
    """A report is due for every period, ``within`` days after its end.

    A green light becomes ``late`` while the last report that was due is missing; from ``silent_after`` missing
    reports in a row on, a green or yellow one becomes ``silent``.
    """

    every: Length
    within: int
    working: bool
    late: Light
    silent_after: int
    silent: Light


@dataclass(frozen=True, slots=True)
class Told:
    """A report: the day that it speaks of, and the day on which it was made."""

    as_of: date
    on: date


@dataclass(frozen=True, slots=True)
class Discipline:
    """``missing`` reports in a row up to now, the day on which the last of them was due, and how many came late."""

    missing: int
    due: date | None
    late: int


def discipline(
    reporting: Reporting,
    told: Sequence[Told],
    *,
    start: date,
    end: date,
    as_of: date,
    calendar: WorkingCalendar,
) -> Discipline:
    """How reports of a target that runs from ``start`` to ``end`` came, up to the evening of ``as_of``.

    A report covers the period of the day that it speaks of and all before it.
    """
    made = sorted((_period_end(each.as_of, reporting.every), each.on) for each in told if each.on <= as_of)
    periods = [(last, day) for last, day in _owed(reporting, start, end, calendar) if day < as_of]
    missing = [day for last, day in periods if not made or last > made[-1][0]]
    return Discipline(len(missing), due=missing[-1] if missing else None, late=_late(periods, made))


@lru_cache(maxsize=4096)
def _period_end(day: date, every: Length) -> date:
    """Asked of the same few days for every target of a country."""
    return period_containing(day, every).end


@lru_cache(maxsize=1024)
def _owed(
    reporting: Reporting, start: date, end: date, calendar: WorkingCalendar
) -> tuple[tuple[date, date], ...]:
    """Last day of every period of a course, and the day on which its report is due; most courses are alike."""
    return tuple((last, _due(reporting, last, calendar)) for last in _ends(start, end, reporting.every))


def _ends(start: date, until: date, every: Length) -> Iterable[date]:
    day = _period_end(start, every)
    while day <= until:
        yield day
        day = _period_end(add_months(day.replace(day=1), every), every)


def _due(reporting: Reporting, last: date, calendar: WorkingCalendar) -> date:
    count = add_working_days if reporting.working else add_days
    return count(calendar, last, days=reporting.within).day


def _late(periods: Iterable[tuple[date, date]], made: Sequence[tuple[date, date]]) -> int:
    """Periods that were first covered after their day. ``made`` are ends of periods covered, in order, and the
    days of the reports."""
    ends = [last for last, _on in made]
    first = list(accumulate((on for _last, on in reversed(made)), min))[::-1]
    covering = ((bisect_left(ends, last), due) for last, due in periods)
    return sum(first[at] > due for at, due in covering if at < len(ends))
