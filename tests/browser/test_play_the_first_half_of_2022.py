"""The first half of 2022 on the sample plan, played in Chromium: a register is opened, bound and filled from a
workbook, a bureau's figures are reported, confirmed and accepted, and the boards of 31 March and 30 June show what a
small calculation of its own gives. The plan is real, the facts are invented (samples/first-half-2022)."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from luoshi.compiler import compile_bytes
from luoshi.compiler.model import Target
from scripts.installation import SAMPLE
from tests.browser.visitor import Visitor
from tests.half_year import END, Aim, Rows, lights, rows

DAYS = (date(2022, 3, 31), date(2022, 6, 30))
BUREAU, ITS_TASKS = "区科技局", ("14", "19")
COLUMNS = {
    "number": "项目编号",
    "name": "项目名称",
    "origin": "资金来源地",
    "industry": "所属产业",
    "investment": "协议投资额（亿元）",
    "start_by": "序时开工日期",
    "land_on": "拿地日期",
    "lead_on": "线索日期",
    "signed_on": "签约日期",
    "started_on": "开工日期",
    "ended_on": "终止日期",
}


def told() -> Rows:
    """What the bureau and the economic bureau say in this test: their rows of the two days that were accepted."""
    days = {day.isoformat() for day in DAYS}
    return [
        row
        for row in rows("reports.csv")
        if row["task"] in ("", *ITS_TASKS) and row["as_of"] in days and row["fate"] == "accepted"
    ]


def aims() -> list[Aim]:
    """The plan's targets as they are read."""
    plan = compile_bytes(SAMPLE.read_bytes(), name=SAMPLE.name).plan
    assert plan is not None
    tasks = [(str(task.number or ""), target) for task in plan.tasks for target in task.targets]
    return [_aim("", target) for target in plan.targets] + [_aim(*each) for each in tasks]


def _aim(task: str, target: Target) -> Aim:
    low = target.value[0] if isinstance(target.value, tuple) else target.value
    number = None if low is None or isinstance(low, str) else Fraction(low)
    unit, op = target.unit or "", target.op or ""
    return Aim(task, target.metric, unit, target.kind, op, number, target.deadline or END)


def workbook(path: Path) -> Path:
    """The invented projects in the register's own form."""
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("招商引资项目台账")
    sheet.write_row(0, 0, [*COLUMNS.values(), "备注"])
    for line, row in enumerate(rows("projects.csv"), 1):
        sheet.write_row(line, 0, [*(row[name] for name in COLUMNS), "（示例）说明原因"])
    made.close()
    return path


def opens_account(visitor: Visitor, username: str, *, part: str) -> None:
    """By the administrator; the password is shown once."""
    page = visitor.page
    page.get_by_role("link", name="开通账号").click()
    page.get_by_label("用户名").fill(username)
    page.get_by_label("姓名或岗位").fill(f"{BUREAU}{part}")
    page.get_by_label("所在单位").select_option(label=BUREAU)
    page.get_by_label("在该单位").select_option(label=part)
    page.get_by_role("button", name="开通账号").click()
    shown = page.locator(".messages").inner_text()
    visitor.passwords[username] = re.findall(r"[A-Za-z0-9]{10,}", shown.replace(username, ""))[-1]


def says(visitor: Visitor, reports: Rows) -> None:
    """Each row through the form of its target."""
    page = visitor.page
    for row in reports:
        visitor.goes_to("我的待办")
        line = page.get_by_role("row").filter(has=page.get_by_text(row["metric"], exact=True))
        line.get_by_role("link", name="填报").click()
        page.get_by_label("数据截至日期").fill(row["as_of"])
        if row["said"] in ("met", "unmet"):
            page.get_by_label("是否达成").select_option("1" if row["said"] == "met" else "0")
        else:
            page.get_by_label("累计完成").fill(row["said"])
        page.get_by_role("button", name="提交确认").click()
        page.get_by_text("已填报，等待单位负责人确认。").wait_for()


