"""Which light a target shows on a day, and the words that say why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.lights import (
    PRESETS,
    Light,
    Standing,
    judge,
    preset,
    situation_of,
    situations,
)
from luoshi.engines.pace import Schedule, Shape, pace

START, END = date(2022, 1, 1), date(2022, 12, 31)
ORDER = (Light.RED, Light.YELLOW, Light.GREEN, Light.BLUE)


def counted(actual: str | None, day: str, *, target: str = "200", op: str = ">=") -> Standing:
    """A count that is due evenly over 2022."""
    of = Schedule(Shape.LINEAR_DAY, START, END, Decimal(target))
    as_of = date.fromisoformat(day)
    return standing(
        Shape.LINEAR_DAY, op=op, target=target, paced=pace(of, as_of=as_of).value, actual=actual, day=day
    )


def held(
    shape: Shape, actual: str | None, *, target: str, op: str = ">=", day: str = "2022-06-30"
) -> Standing:
    """A level or a ceiling: due in full on every day."""
    return standing(shape, op=op, target=target, paced=Decimal(target), actual=actual, day=day)


def told(shape: Shape, outcome: bool | None, *, day: str = "2022-06-30", op: str | None = None) -> Standing:
    """A target that no number decides."""
    return replace(standing(shape, op=op, target=None, paced=None, actual=None, day=day), outcome=outcome)


def standing(
    shape: Shape, *, op: str | None, target: str | None, paced: Decimal | None, actual: str | None, day: str
) -> Standing:
    return Standing(
        shape=shape,
        op=op,
        target=None if target is None else Decimal(target),
        pace=paced,
        actual=None if actual is None else Decimal(actual),
        outcome=None,
        deadline=END,
        as_of=date.fromisoformat(day),
    )


def owing(due: str, actual: str, *, target: str = "100") -> Standing:
    """Halfway through the year, with what is due given."""
    return standing(
        Shape.LINEAR_DAY, op=">=", target=target, paced=Decimal(due), actual=actual, day="2022-06-30"
    )


DEFAULT_CASES = [
    (counted("120", "2022-06-30"), "green", "pace/on-pace"),
    (counted("120", "2022-09-30"), "yellow", "pace/behind"),
    (counted("120", "2023-01-01"), "red", "overdue"),
    (counted("120", "2022-12-31"), "red", "pace/far-behind"),
    (counted("199", "2022-12-31"), "green", "pace/on-pace"),
    (counted("199", "2023-01-01"), "red", "overdue"),
    (counted("200", "2022-03-31"), "blue", "reached"),
    (counted("200", "2023-01-01"), "blue", "reached"),
    (counted("200", "2022-12-31", op=">"), "green", "pace/on-pace"),
    (counted("200", "2023-01-01", op=">"), "red", "overdue"),
    (counted("0", "2022-01-01"), "red", "pace/far-behind"),
    (counted("0", "2021-12-31"), "green", "nothing-due"),
    (counted(None, "2022-03-31"), "grey", "no-fact"),
    (counted(None, "2023-01-01"), "grey", "no-fact-overdue"),
    (owing("50", "45"), "green", "pace/on-pace"),
    (owing("50", "44.999999"), "yellow", "pace/behind"),
    (owing("50", "35"), "yellow", "pace/behind"),
    (owing("50", "34.999999"), "red", "pace/far-behind"),
    (owing("50", "-1"), "red", "pace/far-behind"),
    (held(Shape.LEVEL, "9", target="9"), "green", "level-held"),
    (held(Shape.LEVEL, "9", target="9", day="2023-01-01"), "blue", "reached"),
    (held(Shape.LEVEL, "8.5", target="9"), "green", "pace/on-pace"),
    (held(Shape.LEVEL, "7", target="9"), "yellow", "pace/behind"),
    (held(Shape.LEVEL, "-2", target="9"), "red", "pace/far-behind"),
    (held(Shape.LEVEL, "8.9", target="9", day="2023-01-01"), "red", "overdue"),
    (held(Shape.LEVEL, "-1", target="0"), "yellow", "level-missed"),
    (held(Shape.LEVEL, "-3", target="-2"), "yellow", "level-missed"),
    (held(Shape.LEVEL, "-1", target="-2"), "green", "level-held"),
    (held(Shape.CEILING, "0", target="0", op="="), "green", "ceiling-held"),
    (held(Shape.CEILING, "1", target="0", op="="), "red", "ceiling-broken"),
    (held(Shape.CEILING, "0", target="0", op="=", day="2023-01-01"), "blue", "reached"),
    (held(Shape.CEILING, "35", target="35", op="<="), "green", "ceiling-held"),
    (held(Shape.CEILING, "35", target="35", op="<"), "red", "ceiling-broken"),
    (held(Shape.CEILING, None, target="35", op="<"), "grey", "no-fact"),
    (told(Shape.EVENT, None), "grey", "no-fact"),
    (told(Shape.EVENT, None, day="2023-01-01"), "grey", "no-fact-overdue"),
    (told(Shape.EVENT, False), "green", "event-open"),
    (told(Shape.EVENT, False, day="2022-12-31"), "green", "event-open"),
    (told(Shape.EVENT, False, day="2023-01-01"), "red", "overdue"),
    (told(Shape.EVENT, True), "blue", "reached"),
    (told(Shape.LEVEL, True, op=">"), "green", "level-held"),
    (told(Shape.LEVEL, True, op=">", day="2023-01-01"), "blue", "reached"),
    (told(Shape.LEVEL, False, op=">"), "yellow", "level-missed"),
    (told(Shape.CEILING, False, op="<"), "red", "ceiling-broken"),
]


@pytest.mark.parametrize(("standing", "light", "rule"), DEFAULT_CASES)
def test_the_default_family(standing: Standing, light: str, rule: str) -> None:
    verdict = judge(preset("default"), standing)
    assert (verdict.light, verdict.rule_id) == (light, rule)


@pytest.mark.parametrize(
    ("due", "actual", "points", "relative"),
    [
        ("40", "40", "green", "green"),
        ("40", "39.9", "green", "yellow"),
        ("40", "30.000001", "green", "yellow"),
        ("40", "30", "yellow", "yellow"),
        ("40", "25", "yellow", "yellow"),
        ("40", "20", "yellow", "yellow"),
        ("40", "19.9", "yellow", "red"),
        ("40", "10", "yellow", "red"),
        ("40", "9.999999", "red", "red"),
        ("20", "9", "yellow", "red"),
        ("20", "12", "green", "yellow"),
    ],
)
def test_gaps_in_points_and_relative_gaps_differ(due: str, actual: str, points: str, relative: str) -> None:
    assert judge(preset("gap-points"), owing(due, actual)).light == points
    assert judge(preset("gap-relative"), owing(due, actual)).light == relative


def test_exactly_the_threshold_is_met_even_where_the_pace_has_no_end_of_digits() -> None:
    """Two thirds of 100 are due on the eighth of twelve days; 60 is 90 % of that, not a hair less."""
    of = Schedule(Shape.LINEAR_DAY, date(2022, 1, 1), date(2022, 1, 12), Decimal(100))
    due = pace(of, as_of=date(2022, 1, 8)).value
    at, below = (replace(owing("1", actual), pace=due) for actual in ("60", "59.999999"))
    assert judge(preset("default"), at).light == "green"
    assert judge(preset("default"), below).light == "yellow"


@pytest.mark.parametrize(
    ("family", "standing", "zh", "en"),
    [
        (
            "default",
            counted("120", "2022-09-30"),
            "完成 120，应达 149.6，完成率为序时的 80.2%，不低于 70%、低于 90%：黄灯",
            "120 done, 149.6 due, 80.2% of the pace, at least 70% and below 90%: yellow",
        ),
        (
            "default",
            owing("50", "44.9999"),
            "完成 44.9999，应达 50，完成率为序时的 89.9998%，不低于 70%、低于 90%：黄灯",
            "44.9999 done, 50 due, 89.9998% of the pace, at least 70% and below 90%: yellow",
        ),
        (
            "default",
            counted(None, "2022-03-31"),
            "尚无数据：灰灯",
            "no fact yet: grey",
        ),
        (
            "default",
            counted(None, "2023-01-01"),
            "尚无数据，期限 2022-12-31 已过：灰灯",
            "no fact yet, the deadline 2022-12-31 has passed: grey",
        ),
        (
            "default",
            counted("120", "2023-01-01"),
            "完成 120，目标 200，未达到目标，期限 2022-12-31 已过：红灯",
            "120 done, target 200, the target is not met, the deadline 2022-12-31 has passed: red",
        ),
        (
            "default",
            counted("700", "2023-01-01", target="700", op=">"),
            "完成 700，目标 >700，未达到目标，期限 2022-12-31 已过：红灯",
            "700 done, target >700, the target is not met, the deadline 2022-12-31 has passed: red",
        ),
        (
            "default",
            held(Shape.CEILING, "1", target="0", op="="),
            "完成 1，上限 0，已突破上限：红灯",
            "1 done, ceiling 0, the ceiling is broken: red",
        ),
        (
            "default",
            told(Shape.LEVEL, True, op=">"),
            "已达成，达到目标，期限 2022-12-31 未过：绿灯（须保持到期限届满）",
            "met, the target is met, the deadline 2022-12-31 has not passed: green (to be held until the deadline)",
        ),
        (
            "gap-points",
            owing("40", "32"),
            "完成 32，应达 40，与序时的差距折合目标的 8 个百分点，高于 0 个百分点、低于 10 个百分点：绿灯"
            "（公布的规则未规定落后不足10个百分点的情形，本系统按允许误差亮绿灯）",
            "32 done, 40 due, gap to the pace 8 percentage points of the target, "
            "above 0 percentage points and below 10 percentage points: green "
            "(the published rule leaves gaps under 10 points open; read here as a tolerance)",
        ),
        (
            "gap-relative",
            owing("20", "9"),
            "完成 9，应达 20，比应达短少 55%，高于 50%：红灯",
            "9 done, 20 due, 55% short of what is due, above 50%: red",
        ),
    ],
)
def test_the_verdict_says_the_rule_that_fired_with_its_numbers(
    family: str, standing: Standing, zh: str, en: str
) -> None:
    verdict = judge(preset(family), standing)
    assert verdict.explain() == zh
    assert verdict.explain("en") == en


def test_the_trace_opens_to_the_measure() -> None:
    said = judge(preset("default"), counted("120", "2022-09-30")).trace.to_dict()
    assert said["result"] == "黄灯"
    assert {each["name"]: each["value"] for each in said["inputs"]} == {
        "actual": "120",
        "pace": "149.6",
        "target": "200",
        "deadline": "2022-12-31",
        "as_of": "2022-09-30",
        "rules": "default",
        "rule": "pace/behind",
    }
    [measured] = said["children"]
    assert (measured["formula"], measured["result"]) == ("完成 ÷ 应达 × 100", "80.2")


days = st.dates(date(2021, 1, 1), date(2024, 12, 31))
figures = st.decimals(Decimal("-1e9"), Decimal("1e9"), places=4)
standings = st.builds(
    Standing,
    shape=st.sampled_from(Shape),
    op=st.sampled_from([">=", ">", "<=", "<", "=", "range", "about", None]),
    target=st.none() | figures,
    pace=st.none() | figures,
    actual=st.none() | figures,
    outcome=st.none() | st.booleans(),
    deadline=days,
    as_of=days,
)
families = st.sampled_from(PRESETS)


@given(family=families, standing=standings)
def test_every_standing_has_exactly_one_light_and_words_for_it(family: str, standing: Standing) -> None:
    verdict = judge(preset(family), standing)
    assert verdict.light in Light
    fitting = [band for band in verdict.rule.bands if band.holds(verdict.measure)]
    assert fitting == ([verdict.band] if verdict.band else [])
    assert verdict.explain("en").partition(" (")[0].endswith(f": {verdict.light}")
    assert verdict.trace.to_dict(language="en")["result"] == verdict.light


@given(standing=standings)
def test_every_standing_is_in_a_situation_that_rules_are_checked_for(standing: Standing) -> None:
    assert situation_of(standing) in set(situations())


@given(family=families, value=figures)
def test_every_measure_falls_in_exactly_one_band(family: str, value: Decimal) -> None:
    thresholds = [
        bound.at for rule in preset(family).rules for b in rule.bands for bound in (b.low, b.high) if bound
    ]
    for rule in preset(family).rules:
        for at in (value, *thresholds):
            assert not rule.bands or sum(band.holds(at) for band in rule.bands) == 1


@given(
    family=families,
    shape=st.sampled_from([Shape.LINEAR_DAY, Shape.LINEAR_MONTH]),
    op=st.sampled_from([">=", ">", "about"]),
    target=figures,
    span=st.tuples(days, days),
    as_of=days,
    actuals=st.tuples(figures, figures),
)
def test_doing_more_never_makes_a_count_look_worse(
    family: str,
    shape: Shape,
    op: str,
    target: Decimal,
    span: tuple[date, date],
    as_of: date,
    actuals: tuple[Decimal, Decimal],
) -> None:
    of = Schedule(shape, min(span), max(span), target)
    due = pace(of, as_of=as_of).value
    less, more = (
        judge(preset(family), Standing(shape, op, target, due, actual, None, of.end, as_of)).light
        for actual in sorted(actuals)
    )
    assert ORDER.index(less) <= ORDER.index(more)
