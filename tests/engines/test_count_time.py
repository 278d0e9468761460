"""Periods of a year, months, working days and the end of a time limit."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.kernel import (
    Due,
    Length,
    Period,
    add_calendar_months,
    add_days,
    add_months,
    add_working_days,
    months_elapsed,
    period_containing,
    periods_of,
    working_days_between,
)
from luoshi.engines.kernel.seed import seed

CALENDAR = seed(range(2021, 2027))

day_of_2022 = st.dates(date(2022, 1, 1), date(2022, 12, 31))


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("period", "start", "end", "days"),
    [
        (Period(2022, Length.YEAR), "2022-01-01", "2022-12-31", 365),
        (Period(2024, Length.YEAR), "2024-01-01", "2024-12-31", 366),
        (Period(2022, Length.HALF, 1), "2022-01-01", "2022-06-30", 181),
        (Period(2022, Length.HALF, 2), "2022-07-01", "2022-12-31", 184),
        (Period(2022, Length.QUARTER, 3), "2022-07-01", "2022-09-30", 92),
        (Period(2022, Length.MONTH, 2), "2022-02-01", "2022-02-28", 28),
        (Period(2024, Length.MONTH, 2), "2024-02-01", "2024-02-29", 29),
    ],
)
def test_a_period_has_its_days(period: Period, start: str, end: str, days: int) -> None:
    assert (period.start, period.end, period.days) == (on(start), on(end), days)


@pytest.mark.parametrize(("length", "ordinal"), [(Length.QUARTER, 5), (Length.HALF, 0), (Length.YEAR, 2)])
def test_a_year_has_no_fifth_quarter(length: Length, ordinal: int) -> None:
    with pytest.raises(ValueError, match="a year has no"):
        Period(2022, length, ordinal)


@given(day=day_of_2022, length=st.sampled_from(Length))
def test_every_day_is_in_exactly_one_period_of_a_length(day: date, length: Length) -> None:
    holding = [each for each in periods_of(2022, length) if each.start <= day <= each.end]
    assert holding == [period_containing(day, length)]


@pytest.mark.parametrize(
    ("start", "as_of", "months"),
    [
        ("2022-01-01", "2021-06-30", 0),
        ("2022-01-01", "2022-01-30", 0),
        ("2022-01-01", "2022-01-31", 1),
        ("2022-01-01", "2022-12-31", 12),
        ("2022-03-15", "2022-04-13", 0),
        ("2022-03-15", "2022-04-14", 1),
        ("2022-01-31", "2022-02-27", 1),
    ],
)
def test_a_month_counts_when_it_is_complete(start: str, as_of: str, months: int) -> None:
    assert months_elapsed(on(start), on(as_of)) == months


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2022-01-31", 1, "2022-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2022-11-30", 3, "2023-02-28"),
        ("2022-03-31", -1, "2022-02-28"),
    ],
)
def test_a_month_later_is_the_corresponding_day_or_the_month_end(
    day: str, months: int, expected: str
) -> None:
    assert add_months(on(day), months) == on(expected)


@pytest.mark.parametrize(
    ("year", "working_days"), [(2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)]
)
def test_a_year_has_the_working_days_of_its_notice(year: int, working_days: int) -> None:
    assert working_days_between(CALENDAR, date(year - 1, 12, 31), date(year, 12, 31)) == working_days


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2022-01-28", True),
        ("2022-01-29", True),  # a Saturday worked in exchange for the Spring Festival
        ("2022-01-31", False),
        ("2022-02-05", False),
        ("2022-06-30", True),
        ("2022-10-08", True),
        ("2022-10-09", True),
        ("2022-12-31", False),
    ],
)
def test_holidays_and_days_worked_in_exchange_are_known(day: str, worked: bool) -> None:
    assert CALENDAR.is_working_day(on(day)) is worked


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2022-06-30", 0, "2022-06-30"),
        ("2022-06-30", 1, "2022-07-01"),
        ("2022-07-01", 1, "2022-07-04"),
        ("2022-01-28", 2, "2022-01-30"),
        ("2022-01-30", 1, "2022-02-07"),
        ("2022-09-30", 5, "2022-10-12"),
    ],
)
def test_a_limit_in_working_days_starts_the_day_after(start: str, days: int, end: str) -> None:
    assert add_working_days(CALENDAR, on(start), days=days) == Due(on(end), provisional=False)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2022-06-30", 1, "2022-07-01"),
        ("2022-06-17", 15, "2022-07-04"),  # 2 July is a Saturday
        ("2022-09-16", 15, "2022-10-08"),  # 1 October; the Saturday after the holiday is worked
    ],
)
def test_a_limit_that_ends_on_a_day_off_ends_on_the_next_working_day(start: str, days: int, end: str) -> None:
    assert add_days(CALENDAR, on(start), days=days).day == on(end)


def test_a_limit_in_months_ends_on_the_corresponding_day() -> None:
    assert add_calendar_months(CALENDAR, on("2022-01-31"), months=1).day == on("2022-02-28")


def test_beyond_the_last_notice_a_result_is_provisional() -> None:
    future = seed([2026, 2027])
    assert add_working_days(future, on("2026-12-30"), days=1) == Due(on("2026-12-31"), provisional=False)
    assert add_working_days(future, on("2026-12-31"), days=1) == Due(on("2027-01-01"), provisional=True)


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_working_days(CALENDAR, on("2022-06-30"), days=-1)


@given(start=day_of_2022, days=st.integers(0, 60))
def test_adding_and_counting_working_days_agree(start: date, days: int) -> None:
    end = add_working_days(CALENDAR, start, days=days).day
    assert working_days_between(CALENDAR, start, end) == days
    assert working_days_between(CALENDAR, end, start) == -days
    assert end == start or CALENDAR.is_working_day(end)


@given(start=day_of_2022, days=st.integers(1, 60))
def test_a_limit_in_natural_days_ends_on_a_working_day_not_before_its_last(start: date, days: int) -> None:
    end = add_days(CALENDAR, start, days=days).day
    assert CALENDAR.is_working_day(end)
    assert end >= start + timedelta(days=days)
