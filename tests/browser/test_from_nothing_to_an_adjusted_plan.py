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

TASK_39 = "39."


@pytest.fixture(scope="module")
def site() -> Iterator[Running]:
    """Luoshi begun for a government of one's own: no plan, no units."""
    with empty_installation() as environment:
        with started(environment, jurisdiction="合肥新站高新区") as running:
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
