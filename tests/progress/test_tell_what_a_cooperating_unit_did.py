"""Each quarter a cooperating unit tells what it did for a task, within five working days after the quarter."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from luoshi.core.models import Event
from luoshi.core.problems import Forbidden, Refusal
from luoshi.organization.models import Group, GroupMember, Unit
from luoshi.organization.queries import organization_on
from luoshi.plans.models import PlanVersion, Responsibility, Task
from luoshi.progress.actions.support import report_support
from luoshi.progress.models import Support
from luoshi.progress.support import Part, due_day, parts_in, quarter_work, quarters_of, tallies, tasks_of
from tests.adjusting import mid_year
from tests.progress.several_units import of_unit, unit
from tests.world import NOW, UNIT, account, signed_in

pytestmark = pytest.mark.django_db

MARCH, JUNE, TODAY = date(2022, 3, 31), date(2022, 6, 30), NOW.date()
TEXT = "协调落实用地指标120亩"


def task(number: str = "1") -> Task:
    """Task 1 is led by 区经贸局; 区投促局 cooperates."""
    return Task.objects.filter(number=number).order_by("pk")[0]


def moment(day: date) -> datetime:
    """Ten in the morning of the day, here."""
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


def told(quarter: date = JUNE, *, on: date | None = None, text: str = TEXT, number: str = "1") -> Support:
    now = moment(on) if on else NOW
    return report_support(task(number), quarter, text=text, actor=account("liaison"), now=now)


def parts(quarter: date, *, as_of: date) -> list[Part]:
    version = PlanVersion.objects.order_by("pk")[0]
    organization = organization_on(version.document.jurisdiction, as_of=as_of)
    return parts_in(tasks_of(version), quarter, organization, as_of=as_of)


def part(quarter: date = JUNE, *, as_of: date = TODAY, number: str = "1", name: str = UNIT) -> Part:
    found = parts(quarter, as_of=as_of)
    return next(each for each in found if each.task.number == number and each.name == name)


@pytest.mark.parametrize(
    ("quarter", "due"),
    [
        (date(2022, 3, 31), date(2022, 4, 8)),  # 2 April, a Saturday, is worked; 3 to 5 April are off
        (date(2022, 6, 30), date(2022, 7, 7)),
        (date(2022, 9, 30), date(2022, 10, 12)),
        (date(2022, 12, 31), date(2023, 1, 9)),
    ],
)
def test_it_is_due_on_the_fifth_working_day_after_the_quarter(quarter: date, due: date):
    assert due_day(quarter) == due


def test_the_word_and_its_event_are_kept():
    support = told()
    assert (support.unit.name, support.quarter, support.text) == (UNIT, JUNE, TEXT)
    assert Event.objects.get(verb="support.reported").subject_id == str(support.pk)


CLOCK = {
    "told on the due day": (date(2022, 7, 7), date(2022, 8, 1), False, False),
    "told a day later": (date(2022, 7, 8), date(2022, 8, 1), True, False),
    "not told on the due day": (None, date(2022, 7, 7), False, False),
    "not told a day later": (None, date(2022, 7, 8), True, True),
}


@pytest.mark.parametrize("case", CLOCK)
def test_lateness_is_counted_from_the_due_day(case: str):
    on, as_of, late, overdue = CLOCK[case]
    if on:
        told(on=on)
    found = part(as_of=as_of)
    assert (found.late, found.overdue) == (late, overdue)


def test_a_later_word_counts_and_does_not_make_the_first_one_late():
    told(on=date(2022, 7, 1))
    told(on=date(2022, 8, 1), text="协调落实用地指标150亩")
    found = part(as_of=date(2022, 8, 1))
    assert found.support is not None
    assert (found.support.text, found.late, Support.objects.count()) == ("协调落实用地指标150亩", False, 2)


REFUSED = {
    "nothing": (JUNE, "  ", NOW, "请写明本季度"),
    "more than a page holds": (JUNE, "多" * 501, NOW, "最多写500字"),
    "a day within the quarter": (date(2022, 6, 29), TEXT, NOW, "不是季度的最后一天"),
    "another year's quarter": (date(2021, 12, 31), TEXT, NOW, "这是2022年的计划"),
    "a quarter that has not begun": (date(2022, 9, 30), TEXT, moment(JUNE), "2022-07-01 才开始"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_told_is_refused(case: str):
    quarter, text, now, message = REFUSED[case]
    with pytest.raises(Refusal, match=message):
        report_support(task(), quarter, text=text, actor=account("liaison"), now=now)
    assert not Support.objects.exists()


def test_a_running_quarter_may_be_told_of():
    assert told(JUNE, on=date(2022, 4, 1)).quarter == JUNE


@pytest.mark.parametrize("username", ["head", "leader", "supervision", "auditor", "economy"])
def test_only_liaisons_of_the_unit_tell(username: str):
    with pytest.raises(Forbidden):
        report_support(task(), JUNE, text=TEXT, actor=account(username), now=NOW)


@pytest.mark.parametrize(("number", "name"), [("4", UNIT), ("1", "区经贸局"), ("1", "区城管局的邻居")])
def test_whoever_leads_or_has_no_duty_owes_nothing(number: str, name: str):
    if not Unit.objects.filter(name=name).exists():
        Unit.objects.create(jurisdiction=task().version.document.jurisdiction, name=name)
    with pytest.raises(Forbidden):
        report_support(task(number), JUNE, text=TEXT, actor=of_unit(name), now=NOW)


def test_a_unit_cooperates_through_a_group_while_it_belongs_to_it():
    group = Group.objects.create(jurisdiction=task().version.document.jurisdiction, name="专班成员单位")
    duty = Responsibility.objects.filter(task=task("12")).order_by("pk")[0]
    Responsibility.objects.create(
        task=task("12"), role="coop_unit", ordinal=9, name=group.name, group=group, start=0, end=0
    )
    assert duty.task_id == task("12").pk
    GroupMember.objects.create(group=group, unit=unit(UNIT), until=date(2023, 1, 31))
    with pytest.raises(Forbidden):
        told(number="12")
    assert told(number="12", on=date(2023, 1, 31)).unit.name == UNIT


def test_what_was_told_stays_with_the_task_through_an_adjustment():
    told()
    mid_year()
    later = PlanVersion.objects.order_by("-pk")[0]
    organization = organization_on(later.document.jurisdiction, as_of=NOW.date())
    found = parts_in(tasks_of(later), JUNE, organization, as_of=NOW.date())
    mine = next(each for each in found if each.task.number == "1" and each.name == UNIT)
    assert mine.support is not None


WORK = reverse("progress:work")


def url(number: str = "1") -> str:
    return reverse("progress:report-support", args=[task(number).pk])


def test_my_work_lists_the_quarter_with_due_day_and_a_form():
    page = signed_in("liaison").get(f"{WORK}?as_of=2022-07-01").content.decode()
    for said in ("2022年二季度", "应于 2022-07-07 前报", url(), "待报"):
        assert said in page
    assert "逾期未报" not in page
    assert "逾期未报" in signed_in("liaison").get(f"{WORK}?as_of=2022-07-08").content.decode()


def test_a_head_sees_it_without_a_form():
    page = signed_in("head").get(f"{WORK}?as_of=2022-07-01").content.decode()
    assert "待报" in page
    assert url() not in page


def test_the_form_of_my_work_is_taken_and_leads_back():
    sent = {"quarter": "2022-06-30", "unit": unit(UNIT).pk, "text": TEXT}
    answer = signed_in("liaison").post(url(), sent)
    assert answer.status_code == 302
    assert Support.objects.get().text == TEXT
    page = signed_in("liaison").get(answer["Location"]).content.decode()
    assert TEXT in page


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({"quarter": "2022-06-30", "text": ""}, 422, "请写明本季度"),
        ({"quarter": "2022-06-30", "text": "多" * 501}, 422, "最多写500字"),
        ({"quarter": "2022-06-29", "text": TEXT}, 404, ""),
        ({"quarter": "夏天", "text": TEXT}, 404, ""),
    ],
)
def test_what_is_wrong_is_told_with_what_was_typed(sent: dict[str, str], status: int, message: str):
    answer = signed_in("liaison").post(url(), sent)
    assert answer.status_code == status
    assert message in answer.content.decode()
    assert status == 404 or sent["text"] in answer.content.decode()
    assert not Support.objects.exists()


def test_the_quarter_that_ended_is_shown_until_all_is_told():
    version = PlanVersion.objects.get()
    day = date(2022, 7, 1)
    organization = organization_on(version.document.jurisdiction, as_of=day)

    def shown(quarter: date | None = None) -> date | None:
        units = frozenset({unit(UNIT).pk})
        found = quarter_work(version, organization, units=units, as_of=day, quarter=quarter)
        return found.end if found else None

    assert (shown(), shown(MARCH)) == (JUNE, MARCH)
    for each in parts(JUNE, as_of=day):
        if each.name == UNIT:
            report_support(each.task, JUNE, text=TEXT, actor=account("liaison"), now=NOW)
    assert shown() == date(2022, 9, 30)


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2021, 12, 1), 1), (date(2022, 3, 31), 1), (date(2022, 4, 1), 2), (date(2024, 1, 1), 4)],
)
def test_quarters_that_have_begun_may_be_chosen(day: date, count: int):
    assert len(quarters_of(2022, as_of=day)) == count


def test_the_office_sees_each_units_quarter_counted():
    told(on=date(2022, 7, 8))
    told(on=date(2022, 7, 1), number="2")
    row = next(each for each in tallies(parts(JUNE, as_of=date(2022, 7, 5))) if each.name == UNIT)
    assert (row.owed, row.told, row.late) == (18, 2, 1)
    later = next(each for each in tallies(parts(JUNE, as_of=date(2022, 7, 8))) if each.name == UNIT)
    assert later.late == 17
    page = signed_in("supervision").get(reverse("progress:support") + "?quarter=2022-06-30").content.decode()
    assert "2022-07-07" in page


def test_a_units_own_parts_open_from_its_row():
    told()
    address = f"{reverse('progress:support')}?quarter=2022-06-30&unit={unit(UNIT).pk}"
    assert TEXT in signed_in("supervision").get(address).content.decode()
    assert TEXT not in signed_in("supervision").get(address + "9999").content.decode()


@pytest.mark.parametrize("named", ["2022-06-29", "summer"])
def test_a_quarter_that_is_none_is_not_found(named: str):
    address = f"{reverse('progress:support')}?quarter={named}"
    assert signed_in("supervision").get(address).status_code == 404


def test_the_due_day_is_never_within_the_quarter():
    for quarter in quarters_of(2022, as_of=date(2022, 12, 31)):
        assert due_day(quarter) >= quarter + timedelta(days=5)
