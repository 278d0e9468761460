"""A thing that comes about in steps: the unit ticks the milestones that are reached, weights say how far it is."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.core.problems import Refusal
from luoshi.engines.pace import Point, Shape
from luoshi.organization.actions.people import join_unit
from luoshi.organization.models import Membership, Unit
from luoshi.plans.models import Target
from luoshi.progress import measure
from luoshi.progress.actions.decide_reading import confirm_reading
from luoshi.progress.actions.report_reading import Report, report_reading
from luoshi.progress.actions.schedules import Course, propose_schedule
from luoshi.progress.models import Reading
from luoshi.progress.queries import standings
from tests.world import NOW, account, signed_in, target

pytestmark = pytest.mark.django_db
TOPPED = "数字科技产业园项目结构封顶"
STEPS = (
    Point(date(2022, 3, 31), Decimal(30), "桩基完成"),
    Point(date(2022, 8, 31), Decimal(40), "主体过半"),
    Point(date(2022, 12, 31), Decimal(30), "封顶"),
)


@pytest.fixture(autouse=True)
def aim() -> Target:
    """The target by milestones; the demonstration accounts answer for its unit."""
    unit = Unit.objects.get(name="新创公司")
    for part in Membership.Part:
        join_unit(account(part.value), unit, part=part, now=NOW)
    course = Course(Shape.MILESTONES, STEPS)
    propose_schedule(target(TOPPED).pk, course, actor=account("supervision"), now=NOW)
    return target(TOPPED)


def told(*names: str, day: str = "2022-06-30") -> Reading:
    report = Report(as_of=date.fromisoformat(day), done=names)
    reading = report_reading(target(TOPPED), report, actor=account("liaison"), now=NOW)
    confirm_reading(reading.pk, actor=account("head"), now=NOW)
    return reading


def light(day: str) -> str:
    found = standings(target(TOPPED).version, as_of=date.fromisoformat(day), family="default")
    return next(each.verdict.light.value for each in found if each.target.metric == TOPPED)


def test_the_weights_of_what_is_reached_are_the_figure() -> None:
    reading = told("桩基完成")
    assert (reading.value, reading.outcome) == (30, False)
    assert measure.figure(reading, target(TOPPED)) == "30%（桩基完成）"


@pytest.mark.parametrize(
    ("names", "day", "expected"),
    [
        ((), "2022-02-28", "green"),
        ((), "2022-06-30", "red"),
        (("桩基完成",), "2022-06-30", "green"),
        (("桩基完成",), "2022-09-30", "red"),
        (("桩基完成", "主体过半"), "2022-09-30", "green"),
        (("桩基完成", "主体过半", "封顶"), "2022-09-30", "blue"),
    ],
)
def test_the_light_follows_the_milestones_that_are_due(names: tuple, day: str, expected: str) -> None:
    told(*names, day="2022-02-28" if day == "2022-02-28" else "2022-06-30")
    assert light(day) == expected


def test_a_milestone_that_is_none_is_refused() -> None:
    with pytest.raises(Refusal, match="没有名为“装修”的里程碑") as refusal:
        told("装修")
    assert refusal.value.field == "done"


def test_the_form_offers_the_milestones_and_remembers_those_reached() -> None:
    told("桩基完成")
    client = signed_in("liaison")
    page = client.get(f"/targets/{target(TOPPED).pk}/report/").content.decode()
    assert "桩基完成（2022-03-31，30%）" in page
    assert page.count("checked") == 1
    sent = {"as_of": "2022-09-30", "done": ["桩基完成", "主体过半"]}
    assert client.post(f"/targets/{target(TOPPED).pk}/report/", sent).status_code == 302
    assert Reading.objects.latest("pk").value == 70
