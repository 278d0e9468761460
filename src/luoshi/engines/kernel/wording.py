"""Values and catalogue keys as text."""

from datetime import date
from decimal import Decimal

from luoshi.engines.kernel.messages import MESSAGES
from luoshi.engines.kernel.rounding import half_up

LANGUAGES = ("zh", "en")

Value = Decimal | date | int | str


def word(key: str, /, *, language: str = "zh", **values: str) -> str:
    """The wording of ``key``; ``zh`` and its variants read Chinese, all else English.

    Raises ``KeyError`` for a key or a named value that is missing.
    """
    return MESSAGES[key][0 if language.startswith("zh") else 1].format_map(values)


def exact(value: Value) -> str:
    """A value in full: ``120``, ``0.25``, ``2022-06-30``; no trailing zeros, no separators."""
    if not isinstance(value, Decimal):
        return value.isoformat() if isinstance(value, date) else str(value)
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def shown(value: Decimal, *, places: int = 1) -> str:
    """A value rounded half up for reading; one that would show as 0 keeps two digits."""
    rounded = half_up(value, places)
    if value and not rounded:
        rounded = half_up(value, 1 - value.adjusted())
    return exact(rounded)
