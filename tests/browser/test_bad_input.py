"""What people send by mistake: the screen says in Chinese what is wrong, and nothing is kept."""

from pathlib import Path

import pytest

from tests.browser.visitor import Visitor

METRIC = "新签约项目"
TWICE = """一、稳中求进
7.抓项目。全年新签约项目30个。（牵头负责领导：甲乙；牵头责任单位：区发改局）
7.抓产业。规上工业企业新增12家。（牵头负责领导：甲乙；牵头责任单位：区工信局）
"""
NO_NUMBER = "稳步推进各项工作，抓好落实。\n" * 120_000
"""About 5 MB."""
NO_TEXT = {
    "an empty file": (b"", "空"),
    "a picture renamed .txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "扫描件或图片"),
}
FIGURES = {
    "a day in the future": ("2999-01-01", "120", "晚于今天"),
    "a negative count": ("2022-06-30", "-3", "不会是负数"),
    "a figure without end": ("2022-06-30", "1e999", "数字过大"),
    "text in a number field": ("2022-06-30", "一百二", "请填写数字"),
}


@pytest.mark.parametrize("case", NO_TEXT)
def test_what_is_no_text_is_not_taken_in(visitor: Visitor, tmp_path: Path, case: str):
    content, told = NO_TEXT[case]
    file = tmp_path / "计划.txt"
    file.write_bytes(content)
    visitor.signs_in("supervision")
    visitor.uploads(file)
    assert told in visitor.page.locator(".alarm, .wrong").all_inner_texts()[-1]
    visitor.goes_to("计划文件")
    assert visitor.page.locator("tbody tr").count() == 1


@pytest.mark.parametrize(("text", "told"), [(TWICE, "7"), (NO_NUMBER, "任务")], ids=["twice 7", "no number"])
def test_what_is_no_plan_is_read_told_and_not_published(
    visitor: Visitor, tmp_path: Path, text: str, told: str
):
    file = tmp_path / f"计划{len(text)}.txt"
    file.write_text(text, encoding="utf-8")
    visitor.signs_in("supervision")
    visitor.uploads(file)
    wrong = visitor.page.locator(".finding-error .finding-message")
    wrong.first.wait_for(timeout=60_000)
    assert told in wrong.first.inner_text()
    assert visitor.page.get_by_role("button", name="发布计划").count() == 0


@pytest.mark.parametrize("case", FIGURES)
def test_a_figure_that_cannot_be_is_told_beside_its_field(visitor: Visitor, case: str):
    day, value, told = FIGURES[case]
    visitor.signs_in("liaison")
    visitor.reports(METRIC, day=day, value=value)
    assert told in visitor.page.locator(".field-wrong .wrong").inner_text()
    assert visitor.page.get_by_label("累计完成").input_value() == value
    visitor.opens_task("招商引资")
    assert visitor.target(METRIC).locator("table.readings").count() == 0


def test_a_liaison_finds_no_way_to_report_for_another_unit(visitor: Visitor):
    visitor.signs_in("liaison")
    visitor.goes_to("任务")
    led_by_others = visitor.page.locator("tr", has=visitor.page.locator(".mini")).filter(
        has_not_text="区投促局"
    )
    led_by_others.first.locator("a.task-title").click()
    others = visitor.page.locator("article.target").first
    assert others.get_by_role("link", name="填报").count() == 0
    number = (others.get_attribute("id") or "").removeprefix("target-")
    answer = visitor.page.goto(f"/targets/{number}/report/")
    assert answer is not None
    assert answer.status == 403
    assert "牵头单位的联络员" in visitor.page.locator("main").inner_text()


def test_a_stranger_gets_no_evidence_by_its_address(visitor: Visitor, tmp_path: Path):
    visitor.signs_in("liaison")
    file = tmp_path / "签约.png"
    visitor.page.screenshot(path=file)
    visitor.reports(METRIC, day="2022-06-30", value="120", evidence=file)
    visitor.page.get_by_role("link", name=file.name).wait_for()
    address = visitor.page.get_by_role("link", name=file.name).get_attribute("href")
    visitor.signs_out()
    answer = visitor.page.goto(address or "")
    assert answer is not None
    assert answer.status == 403
    assert "登录" in visitor.page.locator("main").inner_text()


def test_a_day_that_does_not_exist_is_told(visitor: Visitor):
    visitor.signs_in("supervision")
    answer = visitor.page.goto("/?as_of=2022-02-30")
    assert answer is not None
    assert answer.status == 400
    assert "2022-02-30" in visitor.page.locator("main").inner_text()
