"""What the hands do on the review's page: own words, keys that go on working, selections as a browser makes them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.visitor import Visitor
from tests.running import Running, empty_installation, started
from tests.world import SAMPLE

TASK = ".rt-task:has-text('加快已签约项目开工')"


@pytest.fixture(scope="module")
def site() -> Iterator[Running]:
    """Begun without any plan, so that the sample is there to be reviewed."""
    with (
        empty_installation() as environment,
        started(environment, jurisdiction="合肥新站高新区") as running,
    ):
        yield running


@pytest.fixture(scope="module")
def reviewed() -> list[str]:
    """Address of the one document that this file reviews, once it is read."""
    return []


@pytest.fixture
def page(visitor: Visitor, reviewed: list[str]) -> Page:
    visitor.signs_in("supervision")
    if not reviewed:
        visitor.uploads(SAMPLE)
        visitor.page.get_by_role("link", name="条存疑待处理").click()
        reviewed.append(visitor.page.url)
    visitor.page.goto(reviewed[0])
    visitor.page.locator("#pane .offer").first.wait_for()
    return visitor.page


def settles(page: Page, *keys: str) -> None:
    """Press keys, the last of which has the server answer."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_response(lambda answer: "/review/" in answer.url and answer.request.method == "POST"):
        page.keyboard.press(keys[-1])
    page.locator("body:not(:has(.htmx-request, .htmx-swapping, .htmx-settling))").wait_for()


def test_enter_in_the_field_of_own_words_means_these_words(page: Page):
    page.keyboard.press("r")
    page.keyboard.type("自拟的字")
    settles(page, "Enter")
    assert "补为“自拟的字”" in (page.locator("#done li").first.text_content() or "")


def test_keys_go_on_working_after_own_words(page: Page):
    before = page.locator("#doubts .line-settled").count()
    settles(page, "r", "Enter")
    assert page.evaluate("document.activeElement.id") == "pane"
    settles(page, "z")
    assert page.locator("#doubts .line-settled").count() == before


def test_a_whole_paragraph_may_be_selected(page: Page):
    page.locator(TASK).click(click_count=3, position={"x": 40, "y": 10})
    page.keyboard.press("t")
    page.get_by_role("heading", name="补录目标").wait_for()
    assert page.locator("#pane .target-form .printed-line").inner_text().strip() != ""


def test_the_mouse_may_add_what_was_selected(page: Page):
    page.locator(f"{TASK} .lit-target").first.click(click_count=2)
    page.get_by_role("button", name="选中文字补录").click()
    page.locator("#pane .target-form, #pane .alarm").first.wait_for()


def test_what_was_added_elsewhere_is_told(page: Page):
    selected = """() => {
        const piece = [...document.querySelectorAll("#text [data-o]")].find((each) => each.textContent.includes("拿地即开工"));
        const at = piece.textContent.indexOf("拿地即开工");
        getSelection().setBaseAndExtent(piece.firstChild, at, piece.firstChild, at + 5);
    }"""
    page.evaluate(selected)
    page.keyboard.press("t")
    page.locator("#pane .target-form #id_metric:focus").wait_for()
    settles(page, "Enter")
    assert "补录目标“拿地即开工" in page.locator("#news").inner_text()


def test_without_a_selection_it_is_told_to_select(page: Page):
    page.keyboard.press("t")
    assert "请先在左边的原文里选中" in page.locator("#news").inner_text()


def test_nothing_to_take_back_is_told_beside_the_next_doubt(page: Page):
    while page.locator("#done form").count():
        settles(page, "z")
    settles(page, "z")
    assert "没有可以撤销的修改" in page.locator("#pane [role=alert]").inner_text()
    assert page.locator("#pane .offer").count() > 0


def test_a_doubt_on_another_leaf_of_a_long_document_is_shown_in_its_place(page: Page, tmp_path: Path):
    tasks = [f"{n}.做好第{n}项工作。完成项目{n}个。（牵头责任单位：区发改局）" for n in range(1, 520)]
    file = tmp_path / "长计划.txt"
    file.write_text(
        "\n".join(["2024年工作要点", "一、重点任务", *tasks, "520.做好最后一项工作。"]), encoding="utf-8"
    )
    Visitor(page=page, passwords={}).uploads(file)
    page.get_by_role("link", name="条存疑待处理").click()
    doubts = [line.get_attribute("data-doubt") for line in page.locator("#doubts a").all()[:2]]
    for doubt in doubts:
        page.locator(f"#doubts a[data-doubt='{doubt}']").click()
        page.locator(f"#pane[data-doubt='{doubt}']").wait_for()
        page.locator(f".review-text .here[data-doubt='{doubt}']").first.wait_for()
    page.goto(page.url.split("?")[0] + "?from=500")
    page.locator(".rt-task [data-o]").first.click(click_count=3)
    page.keyboard.press("t")
    page.get_by_role("heading", name="补录目标").wait_for()
    page.locator("#pane .target-form #id_metric:focus").wait_for()
    assert "from=500" in page.url or "task=" in page.url


def test_who_was_signed_out_meanwhile_is_asked_to_sign_in(page: Page):
    page.context.clear_cookies()
    page.keyboard.press("j")
    page.get_by_label("密码").wait_for()
    assert page.locator("[data-review]").count() == 0
