"""Numbers as plans print them: `2.53万`, `１２０`, `1,200`, `三千`, `十余`, `两`."""

import re
import unicodedata
from decimal import Decimal
from typing import Final, NamedTuple

DIGITS: Final = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
SMALL: Final = {"十": 10, "百": 100, "千": 1000}
MAGNITUDES: Final = {
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "万": 10**4,
    "亿": 10**8,
    "千": 1000,
    "百": 100,
}
ARABIC: Final = r"[0-9０-９]{1,15}(?![0-9０-９])(?:[,，][0-9]{3}(?![0-9])){0,4}(?:[.．][0-9０-９]{1,8})?"
"""At most as many digits as any figure of a plan has: longer ones are serial numbers."""
CHINESE: Final = "(?:两(?:[百千][〇零一二三四五六七八九十百千]*)?|[〇零一二三四五六七八九十百千]{1,9})"
"""`七两个` is no 72: 两 opens a number or is one."""
MAGNITUDE: Final = "万亿|千亿|百亿|千万|百万|十万|万|亿|(?<=[0-9])千(?![米瓦克伏])|(?<=[0-9])百(?!分)"


class Number(NamedTuple):
    """A number without its magnitude, the magnitude as printed, and whether `多` or `余` follows."""

    value: Decimal
    magnitude: str
    more: bool

    @property
    def whole(self) -> Decimal:
        """With the magnitude multiplied in: `2.53万` is 25300."""
        return plain(self.value * MAGNITUDES.get(self.magnitude, 1))


def plain(value: Decimal) -> Decimal:
    """Without zeros behind the point that only a magnitude left there: 25300, not 25300.00."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def arabic(text: str) -> Decimal:
    """`1,200`, `２.５` as a decimal."""
    return Decimal(re.sub(",", "", unicodedata.normalize("NFKC", text)))


def chinese(text: str) -> Decimal:
    """`十二`, `两百五十`, `三千` up to 9999. A digit string (`二〇二五`) is read digit by digit."""
    if len(text) > 1 and all(char in DIGITS for char in text):
        return Decimal("".join(str(DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in SMALL:
            total += (digit or 1) * SMALL[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return Decimal(total + digit)


def count(text: str) -> int:
    """`三` or `3` as a small count."""
    return int(arabic(text) if text.isdecimal() else chinese(text))
