"""Days that clauses name for what stands in them or behind them."""

import re
from datetime import date
from typing import Final

from luoshi.compiler.lexicon.dates import deadline
from luoshi.compiler.passes.targets import metric

_TIME_ONLY: Final = 16
_YEAR_ALONE = re.compile("(20[0-9]{2})年")
_YEAR_AT_HEAD = re.compile("[ 、]*(?:确保|力争)?(20[0-9]{2})年(?![底末前度]|[0-9到至—-])")
_BEGINS = re.compile("[ 、]*(?:其中)?(?:确保|力争)?[到至]?(20[0-9]{2})年")
_MAY_NAME = re.compile("[年月末]|季度|20[0-9]{2}|五")
TIMED: Final = re.compile("[年月末]|季度")
"""Any clause that names a time holds one of these."""


def led_by(clause: str, *, year: int | None, day: date | None) -> date | None:
    """The day for what follows a clause: its own where it is nothing but time, else the one so far."""
    only_time = len(clause) <= _TIME_ONLY and TIMED.search(clause) and not metric.cleaned(clause)
    return _named(clause, year) if only_time else day


def within(printed: str, year: int | None, *, named: int | None = None) -> date | None:
    """The day named by the words in front of a target in its own clause, or the year at their head.

    ``named`` is the year of a clause before: `2022年9月完成…,年底前…` means the end of 2022.
    """
    if not _MAY_NAME.search(printed):
        return None
    return deadline(printed, year=named or year) or _year_of(printed, year)


def year_at_head(clause: str) -> int | None:
    """The year that a clause begins with."""
    named = _BEGINS.match(clause) if "20" in clause else None
    return int(named[1]) if named else None


def _named(clause: str, year: int | None) -> date | None:
    """The day of a clause that is nothing but time; the plan's own year alone names none."""
    bare = _YEAR_ALONE.fullmatch(clause.strip())
    if bare is None:
        return deadline(clause, year=year)
    return None if int(bare[1]) == year else date(int(bare[1]), 12, 31)


def _year_of(printed: str, year: int | None) -> date | None:
    """`2019年再新建8座` in a plan of another year: that year's end."""
    named = _YEAR_AT_HEAD.match(printed)
    return date(int(named[1]), 12, 31) if named and year and int(named[1]) != year else None
