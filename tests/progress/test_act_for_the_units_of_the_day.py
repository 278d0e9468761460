"""Who reports, confirms and sees follows the organization of the day: successors, and members of groups."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.core.problems import Forbidden
from luoshi.organization.models import Group, Membership, Unit
from luoshi.plans.models import PlanVersion, Responsibility
from luoshi.progress.actions.decide_reading import confirm_reading
from luoshi.progress.actions.report_reading import Report
from luoshi.progress.work import Work, my_work
from tests.cockpit.organized import JULY, ended, filled, unit
from tests.world import NOW, account, reported

pytestmark = pytest.mark.django_db

METRIC = "新签约项目"
REPORT = Report(as_of=date(2022, 6, 30), value=Decimal(120))
GROUP = "各社区管委会"


def work(username: str, *, day: date = JULY) -> Work:
    return my_work(account(username), PlanVersion.objects.get(), as_of=day, family="default")


def moved(username: str, to: str) -> None:
    """The account works for another unit."""
    Membership.objects.filter(user=account(username)).update(unit=unit(to))


def led_by_the_group(number: str = "4") -> Group:
    """The task is led by the group alone, of which one unit is known to be a member."""
    group = filled("站北社区管委会")
    Responsibility.objects.filter(task__number=number, role=Responsibility.Role.LEAD_UNIT).exclude(
        ordinal=0
    ).delete()
    lead = Responsibility.objects.get(task__number=number, role=Responsibility.Role.LEAD_UNIT)
    lead.unit, lead.group = None, group
    lead.save()
    return group


def test_nobody_reports_for_a_unit_that_has_ended():
    ended("区投促局", successor="区建设局")
    with pytest.raises(Forbidden):
        reported(METRIC, REPORT)
    assert work("liaison").to_report == []
    assert work("liaison", day=date(2022, 6, 30)).to_report != []


def test_the_successor_reports_confirms_and_finds_it_among_its_work():
    ended("区投促局", successor="站北社区管委会")
    for username in ("liaison", "head"):
        moved(username, "站北社区管委会")
    assert METRIC in {row.target.metric for row in work("liaison").to_report}
    reading = reported(METRIC, REPORT)
    assert reading.unit == unit("站北社区管委会")
    confirm_reading(reading.pk, actor=account("head"), now=NOW)


def test_what_was_reported_before_a_unit_ended_is_confirmed_by_its_successor():
    reading = reported(METRIC, REPORT)
    ended("区投促局", successor="区经贸局")
    with pytest.raises(Forbidden):
        confirm_reading(reading.pk, actor=account("head"), now=NOW)
    moved("head", "区经贸局")
    assert work("head").to_confirm == [reading]
    confirm_reading(reading.pk, actor=account("head"), now=NOW)


def test_every_member_of_a_leading_group_may_report():
    led_by_the_group()
    with pytest.raises(Forbidden):
        reported(METRIC, REPORT)
    moved("liaison", "站北社区管委会")
    assert METRIC in {row.target.metric for row in work("liaison").to_report}
    assert reported(METRIC, REPORT).unit == unit("站北社区管委会")


def test_while_members_are_unknown_nobody_reports():
    led_by_the_group().members.all().delete()
    moved("liaison", "站北社区管委会")
    assert METRIC not in {row.target.metric for row in work("liaison").to_report}


def test_a_member_finds_the_tasks_of_its_group_among_its_work():
    moved("liaison", "站北社区管委会")
    before = {each.task.number for each in work("liaison").cooperating}
    filled("站北社区管委会", since=JULY)
    after = {each.task.number: each.via for each in work("liaison").cooperating}
    assert "5" not in before
    assert after["5"] == GROUP
    assert "5" not in {each.task.number for each in work("liaison", day=date(2022, 6, 30)).cooperating}


def test_a_unit_that_is_also_named_itself_has_its_own_duty():
    filled("站北社区管委会")
    moved("liaison", "站北社区管委会")
    own = Unit.objects.get(name="站北社区管委会").responsibilities.values_list("task__number", flat=True)
    assert {each.task.number: each.via for each in work("liaison").cooperating}[own[0]] == ""
