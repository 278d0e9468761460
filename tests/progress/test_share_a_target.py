"""Targets that several units lead: the office says whether each reports its share, and what counts then."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from luoshi.core.models import Event
from luoshi.core.problems import Conflict, Forbidden, Refusal
from luoshi.organization.queries import organization_on
from luoshi.plans.models import PlanVersion
from luoshi.progress.actions.report_reading import Report
from luoshi.progress.actions.share_targets import share_target, share_targets
from luoshi.progress.actions.source_facts import take_source
from luoshi.progress.facts import Heir, Shared, Sharings, combined, facts_on
from luoshi.progress.models import Reading, Source
from luoshi.progress.sharing import led_by_several
from tests.progress.several_units import of_unit, share
from tests.world import NOW, account, confirmed, reported, signed_in, target

pytestmark = pytest.mark.django_db

CREDIT = "新增授信"
"""Led by two companies; an amount."""
REVENUE = "一般公共预算收入增长"
"""Led by two bureaus; a rate."""
URL = reverse("progress:sharing")
MARCH, JUNE = date(2022, 3, 31), date(2022, 6, 30)
SUM, WORST, WHOLE = Source.Sharing.SUM, Source.Sharing.WORST, Source.Sharing.WHOLE


def shared(metric: str, sharing: str) -> Source:
    return share_target(target(metric), sharing, actor=account("supervision"), now=NOW)


def value(metric: str, day: date) -> Decimal | None:
    fact = facts_on(target(metric).version, as_of=day).get(target(metric).root_pk)
    return fact.value if fact else None


COURSES = {
    "the sum of two amounts": (CREDIT, SUM, {MARCH: Decimal(12), JUNE: Decimal(35)}),
    "the worse of two amounts": (CREDIT, WORST, {MARCH: Decimal(5), JUNE: Decimal(15)}),
    "one unit reports the whole, the latest counts": (CREDIT, WHOLE, {MARCH: Decimal(7), JUNE: Decimal(20)}),
}


@pytest.mark.parametrize("case", COURSES)
def test_the_shares_make_one_fact_on_every_day(case: str):
    metric, sharing, course = COURSES[case]
    shared(metric, sharing)
    share(metric, "鑫城公司", day=date(2022, 2, 28), value="5")
    share(metric, "新创公司", day=date(2022, 3, 15), value="7")
    share(metric, "鑫城公司", day=date(2022, 5, 31), value="15")
    share(metric, "新创公司", day=date(2022, 6, 30), value="20")
    assert {day: value(metric, day) for day in course} == course


def test_of_two_rates_the_lower_counts():
    shared(REVENUE, WORST)
    share(REVENUE, "区财政局", day=JUNE, value="9.5")
    assert value(REVENUE, JUNE) == Decimal("9.5")
    share(REVENUE, "税务局", day=JUNE, value="-1.5")
    assert value(REVENUE, JUNE) == Decimal("-1.5")


def test_a_figure_confirmed_before_goes_on_as_its_units_share():
    share(CREDIT, "鑫城公司", day=MARCH, value="10")
    shared(CREDIT, SUM)
    assert value(CREDIT, MARCH) == Decimal(10)
    assert not Reading.objects.exclude(counted_until=None).exists()
    share(CREDIT, "新创公司", day=MARCH, value="4")
    assert value(CREDIT, MARCH) == Decimal(14)


def test_one_way_ends_when_another_begins_and_the_event_tells_both():
    first, second = shared(CREDIT, SUM), shared(CREDIT, WORST)
    first.refresh_from_db()
    assert (first.ended_at, second.ended_at) == (NOW, None)
    event = Event.objects.filter(verb="target.shared").latest("pk")
    assert (event.detail["before"], event.detail["sharing"]) == ("sum", "worst")


@pytest.mark.parametrize(
    ("metric", "sharing", "problem", "told"),
    [
        ("战略性新兴产业产值", SUM, Refusal, "只有一个牵头单位"),
        ("地区生产总值增速", SUM, Refusal, "只有一个牵头单位"),
        (CREDIT, "average", Refusal, "请选择"),
    ],
)
def test_what_cannot_be_shared_is_refused(metric: str, sharing: str, problem: type[Refusal], told: str):
    with pytest.raises(problem, match=told):
        shared(metric, sharing)
    assert not Source.objects.exists()


def test_what_a_register_says_is_not_shared():
    take_source(target(CREDIT), Source.Kind.METRIC, actor=account("supervision"), now=NOW)
    with pytest.raises(Conflict, match="由台账自动取数"):
        shared(CREDIT, SUM)
    assert "由台账取数" in signed_in("supervision").get(URL).content.decode()


@pytest.mark.parametrize("username", ["liaison", "head", "auditor", "assessment", "economy", "leader"])
def test_only_the_office_says_so(username: str):
    with pytest.raises(Forbidden):
        share_target(target(CREDIT), SUM, actor=account(username), now=NOW)
    assert signed_in(username).post(URL, {}).status_code == 403


def chosen(**changed: str) -> dict[str, str]:
    """What the page offers, with some choices changed, by metric."""
    version = PlanVersion.objects.get()
    organization = organization_on(version.document.jurisdiction, as_of=timezone.localdate())
    several = led_by_several(version, organization)
    return {f"target-{each.target.pk}": changed.get(each.target.metric, each.proposal) for each in several}


def test_all_targets_that_several_lead_are_listed_with_what_their_words_suggest():
    version = PlanVersion.objects.get()
    several = led_by_several(version, organization_on(version.document.jurisdiction, as_of=JUNE))
    found = {each.target.metric: each.proposal for each in several}
    assert (found[CREDIT], found[REVENUE], found["群众安全感"]) == (SUM, WORST, WORST)
    assert "战略性新兴产业产值" not in found
    assert next(each.units for each in several if each.target.metric == CREDIT) == ["鑫城公司", "新创公司"]
    page = signed_in("supervision").get(URL).content.decode()
    assert page.count("<select") == len(several)


def test_parts_of_a_whole_do_not_add_up():
    version = PlanVersion.objects.get()
    several = led_by_several(version, organization_on(version.document.jurisdiction, as_of=JUNE))
    assert {each.proposal for each in several if each.target.unit == "%"} == {WORST}


def test_all_choices_are_saved_together_and_only_changes_a_second_time():
    browser = signed_in("supervision")
    assert browser.post(URL, chosen(**{CREDIT: "worst"})).status_code == 302
    saved = Source.objects.count()
    assert saved == len(chosen())
    assert Source.objects.get(target=target(CREDIT)).sharing == "worst"
    browser.post(URL, chosen(**{CREDIT: "sum"}))
    assert Source.objects.count() == saved + 1


def test_a_choice_that_is_none_saves_nothing():
    answer = signed_in("supervision").post(URL, chosen(**{CREDIT: "average"}))
    assert answer.status_code == 422
    assert not Source.objects.exists()


def test_where_one_is_refused_none_is_saved():
    take_source(target(REVENUE), Source.Kind.METRIC, actor=account("supervision"), now=NOW)
    both = {target(CREDIT): "sum", target(REVENUE): "worst"}
    with pytest.raises(Conflict):
        share_targets(both, actor=account("supervision"), now=NOW)
    assert not Source.objects.exclude(sharing="whole").exists()


def page_of(name: str, metric: str) -> str:
    browser = Client()
    browser.force_login(of_unit(name))
    return browser.get(reverse("progress:report", args=[target(metric).pk])).content.decode()


def test_the_report_page_asks_for_the_units_own_figure():
    assert "填报本单位完成数" not in page_of("新创公司", CREDIT)
    shared(CREDIT, SUM)
    share(CREDIT, "鑫城公司", day=MARCH, value="10")
    assert "填报本单位完成数" in page_of("新创公司", CREDIT)
    assert "上次数据" not in page_of("新创公司", CREDIT)
    assert "本单位上次数据" in page_of("鑫城公司", CREDIT)


@pytest.mark.parametrize(("sharing", "accepted"), [(WHOLE, True), (SUM, False), (WORST, False)])
def test_a_nil_return_keeps_the_units_own_share(sharing: str, accepted: bool):
    """Another unit's share says nothing about this one's; the whole that another reported does."""
    shared("新签约项目", sharing)
    share("新签约项目", "区经贸局", day=MARCH, value="10")
    nil = Report(as_of=JUNE, nil=True)
    if accepted:
        assert reported("新签约项目", nil).nil
    else:
        with pytest.raises(Refusal, match="还没有已确认的数据"):
            reported("新签约项目", nil)
        confirmed("新签约项目", Report(as_of=MARCH, value=Decimal(3)))
        assert reported("新签约项目", nil).nil


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2022, 6, 30), 30 + 5), (date(2022, 7, 31), 45 + 5), (date(2022, 9, 30), 45 + 5)],
)
def test_the_share_of_a_unit_that_ended_is_its_successors(day: date, expected: int):
    """Unit 1 ends on 30 June, unit 2 takes its place and reports on; unit 3 has a share of its own."""

    def told(unit: int, value: int, on: date) -> Reading:
        return Reading(target_id=7, unit_id=unit, value=Decimal(value), as_of=on, reported_at=NOW)

    readings = [told(1, 30, date(2022, 6, 30)), told(3, 5, date(2022, 5, 31))]
    if day > date(2022, 6, 30):
        readings.append(told(2, 45, date(2022, 7, 31)))
    sharings = Sharings({7: Shared("sum", ">=")}, {1: Heir(date(2022, 6, 30), 2)})
    assert combined(readings, sharings, as_of=day)[7].value == expected
