"""Figures with their units: `2.53万套`, `1~3个`, `95%以上`, `一支`, `60亿`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from luoshi.compiler.lexicon import comparators, numerals, units
from luoshi.compiler.lexicon.rule import alternation

_NUMBER: Final = rf"(?:{numerals.ARABIC}|{numerals.CHINESE})"
_MORE: Final = "|".join(comparators.MORE)
_FIGURE: Final = re.compile(
    rf"(?<![0-9A-Za-z.第+])(?P<before>{alternation(tuple(comparators.BEFORE))})?"
    rf"(?P<low>{_NUMBER})(?P<lowmag>{numerals.MAGNITUDE})?"
    rf"(?:(?:{units.UNIT})?{numerals.RANGE_MARK}(?P<high>{_NUMBER})(?P<highmag>{numerals.MAGNITUDE})?)?"
    rf"(?P<more>{_MORE})?(?P<unit>{units.UNIT})?(?P<more2>{_MORE})?"
    rf"(?P<after>{alternation(tuple(comparators.AFTER))})?"
)
_PERCENT_WORDS: Final = re.compile(rf"百分之(?P<low>{numerals.CHINESE})")
_CALENDAR: Final = re.compile(r"年(?!来)|月(?!均)|日(?!均)|号|期|[-—~]|届|大(?!型)|分之")
_NAMED: Final = re.compile(rf"{alternation(units.DESCRIPTIVE)}|[A-Za-z+]")
_TOWN: Final = re.compile(r"村民|镇区|街道|头|道路|度电")


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure; offsets are the view's. ``low``/``high`` in the unit's base."""

    start: int
    """Where the comparator begins, or the number."""
    number: int
    end: int
    """Behind the unit and a trailing 以上, 左右."""
    low: Decimal
    high: Decimal | None
    unit: str | None
    before: str
    after: str
    more: bool
    chinese: bool
    unit_end: int


def figures(text: str, *, start: int, end: int) -> Iterator[Figure]:
    """Figures that could be a target's, left to right, never overlapping."""
    at = start
    while match := _FIGURE.search(text, at, end):
        figure = _figure(text, match)
        if figure:
            yield figure
            at = figure.end
        else:
            at = max(match.end("low"), match.start() + 1)


def _figure(text: str, match: "re.Match[str]") -> Figure | None:
    unit, after_number = match["unit"], match.end("highmag") if match["highmag"] else match.end("low")
    if _quoted_number(text, match):
        return None
    if unit is None and not _bare(text, match):
        return None
    unit_end = match.end("unit") if unit else max(after_number, match.end("lowmag"), match.end("more"))
    if unit and _NAMED.match(text, unit_end) and text[unit_end].isascii():
        return None
    low_mag, high_mag = match["lowmag"], match["highmag"]
    base, factor_low, factor_high = _base(unit, low_mag, high_mag, bare_money=unit is None)
    low = numerals.number(match["low"]) * factor_low
    high = numerals.number(match["high"]) * factor_high if match["high"] else None
    return Figure(
        start=match.start(),
        number=match.start("low"),
        end=match.end("after") if match["after"] else max(unit_end, match.end("more2")),
        low=low,
        high=high,
        unit=base,
        before=match["before"] or "",
        after=match["after"] or "",
        more=bool(match["more"] or match["more2"]),
        chinese=not match["low"][0].isdecimal(),
        unit_end=unit_end,
    )


def _quoted_number(text: str, match: "re.Match[str]") -> bool:
    """Years, months, numbers of a series (`3号`, `二期`) and sizes (`10千伏`) are no figures."""
    stop = match.end("low")
    return bool(_CALENDAR.match(text, stop) and not match["high"]) or bool(_NAMED.match(text, stop))


def _bare(text: str, match: "re.Match[str]") -> bool:
    """A figure without unit: only with a magnitude, in Arabic digits (`60亿`, `80万妇女`)."""
    mag = match["highmag"] or match["lowmag"]
    return bool(mag and match["low"][0].isdecimal() and "万" in mag + "万" * ("亿" in mag))


def _base(
    unit: str | None, low: str | None, high: str | None, *, bare_money: bool
) -> tuple[str | None, Decimal, Decimal]:
    """Unit, and the factors of both figures. Money keeps its magnitude; `60亿` is money."""
    last = high or low or ""
    if (unit and units.is_money(unit)) or (bare_money and last.endswith("亿")):
        kept = last
        first = numerals.magnitude(low) / numerals.magnitude(kept) if low else Decimal(1)
        return kept + (unit or "元"), first, Decimal(1)
    if high and not low:
        return unit, numerals.magnitude(high), numerals.magnitude(high)
    if units.is_share(unit) and unit == "百分点":
        return "个百分点", Decimal(1), Decimal(1)
    return unit, numerals.magnitude(low), numerals.magnitude(high or low)