def confirms(visitor: Visitor, count: int) -> None:
    """All that waits, one by one."""
    for _each in range(count):
        visitor.goes_to("我的待办")
        visitor.page.get_by_role("link", name="确认或退回").first.click()
        visitor.page.get_by_role("button", name="确认", exact=True).click()
        visitor.page.get_by_text("已确认，看板随即更新。").wait_for()


@pytest.fixture
def register(visitor: Visitor, tmp_path: Path) -> Iterator[None]:
    """The office opens the register and binds what is certain; the liaison sends its workbook in."""
    page = visitor.page
    visitor.signs_in("supervision")
    visitor.goes_to("台账")
    page.get_by_role("row", name=re.compile("^招商引资项目台账")).get_by_role("button", name="启用").click()
    page.get_by_role("heading", name="招商引资项目台账").wait_for()
    visitor.goes_to("台账")
    page.get_by_role("link", name="目标取数来源").click()
    page.get_by_role("button", name=re.compile("确认全部 . 个有把握的")).click()
    page.get_by_text("已绑定 4 个目标。").wait_for()
    visitor.changes_to("liaison")
    visitor.goes_to("台账")
    page.get_by_role("link", name="招商引资项目台账").click()
    page.get_by_role("link", name="导入", exact=True).click()
    page.locator("input[type=file]").set_input_files(workbook(tmp_path / "项目.xlsx"))
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_role("button", name="确认导入").click(timeout=60_000)
    page.get_by_text("已全部导入，绑定台账的目标已重新取数。").wait_for(timeout=60_000)
    yield


def test_the_boards_of_the_half_year_show_what_a_small_calculation_gives(
    visitor: Visitor, register: None
) -> None:
    its = [row for row in told() if row["task"]]
    headline = [row for row in told() if not row["task"]]
    assert len(its) > 5 and len(headline) > 5
    visitor.changes_to("administrator")
    for name, part in (("kj-liaison", "单位联络员"), ("kj-head", "单位负责人")):
        opens_account(visitor, name, part=part)
    visitor.changes_to("kj-liaison")
    says(visitor, its)
    visitor.changes_to("kj-head")
    confirms(visitor, len(its))
    visitor.changes_to("economy")
    says(visitor, headline)
    visitor.changes_to("supervision")
    confirms(visitor, len(headline))
    accepts_all(visitor, len(told()))
    for day in DAYS:
        assert seen(visitor, day) == given(day), day


def accepts_all(visitor: Visitor, count: int) -> None:
    """The office ticks what it looked into and accepts it in one step."""
    page = visitor.page
    page.goto("/readings/accept/")
    ticks = page.get_by_role("checkbox")
    assert ticks.count() == count
    for tick in ticks.all():
        tick.check()
    page.get_by_role("button", name="核定勾选的数据").click()
    page.get_by_text("没有待核定的数据").or_(page.get_by_text("0 条")).first.wait_for()


def given(day: date) -> list[tuple[str, str, str]]:
    """Number, metric and light of every target by the calculation, in order."""
    found = lights(aims(), day, reports=told(), projects=rows("projects.csv"))
    return sorted((aim.task, aim.metric, light) for aim, light in found.items())


def seen(visitor: Visitor, day: date) -> list[tuple[str, str, str]]:
    """The same as the pages show it."""
    page = visitor.page
    page.goto(f"/plan/?as_of={day.isoformat()}")
    read = """rows => rows.flatMap(row => [...row.querySelectorAll('.mini li')].map(item => [
        row.querySelector('.task-number').innerText.trim(),
        item.querySelector('a').innerText.trim(),
        item.querySelector('.light').className.match(/light-(\\w+)/)[1]]))"""
    found = page.locator("tr:has(.task-title)").evaluate_all(read)
    page.goto(f"/?as_of={day.isoformat()}")
    read = """rows => rows.map(row => ['', row.querySelector('th').innerText.trim(),
        row.querySelector('.light').className.match(/light-(\\w+)/)[1]])"""
    found += page.locator("table.headline tbody tr").evaluate_all(read)
    return sorted(tuple(each) for each in found)
