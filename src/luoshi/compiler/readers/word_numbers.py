"""The number formats of Word's lists, by the names that its files use (ECMA-376, 17.18.59)."""

from collections.abc import Callable, Mapping
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def written(number: int, form: str) -> str:
    """``number`` as that format prints it; formats that are not known print digits.

    >>> written(12, "chineseCounting"), written(4, "upperRoman"), written(3, "decimalEnclosedCircle")
    ('十二', 'IV', '③')
    """
    return _FORMATS.get(form, str)(number) if number >= 0 else str(number)


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """一 … 九十九, then digit by digit."""
    return _thousands(number) if number < 100 else _digit_by_digit(number)


def _thousands(number: int, digits: str = "零一二三四五六七八九", units: str = "千百十") -> str:
    """一千零二十三; digits alone from 10,000 on."""
    if not 0 < number < 10_000:
        return _digit_by_digit(number)
    pieces, gap = "", False
    for digit, unit in zip(f"{number:04}", [*units, ""], strict=True):
        if digit == "0":
            gap = bool(pieces)
            continue
        pieces += (digits[0] if gap else "") + digits[int(digit)] + unit
        gap = False
    ten = digits[1] + units[2]
    return pieces[1:] if pieces.startswith(ten) and digits[1] == "一" else pieces


def _legal(number: int) -> str:
    return _thousands(number, _LEGAL, "仟佰拾")


def _roman(number: int) -> str:
    if not 0 < number < 5000:
        return str(number)
    pieces = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        pieces += letters * count
    return pieces


def _letter(number: int) -> str:
    """a … z, aa, bb …; Word repeats the letter."""
    repeated, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (repeated + 1) if 0 < number <= 780 else str(number)


def _from(first: str, *, count: int) -> Callable[[int], str]:
    """A run of characters that stand one after the other in Unicode."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= count else str(number)


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if 0 < number <= len(characters) else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "none": lambda number: "",
    "bullet": lambda number: "",
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "numberInDash": lambda number: f"- {number} -",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "chineseCounting": _counting,
    "japaneseCounting": _thousands,
    "chineseCountingThousand": _thousands,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _thousands,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "decimalEnclosedCircle": _from("①", count=20),
    "decimalEnclosedCircleChinese": _from("①", count=20),
    "decimalEnclosedParen": _from("⑴", count=20),
    "decimalEnclosedFullstop": _from("⒈", count=20),
    "ideographEnclosedCircle": _from("㊀", count=10),
}
