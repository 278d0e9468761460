"""What a target owes on any day of its schedule."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.kernel import half_up, month_end
from luoshi.engines.pace import (
    Point,
    Schedule,
    Shape,
    month_ends,
    pace,
    points_from_json,
    points_to_json,
    quarter_nodes,
    schedule_for,
    schedule_problems,
    season_of,
)

START, END = date(2022, 1, 1), date(2022, 12, 31)


def schedule(shape: Shape = Shape.LINEAR_DAY, value: str | None = "200", start=START, end=END) -> Schedule:
    return Schedule(shape=shape, start=start, end=end, value=None if value is None else Decimal(value))


def due(of: Schedule, day: str) -> Decimal | None:
    return pace(of, as_of=date.fromisoformat(day)).value


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-12-31", "0"),
        ("2022-01-01", "0.548"),
        ("2022-06-30", "99.178"),
        ("2022-09-30", "149.589"),
        ("2022-12-30", "199.452"),
        ("2022-12-31", "200"),
        ("2023-06-30", "200"),
    ],
)
def test_a_count_grows_evenly_with_every_day(day: str, expected: str) -> None:
    assert half_up(due(schedule(), day), 3) == Decimal(expected)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-12-31", "0"),
        ("2022-01-30", "0"),
        ("2022-01-31", "10"),
        ("2022-02-27", "10"),
        ("2022-02-28", "20"),
        ("2022-06-30", "60"),
        ("2022-12-30", "110"),
        ("2022-12-31", "120"),
    ],
)
def test_by_month_it_grows_when_a_month_is_complete(day: str, expected: str) -> None:
    assert due(schedule(Shape.LINEAR_MONTH, "120"), day) == Decimal(expected)


def test_by_month_a_begun_last_month_is_owed_only_at_the_end() -> None:
    half_months = schedule(Shape.LINEAR_MONTH, "60", end=date(2022, 6, 15))
    assert due(half_months, "2022-05-31") == 50
    assert due(half_months, "2022-06-14") == 50
    assert due(half_months, "2022-06-15") == 60


@pytest.mark.parametrize("shape", [Shape.LEVEL, Shape.CEILING])
@pytest.mark.parametrize("day", ["2021-06-30", "2022-01-01", "2022-12-31", "2023-01-01"])
def test_a_level_and_a_ceiling_hold_on_every_day(shape: Shape, day: str) -> None:
    assert due(schedule(shape, "9"), day) == 9


@pytest.mark.parametrize("day", ["2022-06-30", "2022-12-31", "2023-01-01"])
def test_an_event_owes_no_amount(day: str) -> None:
    assert due(schedule(Shape.EVENT, None), day) is None


def test_a_schedule_of_one_day_owes_all_of_it_on_that_day() -> None:
    one_day = schedule(end=START)
    assert due(one_day, "2021-12-31") == 0
    assert due(one_day, "2022-01-01") == 200


def test_a_schedule_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        schedule(end=START - timedelta(days=1))


def test_the_trace_says_what_the_amount_was_made_from() -> None:
    said = pace(schedule(), as_of=date(2022, 6, 30)).trace.to_dict()
    assert said["label"] == "按日序时应达"
    assert said["formula"] == "目标值 × 已过 ÷ 全程"
    assert [(each["label"], each["value"]) for each in said["inputs"]] == [
        ("目标值", "200"),
        ("已过(日)", "181"),
        ("全程(日)", "365"),
    ]
    assert said["result"] == "99.2"
    assert said["exact"].startswith("99.17808219178")


def test_the_course_is_read_at_month_ends_and_at_the_deadline() -> None:
    assert month_ends(schedule(start=date(2022, 11, 10), end=date(2023, 2, 15))) == (
        date(2022, 11, 30),
        date(2022, 12, 31),
        date(2023, 1, 31),
        date(2023, 2, 15),
    )


days = st.dates(date(2021, 1, 1), date(2024, 12, 31))
values = st.decimals(Decimal(0), Decimal("1e12"), places=2)
linear = st.sampled_from([Shape.LINEAR_DAY, Shape.LINEAR_MONTH])


@given(shape=linear, value=values, bounds=st.tuples(days, days), asked=st.tuples(days, days))
def test_what_is_due_never_shrinks_and_stays_between_nothing_and_all(
    shape: Shape, value: Decimal, bounds: tuple[date, date], asked: tuple[date, date]
) -> None:
    of = Schedule(shape, min(bounds), max(bounds), value)
    earlier, later = (pace(of, as_of=day).value for day in sorted(asked))
    assert earlier is not None and later is not None
    assert 0 <= earlier <= later <= value


@pytest.mark.parametrize(
    ("kind", "op", "value", "shape", "owed"),
    [
        ("quantity", ">=", Decimal(200), Shape.LINEAR_DAY, "200"),
        ("quantity", ">", Decimal(700), Shape.LINEAR_DAY, "700"),
        ("quantity", "about", Decimal(10), Shape.LINEAR_DAY, "10"),
        ("quantity", "=", Decimal(0), Shape.CEILING, "0"),
        ("quantity", "=", Decimal(5), Shape.LINEAR_DAY, "5"),
        ("quantity", "<=", Decimal(30), Shape.CEILING, "30"),
        ("quantity", None, None, Shape.EVENT, None),
        ("coverage", "=", Decimal(100), Shape.LINEAR_DAY, "100"),
        ("range", "range", (Decimal(1), Decimal(3)), Shape.LINEAR_DAY, "1"),
        ("rate", ">=", Decimal(9), Shape.LEVEL, "9"),
        ("rate", "<", Decimal(3), Shape.CEILING, "3"),
        ("relative", ">", None, Shape.LEVEL, None),
        ("relative", "<", None, Shape.CEILING, None),
        ("milestone", None, None, Shape.EVENT, None),
        ("grade", None, "A类", Shape.EVENT, None),
        ("rank", None, "前列", Shape.EVENT, None),
        ("rank", "<=", Decimal(7), Shape.EVENT, None),
        ("direction", None, "down", Shape.EVENT, None),
    ],
)
def test_a_shape_is_proposed_from_what_the_target_says(
    kind: str, op: str | None, value: object, shape: Shape, owed: str | None
) -> None:
    proposed = schedule_for(kind=kind, op=op, value=value, start=START, end=END)
    assert proposed == schedule(shape, owed)


def test_a_deadline_before_the_start_makes_a_schedule_of_that_day() -> None:
    early = date(2021, 12, 31)
    proposed = schedule_for(kind="quantity", op=">=", value=Decimal(4), start=START, end=early)
    assert proposed == schedule(value="4", start=early, end=early)


SHARES = [Decimal(n) / 100 for n in (2, 6, 15, 22, 30, 45, 52, 60, 72, 80, 90, 100)]
MONTHS = [month_end(date(2022, month, 1)) for month in range(1, 13)]
NODES = tuple(Point(MONTHS[n], Decimal(amount)) for n, amount in ((2, 40), (5, 90), (8, 150), (11, 200)))
SEASON = tuple(Point(day, share) for day, share in zip(MONTHS, SHARES, strict=True))
STEPS = (
    Point(date(2022, 3, 1), Decimal(20), "立项"),
    Point(date(2022, 6, 30), Decimal(50), "主体完工"),
    Point(END, Decimal(30), "交付"),
)
POINTED = {
    Shape.NODES: Schedule(Shape.NODES, START, END, Decimal(200), NODES),
    Shape.SEASONAL: Schedule(Shape.SEASONAL, START, END, Decimal(200), SEASON),
    Shape.MILESTONES: Schedule(Shape.MILESTONES, START, END, Decimal(100), STEPS),
    Shape.S_CURVE: schedule(Shape.S_CURVE),
}


@pytest.mark.parametrize(
    ("shape", "day", "expected"),
    [
        (Shape.NODES, "2022-03-30", "0"),
        (Shape.NODES, "2022-03-31", "40"),
        (Shape.NODES, "2022-06-29", "40"),
        (Shape.NODES, "2022-06-30", "90"),
        (Shape.SEASONAL, "2022-01-31", "4"),
        (Shape.SEASONAL, "2022-03-31", "30"),
        (Shape.SEASONAL, "2022-04-15", "37"),
        (Shape.SEASONAL, "2022-06-30", "90"),
        (Shape.MILESTONES, "2022-02-28", "0"),
        (Shape.MILESTONES, "2022-03-01", "20"),
        (Shape.MILESTONES, "2022-07-31", "70"),
        (Shape.S_CURVE, "2022-01-01", "0.005"),
        (Shape.S_CURVE, "2022-03-31", "30.483"),
        (Shape.S_CURVE, "2022-07-02", "100.411"),
    ],
)
def test_other_shapes_owe_what_was_agreed_for_the_day(shape: Shape, day: str, expected: str) -> None:
    assert abs(due(POINTED[shape], day) - Decimal(expected)) < Decimal("0.001")


spans = st.tuples(days, st.integers(0, 900)).map(lambda span: (span[0], span[0] + timedelta(days=span[1])))


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Any schedule that grows: any span, any points that fit it."""
    shape = draw(st.sampled_from([each for each in Shape if each.grows]))
    start, end = draw(spans)
    ordered = sorted(draw(st.sets(st.dates(start, end), max_size=11)) | {end})
    steps = draw(st.lists(st.integers(0, 50), min_size=len(ordered), max_size=len(ordered)))
    rising = [Decimal(sum(steps[: n + 1])) for n in range(len(ordered))]
    if shape is Shape.NODES:
        return Schedule(shape, start, end, rising[-1], tuple(map(Point, ordered, rising)))
    if shape is Shape.SEASONAL:
        shares = [each / (rising[-1] + 1) for each in rising[:-1]] + [Decimal(1)]
        return Schedule(shape, start, end, draw(values), tuple(map(Point, ordered, shares)))
    if shape is Shape.MILESTONES:
        each = [Decimal(1)] * (len(ordered) - 1) + [Decimal(101 - len(ordered))]
        names = [f"第{n}步" for n in range(len(ordered))]
        return Schedule(shape, start, end, Decimal(100), tuple(map(Point, ordered, each, names)))
    return Schedule(shape, start, end, draw(values))


