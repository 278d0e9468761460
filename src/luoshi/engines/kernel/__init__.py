"""What all calculations share: periods, working days, rounding, traces and their wording."""

from luoshi.engines.kernel.calendar import (
    Due,
    WorkingCalendar,
    add_calendar_months,
    add_days,
    add_working_days,
    working_days_between,
)
from luoshi.engines.kernel.periods import (
    Length,
    Period,
    add_months,
    days_inclusive,
    month_end,
    months_elapsed,
    months_spanned,
    period_containing,
    periods_of,
)
from luoshi.engines.kernel.rounding import WORKING, half_even, half_up, percentage_shares, settled
from luoshi.engines.kernel.trace import Trace
from luoshi.engines.kernel.wording import LANGUAGES, Value, exact, shown, word
from luoshi.engines.kernel.words import Words

__all__ = [
    "LANGUAGES",
    "WORKING",
    "Due",
    "Length",
    "Period",
    "Trace",
    "Value",
    "Words",
    "WorkingCalendar",
    "add_calendar_months",
    "add_days",
    "add_months",
    "add_working_days",
    "days_inclusive",
    "exact",
    "half_even",
    "half_up",
    "month_end",
    "months_elapsed",
    "months_spanned",
    "percentage_shares",
    "period_containing",
    "periods_of",
    "settled",
    "shown",
    "word",
    "working_days_between",
]
