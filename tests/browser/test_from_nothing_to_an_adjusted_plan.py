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


BOARDS = {"2022-06-30": (94, "≥ 200 个"), "2022-07-01": (93, "≥ 180 个")}
"""Day, tasks, and what task 4 promises."""


@pytest.mark.parametrize("day", BOARDS)
def test_the_board_of_a_day_shows_the_version_of_that_day(visitor: Visitor, day: str):
    tasks, promise = BOARDS[day]
    visitor.signs_in("supervision")
    visitor.goes_to("任务")
    visitor.asks_for_day(day)
    page = visitor.page
    assert page.locator("tr:has(.task-title)").count() == tasks
    numbers = page.locator("tr:has(.task-title) td.num").all_inner_texts()
    assert ("39" in numbers) == (tasks == 94)
    page.locator("a.task-title", has_text=SIGNED).click()
    assert promise in visitor.target("新签约项目").inner_text()