@given(of=schedules(), asked=st.tuples(days, days))
def test_every_growing_shape_rises_from_nothing_to_the_whole(of: Schedule, asked: tuple[date, date]) -> None:
    earlier, later = (pace(of, as_of=day).value for day in sorted(asked))
    assert 0 <= earlier <= later <= of.value
    assert pace(of, as_of=of.start - timedelta(days=1)).value == 0
    assert pace(of, as_of=of.end).value == of.value


@pytest.mark.parametrize("shape", POINTED)
@given(days=st.tuples(st.integers(-30, 400), st.integers(-30, 400)))
def test_whatever_grows_never_falls_and_ends_with_the_whole(shape: Shape, days: tuple[int, int]) -> None:
    of = POINTED[shape]
    first, later = (pace(of, as_of=START + timedelta(days=n)).value for n in sorted(days))
    assert 0 <= first <= later <= of.value
    assert pace(of, as_of=END).value == of.value
    assert pace(of, as_of=START - timedelta(days=1)).value == 0


@pytest.mark.parametrize(
    ("shape", "points", "said"),
    [
        (Shape.NODES, (), "至少要有一个节点"),
        (Shape.NODES, NODES[:-1], "最后一个节点应为 2022-12-31"),
        (Shape.NODES, (*NODES[:-1], Point(END, Decimal(190))), "应等于目标值 200"),
        (Shape.NODES, (NODES[1], NODES[0], *NODES[2:]), "没有排在前一个节点之后"),
        (Shape.NODES, (Point(date(2021, 12, 1), Decimal(1)), *NODES), "2021-12-01 不在 2022-01-01 至"),
        (Shape.NODES, (Point(MONTHS[0], Decimal(50)), *NODES), "累计量不能越来越少"),
        (Shape.SEASONAL, SEASON[:-1], "最后一个节点应为"),
        (Shape.SEASONAL, (*SEASON[:-1], Point(END, Decimal("0.99"))), "应为 100%"),
        (Shape.MILESTONES, STEPS[:2], "权重之和应为 100,现为 70"),
        (Shape.MILESTONES, (*STEPS[:2], Point(END, Decimal(30), "立项")), "不能重复"),
        (Shape.MILESTONES, STEPS, "目标值应为 100"),
        (Shape.LINEAR_DAY, NODES, "不设节点"),
    ],
)
def test_points_that_make_no_schedule_are_told(shape: Shape, points: tuple[Point, ...], said: str) -> None:
    value = Decimal(200)
    found = schedule_problems(shape, points, start=START, end=END, value=value)
    assert any(said in problem.say() for problem in found), [problem.say() for problem in found]
    with pytest.raises(ValueError):
        Schedule(shape, START, END, value, points)


