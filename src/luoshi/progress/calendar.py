"""The calendar by which clocks run."""

from functools import cache

from luoshi.engines.kernel import WorkingCalendar
from luoshi.engines.kernel.seed import KNOWN_YEARS, seed


@cache
def working_calendar() -> WorkingCalendar:
    """All years whose notice is known; days of other years are provisional."""
    return seed(KNOWN_YEARS)
