"""A working calendar from the kept library; its tables follow the State Council's yearly notices."""

from collections.abc import Iterable

from chinese_calendar.constants import holidays, workdays

from luoshi.engines.kernel.calendar import WorkingCalendar

KNOWN_YEARS = frozenset(day.year for day in holidays)


def seed(years: Iterable[int]) -> WorkingCalendar:
    """The calendar of those of ``years`` that the library knows; the others stay provisional."""
    covered = KNOWN_YEARS.intersection(years)
    return WorkingCalendar(
        years=covered,
        holidays=frozenset(day for day in holidays if day.year in covered),
        makeup_days=frozenset(day for day in workdays if day.year in covered),
    )
