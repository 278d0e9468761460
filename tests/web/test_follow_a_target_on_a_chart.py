"""The chart shows what was due, what was done and the day asked for; a table says the same."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from luoshi.web.charts import Point, schedule_chart

YEAR = [Point(date(2022, 1, 1), Decimal("0.5479")), Point(date(2022, 12, 31), Decimal(200))]
FACTS = [Point(date(2022, 3, 31), Decimal(42)), Point(date(2022, 6, 28), Decimal(120))]


def chart(*, facts: list[Point], as_of: date = date(2022, 6, 30)) -> dict:
    return schedule_chart(
        metric="新签约项目", unit="个", target=Decimal(200), schedule=YEAR, facts=facts, as_of=as_of
    )


def test_a_specification_is_plain_json() -> None:
    option = chart(facts=FACTS)
    assert json.loads(json.dumps(option)) == option


def test_the_pace_is_drawn_from_the_first_day_to_the_target() -> None:
    pace, _done = chart(facts=FACTS)["series"]
    assert pace["data"] == [["2022-01-01", 0.5479], ["2022-12-31", 200.0]]
    assert pace["markLine"]["data"] == [{"yAxis": 200.0}]


def test_a_fact_holds_until_the_day_asked_for() -> None:
    _pace, done = chart(facts=FACTS)["series"]
    assert done["step"] == "end"
    assert done["data"][:2] == [["2022-03-31", 42.0], ["2022-06-28", 120.0]]
    assert done["data"][2] == {"value": ["2022-06-30", 120.0], "symbol": "none"}
    assert done["markLine"]["data"] == [{"xAxis": "2022-06-30"}]


def test_a_fact_of_the_day_itself_is_not_drawn_twice() -> None:
    _pace, done = chart(facts=FACTS, as_of=date(2022, 6, 28))["series"]
    assert len(done["data"]) == 2


def test_without_facts_only_the_pace_is_drawn() -> None:
    option = chart(facts=[])
    assert option["series"][1]["data"] == []
    assert option["aria"]["label"]["description"].endswith("暂无数据。")


@pytest.mark.parametrize("day", [date(2022, 6, 30), date(2026, 11, 22), date(2021, 12, 1)])
def test_the_chart_spans_the_schedule_on_any_day(day: date) -> None:
    axis = chart(facts=FACTS, as_of=day)["xAxis"]
    assert (axis["min"], axis["max"]) == ("2022-01-01", "2022-12-31")


def test_the_chart_reaches_on_to_a_fact_after_the_deadline() -> None:
    late = [*FACTS, Point(date(2023, 1, 20), Decimal(205))]
    assert chart(facts=late, as_of=date(2023, 2, 1))["xAxis"]["max"] == "2023-01-20"


def test_years_later_the_last_fact_holds_to_the_end_of_the_chart() -> None:
    _pace, done = chart(facts=FACTS, as_of=date(2026, 11, 22))["series"]
    assert done["data"][-1] == {"value": ["2022-12-31", 120.0], "symbol": "none"}


def test_a_table_says_what_the_picture_shows() -> None:
    assert chart(facts=FACTS)["rows"] == [
        {"name": "序时", "day": "2022-01-01", "value": "0.55"},
        {"name": "序时", "day": "2022-12-31", "value": "200"},
        {"name": "实际", "day": "2022-03-31", "value": "42"},
        {"name": "实际", "day": "2022-06-28", "value": "120"},
    ]


def test_a_reader_of_english_gets_english() -> None:
    with translation.override("en"):
        option = chart(facts=FACTS)
    assert [each["name"] for each in option["series"]] == ["Pace", "Actual"]
