"""Before and after an adjustment: each day shows the plan that held on it, and facts count on."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.plans.models import PlanVersion, Target, Task
from luoshi.progress.actions.decide_reading import confirm_reading
from luoshi.progress.actions.report_reading import Report, report_reading
from luoshi.progress.models import Reading
from tests.adjusting import BASIS, adjusted, fewer, mid_year, sample
from tests.world import NOW, account, confirmed, signed_in

pytestmark = pytest.mark.django_db

METRIC = "新签约项目"
JUNE, JULY = "2022-06-30", "2022-07-01"


def supervision() -> Client:
    return signed_in("supervision")


def of_version(metric: str, version: PlanVersion) -> Target:
    targets = Target.objects.select_related("schedule", "task", "version__document__jurisdiction")
    return targets.get(metric=metric, version=version)


def lines(day: str) -> dict[str, list[tuple[str, str]]]:
    """Tasks of the plan page on a day: number to (what is to be reached, light)."""
    page = supervision().get(reverse("cockpit:plan") + f"?as_of={day}").context["page"]
    return {
        line.row.task.number: [(each.wording, each.verdict.light.value) for each in line.standings]
        for group in page.groups
        for line in group.lines
        if line.row
    }


def test_the_board_on_the_day_before_and_on_the_day():
    """88 contracts by the end of June are behind 99 of 200, and level with 89 of 180."""
    confirmed(METRIC, Report(as_of=date(2022, 6, 30), value=Decimal(88)))
    mid_year()
    before, after = lines(JUNE), lines(JULY)
    assert before["4"][0] == ("≥ 200 个", "yellow")
    assert after["4"][0] == ("≥ 180 个", "green")
    assert "39" in before
    assert "39" not in after
    assert (len(before), len(after)) == (94, 93)


def test_the_cockpit_tells_of_the_adjustment_before_and_after():
    assert "调整" not in supervision().get(f"/?as_of={JULY}").content.decode()
    mid_year()
    before, after = (supervision().get(f"/?as_of={day}").content.decode() for day in (JUNE, JULY))
    assert "计划自 2022-07-01 起有调整，这里仍按调整前显示" in before
    assert f"自 2022-07-01 起按调整后的计划执行（{BASIS}）" in after
    old, new = PlanVersion.objects.order_by("pk")
    changed = supervision().get(f"/plan/compare/?from=v{old.pk}&to=v{new.pk}")
    assert f"?from=v{old.pk}&amp;to=v{new.pk}" in after
    assert changed.status_code == 200


def test_a_day_before_the_adjustment_shows_the_same_board_as_ever():
    confirmed(METRIC, Report(as_of=date(2022, 6, 30), value=Decimal(88)))
    earlier = lines(JUNE)
    mid_year()
    assert lines(JUNE) == earlier


def test_facts_of_both_versions_count_together():
    confirmed(METRIC, Report(as_of=date(2022, 6, 30), value=Decimal(88)))
    new = mid_year().version
    report = Report(as_of=date(2022, 9, 30), value=Decimal(180))
    reading = report_reading(of_version(METRIC, new), report, actor=account("liaison"), now=NOW)
    confirm_reading(reading.pk, actor=account("head"), now=NOW)
    assert set(Reading.objects.values_list("target__version", flat=True)) == {
        PlanVersion.objects.earliest("pk").pk
    }
    assert lines("2022-09-30")["4"][0] == ("≥ 180 个", "blue")
    task = Task.objects.get(version=new, number="4")
    (card,) = [
        card
        for card in supervision().get(reverse("cockpit:task", args=[task.pk])).context["cards"]
        if card.standing.target.metric == METRIC
    ]
    assert [fact.figure for fact in card.facts] == ["180 个", "88 个"]


def test_what_changed_in_the_week_is_told_across_the_two_versions():
    confirmed(METRIC, Report(as_of=date(2022, 6, 20), value=Decimal(85)))
    mid_year()
    page = supervision().get("/?as_of=2022-07-01")
    moved = {each.standing.target.metric: (each.before, each.after) for each in page.context["changes"]}
    assert moved == {METRIC: ("yellow", "green")}


def test_a_new_target_has_not_changed_in_the_week_before_it_was_set():
    adjusted(fewer(sample()).replace("全年计划开工项目35个。", "全年计划开工项目35个,竣工项目20个。"))
    page = supervision().get("/?as_of=2022-07-05")
    assert page.status_code == 200
    assert "竣工项目" not in {each.standing.target.metric for each in page.context["changes"]}


def task_page(version: PlanVersion, number: str, day: str) -> str:
    task = Task.objects.get(version=version, number=number)
    return supervision().get(reverse("cockpit:task", args=[task.pk]) + f"?as_of={day}").content.decode()


def test_a_task_says_from_when_another_version_holds_and_leads_there():
    old, new = PlanVersion.objects.get(), mid_year().version
    later = Task.objects.get(version=new, number="4")
    page = task_page(old, "4", JUNE)
    assert "自 2022-07-01 起执行调整后的计划" in page
    assert BASIS in page
    assert f"/tasks/{later.pk}/?as_of=2022-07-01" in page
    assert "调整前的第4项" not in page


def test_a_dropped_task_says_so():
    old = PlanVersion.objects.get()
    mid_year()
    assert "这一项已取消" in task_page(old, "39", JUNE)


def test_a_task_shown_for_a_day_before_its_version_leads_back():
    old, new = PlanVersion.objects.get(), mid_year().version
    earlier = Task.objects.get(version=old, number="4")
    assert f"/tasks/{earlier.pk}/?as_of=2022-06-30" in task_page(new, "4", JUNE)
    assert "仍执行调整前的计划" not in task_page(new, "4", JULY)


def test_a_target_shows_how_it_stood_from_which_day():
    new = mid_year().version
    task = Task.objects.get(version=new, number="4")
    cards = supervision().get(reverse("cockpit:task", args=[task.pk])).context["cards"]
    steps = {
        card.standing.target.metric: [(s.since.isoformat(), s.text, s.basis) for s in card.steps]
        for card in cards
    }
    assert steps[METRIC] == [("2022-01-01", "≥ 200 个", ""), ("2022-07-01", "≥ 180 个", BASIS)]
    assert steps["签约投资额"] == []


def test_the_plan_offers_to_compare_once_there_are_two_versions():
    link = reverse("plans:compare-plans")
    assert link not in supervision().get(reverse("cockpit:plan")).content.decode()
    mid_year()
    assert link in supervision().get(reverse("cockpit:plan")).content.decode()
