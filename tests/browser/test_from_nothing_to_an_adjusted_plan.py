"""From an empty database to a plan that everyone trusts, and through its adjustment in the middle of the year.

One sitting of the supervision office: the sample is taken in, all its doubts are settled by keyboard alone,
the members of a group are said, the plan is published; then an edition with a lower target and without one
task takes its place from 1 July, and a unit gets another name on the same day.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.visitor import Visitor
from tests.running import Running, empty_installation, started
from tests.world import SAMPLE

GROUP = "各社区管委会"
MEMBERS = ("瑶海社区管委会", "磨店社区管委会", "三十头社区管委会", "站北社区管委会")
RENAMED = ("区投促局", "区招商局")
SIGNED = "持续加强招商引资"
"""Title of task 4, which promises 200 signed projects."""


@pytest.fixture(scope="module")
def site() -> Iterator[Running]:
    """Luoshi begun for a government of one's own: no plan, no units."""
    with (
        empty_installation() as environment,
        started(environment, jurisdiction="合肥新站高新区") as running,
    ):
        yield running


def progress(visitor: Visitor) -> tuple[int, int]:
    """Settled and all, as the page says."""
    words = visitor.page.locator("#progress strong").inner_text()
    settled, total = words.removeprefix("已处理").split("/")
    return int(settled), int(total)


def presses(visitor: Visitor, key: str) -> None:
    """One key, and the page has taken it in once the count has moved."""
    settled = visitor.page.locator("#progress strong").inner_text()
    visitor.page.keyboard.press(key)
    visitor.page.wait_for_function(
        "before => document.querySelector('#progress strong').innerText !== before", arg=settled
    )


def fills_the_group(visitor: Visitor) -> None:
    """Go to the group's page by its key, write the list, and come back to the same doubt."""
    page = visitor.page
    page.keyboard.press("f")
    page.get_by_role("heading", name=f"{GROUP}的名单").wait_for()
    page.get_by_label("成员名单").focus()
    page.keyboard.type("、".join(MEMBERS))
    page.get_by_role("button", name="核对名单").press("Enter")
    page.get_by_role("button", name="保存名单").press("Enter")
    page.locator("#pane .offer", has_text="成员已经填好").wait_for()


def test_every_doubt_is_settled_by_keyboard_alone_and_the_plan_published(visitor: Visitor):
    visitor.signs_in("supervision")
    visitor.uploads(SAMPLE)
    page = visitor.page
    page.get_by_role("link", name="条存疑待处理").press("Enter")
    page.locator("#pane .offer").first.wait_for()
    settled, total = progress(visitor)
    assert (settled, total > 60) == (0, True)
    presses(visitor, "Enter")
    assert progress(visitor) == (1, total)
    presses(visitor, "z")
    assert progress(visitor) == (0, total)
    while progress(visitor)[0] < total:
        if page.locator("#pane .doubt-message", has_text=f"“{GROUP}”").count():
            fills_the_group(visitor)
        presses(visitor, "Enter")
    assert page.get_by_text("没有待处理的存疑。").is_visible()
    page.keyboard.press("g")
    page.get_by_text("计划已发布。").wait_for()
    visitor.goes_to("任务")
    assert page.locator("tr:has(.task-title)").count() == 94


def adjusted(tmp_path: Path) -> Path:
    """The sample with 180 signed projects instead of 200, and without task 39."""
    lines = SAMPLE.read_text(encoding="utf-8").replace("力争达到200个", "力争达到180个").splitlines()
    file = tmp_path / "2022年计划（年中调整）.txt"
    file.write_text("\n".join(line for line in lines if not line.startswith("39.")), encoding="utf-8")
    return file


def test_an_adjusted_edition_is_settled_already_and_takes_effect_on_its_day(visitor: Visitor, tmp_path: Path):
    visitor.signs_in("supervision")
    visitor.uploads(adjusted(tmp_path))
    page = visitor.page
    page.get_by_role("link", name="审校").click()
    page.locator("#progress").wait_for()
    settled, total = progress(visitor)
    assert total - settled <= 2
    while progress(visitor)[0] < total:
        presses(visitor, "Enter")
    page.keyboard.press("g")
    page.get_by_role("heading", name="与现行计划对比").wait_for()
    assert "200" in page.locator("main").inner_text()
    assert "180" in page.locator("main").inner_text()
    page.get_by_label("生效日", exact=True).fill("2022-07-01")
    page.get_by_label("调整依据").fill("区管委会第12次主任办公会")
    page.get_by_role("button", name="核准调整").click()
    page.locator(".messages").wait_for()


def test_a_unit_is_renamed_from_the_same_day(visitor: Visitor):
    old, new = RENAMED
    visitor.signs_in("supervision")
    visitor.goes_to("单位")
    page = visitor.page
    page.get_by_role("link", name=old, exact=True).click()
    page.locator("summary", has_text="更名").click()
    page.get_by_label("新的正式名称").fill(new)
    page.locator("#rename").get_by_label("从哪天起").fill("2022-07-01")
    page.get_by_role("button", name="更名").click()
    page.locator(".messages").wait_for()


BOARDS = {"2022-06-30": (94, "≥ 200 个", RENAMED[0]), "2022-07-01": (93, "≥ 180 个", RENAMED[1])}
"""Day, tasks, what task 4 promises, and what the unit that answers for it is called."""


@pytest.mark.parametrize("day", BOARDS)
def test_the_board_of_a_day_shows_the_version_of_that_day(visitor: Visitor, day: str):
    tasks, promise, unit = BOARDS[day]
    visitor.signs_in("supervision")
    visitor.goes_to("任务")
    visitor.asks_for_day(day)
    page = visitor.page
    assert page.locator("tr:has(.task-title)").count() == tasks
    numbers = page.locator("tr:has(.task-title) td.num").all_inner_texts()
    assert ("39" in numbers) == (tasks == 94)
    page.locator("a.task-title", has_text=SIGNED).click()
    assert promise in visitor.target("新签约项目").inner_text()
    assert unit in page.locator("aside.duties").inner_text()


@pytest.mark.parametrize("day", BOARDS)
def test_the_cockpit_counts_the_unit_under_its_name_of_the_day(visitor: Visitor, day: str):
    visitor.signs_in("supervision")
    visitor.asks_for_day(day)
    visitor.page.locator("summary", has_text="个单位").first.click()
    names = set(visitor.page.locator("main").inner_text().split())
    assert names & set(RENAMED) == {BOARDS[day][2]}


def test_members_of_the_group_see_its_tasks_on_their_page(visitor: Visitor):
    visitor.signs_in("supervision")
    visitor.goes_to("单位")
    visitor.page.goto("/matrix/?as_of=2022-06-30")
    assert all(name in visitor.page.locator("main").inner_text() for name in MEMBERS)
