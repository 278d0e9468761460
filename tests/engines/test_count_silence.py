"""Missing and late reports: counted by their due days, and what they do to a light."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.kernel import Length, add_working_days, month_end, periods_of
from luoshi.engines.kernel.seed import seed
from luoshi.engines.lights import Discipline, Light, Standing, Told, discipline, judge, load_rules, preset
from luoshi.engines.pace import Shape

FAMILY = preset("default-reporting")
START, END = date(2022, 1, 1), date(2022, 12, 31)


def kept(as_of: str, *told: tuple[str, str]) -> Discipline:
    made = [Told(date.fromisoformat(day), date.fromisoformat(on)) for day, on in told]
    return discipline(
        FAMILY.reporting, made, start=START, end=END, as_of=date.fromisoformat(as_of), calendar=seed([2022])
    )


@pytest.mark.parametrize(
    ("as_of", "told", "missing", "due"),
    [
        ("2022-01-31", (), 0, None),
        # The fifth working day of February 2022 is the 11th: the Spring Festival ends on the 6th.
        ("2022-02-11", (), 0, None),
        ("2022-02-12", (), 1, "2022-02-11"),
        ("2022-02-12", (("2022-01-31", "2022-02-09"),), 0, None),
        ("2022-02-12", (("2022-01-31", "2022-02-20"),), 1, "2022-02-11"),
        ("2022-05-20", (("2022-01-31", "2022-02-09"),), 3, "2022-05-10"),
        ("2022-05-20", (("2022-04-02", "2022-04-03"),), 0, None),
        ("2023-03-01", (("2022-11-30", "2022-12-02"),), 1, "2023-01-06"),
    ],
)
def test_reports_that_were_due_and_did_not_come_are_counted(
    as_of: str, told: tuple, missing: int, due: str | None
) -> None:
    found = kept(as_of, *told)
    assert found.missing == missing
    assert found.due == (date.fromisoformat(due) if due else None)


def test_a_report_that_came_after_its_day_was_late() -> None:
    found = kept("2022-04-20", ("2022-01-31", "2022-02-15"), ("2022-03-31", "2022-04-02"))
    assert found.late == 2  # January came on the 15th; February was only covered in April


reports = st.tuples(st.integers(0, 400), st.integers(0, 80)).map(
    lambda told: Told(START + timedelta(days=told[0]), START + timedelta(days=sum(told)))
)


@given(told=st.lists(reports, max_size=8), later=st.integers(0, 450))
def test_every_period_is_covered_in_time_or_late_or_missing(told: list[Told], later: int) -> None:
    as_of, calendar = START + timedelta(days=later), seed([2022])
    found = discipline(FAMILY.reporting, told, start=START, end=END, as_of=as_of, calendar=calendar)
    late, missing = 0, 0
    for month in periods_of(2022, Length.MONTH):
        due = add_working_days(calendar, month.end, days=5).day
        covering = [each.on for each in told if month_end(each.as_of) >= month.end and each.on <= as_of]
        late += due < as_of and bool(covering) and min(covering) > due
        missing += due < as_of and not covering
    assert (found.missing, found.late) == (missing, late)
    assert (found.due is None) == (missing == 0)


def light(actual: str | None, missing: int, *, family: str = "default-reporting") -> Light:
    standing = Standing(
        shape=Shape.LINEAR_DAY,
        op=">=",
        target=Decimal(100),
        pace=Decimal(50),
        actual=None if actual is None else Decimal(actual),
        outcome=None,
        deadline=END,
        as_of=date(2022, 7, 1),
    )
    return judge(preset(family), standing, Discipline(missing, date(2022, 6, 8), 0)).light


@pytest.mark.parametrize(
    ("actual", "missing", "expected"),
    [
        ("50", 0, Light.GREEN),
        ("50", 1, Light.YELLOW),
        ("50", 2, Light.RED),
        ("40", 1, Light.YELLOW),
        ("40", 2, Light.RED),
        ("10", 3, Light.RED),
        ("100", 3, Light.BLUE),
        (None, 3, Light.GREY),
    ],
)
def test_silence_makes_a_light_worse_and_never_better(actual: str, missing: int, expected: Light) -> None:
    assert light(actual, missing) is expected
    assert light(actual, missing, family="default") is light(actual, 0)


def test_the_explanation_says_what_was_missing() -> None:
    standing = Standing(Shape.LEVEL, ">=", Decimal(9), Decimal(9), Decimal(10), None, END, date(2022, 7, 1))
    verdict = judge(FAMILY, standing, Discipline(2, date(2022, 6, 8), 0))
    assert "2022-06-08 应报未报，已连续 2 次：红灯" in verdict.explain()
    assert "the report due on 2022-06-08 is missing, 2 in a row: red" in verdict.explain("en")
    assert verdict.rule_id.endswith("+missing")
    assert verdict.trace.children[-1].key == "discipline"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("every: month", "every: week", '"week" cannot be used here'),
        ("within: 5", "within: 2.5", "A whole number of at least 0"),
        ("after: 2", "after: 0", "A whole number of at least 1"),
        ("late: yellow", "late: green", '"green" cannot be used here'),
        (
            "late: yellow, silent: {after: 2, light: red}",
            "late: red, silent: {after: 2, light: yellow}",
            "milder",
        ),
        ("every: month, ", "", '"every" is missing'),
    ],
)
def test_a_rule_on_reports_that_does_not_hold_is_told_with_its_line(
    before: str, after: str, said: str
) -> None:
    assert before in FAMILY.yaml
    found = load_rules(FAMILY.yaml.replace(before, after), name="x.yaml", language="en")
    assert any(said in str(each) for each in found), found
