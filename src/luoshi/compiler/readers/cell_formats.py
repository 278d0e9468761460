"""Numbers and dates as a spreadsheet shows them: the value and its format code together.

``0.15`` under ``0%`` is 15%, ``45000`` under ``yyyy"年"m"月"`` is 2023年3月: a reader who looks at the
value alone is wrong. Dates whose format has no Chinese in it are printed in Chinese all the same.
"""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

GENERAL: Final = "General"
BUILT_IN: Final = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "yyyy/m/d",
    16: "m/d",
    17: "yyyy/m",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m/d",
    31: 'yyyy"年"m"月"d"日"',
    32: "h:mm",
    33: "h:mm:ss",
    36: 'yyyy"年"m"月"',
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
_TOKEN: Final = re.compile(
    r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|([ymdhs])\1*|a+|AM/PM|A/P|上午/下午|.', re.I | re.S
)
_FIELD: Final = re.compile(r"([ymdhs])\1*", re.I)
_SILENT: Final = re.compile(r"\[[^\]]*\]|_.|\*.|a+|AM/PM|A/P|上午/下午", re.I)
_DIGITS: Final = re.compile(r"[#0?][#0?,]*(?:\.([#0?]*))?")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
_LAST_DAY: Final = 2_958_465
"""31 December 9999, the last day that a spreadsheet knows."""
_EXACT: Final = 15
"""Significant digits that a spreadsheet keeps."""


def shown(text: str, code: str, *, from_1904: bool = False) -> str:
    """The number in ``text`` (as the file keeps it) as its format code shows it.

    >>> shown("0.15", "0%"), shown("12", "General"), shown("44742", "yyyy/m/d")
    ('15%', '12', '2022年6月30日')
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return text
    section = _section(code, number)
    if section.lower() in ("general", "@", ""):
        return plain(number)
    if _is_date(section):
        return _dated(number, section, 1462 if from_1904 else 0)
    return _numbered(number, section)


def plain(number: Decimal) -> str:
    """All digits that count: no exponent, no noise behind the fifteenth, no ``.0``."""
    rounded = Decimal(f"{number:.{_EXACT}g}")
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def dated(moment: datetime) -> str:
    """A day in Chinese, with its time where it has one."""
    day = f"{moment.year}年{moment.month}月{moment.day}日"
    return day if (moment.hour, moment.minute) == (0, 0) else f"{day}{moment:%H:%M}"


def _section(code: str, number: Decimal) -> str:
    """Of ``positive;negative;zero;text`` the part that holds for ``number``."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    if number < 0 and len(sections) > 1:
        return "-" + sections[1].replace("-", "") if "(" not in sections[1] else sections[1]
    if number == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]


def _tokens(section: str) -> list[str]:
    return [found[0] for found in _TOKEN.finditer(section)]


def _is_date(section: str) -> bool:
    tokens = [token for token in _tokens(section) if not _quoted(token)]
    return any(_FIELD.fullmatch(token) for token in tokens) and not any(token in "#0?" for token in tokens)


def _quoted(token: str) -> bool:
    return token[0] in '"\\'


def _literal(token: str) -> str:
    return "" if _SILENT.fullmatch(token) else token[1:] if token[0] == "\\" else token.strip('"')


def _dated(number: Decimal, section: str, shift: int) -> str:
    days = number + shift
    if not 0 <= days <= _LAST_DAY:
        return plain(number)
    first = datetime(1899, 12, 31) if days < 60 else datetime(1899, 12, 30)
    moment = first + timedelta(seconds=int((days * 86400).to_integral_value(ROUND_HALF_UP)))
    tokens = _tokens(section)
    if _CHINESE.search("".join(_literal(token) for token in tokens if not _FIELD.fullmatch(token))):
        return _as_formatted(moment, tokens)
    return _in_chinese(moment, tokens)


def _as_formatted(moment: datetime, tokens: list[str]) -> str:
    pieces, timed = "", False
    for token in tokens:
        if _FIELD.fullmatch(token):
            timed = timed or token[0].lower() == "h"
            pieces += _field(moment, token.lower(), timed=timed)
        else:
            pieces += _literal(token)
    return pieces.strip()


def _field(moment: datetime, token: str, *, timed: bool) -> str:
    value = {
        "y": moment.year if len(token) > 2 else moment.year % 100,
        "m": moment.minute if timed else moment.month,
        "d": moment.day,
        "h": moment.hour,
        "s": moment.second,
    }[token[0]]
    return f"{value:02}" if len(token) == 2 else str(value)


def _in_chinese(moment: datetime, tokens: list[str]) -> str:
    fields = [token[0].lower() for token in tokens if _FIELD.fullmatch(token)]
    pieces = f"{moment.year}年" if "y" in fields else ""
    at_time = "h" in fields or "s" in fields
    if "m" in fields and ("y" in fields or "d" in fields or not at_time):
        pieces += f"{moment.month}月"
    pieces += f"{moment.day}日" if "d" in fields else ""
    return pieces + (f"{moment:%H:%M}" if at_time else "")


def _numbered(number: Decimal, section: str) -> str:
    """By the digits of the section; what is quoted around them is printed, too."""
    bare = "".join(token if token in "#0?.,%" else "\0" * len(token) for token in _tokens(section))
    digits = _DIGITS.search(bare)
    if digits is None or re.search(r"[eE][+-]|/", section):
        return plain(number)
    around = [
        "".join(_literal(token) for token in _tokens(part))
        for part in (section[: digits.start()], section[digits.end() :])
    ]
    scaled = abs(number) * (100 if "%" in bare else 1)
    sign = "-" if number < 0 and "-" not in around[0] and "(" not in around[0] else ""
    return (sign + around[0] + _fixed(scaled, digits[0]) + around[1]).strip()


def _fixed(number: Decimal, digits: str) -> str:
    whole, _, fraction = digits.partition(".")
    places, least = len(fraction), fraction.count("0")
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    while places > least and text.endswith("0"):
        text, places = text[:-1], places - 1
    return text.removesuffix(".")
