"""My work: what is due from my unit, what waits for me, what came back."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from luoshi.plans.models import PlanVersion
from luoshi.progress.actions.decide_reading import return_reading
from luoshi.progress.actions.report_reading import Report
from luoshi.progress.work import Work, my_work
from tests.world import NOW, account, confirmed, reported

pytestmark = pytest.mark.django_db

DAY = date(2022, 7, 1)
REPORT = Report(as_of=date(2022, 6, 30), value=Decimal(120))


def work(username: str) -> Work:
    return my_work(account(username), PlanVersion.objects.get(), as_of=DAY, family="default")


def metrics(username: str) -> list[str]:
    return [standing.target.metric for standing in work(username).to_report]


def test_a_liaison_reports_on_the_targets_that_the_unit_leads():
    assert {"新签约项目", "签约投资额", "新建省外亿元以上项目", "开工项目"} == set(metrics("liaison"))


def test_the_economic_bureau_reports_the_headline_targets():
    assert len(metrics("economy")) == 5
    assert "地区生产总值增速" in metrics("economy")


def test_what_is_reached_comes_last():
    confirmed("新签约项目", Report(as_of=date(2022, 6, 30), value=Decimal(200)))
    assert metrics("liaison")[-1] == "新签约项目"


def test_a_head_has_what_waits_to_be_confirmed():
    reading = reported("新签约项目", REPORT)
    assert work("head").to_confirm == [reading]
    assert work("liaison").to_confirm == []


def test_what_came_back_stays_until_it_is_reported_anew():
    reading = reported("新签约项目", REPORT)
    return_reading(reading.pk, reason="请核对", actor=account("head"), now=NOW)
    assert work("liaison").returned == [reading]
    reported("新签约项目", REPORT)
    assert work("liaison").returned == []


def test_a_head_and_a_lead_official_see_what_they_answer_for_the_worst_first():
    confirmed("签约投资额", Report(as_of=date(2022, 6, 30), value=Decimal(100)))
    for username in ("head", "leader"):
        answered = work(username).answered_for
        assert answered[0].verdict.light.value != "green"
        assert work(username).to_report == []
    assert {row.target.metric for row in work("head").answered_for} == set(metrics("liaison"))
    assert work("head").answered_for[0].target.metric == "签约投资额"
    assert "战略性新兴产业产值" in {row.target.metric for row in work("leader").answered_for}


@pytest.mark.parametrize("username", ["auditor", "assessment"])
def test_offices_that_only_read_have_nothing_to_do(username: str):
    found = work(username)
    assert (found.answered_for, found.to_report, found.to_confirm, found.returned) == ([], [], [], [])


@pytest.mark.parametrize("username", ["liaison", "head", "leader", "supervision", "economy"])
def test_it_costs_at_most_thirty_queries(
    username: str, django_assert_max_num_queries: DjangoAssertNumQueries
):
    reported("新签约项目", REPORT)
    with django_assert_max_num_queries(30):
        work(username)
