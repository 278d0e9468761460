"""The plan page: printed order, the gap in the numbers, and filters."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.cockpit.board import load_board
from luoshi.cockpit.plan_page import Filters, Line, Page, plan_page
from luoshi.organization.models import Unit
from luoshi.plans.models import PlanVersion
from luoshi.progress.actions.publish_plan import publish_plan
from luoshi.progress.actions.report_reading import Report
from tests.plans.test_publish_a_plan import received
from tests.plans.test_take_in_a_document import PLAN
from tests.world import NOW, account, confirmed, signed_in

pytestmark = pytest.mark.django_db


def page(**filters: object) -> Page:
    version = PlanVersion.objects.get()
    board = load_board(version, as_of=date(2022, 6, 30), family="default")
    return plan_page(board, Filters(**filters), text=version.document.text)  # type: ignore[arg-type]


def lines(**filters: object) -> list[Line]:
    return [line for group in page(**filters).groups for line in group.lines]


def numbers(**filters: object) -> list[str]:
    return [line.row.task.number for line in lines(**filters) if line.row]


def test_printed_order_with_the_gap_where_a_number_is_missing():
    whole = lines()
    assert [line.gap for line in whole if line.gap] == ["93"]
    at = next(index for index, line in enumerate(whole) if line.gap)
    before, after = whole[at - 1].row, whole[at + 1].row
    assert before is not None
    assert after is not None
    assert (before.task.number, after.task.number) == ("92", "94")
    assert len(page().groups) == 8
    assert page().shown == page().total == 94


def test_a_filtered_plan_shows_no_gaps():
    assert not [line for line in lines(leader="尹旭") if line.gap]


def unit(name: str) -> int:
    return Unit.objects.get(names__name=name).pk


def test_by_official():
    assert numbers(leader="王连贵") == ["95"]


def test_by_unit_in_any_role_or_in_one():
    assert numbers(unit=unit("审计中心"), role="lead_unit") == ["95"]
    assert numbers(unit=unit("审计中心")) == ["23", "95"]
    assert numbers(unit=unit("审计中心"), role="coop_unit") == ["23"]


def test_a_unit_is_found_under_all_its_spellings():
    """Tasks that print `财政局` are found together with those that print `区财政局(国资局)`."""
    found = numbers(unit=unit("区财政局"))
    assert {"8", "10", "23", "56"} <= set(found)


def test_by_section():
    assert numbers(section=1) == [str(number) for number in range(14, 22)]


def test_by_text():
    assert numbers(text="晶合三期") == ["4", "5"]
    assert numbers(text="没有这几个字") == []


def test_by_light_shows_only_the_targets_of_that_light():
    confirmed("新签约项目", Report(as_of=date(2022, 6, 30), value=Decimal(120)))
    (line,) = lines(light="green")
    assert line.row is not None
    assert (line.row.task.number, [s.target.metric for s in line.standings]) == ("4", ["新签约项目"])


def test_filters_meet():
    assert numbers(leader="徐斌", section=1, text="人才") == ["19"]


@pytest.mark.parametrize(
    "query", ["unit=999999", "light=pink", "section=x", "role=boss", "leader=%00", "q=" + "长" * 200]
)
def test_a_filter_that_is_not_on_offer_is_passed_over(query: str):
    answer = signed_in("supervision").get("/plan/?" + query)
    assert answer.status_code == 200


def test_a_year_without_a_plan_is_not_found():
    assert signed_in("supervision").get("/plan/?year=1999").status_code == 404


def test_with_two_years_in_force_pages_offer_both_and_links_keep_the_year():
    document = received(PLAN)
    publish_plan(document, actor=account("supervision"), now=NOW, despite=True)
    browser = signed_in("supervision")
    latest, older = browser.get("/"), browser.get("/?year=2022")
    assert [page.context["plan"].year for page in (latest, older)] == [2023, 2022]
    assert older.context["years"] == [2023, 2022]
    assert all("year=2022" in share.url for share in older.context["by_section"])
    assert 'href="/plan/?year=2022' in older.content.decode()
