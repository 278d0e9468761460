"""Ask for the lights of a whole government on many days, and of all governments on one."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.cli.relight import count, main
from luoshi.core.models import Jurisdiction
from luoshi.engines.lights import PRESETS
from luoshi.plans.queries import in_force
from luoshi.progress.actions.report_reading import Report
from luoshi.progress.models import LightRules
from luoshi.progress.queries import family_on, lights_on
from luoshi.progress.relight import relight, relight_all
from tests.adjusting import mid_year
from tests.running import call, empty_installation
from tests.world import NOW, SAMPLE, account, confirmed

METRICS = ("新签约项目", "签约投资额", "开工项目")
MONTH_ENDS = [date(2022 + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(1, 13)]
DAY = date(2022, 6, 30)


def government() -> Jurisdiction:
    found = account("supervision").jurisdiction
    assert found is not None
    return found


def report_every_month() -> None:
    for number, day in enumerate(MONTH_ENDS, start=1):
        for metric in METRICS[: 1 + number % len(METRICS)]:
            confirmed(metric, Report(as_of=day, value=Decimal(number * 9)))


def choose(family: str, since: date) -> None:
    LightRules.objects.create(
        jurisdiction=government(), family=family, since=since, chosen_at=NOW, chosen_by=account("supervision")
    )


def of_the_board(day: date) -> dict[int, object]:
    """As the pages of that day tell."""
    found = in_force(government(), as_of=day)
    assert found is not None
    return dict(lights_on(found.version, as_of=day, family=family_on(government(), as_of=day)))


@pytest.mark.django_db
@pytest.mark.parametrize("family", PRESETS)
def test_every_day_shows_what_its_board_shows(family: str):
    report_every_month()
    choose(family, date(2022, 4, 1))
    assert relight(government(), days=MONTH_ENDS) == {day: of_the_board(day) for day in MONTH_ENDS}


@pytest.mark.django_db
def test_days_before_and_after_an_adjustment_show_the_targets_of_their_versions():
    report_every_month()
    mid_year()
    assert relight(government(), days=MONTH_ENDS) == {day: of_the_board(day) for day in MONTH_ENDS}


@pytest.mark.django_db
def test_days_may_come_in_any_order_and_twice():
    report_every_month()
    once = relight(government(), days=[DAY, MONTH_ENDS[0]])
    assert relight(government(), days=[DAY, MONTH_ENDS[0], DAY]) == once
    assert once == {day: of_the_board(day) for day in (MONTH_ENDS[0], DAY)}


@pytest.mark.django_db
@pytest.mark.parametrize("days", [[], [DAY]])
def test_without_a_plan_or_without_a_day_there_is_nothing(days: list[date]):
    assert relight(Jurisdiction.objects.create(name="没有计划的区"), days=days) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("days", [[DAY], MONTH_ENDS])
def test_statements_grow_neither_with_days_nor_with_facts(days: list[date]):
    report_every_month()
    asked = government()
    with CaptureQueriesContext(connection) as captured:
        relight(asked, days=days)
    assert len(captured) == 6


@pytest.mark.django_db
def test_all_governments_are_counted_together():
    report_every_month()
    Jurisdiction.objects.create(name="没有计划的区")
    relit = relight_all(Jurisdiction.objects.all(), as_of=DAY)
    assert relit.governments == 1
    assert sorted(relit.lights.elements()) == sorted(of_the_board(DAY).values())
    assert count((DAY, (government().pk,))) == (1, dict(relit.lights))


def test_the_command_counts_in_several_processes():
    with empty_installation() as environment:
        assert call(environment, "prepare").returncode == 0
        assert call(environment, "import", str(SAMPLE)).returncode == 0
        done = call(environment, "relight", "--as-of", DAY.isoformat(), "--processes", "2")
    assert done.returncode == 0, done.stderr
    assert "1 个有计划的地区，107 项目标" in done.stdout
    assert "灰灯 107" in done.stdout


@pytest.mark.parametrize(
    "wrong",
    [[], ["--as-of", "六月"], ["--as-of", "2022-02-30"], ["--as-of", "2022-06-30", "--processes", "0"]],
)
def test_a_call_that_makes_no_sense_is_answered_with_what_is_wrong(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert "luoshi relight：" in capsys.readouterr().err
