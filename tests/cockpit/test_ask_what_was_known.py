"""Any past day can be asked for as it was known on another past day."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from luoshi.progress.actions.accept_reading import send_back_reading
from luoshi.progress.actions.choose_rules import choose_rules
from luoshi.progress.actions.decide_reading import confirm_reading
from luoshi.progress.actions.report_reading import Report, report_reading
from luoshi.progress.queries import family_on, lights_on
from tests.world import NOW, account, signed_in, target

pytestmark = pytest.mark.django_db
SIGNED = "新签约项目"
MARCH = date(2022, 3, 31)


def told(value: int, *, now: datetime):  # type: ignore[no-untyped-def]
    """Reported and confirmed at a moment."""
    reading = report_reading(
        target(SIGNED), Report(as_of=MARCH, value=Decimal(value)), actor=account("liaison"), now=now
    )
    confirm_reading(reading.pk, actor=account("head"), now=now)
    return reading


def light(known: datetime | None = None) -> str:
    aim = target(SIGNED)
    return lights_on(aim.version, as_of=MARCH, family="default", known=known)[aim.root_pk].value


def test_a_figure_that_came_later_was_not_known_then() -> None:
    told(20, now=NOW)
    told(60, now=NOW + timedelta(days=10))
    assert [light(NOW - timedelta(days=1)), light(NOW), light()] == ["grey", "red", "green"]


def test_a_figure_that_was_sent_back_counted_until_then() -> None:
    reading = told(60, now=NOW)
    send_back_reading(
        reading.pk, reason="与协议不符", actor=account("supervision"), now=NOW + timedelta(days=3)
    )
    assert [light(NOW + timedelta(days=2)), light()] == ["green", "grey"]


def test_rules_chosen_later_did_not_judge_then() -> None:
    jurisdiction = account("supervision").jurisdiction
    choose_rules(jurisdiction, family="gap-points", since=MARCH, actor=account("supervision"), now=NOW)
    assert family_on(jurisdiction, as_of=MARCH) == "gap-points"
    assert family_on(jurisdiction, as_of=MARCH, known=NOW - timedelta(days=1)) == "default"


@pytest.fixture
def client() -> Client:
    told(20, now=NOW)
    told(60, now=NOW + timedelta(days=10))
    return signed_in("supervision")


def test_the_pages_say_by_whose_knowledge_they_speak_and_keep_it(client: Client) -> None:
    known = NOW.date().isoformat()
    page = client.get("/", {"as_of": "2022-03-31", "known": known}).content.decode()
    assert f"按 {known} 及以前掌握的情况显示" in page
    assert f"as_of=2022-03-31&amp;known={known}" in page


def test_the_task_page_shows_the_figures_of_then(client: Client) -> None:
    task = target(SIGNED).task_id
    then = client.get(f"/tasks/{task}/", {"as_of": "2022-03-31", "known": NOW.date().isoformat()})
    now = client.get(f"/tasks/{task}/", {"as_of": "2022-03-31"})
    assert "60 个" not in then.content.decode()
    assert "60 个" in now.content.decode()


def test_before_the_plan_was_published_nothing_was_known(client: Client) -> None:
    page = client.get("/", {"as_of": "2022-03-31", "known": "2022-01-01"})
    assert page.status_code == 200
    assert "light-" not in page.content.decode().split("<main")[1]


def test_a_day_that_does_not_exist_is_refused(client: Client) -> None:
    assert client.get("/", {"known": "2022-02-30"}).status_code == 400
