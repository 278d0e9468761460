"""Figures are rounded for print by a named rule, and shares can be made to add up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.kernel import exact, half_even, half_up, percentage_shares, settled, shown


@pytest.mark.parametrize(
    ("value", "places", "up", "even"),
    [
        ("2.5", 0, "3", "2"),
        ("3.5", 0, "4", "4"),
        ("-2.5", 0, "-3", "-2"),
        ("0.125", 2, "0.13", "0.12"),
        ("99.178", 1, "99.2", "99.2"),
        ("1250", -2, "1300", "1200"),
        (
            "999999999999999999999999999999.5",
            0,
            "1000000000000000000000000000000",
            "1000000000000000000000000000000",
        ),
    ],
)
def test_a_half_goes_up_or_to_the_even_neighbour(value: str, places: int, up: str, even: str) -> None:
    assert half_up(Decimal(value), places) == Decimal(up)
    assert half_even(Decimal(value), places) == Decimal(even)


COUNTS = [Decimal(count) for count in (17, 10, 24, 9, 162)]


def test_shares_are_rounded_each_for_itself() -> None:
    assert [str(share) for share in percentage_shares(COUNTS)] == ["7.7", "4.5", "10.8", "4.1", "73.0"]


def test_shares_can_be_made_to_add_up_at_the_cost_of_the_largest() -> None:
    """The figures of a county's printed half-year report on 222 items."""
    shares = percentage_shares(COUNTS, force_to_100=True)
    assert [str(share) for share in shares] == ["7.7", "4.5", "10.8", "4.1", "72.9"]


def test_shares_of_nothing_are_nothing() -> None:
    assert percentage_shares([Decimal(0), Decimal(0)], force_to_100=True) == (0, 0)


@given(counts=st.lists(st.integers(0, 10_000).map(Decimal), min_size=1).filter(any), places=st.integers(0, 3))
def test_forced_shares_always_add_up_to_100(counts: list[Decimal], places: int) -> None:
    assert sum(percentage_shares(counts, places=places, force_to_100=True)) == 100


@pytest.mark.parametrize(
    ("value", "full", "short"),
    [
        ("120", "120", "120"),
        ("120.00", "120", "120"),
        ("1E+3", "1000", "1000"),
        ("149.589", "149.589", "149.6"),
        ("0.004", "0.004", "0.004"),
        ("0.00456", "0.00456", "0.0046"),
        ("-0.0", "0", "0"),
        ("-10.409", "-10.409", "-10.4"),
    ],
)
def test_a_figure_is_shown_in_full_or_for_reading(value: str, full: str, short: str) -> None:
    assert exact(Decimal(value)) == full
    assert shown(Decimal(value)) == short


def test_guard_digits_of_a_division_do_not_survive() -> None:
    assert settled(Decimal("89." + "9" * 48)) == 90
    assert settled(Decimal("89." + "9" * 30)) < 90
