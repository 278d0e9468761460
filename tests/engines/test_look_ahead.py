"""When a target is reached at the present rate."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.kernel import WORKING
from luoshi.engines.lights import Forward, Known, forward
from luoshi.engines.pace import Schedule, Shape

START, END = date(2022, 1, 1), date(2022, 12, 31)
COUNT = Schedule(Shape.LINEAR_DAY, START, END, Decimal(200))


def ahead(
    *facts: tuple[str, int], of: Schedule = COUNT, as_of: str = "2022-06-30", op: str = ">="
) -> Forward | None:
    known = [Known(date.fromisoformat(day), Decimal(value)) for day, value in facts]
    return forward(known, of, as_of=date.fromisoformat(as_of), op=op)


def test_the_rate_is_that_of_the_last_ninety_days() -> None:
    view = ahead(("2022-01-31", 2), ("2022-04-01", 10), ("2022-06-30", 100))
    assert (view.since, view.rate) == (date(2022, 4, 1), 1)
    assert view.reached_on == date(2022, 10, 8)
    assert view.in_time
    assert view.explain() == (
        "按目前进度（2022-04-01 以来每30天 30），预计 2022-10-08 达到目标，到 2022-12-31 预计 284"
    )


def test_a_single_figure_is_counted_from_the_start() -> None:
    view = ahead(("2022-06-30", 90))
    assert view.since == START
    assert view.reached_on > END
    assert not view.in_time
    assert "此后每30天需完成 17.9" in view.explain()


def test_what_the_year_before_came_to_says_nothing_of_this_one() -> None:
    assert ahead(("2021-12-31", 180), ("2022-02-28", 20), as_of="2022-03-10").since == START


def test_of_two_figures_of_a_day_the_later_counts() -> None:
    view = ahead(("2022-06-30", 80), ("2022-06-30", 90))
    assert (view.since, view.rate) == (START, WORKING.divide(Decimal(90), 181))


def test_standing_still_never_gets_there() -> None:
    view = ahead(("2022-05-01", 50), ("2022-06-30", 50))
    assert view.reached_on is None
    assert view.explain("en").startswith(
        "at the present rate (0 per 30 days since 2022-05-01) the target is not reached"
    )


@pytest.mark.parametrize(
    ("facts", "of"),
    [
        ((), COUNT),
        ((("2022-06-30", 200),), COUNT),
        ((("2021-12-30", 3),), COUNT),
        ((("2022-06-30", 8),), Schedule(Shape.LEVEL, START, END, Decimal(9))),
        ((("2022-06-30", 8),), Schedule(Shape.EVENT, START, END, None)),
    ],
)
def test_there_is_nothing_to_say_without_figures_growth_or_need(facts: tuple, of: Schedule) -> None:
    assert ahead(*facts, of=of) is None


def test_a_day_that_has_passed_without_a_figure_is_not_promised() -> None:
    view = ahead(("2022-03-31", 20), ("2022-05-30", 140), as_of="2022-09-30")
    assert (view.reached_on, view.overtaken) == (date(2022, 6, 29), True)
    assert view.explain() == (
        "按 2022-05-30 以前的进度（2022-03-31 以来每30天 60），应已于 2022-06-29 达到目标，但此后没有新的数据，"
        "此后每30天需完成 19.6"
    )


def test_past_the_deadline_only_the_day_of_arrival_is_said() -> None:
    view = ahead(("2022-12-01", 150), ("2022-12-31", 180), as_of="2023-01-05")
    assert view.needed is None
    assert view.explain() == "按目前进度（2022-12-01 以来每30天 30），预计 2023-01-20 达到目标"


@pytest.mark.parametrize(
    ("op", "value", "reached"),
    [(">=", 199, "2022-07-01"), (">", 199, "2022-07-02"), (">", 200, "2022-07-01")],
)
def test_more_than_is_not_reached_by_the_target_itself(op: str, value: int, reached: str) -> None:
    view = ahead(("2022-06-29", value - 1), ("2022-06-30", value), op=op)
    assert view.reached_on == date.fromisoformat(reached)
    assert ahead(("2022-06-30", 201), op=op) is None


def test_the_trace_says_what_the_rate_was_made_from() -> None:
    said = ahead(("2022-04-01", 10), ("2022-06-30", 100)).trace.to_dict()
    assert {each["label"]: each["value"] for each in said["inputs"]} == {
        "目标值": "200",
        "完成": "100",
        "计算进度的起始日": "2022-04-01",
        "其间完成": "90",
        "计算进度的天数": "90",
        "截止日": "2022-12-31",
    }
    assert said["result"] == "284"


@given(st.lists(st.integers(0, 199), min_size=1, max_size=6).map(sorted), st.integers(2, 12))
def test_who_does_what_is_needed_arrives_in_time(values: list[int], gap: int) -> None:
    days = [date.fromordinal(START.toordinal() + gap * (n + 1)) for n in range(len(values))]
    facts = [Known(day, Decimal(value)) for day, value in zip(days, values, strict=True)]
    view = forward(facts, COUNT, as_of=days[-1])
    left = (END - days[-1]).days
    assert abs(view.needed * left / 30 + facts[-1].value - 200) < Decimal("0.0001")
    assert view.in_time == (view.rate > 0 and facts[-1].value + view.rate * left >= 200)
