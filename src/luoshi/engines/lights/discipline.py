"""Whether reports came when they were due: silence and lateness count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

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
    made = [each for each in told if each.on <= as_of]
    covered = max((period_containing(each.as_of, reporting.every).end for each in made), default=None)
    periods = [
        (last, day)
        for last in _ends(start, min(end, as_of), reporting.every)
        if (day := _due(reporting, last, calendar)) < as_of
    ]
    missing = [day for last, day in periods if covered is None or last > covered]
    late = sum(_late(last, day, made, reporting.every) for last, day in periods)
    return Discipline(missing=len(missing), due=missing[-1] if missing else None, late=late)


def _ends(start: date, until: date, every: Length) -> Iterable[date]:
    day = period_containing(start, every).end
    while day <= until:
        yield day
        day = period_containing(add_months(day.replace(day=1), every), every).end


def _due(reporting: Reporting, last: date, calendar: WorkingCalendar) -> date:
    count = add_working_days if reporting.working else add_days
    return count(calendar, last, days=reporting.within).day


def _late(last: date, due: date, told: Iterable[Told], every: Length) -> bool:
    """Whether the first report that covers the period came after its day."""
    first = min((each.on for each in told if period_containing(each.as_of, every).end >= last), default=None)
    return first is not None and first > due