@pytest.mark.parametrize(("shape", "points"), [(Shape.NODES, NODES), (Shape.SEASONAL, SEASON)])
def test_what_has_no_amount_cannot_be_parted(shape: Shape, points: tuple[Point, ...]) -> None:
    found = schedule_problems(shape, points, start=START, end=END, value=None)
    assert [problem.say("en") for problem in found] == [
        "The target has no amount to be parted; choose another shape."
    ]


@pytest.mark.parametrize(
    ("value", "start", "end", "expected"),
    [
        ("200", "2022-01-01", "2022-12-31", ["03-31 50", "06-30 100", "09-30 150", "12-31 200"]),
        ("35", "2022-01-01", "2022-12-31", ["03-31 9", "06-30 18", "09-30 26", "12-31 35"]),
        ("2.5", "2022-01-01", "2022-12-31", ["03-31 0.63", "06-30 1.25", "09-30 1.88", "12-31 2.5"]),
        ("100", "2022-02-15", "2022-11-30", ["03-31 20", "06-30 50", "09-30 80", "11-30 100"]),
        ("8", "2022-05-01", "2022-06-30", ["06-30 8"]),
    ],
)
def test_nodes_are_proposed_in_equal_quarters(value: str, start: str, end: str, expected: list[str]) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    nodes = quarter_nodes(value=Decimal(value), start=first, end=last)
    assert [f"{each.day:%m-%d} {each.amount}" for each in nodes] == expected
    assert schedule_problems(Shape.NODES, nodes, start=first, end=last, value=Decimal(value)) == ()


def test_last_years_figures_make_a_season_unless_they_fall() -> None:
    figures = [Decimal(n) for n in (1, 3, 6, 8, 10, 15, 17, 20, 24, 27, 30, 40)]
    found = season_of(figures, year=2022)
    assert found is not None
    assert (found[5].day, found[5].amount) == (date(2022, 6, 30), Decimal("0.375"))
    assert season_of(figures[::-1], year=2022) is None
    assert season_of(figures[:6], year=2022) is None


@pytest.mark.parametrize("points", [NODES, SEASON, STEPS, ()])
def test_points_are_written_and_read_again(points: tuple[Point, ...]) -> None:
    assert points_from_json(json.loads(json.dumps(points_to_json(points)))) == points
