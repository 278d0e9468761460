"""Deadlines: the last day of the time that the words name."""

import calendar
import re
from datetime import date
from typing import Final

from luoshi.compiler.lexicon import numerals

_NUMERAL = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
PLAN_END: Final = {
    "九五": 2000,
    "十五": 2005,
    "十一五": 2010,
    "十二五": 2015,
    "十三五": 2020,
    "十四五": 2025,
    "十五五": 2030,
    "十六五": 2035,
}
"""Last year of each five-year plan."""
_PATTERNS = (
    ("last-of", re.compile(r"20[0-9]{2}年?[ ]?[~～—–\-－至到][ ]?(20[0-9]{2})年(?!度?[0-9])")),
    ("day", re.compile(r"(20[0-9]{2})[年.\-/]([0-9]{1,2})[月.\-/]([0-9]{1,2})(?![0-9])日?")),
    ("day", re.compile(r"()(?<![0-9])([0-9]{1,2})月([0-9]{1,2})日")),
    ("month", re.compile(r"(20[0-9]{2})[.\-/]([0-9]{1,2})(?![0-9.%％])")),
    ("month", re.compile(r"(?:(20[0-9]{2})年)?([0-9]{1,2})月(?:份)?(?:底|末)?(?:前|之前)?")),
    ("five-years", re.compile(r"[“\"]?(十[一二三四五六]五)[”\"]?(?:时?期)?末")),
    ("quarter", re.compile(r"(?:(20[0-9]{2})年)?第?([一二三四1-4])季度(?:末|底)?(?:前)?")),
    ("half", re.compile(r"(?:(20[0-9]{2})年)?(上|下)半年")),
    ("year-end", re.compile(r"(?:(20[0-9]{2})|今|本)?年(?:底|末)(?:前|之前)?")),
    ("by-year", re.compile(r"[到至](20[0-9]{2})年")),
    ("ahead-of", re.compile(r"(20[0-9]{2})年(?:之前|以前|前)")),
    ("by-year", re.compile(r"(20[0-9]{2})年(?:以?内|期间)")),
    ("within", re.compile(r"()(?:用|力争)?([一二两三四五3-5])年(?:内|时间)")),
)


def deadline(words: str, *, year: int | None) -> date | None:
    """The day named in ``words``; ``None`` where they name none or the year is unknown."""
    for kind, pattern in _PATTERNS:
        match = pattern.search(words)
        if match:
            return _day(kind, match, year)
    return None


def _day(kind: str, match: "re.Match[str]", year: int | None) -> date | None:
    if kind == "five-years":
        return date(PLAN_END[match[1]], 12, 31)
    named = int(match[1]) if match[1] else year
    if named is None:
        return None
    if kind == "ahead-of":
        return date(named - 1, 12, 31)
    if kind == "within":
        return date(named + numerals.count(match[2]) - 1, 12, 31)
    if kind == "day":
        return _exactly(named, int(match[2]), int(match[3]))
    if kind == "month":
        return _month_end(named, int(match[2]))
    if kind == "quarter":
        return _month_end(named, 3 * _NUMERAL[match[2]])
    if kind == "half":
        return _month_end(named, 6 if match[2] == "上" else 12)
    return date(named, 12, 31)


def _exactly(year: int, month: int, day: int) -> date | None:
    last = _month_end(year, month)
    return date(year, month, day) if last and 1 <= day <= last.day else None


def _month_end(year: int, month: int) -> date | None:
    if not 1 <= month <= 12:
        return None
    return date(year, month, calendar.monthrange(year, month)[1])
