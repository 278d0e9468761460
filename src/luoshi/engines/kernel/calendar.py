"""Working days as data, and periods of time counted the way that the Civil Code counts them."""

from dataclasses import dataclass
from datetime import date, timedelta

from luoshi.engines.kernel.periods import add_months

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are worked. ``years`` are those whose State Council notice is in the data.

    ``holidays`` are days off by that notice, ``makeup_days`` are weekend days worked in exchange.
    In any other year Monday to Friday are taken as worked, and results are provisional.
    """

    years: frozenset[int]
    holidays: frozenset[date]
    makeup_days: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        """Whether the day is worked."""
        if day in self.makeup_days:
            return True
        return day not in self.holidays and day.weekday() < _SATURDAY

    def provisional(self, start: date, end: date) -> bool:
        """Whether any year from ``start`` to ``end`` is not covered by a notice."""
        return not self.years.issuperset(range(start.year, end.year + 1))


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period; ``provisional`` when a year's notice is still missing."""

    day: date
    provisional: bool


def add_working_days(calendar: WorkingCalendar, start: date, *, days: int) -> Due:
    """The ``days``-th working day after ``start``; ``start`` itself is not counted (article 201).

    ``days`` of 0 gives ``start``. Raises ``ValueError`` below 0.
    """
    if days < 0:
        raise ValueError("a time limit cannot be negative")
    day, left = start, days
    while left:
        day += _DAY
        left -= calendar.is_working_day(day)
    return Due(day, calendar.provisional(start, day))


def working_days_between(calendar: WorkingCalendar, start: date, end: date) -> int:
    """Working days after ``start`` up to and with ``end``; negative when ``end`` comes before."""
    if end < start:
        return -working_days_between(calendar, end, start)
    return sum(calendar.is_working_day(start + _DAY * n) for n in range(1, (end - start).days + 1))


def add_days(calendar: WorkingCalendar, start: date, *, days: int) -> Due:
    """The end of a period of natural days: ``start`` not counted, last day a day off moves on.

    Source: Civil Code of the PRC, articles 201 and 203.
    """
    return _due(calendar, start, start + _DAY * days)


def add_calendar_months(calendar: WorkingCalendar, start: date, *, months: int) -> Due:
    """The end of a period of months. Source: Civil Code of the PRC, articles 202 and 203."""
    return _due(calendar, start, add_months(start, months))


def _due(calendar: WorkingCalendar, start: date, last: date) -> Due:
    day = last
    while not calendar.is_working_day(day):
        day += _DAY
    return Due(day, calendar.provisional(start, day))
