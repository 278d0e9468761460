"""Calendar periods of a year, and whole months counted from any day."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum


class Length(IntEnum):
    """How many months a period lasts."""

    MONTH = 1
    QUARTER = 3
    HALF = 6
    YEAR = 12


@dataclass(frozen=True, slots=True)
class Period:
    """The ``ordinal``-th (from 1) period of a length in a year; both ends belong to it.

    Raises ``ValueError`` when the year has no such period.
    """

    year: int
    length: Length
    ordinal: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.ordinal <= 12 // self.length:
            raise ValueError(f"a year has no {self.length.name.lower()} number {self.ordinal}")

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, (self.ordinal - 1) * self.length + 1, 1)

    @property
    def end(self) -> date:
        """Last day."""
        return month_end(date(self.year, self.ordinal * self.length, 1))

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return days_inclusive(self.start, self.end)


def periods_of(year: int, length: Length) -> tuple[Period, ...]:
    """All periods of a length in a year, in order."""
    return tuple(Period(year, length, ordinal) for ordinal in range(1, 12 // length + 1))


def period_containing(day: date, length: Length) -> Period:
    """The period of a length that a day falls in."""
    return Period(day.year, length, (day.month - 1) // length + 1)


def days_inclusive(start: date, end: date) -> int:
    """Days from ``start`` to ``end``, both counted; 0 or less when ``end`` comes before."""
    return (end - start).days + 1


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The corresponding day ``months`` later, or the month's last day where there is none.

    Source: Civil Code of the PRC, article 202.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_elapsed(start: date, as_of: date) -> int:
    """Complete months from the morning of ``start`` to the evening of ``as_of``; never below 0."""
    morning_after = as_of + timedelta(days=1)
    months = (morning_after.year - start.year) * 12 + morning_after.month - start.month
    return max(0, months if add_months(start, months) <= morning_after else months - 1)


def months_spanned(start: date, end: date) -> int:
    """Months that the days from ``start`` to ``end`` take, a begun month counted whole."""
    months = months_elapsed(start, end)
    return months if add_months(start, months) > end else months + 1
