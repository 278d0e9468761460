"""Figures in print."""

from decimal import Decimal
from typing import Final

_DIGITS: Final = 15
"""Decimal digits that a double keeps; figures of plans have fewer."""


def number(value: Decimal) -> int | float | str:
    """A plain number; one that no double holds stays text rather than become another number."""
    if value.adjusted() >= _DIGITS:
        return str(value)
    return int(value) if value == value.to_integral_value() else float(value)
