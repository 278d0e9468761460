"""Rounding for display. Nothing is classified or ranked by a rounded number."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

WORKING = Context(prec=50, rounding=ROUND_HALF_EVEN)
"""Arithmetic inside the engines; facts have at most 24 digits."""

_GUARDED = Context(prec=40, rounding=ROUND_HALF_EVEN)

_HUNDRED = Decimal(100)


def settled(value: Decimal) -> Decimal:
    """Drop the guard digits of ``WORKING``, so that 60 out of two thirds of 100 is 90 % exactly.

    A threshold is compared with this. It only takes away what division added: far beyond the
    digits of any fact.
    """
    return _GUARDED.plus(value)


def half_up(value: Decimal, places: int) -> Decimal:
    """Round a half away from zero, as scores are printed."""
    return _rounded(value, places, ROUND_HALF_UP)


def half_even(value: Decimal, places: int) -> Decimal:
    """Round a half to the even neighbour. Source: GB/T 8170-2008, 3.2."""
    return _rounded(value, places, ROUND_HALF_EVEN)


def _rounded(value: Decimal, places: int, rounding: str) -> Decimal:
    step = Decimal(1).scaleb(-places)
    width = max(value.adjusted(), 0) + max(places, 0) + 2
    return value.quantize(step, rounding=rounding, context=Context(prec=width))


def percentage_shares(
    counts: Sequence[Decimal], *, places: int = 1, force_to_100: bool = False
) -> tuple[Decimal, ...]:
    """Each count's share of their sum in %, half up; all 0 when the sum is 0.

    With ``force_to_100`` the largest share (the first of equals) takes up what rounding left over,
    the way that printed status reports make their shares add up to 100.
    """
    total = sum(counts, Decimal(0))
    if total == 0:
        return tuple(half_up(Decimal(0), places) for _ in counts)
    shares = [half_up(WORKING.divide(count * _HUNDRED, total), places) for count in counts]
    if force_to_100:
        shares[shares.index(max(shares))] += _HUNDRED - sum(shares, Decimal(0))
    return tuple(shares)
