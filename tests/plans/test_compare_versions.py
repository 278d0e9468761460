"""What changes is shown before it takes effect, and afterwards between any two versions."""

import re
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.organization.models import Unit, UnitName
from luoshi.plans.models import Document, PlanVersion
from luoshi.progress.actions.publish_plan import publish_plan
from tests.adjusting import BASIS, adjusted, edition, fewer, mid_year, sample, without
from tests.plans.test_take_in_a_document import PLAN
from tests.world import NOW, signed_in

pytestmark = pytest.mark.django_db


def comparison(document: Document, *, by: str = "supervision") -> HttpResponse:
    return signed_in(by).get(reverse("plans:compare", args=[document.pk]))


def changes(document: Document) -> dict[str, list[tuple[str, str]]]:
    """Heading to (number of the task, what is said of it)."""
    groups = comparison(document).context["groups"]
    return {
        group.label: [(line.item.number if line.item else "总", line.text) for line in group.lines]
        for group in groups
    }


def test_a_lower_figure_and_a_dropped_task():
    assert changes(edition(without(fewer(sample()), 39))) == {
        "取消": [("39", "取消任务，未列目标")],
        "目标调低": [("4", "新签约项目：≥ 200 个 → ≥ 180 个")],
    }


EDITIONS = {
    "a headline target": (
        ("地区生产总值增速不低于9%,力争10%", "地区生产总值增速不低于8%,力争10%"),
        {"目标调低": [("总", "地区生产总值增速：≥ 9 %（力争 10） → ≥ 8 %（力争 10）")]},
    ),
    "a day": (
        ("年底前完成结构封顶", "9月底前完成结构封顶"),
        {"时限": [("18", "数字科技产业园项目结构封顶：2022-12-31 → 2022-09-30")]},
    ),
    "an official": (
        ("牵头负责领导:李志奎;牵头责任单位:区城管局;协同单位:区建设局)", "牵头负责领导:尹旭;牵头责任单位:区城管局;协同单位:区建设局)"),
        {"责任": [("46", "牵头负责领导：李志奎 → 尹旭")]},
    ),
    "a unit under another spelling": (("牵头责任单位:区经贸局、财政局;", "牵头责任单位:区经贸局、区财政局(国资局);"), {}),
    "words": (
        ("打造精品示范道路。", "打造精品示范道路和口袋公园。"),
        {"文字": [("46", "文字调整")]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", EDITIONS)
def test_each_change_stands_under_its_heading_once(case: str):
    (old, new), expected = EDITIONS[case]
    assert old in sample()
    assert changes(edition(sample().replace(old, new))) == expected


def test_numbers_counted_anew_are_told_apart_and_hide_nothing():
    """Task 39 dropped, and all behind it counted anew."""
    text = without(sample(), 39)
    text = re.sub(r"(?m)^(\d+)\.", lambda at: f"{int(at[1]) - (int(at[1]) > 39)}.", text)
    found = changes(edition(text))
    assert found["取消"] == [("39", "取消任务，未列目标")]
    assert set(found) == {"取消", "序号与位置"}
    assert len(found["序号与位置"]) == 55


def test_a_renamed_unit_is_the_same_unit():
    unit = Unit.objects.get(names__name="区城管局")
    UnitName.objects.create(
        jurisdiction=unit.jurisdiction,
        unit=unit,
        name="区综合执法局",
        sort="official",
        since=date(2022, 7, 1),
    )
    text = sample().replace("牵头责任单位:区城管局;", "牵头责任单位:区综合执法局;")
    assert text != sample()
    assert changes(edition(text)) == {}


def test_a_line_opens_to_both_printed_sentences_with_what_differs_marked():
    page = comparison(edition(fewer(sample()))).content.decode()
    assert "<del>200</del>个" in page
    assert "<ins>180</ins>个" in page


def test_the_page_asks_for_a_day_within_the_year_and_for_the_basis():
    page = comparison(edition(fewer(sample())))
    assert page.context["form"].initial["effective_from"] == date(2022, 12, 31)
    assert 'name="basis"' in page.content.decode()


def test_the_auditor_sees_what_changes_and_approves_nothing():
    page = comparison(edition(fewer(sample())), by="auditor").content.decode()
    assert "180 个" in page
    assert "核准调整" not in page


def test_a_version_in_force_shows_what_it_changed():
    page = comparison(mid_year().version.document).content.decode()
    assert "新签约项目：≥ 200 个 → ≥ 180 个" in page
    assert BASIS in page
    assert "核准调整" not in page


def test_the_first_version_has_none_to_be_compared_with():
    assert "没有可对比的版本" in comparison(Document.objects.get()).content.decode()


def test_an_edition_without_a_difference_offers_nothing():
    page = comparison(edition(sample() + "\n")).content.decode()
    assert "没有差别" in page
    assert "核准调整" not in page


def between(query: str = "") -> HttpResponse:
    return signed_in("leader").get(reverse("plans:compare-plans") + query)


def test_with_one_version_there_is_nothing_to_compare():
    assert "只有一个版本" in between().content.decode()


def test_the_last_two_versions_are_compared_until_others_are_chosen():
    first = PlanVersion.objects.get()
    mid_year()
    last = adjusted(fewer(sample()), since=date(2022, 9, 1)).version
    assert [group.label for group in between().context["groups"]] == ["新增"]
    chosen = between(f"?from=v{first.pk}&to=v{last.pk}")
    assert [group.label for group in chosen.context["groups"]] == ["目标调低"]


def test_last_years_plan_is_compared_with_this_years():
    publish_plan(edition(PLAN), actor=None, now=NOW, despite=True)
    page = between("?from=2022&to=2023")
    comparison_ = page.context["comparison"]
    assert (comparison_.old.year, comparison_.new.year) == (2022, 2023)
    assert {group.label for group in page.context["groups"]} >= {"新增", "取消"}
    assert between().context["comparison"].difference == comparison_.difference


@pytest.mark.parametrize("query", ["?from=2022&to=1999", "?from=2022", "?from=v0&to=v1", "?from=甲&to=乙"])
def test_a_version_that_is_not_there_is_not_found(query: str):
    mid_year()
    assert between(query).status_code == 404


COMPARING = 26
"""SQL statements of the page that compares, however much changed."""


@pytest.mark.parametrize(
    "text", [fewer(sample()), sample().replace("区", "市")], ids=["a figure", "everything"]
)
def test_much_that_changed_costs_no_more_statements(text: str):
    document, browser = edition(text), signed_in("supervision")
    url = reverse("plans:compare", args=[document.pk])
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    assert len(captured) <= COMPARING


STRANGER = """2022年另一项工作要点
一、修路
1.修好三座桥。（牵头责任单位：区交通局）
"""


@pytest.mark.parametrize(
    ("text", "warned"), [(STRANGER, True), (fewer(sample()), False)], ids=["another plan", "an adjustment"]
)
def test_a_document_that_has_nothing_of_the_plan_in_force_is_warned_of(text: str, warned: bool):
    assert ("没有一项任务与现行计划对得上" in comparison(edition(text)).text) is warned
