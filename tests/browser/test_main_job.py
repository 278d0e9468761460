"""The main job, end to end: from an empty database to a board that says how a promise stands, on any day."""

from pathlib import Path

from tests.browser.visitor import Visitor

METRIC = "新签约项目"
LIGHTS = (
    ("2022-06-30", "绿灯", ("120", "99.2")),
    ("2022-03-31", "灰灯", ()),
    ("2022-09-30", "黄灯", ("120", "149.6")),
    ("2023-01-01", "红灯", ()),
)
"""Day, light, and figures that the reason names."""


def test_the_supervision_office_sees_the_whole_plan_and_its_gap(visitor: Visitor):
    visitor.signs_in("supervision")
    page = visitor.page
    assert page.locator("#by-section").locator("xpath=ancestor::section").locator("tbody tr").count() == 8
    assert page.locator(".counts a").first.locator(".counts-figure").inner_text() == "94"
    visitor.goes_to("任务")
    assert page.locator("tr.section-row").count() == 8
    assert page.locator("tr:has(.task-title)").count() == 94
    gap = page.locator("tr.gap")
    assert gap.count() == 1
    assert "第93号缺失" in gap.inner_text()


def test_the_targets_of_task_4_are_lit_in_its_sentence(visitor: Visitor):
    visitor.signs_in("supervision")
    visitor.goes_to("任务")
    visitor.page.locator("#task-4 a.task-title").click()
    sentence = visitor.page.locator(".printed-text")
    sentence.wait_for()
    lit = "".join(sentence.locator(".lit-target").all_inner_texts())
    assert all(part in lit for part in ("200个", "800亿元", "50个"))
    assert visitor.page.locator("article.target").count() == 3


def test_from_a_report_to_the_board(visitor: Visitor, tmp_path: Path):
    """The liaison reports with evidence, the head confirms, and each day has its own light."""
    visitor.signs_in("liaison")
    file = tmp_path / "签约项目清单.png"
    visitor.page.screenshot(path=file)
    visitor.reports(METRIC, day="2022-06-30", value="120", evidence=file)
    visitor.page.get_by_text("已填报，等待单位负责人确认。").wait_for()

    visitor.changes_to("head")
    visitor.goes_to("我的待办")
    visitor.page.get_by_role("link", name="确认或退回").click()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name=file.name).click()
    assert download.value.suggested_filename == file.name
    assert Path(download.value.path()).read_bytes() == file.read_bytes()
    visitor.page.get_by_role("button", name="确认", exact=True).click()
    visitor.page.get_by_text("已确认，看板随即更新。").wait_for()

    visitor.changes_to("supervision")
    visitor.asks_for_day("2022-06-30")
    assert visitor.page.locator(".counts a", has_text="绿灯").locator(".counts-figure").inner_text() == "1"
    visitor.goes_to("任务")
    visitor.page.locator("#task-4 a.task-title").click()
    for day, light, reasons in LIGHTS:
        visitor.asks_for_day(day)
        assert visitor.light_of(METRIC) == light, day
        why = visitor.target(METRIC).locator(".explain-head").inner_text()
        assert all(reason in why for reason in reasons), (day, why)
        assert "适用规则" in visitor.target(METRIC).locator(".workings summary").inner_text()
