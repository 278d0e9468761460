"""A lead unit says how it found the units that cooperate in its task."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.core.models import Event
from luoshi.core.problems import Forbidden, Refusal
from luoshi.organization.models import Membership
from luoshi.organization.queries import organization_on
from luoshi.plans.models import Task
from luoshi.progress.actions.support import Found, rate_all_support, rate_support
from luoshi.progress.models import Rating
from luoshi.progress.support import parts_in, tallies
from tests.progress.several_units import of_unit, unit
from tests.world import NOW, UNIT, account, signed_in

pytestmark = pytest.mark.django_db

JUNE = date(2022, 6, 30)
LEAD = "区经贸局"
"""Leads task 1; 区投促局, 区财政局 and others cooperate."""
HEAD, LIAISON = Membership.Part.HEAD, Membership.Part.LIAISON


def task(number: str = "1") -> Task:
    return Task.objects.get(number=number)


def rated(grade: str, reason: str = "", *, by: str = LEAD, name: str = UNIT, number: str = "1") -> Rating:
    found = Found(unit(name), grade, reason)
    return rate_support(task(number), JUNE, found=found, actor=of_unit(by), now=NOW)


@pytest.mark.parametrize("part", [HEAD, LIAISON])
@pytest.mark.parametrize(("grade", "reason"), [("good", ""), ("fair", ""), ("poor", "三次未到会")])
def test_head_and_liaison_of_the_lead_unit_rate(part: Membership.Part, grade: str, reason: str):
    actor = of_unit(LEAD, part)
    rating = rate_support(task(), JUNE, found=Found(unit(UNIT), grade, reason), actor=actor, now=NOW)
    assert (rating.grade, rating.reason, rating.lead.name) == (grade, reason, LEAD)
    event = Event.objects.get(verb="support.rated")
    assert (event.subject_id, event.detail["grade"]) == (str(rating.pk), grade)


@pytest.mark.parametrize(
    ("grade", "reason", "message"),
    [("poor", "  ", "请写明原因"), ("best", "", "请选择"), ("", "", "请选择"), ("good", "多" * 501, "500")],
)
def test_what_cannot_be_said_is_refused(grade: str, reason: str, message: str):
    with pytest.raises(Refusal, match=message):
        rated(grade, reason)
    assert not Rating.objects.exists()


def test_units_that_do_not_cooperate_are_not_rated():
    with pytest.raises(Refusal, match="不是这项任务的协同单位"):
        rated("good", name="税务局", number="3")


def test_nobody_rates_a_unit_of_their_own():
    actor = of_unit(LEAD)
    Membership.objects.create(user=actor, unit=unit(UNIT), part=LIAISON)
    with pytest.raises(Forbidden, match="自己的单位"):
        rated("good")


@pytest.mark.parametrize("username", ["liaison", "head", "leader", "supervision", "auditor", "assessment"])
def test_nobody_but_the_lead_unit_rates(username: str):
    with pytest.raises(Forbidden):
        rate_support(task(), JUNE, found=Found(unit("区财政局"), "good"), actor=account(username), now=NOW)
    assert signed_in(username).get(url()).status_code == 403


def test_a_quarter_that_has_not_begun_is_not_rated():
    early = NOW.replace(year=2022, month=3, day=1)
    with pytest.raises(Refusal, match="才开始"):
        rate_support(task(), JUNE, found=Found(unit(UNIT), "good"), actor=of_unit(LEAD), now=early)


def test_the_latest_of_each_lead_unit_counts():
    """区经贸局 and 区财政局 lead task 8; 区投促局 cooperates."""
    rated("poor", "材料迟交", number="8")
    rated("good", number="8")
    rated("fair", by="区财政局", number="8")
    version = task().version
    organization = organization_on(version.document.jurisdiction, as_of=NOW.date())
    found = parts_in([task("8")], JUNE, organization, as_of=NOW.date())
    row = next(each for each in tallies(found) if each.name == UNIT)
    assert (row.good, row.fair, row.poor) == (1, 1, 0)


def test_where_one_is_refused_none_is_kept():
    both = [Found(unit(UNIT), "good"), Found(unit("区财政局"), "poor")]
    with pytest.raises(Refusal):
        rate_all_support(task(), JUNE, both, actor=of_unit(LEAD), now=NOW)
    assert not Rating.objects.exists()


def url(number: str = "1") -> str:
    return reverse("progress:rate-support", args=[task(number).pk]) + "?quarter=2022-06-30"


def lead() -> Client:
    browser = Client()
    browser.force_login(of_unit(LEAD))
    return browser


def sent(**grades: tuple[str, str]) -> dict[str, str]:
    """The form, by the units' names."""
    found = {"quarter": "2022-06-30"}
    for name, (grade, reason) in grades.items():
        found |= {f"unit-{unit(name).pk}-grade": grade, f"unit-{unit(name).pk}-reason": reason}
    return found


def test_all_units_are_rated_on_one_page_and_only_changes_are_kept():
    browser = lead()
    first = sent(区投促局=("good", ""), 区财政局=("poor", "三次未到会"))
    assert browser.post(url(), first).status_code == 302
    assert Rating.objects.count() == 2
    browser.post(url(), sent(区投促局=("good", ""), 区财政局=("fair", "")))
    assert [each.grade for each in Rating.objects.order_by("pk")][2:] == ["fair"]


def test_a_missing_reason_is_told_and_what_was_chosen_is_still_there():
    answer = lead().post(url(), sent(区投促局=("poor", "")))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "评为配合不力，请写明原因。（区投促局）" in page
    assert '<option value="poor" selected>' in page


def test_my_work_lists_who_is_to_be_rated():
    address = reverse("progress:work") + "?as_of=2022-07-08&quarter=2022-06-30"
    page = lead().get(address).content.decode()
    assert "评价协同单位" in page
    assert url() in page
    assert "（逾期未报）" in page
    assert "0 / " in page
    rated("good")
    assert "1 / " in lead().get(address).content.decode()


def test_the_office_reads_the_reason():
    rated("poor", "三次未到会")
    address = f"{reverse('progress:support')}?quarter=2022-06-30&unit={unit(UNIT).pk}"
    page = signed_in("assessment").get(address).content.decode()
    assert "三次未到会" in page
    assert "配合不力" in page
