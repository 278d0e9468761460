"""A nil return: the unit says that nothing has changed, which keeps the last fact and is no silence."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from luoshi.core.models import Event
from luoshi.core.problems import Refusal
from luoshi.progress.actions.decide_reading import confirm_reading, return_reading
from luoshi.progress.actions.report_reading import Report
from luoshi.progress.actions.source_facts import take_source
from luoshi.progress.facts import facts_on, reports_of
from luoshi.progress.measure import figure
from luoshi.progress.models import Reading, Source
from tests.world import NOW, account, confirmed, reported, signed_in, target

pytestmark = pytest.mark.django_db

METRIC = "新签约项目"
MARCH, JUNE = date(2022, 3, 31), date(2022, 6, 30)
NIL = {"as_of": "2022-06-30", "value": "", "nil": "on"}


def form_url() -> str:
    return reverse("progress:report", args=[target(METRIC).pk])


@pytest.fixture
def fact() -> Reading:
    return confirmed(METRIC, Report(as_of=MARCH, value=Decimal(60)))


def test_the_last_fact_goes_on(fact: Reading):
    assert signed_in("liaison").post(form_url(), NIL).status_code == 302
    nil = Reading.objects.get(nil=True)
    assert (nil.value, nil.outcome, nil.as_of) == (None, None, JUNE)
    assert figure(nil, target(METRIC)) == "本期无变化"
    confirm_reading(nil.pk, actor=account("head"), now=NOW)
    version = target(METRIC).version
    assert facts_on(version, as_of=JUNE)[fact.target_id] == fact
    reports = reports_of(version.targets.all())[fact.target_id]
    assert [each.as_of for each in reports] == [MARCH, JUNE]


def test_the_event_tells_it(fact: Reading):
    signed_in("liaison").post(form_url(), NIL)
    detail = Event.objects.filter(verb="reading.reported").latest("pk").detail
    assert (detail["nil"], detail["value"]) == (True, None)


WITHOUT_A_FACT = {
    "nothing was ever reported": lambda: None,
    "a figure waits for the head": lambda: reported(METRIC, Report(as_of=MARCH, value=Decimal(60))),
    "the head gave the figure back": lambda: return_reading(
        reported(METRIC, Report(as_of=MARCH, value=Decimal(60))).pk,
        reason="与台账不符",
        actor=account("head"),
        now=NOW,
    ),
    "the fact is of a later day": lambda: confirmed(
        METRIC, Report(as_of=date(2022, 7, 31), value=Decimal(60))
    ),
}


@pytest.mark.parametrize("case", WITHOUT_A_FACT)
def test_where_no_fact_counts_yet_a_figure_is_due(case: str):
    WITHOUT_A_FACT[case]()
    answer = signed_in("liaison").post(form_url(), NIL)
    assert answer.status_code == 422
    assert "还没有已确认的数据" in answer.content.decode()
    assert not Reading.objects.filter(nil=True).exists()


def test_a_figure_beside_it_is_a_contradiction(fact: Reading):
    answer = signed_in("liaison").post(form_url(), NIL | {"value": "70"})
    assert answer.status_code == 422
    assert "就不要再填数" in answer.content.decode()
    assert Reading.objects.count() == 1


def test_the_head_sees_what_is_to_be_confirmed(fact: Reading):
    signed_in("liaison").post(form_url(), NIL | {"declared": "green"})
    nil = Reading.objects.get(nil=True)
    page = signed_in("head").get(reverse("progress:decide", args=[nil.pk])).content.decode()
    assert "本期无变化" in page
    assert "自评灯" in page


def test_without_the_tick_a_figure_is_still_asked_for(fact: Reading):
    answer = signed_in("liaison").post(form_url(), {"as_of": "2022-06-30", "value": ""})
    assert answer.status_code == 422
    assert "这个字段是必填项" in answer.content.decode()


@pytest.mark.parametrize("light", ["", "blue", "green", "yellow", "red"])
def test_a_unit_may_give_itself_a_light(light: str):
    signed_in("liaison").post(form_url(), {"as_of": "2022-06-30", "value": "120", "declared": light})
    assert Reading.objects.get().declared == light


def test_nobody_declares_that_nothing_is_known():
    answer = signed_in("liaison").post(form_url(), {"as_of": "2022-06-30", "value": "1", "declared": "grey"})
    assert answer.status_code == 422
    with pytest.raises(Refusal, match="自评灯只能是"):
        reported(METRIC, Report(as_of=JUNE, value=Decimal(1), declared="grey"))
    assert not Reading.objects.exists()


def test_where_a_register_says_the_figure_the_page_tells_so():
    bound = target(METRIC)
    take_source(bound, Source.Kind.METRIC, actor=account("supervision"), now=NOW)
    page = signed_in("liaison").get(form_url()).content.decode()
    assert "由台账自动取数" in page
    assert 'name="as_of"' not in page
    assert signed_in("liaison").post(form_url(), {"as_of": "2022-06-30", "value": "1"}).status_code == 409
