"""Two windows send at the same moment: one wins, the other is told, nothing breaks and no event is lost."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.visitor import Visitor
from tests.running import Running, call, empty_installation, started
from tests.world import SAMPLE

TOGETHER = """async asks => {
  const token = document.querySelector('[name=csrfmiddlewaretoken]').value;
  const send = ([address, fields]) => fetch(address, {
    method: 'POST', headers: {'HX-Request': 'true'}, body: new URLSearchParams({...fields, csrfmiddlewaretoken: token}),
  });
  return (await Promise.all(asks.map(send))).map(answer => answer.status);
}"""
FORM = """verb => Object.fromEntries(new FormData(
  document.querySelector(`input[name=verb][value=${verb}]`).form))"""
ROUNDS = 6


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    """Of an installation that only this file uses."""
    with empty_installation() as given:
        yield given


@pytest.fixture(scope="module")
def site(environment: dict[str, str]) -> Iterator[Running]:
    """Started for the first time, with the sample plan in force."""
    with started(environment) as running:
        yield running


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """The supervision office's window."""
    visitor.signs_in("supervision")
    return visitor.page


def together(page: Page, *asks: tuple[str, dict[str, Any]]) -> list[int]:
    """Statuses of what was sent at once, smallest first."""
    return sorted(page.evaluate(TOGETHER, [list(ask) for ask in asks]))


def under_review(visitor: Visitor, year: int, tmp_path: Any) -> str:
    """The sample as another year's plan, uploaded and read; the address of its review."""
    file = tmp_path / f"{year}.txt"
    file.write_text(SAMPLE.read_text(encoding="utf-8").replace("2022", str(year)), encoding="utf-8")
    visitor.uploads(file)
    visitor.page.get_by_role("button", name="发布计划").wait_for()
    address = f"{visitor.page.url.rstrip('/')}/review/"
    visitor.page.goto(address)
    return address


def lost_words(page: Page) -> list[str]:
    """Numbers of the doubts about words that were probably lost."""
    lines = page.locator("li.line:not(.line-settled)", has=page.locator(".line-kind", has_text="疑似缺字"))
    return [str(line.get_attribute("id")).removeprefix("line-") for line in lines.all()]


def test_one_doubt_is_settled_once(visitor: Visitor, page: Page, tmp_path: Any):
    address = f"{under_review(visitor, 2023, tmp_path)}settle/"
    doubts = lost_words(page)[:ROUNDS]
    assert len(doubts) == ROUNDS
    for doubt in doubts:
        answers = [(address, {"doubt": doubt, "answer": answer}) for answer in ("accept", "keep")]
        assert together(page, *answers) == [200, 409]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_plan_is_published_once_and_nothing_is_settled_behind_its_back(
    visitor: Visitor, page: Page, tmp_path: Any, year: int
):
    review = under_review(visitor, year, tmp_path)
    publish = (review.replace("review/", "publish/"), {"despite": "1"})
    settle = (f"{review}settle/", {"doubt": lost_words(page)[0], "answer": "accept"})
    statuses = together(page, publish, settle, publish)
    assert statuses in ([200, 200, 409], [200, 409, 409])
    page.goto(f"/plan/?year={year}")
    assert page.locator("a.task-title").count() == 94


@pytest.mark.parametrize("year", range(2030, 2030 + ROUNDS))
def test_two_documents_of_one_year_give_one_plan(visitor: Visitor, page: Page, tmp_path: Any, year: int):
    """Small ones, many times: what goes wrong here goes wrong seldom."""
    publish = []
    for name in "甲乙":
        file = tmp_path / f"{name}{year}.txt"
        file.write_text(
            f"{year}年工作计划\n一、重点\n1.抓{name}。全年新签约项目{year}个。（牵头单位：区投促局）\n",
            encoding="utf-8",
        )
        visitor.uploads(file)
        page.get_by_role("button", name="发布计划").wait_for()
        publish.append((f"{page.url.rstrip('/')}/publish/", {"despite": "1"}))
        review = f"{page.url.rstrip('/')}/review/undo/"
        publish.append((review, {}))
    assert together(page, *publish) == [200, 409, 409, 409]
    page.goto(f"/plan/?year={year}")
    assert page.locator("a.task-title").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_unit_is_changed_by_one_of_two(page: Page, _round: int):
    page.goto("/organization/units/")
    page.get_by_role("link", name="区投促局", exact=True).first.click()
    page.locator("h1", has_text="区投促局").wait_for()
    fields = page.evaluate(FORM, "name")
    asks = [
        (page.url, fields | {"name-name": f"简称{_round}{who}", "name": f"简称{_round}{who}"})
        for who in "甲乙"
    ]
    assert together(page, *asks) == [200, 409]


@pytest.fixture
def register(page: Page) -> str:
    """The register of projects, open and bound; the address of its new records."""
    page.goto("/registers/")
    row = page.get_by_role("row", name=re.compile("^招商引资项目台账"))
    if row.get_by_role("button", name="启用").count():
        row.get_by_role("button", name="启用").click()
        page.get_by_role("link", name="登记", exact=True).wait_for()
        page.goto("/registers/sources/?year=2022")
        page.get_by_role("button", name=re.compile("确认全部")).click()
        page.goto("/registers/")
    page.get_by_role("link", name="招商引资项目台账").click()
    page.get_by_role("link", name="登记", exact=True).click()
    page.get_by_label("项目编号").wait_for()
    return page.url


def entered(page: Page, register: str, key: str) -> str:
    """A project that the office enters; the address of its record."""
    page.goto(register)
    page.get_by_label("责任单位").select_option(label="区投促局")
    page.get_by_label("项目编号").fill(key)
    page.get_by_label("项目名称").fill(f"项目{key}")
    page.get_by_label("资金来源地").select_option(label="省外")
    page.get_by_label("协议投资额").fill("5")
    page.get_by_label("日期", exact=True).fill("2022-01-10")
    page.get_by_role("button", name="登记").click()
    page.locator("h1", has_text=f"项目{key}").wait_for()
    return page.url


def test_a_record_is_changed_by_one_of_two(page: Page, register: str):
    for at in range(ROUNDS):
        address = entered(page, register, f"A-{at}")
        fields = page.evaluate(FORM, "change")
        asks = [(address, fields | {"f-industry": who, "day": "2022-02-01"}) for who in "甲乙"]
        assert together(page, *asks) == [200, 409]


def test_two_records_that_move_at_once_both_count(page: Page, register: str):
    for at in range(ROUNDS):
        asks = []
        for key in (f"B-{at}", f"C-{at}"):
            address = entered(page, register, key)
            asks.append((address, page.evaluate(FORM, "move-sign") | {"day": "2022-02-01"}))
        assert together(page, *asks) == [200, 200]
    page.goto("/plan/?year=2022&as_of=2022-06-30")
    page.locator("#task-4 a.task-title").click()
    card = page.locator("article.target", has=page.locator("h3", has_text="新签约项目"))
    assert card.locator("dd.now").inner_text() == f"{2 * ROUNDS} 个"


def test_every_event_is_in_the_chain(environment: dict[str, str]):
    """After all of the above."""
    verified = call(environment, "audit", "verify")
    assert verified.returncode == 0, json.dumps(verified.stdout)
