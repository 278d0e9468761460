"""Publishing puts a document in force: names become units, targets get schedules."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from luoshi.organization.models import Group, Unit
from luoshi.plans.actions.read_document import read_document
from luoshi.plans.actions.receive_document import Incoming, receive_document
from luoshi.plans.models import Document, PlanVersion, Publication, Responsibility, Task
from luoshi.progress.models import Schedule
from tests.plans.test_take_in_a_document import PLAN
from tests.world import NOW, account, signed_in, target

pytestmark = pytest.mark.django_db


def received(text: str, *, year: int | None = None, then_read: bool = True) -> Document:
    user = account("supervision")
    assert user.jurisdiction is not None
    incoming = Incoming(data=text.encode(), name="计划.txt", year=year)
    document = receive_document(incoming, jurisdiction=user.jurisdiction, actor=user, now=NOW)
    if then_read:
        read_document(document.pk, now=NOW)
    return document


def publish(document: Document, *, by: str = "supervision") -> int:
    return signed_in(by).post(reverse("progress:publish", args=[document.pk]), {"despite": "1"}).status_code


def test_the_sample_is_whole_on_the_board():
    version = PlanVersion.objects.get()
    assert (version.sections.count(), version.tasks.count()) == (8, 94)
    assert Publication.objects.get().plan.year == 2022
    assert not Responsibility.objects.filter(unit=None, group=None, person=None).exists()


def test_one_unit_however_it_is_printed():
    """`区财政局(国资局)`, `区财政局` and an elliptical `财政局` are one unit; so is its nameplate."""
    unit = Unit.objects.get(names__name="财政局")
    assert unit.name == "区财政局"
    assert {"区财政局(国资局)", "区财政局", "财政局", "国资局"} <= set(
        unit.names.values_list("name", flat=True)
    )


def test_groups_are_no_units():
    assert Group.objects.filter(name="各社区管委会").exists()
    assert not Unit.objects.filter(name__startswith="各").exists()


def test_every_target_has_a_schedule():
    version = PlanVersion.objects.get()
    assert Schedule.objects.count() == version.targets.count()
    schedule = target("新签约项目").schedule
    assert (schedule.shape, schedule.start, schedule.end) == (
        "linear_day",
        date(2022, 1, 1),
        date(2022, 12, 31),
    )
    assert schedule.value == Decimal(200)


def test_a_second_year_joins_the_units_that_are_known():
    text = PLAN.replace("区发改局", "区经贸局")
    assert publish(received(text)) == 302
    assert Unit.objects.filter(name="区经贸局").count() == 1
    assert Publication.objects.count() == 2


REFUSED = {
    "a document without tasks": ("2023年政府工作报告\n全年新增就业7000人。\n", None, "没有任务"),
    "a second plan for the year": (PLAN.replace("2023年", "2022年"), None, "2022年的计划已经发布"),
    "a plan with errors": (PLAN.replace("2.抓产业", "1.抓产业"), None, "不能发布"),
    "a plan without a year": (PLAN.replace("2023年", ""), None, "年度"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_published_changes_nothing(case: str):
    text, year, message = REFUSED[case]
    document = received(text, year=year)
    before = Unit.objects.count(), Task.objects.count()
    answer = signed_in("supervision").post(reverse("progress:publish", args=[document.pk]), {"despite": "1"})
    assert answer.status_code == 409
    assert message in answer.content.decode()
    assert Publication.objects.count() == 1
    assert (Unit.objects.count(), Task.objects.count()) == before


def test_a_document_that_is_still_to_be_read_waits():
    assert publish(received(PLAN, then_read=False)) == 409


@pytest.mark.parametrize("username", ["liaison", "auditor", "administrator"])
def test_only_the_supervision_office_publishes(username: str):
    assert publish(received(PLAN), by=username) == 403
    assert Publication.objects.count() == 1
