"""When a target is reached at the present rate."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.lights import Known, forward
from luoshi.engines.pace import Schedule, Shape

START, END = date(2022, 1, 1), date(2022, 12, 31)
COUNT = Schedule(Shape.LINEAR_DAY, START, END, Decimal(200))


def ahead(*facts: tuple[str, int], of: Schedule = COUNT, as_of: str = "2022-06-30"):  # type: ignore[no-untyped-def]
    known = [Known(date.fromisoformat(day), Decimal(value)) for day, value in facts]
    return forward(known, of, as_of=date.fromisoformat(as_of))


def test_the_rate_is_that_of_the_last_ninety_days() -> None:
    view = ahead(("2022-01-31", 2), ("2022-04-01", 10), ("2022-06-30", 100))
    assert (view.since, view.rate) == (date(2022, 4, 1), 1)
    assert view.reached_on == date(2022, 10, 8)
    assert view.in_time
    assert view.explain() == "按目前进度（每30天 30）预计 2022-10-08 达到目标，到 2022-12-31 预计 284"


def test_a_single_figure_is_counted_from_the_start() -> None:
    view = ahead(("2022-06-30", 90))
    assert view.since == date(2021, 12, 31)
    assert view.reached_on > END
    assert not view.in_time
    assert "此后每30天需完成 17.9" in view.explain()


def test_standing_still_never_gets_there() -> None:
    view = ahead(("2022-05-01", 50), ("2022-06-30", 50))
    assert view.reached_on is None
    assert view.explain("en").startswith("at the present rate (0 per 30 days) the target is not reached")


@pytest.mark.parametrize(
    ("facts", "of"),
    [
        ((), COUNT),
        ((("2022-06-30", 200),), COUNT),
        ((("2022-06-30", 8),), Schedule(Shape.LEVEL, START, END, Decimal(9))),
        ((("2022-06-30", 8),), Schedule(Shape.EVENT, START, END, None)),
    ],
)
def test_there_is_nothing_to_say_without_figures_growth_or_need(facts: tuple, of: Schedule) -> None:
    assert ahead(*facts, of=of) is None


@given(st.lists(st.integers(0, 199), min_size=1, max_size=6).map(sorted), st.integers(2, 12))
def test_who_does_what_is_needed_arrives_in_time(values: list[int], gap: int) -> None:
    days = [date.fromordinal(START.toordinal() + gap * (n + 1)) for n in range(len(values))]
    facts = [Known(day, Decimal(value)) for day, value in zip(days, values, strict=True)]
    view = forward(facts, COUNT, as_of=days[-1])
    left = (END - days[-1]).days
    assert abs(view.needed * left / 30 + facts[-1].value - 200) < Decimal("0.0001")
    assert view.in_time == (view.rate > 0 and facts[-1].value + view.rate * left >= 200)
