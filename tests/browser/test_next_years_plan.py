"""The supervision office takes in the next year's plan: uploaded, read by the worker, published, on the board."""

from pathlib import Path

from tests.browser.visitor import Visitor

PLAN = """2023年经济社会发展的目标是：地区生产总值增速不低于6%。
一、稳中求进
1.抓项目。全年新签约项目30个。（牵头负责领导：甲乙；牵头责任单位：区发改局；协同单位：区财政局、住建局）
2.抓产业。规上工业企业新增12家。（牵头负责领导：甲乙；牵头责任单位：区工信局；协同单位：区发改局）
"""


def test_the_page_turns_to_read_by_itself_and_the_plan_comes_on_the_board(visitor: Visitor, tmp_path: Path):
    file = tmp_path / "二〇二三年计划.txt"
    file.write_text(PLAN, encoding="gb18030")
    visitor.signs_in("supervision")
    page = visitor.page
    visitor.uploads(file)
    page.get_by_role("button", name="发布计划").wait_for()
    assert page.locator(".summary dd").all_inner_texts()[:3] == ["1", "2", "3"]
    page.get_by_label("已知还有").check()
    page.get_by_role("button", name="发布计划").click()
    page.get_by_text("计划已发布。").wait_for()
    assert "2023年" in page.locator("h1").inner_text()
    visitor.goes_to("任务")
    assert page.locator("a.task-title").all_inner_texts() == ["抓项目", "抓产业"]


def test_last_years_plan_stays_where_it_was(visitor: Visitor):
    visitor.signs_in("supervision")
    visitor.page.goto("/plan/?year=2022&as_of=2022-06-30")
    assert visitor.page.locator("a.task-title").count() == 94
