"""The task page: the printed sentence lit, targets against schedules, facts and history."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from luoshi.core.actions.accounts import open_account
from luoshi.core.models import Jurisdiction, Role
from luoshi.plans.models import Task
from luoshi.plans.printed import Mark, pieces
from luoshi.progress.actions.report_reading import Report
from tests.world import NOW, confirmed, reported, signed_in


def task(number: str) -> Task:
    return Task.objects.get(number=number)


def url(number: str, day: str = "2022-06-30") -> str:
    return reverse("cockpit:task", args=[task(number).pk]) + f"?as_of={day}"


@pytest.mark.django_db
def test_the_sentence_is_printed_whole_with_its_targets_lit():
    page = signed_in("supervision").get(url("4"))
    found = task("4")
    text = found.version.document.text[found.start : found.end]
    assert "".join(piece.text for piece in page.context["pieces"]) == text
    lit = [piece.text for piece in page.context["pieces"] if "target" in piece.kinds]
    assert "".join(lit).count("200个") == "".join(lit).count("800亿元") == "".join(lit).count("50个") == 1


@pytest.mark.django_db
def test_damage_and_duties_are_lit():
    pieces_ = signed_in("supervision").get(url("5")).context["pieces"]
    assert any("damage" in piece.kinds and "报批" in piece.title for piece in pieces_)
    assert any("lead_unit" in piece.kinds and piece.text == "区投促局" for piece in pieces_)


@pytest.mark.django_db
def test_a_target_has_light_rule_chart_and_facts():
    confirmed("新签约项目", Report(as_of=date(2022, 6, 30), value=Decimal(120)))
    page = signed_in("supervision").get(url("4", "2022-09-30"))
    (card,) = [card for card in page.context["cards"] if card.standing.target.metric == "新签约项目"]
    assert card.standing.verdict.light.value == "yellow"
    assert card.chart is not None
    assert [(fact.figure, fact.state) for fact in card.facts] == [("120 个", "confirmed")]
    assert "149.6" in page.content.decode()


@pytest.mark.django_db
def test_facts_after_the_day_are_not_shown():
    confirmed("新签约项目", Report(as_of=date(2022, 6, 30), value=Decimal(120)))
    page = signed_in("supervision").get(url("4", "2022-03-31"))
    assert not [fact for card in page.context["cards"] for fact in card.facts]


@pytest.mark.django_db
def test_who_may_report_and_decide_sees_it_and_others_do_not():
    reported("新签约项目", Report(as_of=date(2022, 6, 30), value=Decimal(120)))
    seen = {}
    for username in ("liaison", "head", "supervision"):
        cards = signed_in(username).get(url("4")).context["cards"]
        seen[username] = (
            any(card.can_report for card in cards),
            any(fact.may_decide for card in cards for fact in card.facts),
        )
    assert seen == {"liaison": (True, False), "head": (False, True), "supervision": (False, False)}


@pytest.mark.django_db
def test_history_tells_who_did_what():
    confirmed("新签约项目", Report(as_of=date(2022, 6, 30), value=Decimal(120)))
    lines = [line.text for line in signed_in("supervision").get(url("4")).context["history"]]
    assert lines[:2] == ["确认数据", "填报数据"]
    assert "发布计划" in lines


@pytest.mark.django_db
def test_another_jurisdictions_task_is_not_to_be_found():
    elsewhere = Jurisdiction.objects.create(name="别的区")
    open_account("other", "别区", jurisdiction=elsewhere, roles=[Role.SUPERVISION], password="x", now=NOW)
    assert signed_in("other").get(url("4")).status_code == 404


marks = st.builds(
    lambda start, length, kind: Mark(start, start + length, kind),
    st.integers(0, 60),
    st.integers(1, 40),
    st.sampled_from(["target", "damage", "leader"]),
)


@given(text=st.text(min_size=1, max_size=50), found=st.lists(marks, max_size=8), data=st.data())
def test_pieces_joined_are_the_text_again(text: str, found: list[Mark], data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cut = list(pieces(text, start=start, end=end, marks=found))
    assert "".join(piece.text for piece in cut) == text[start:end]
    assert all(piece.text for piece in cut)
