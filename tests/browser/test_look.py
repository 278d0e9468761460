"""Every page fits a phone: nothing has to be pushed sideways to be read."""

import pytest

from tests.browser.visitor import Visitor

PHONE = {"width": 390, "height": 844}
PAGES = {
    "/": "supervision",
    "/plan/": "supervision",
    "/documents/": "supervision",
    "/rules/": "supervision",
    "/my-work/": "liaison",
    "/accounts/": "administrator",
    "/events/": "auditor",
    "/nothing-here/": "supervision",
}
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


def fits(visitor: Visitor) -> bool:
    """Whether the page is no wider than the window."""
    visitor.page.wait_for_load_state("networkidle")
    return int(visitor.page.evaluate(OVERFLOW)) <= 0


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_phone(visitor: Visitor, path: str):
    visitor.page.set_viewport_size(PHONE)
    visitor.signs_in(PAGES[path])
    visitor.page.goto(path)
    assert fits(visitor)


def test_the_sign_in_page_fits_a_phone(visitor: Visitor):
    visitor.page.set_viewport_size(PHONE)
    visitor.page.goto("/")
    assert fits(visitor)


def test_pages_reached_by_a_click_fit_a_phone(visitor: Visitor):
    """A task with a chart, a document with its findings, the form of a report."""
    visitor.signs_in("supervision")
    page = visitor.page
    for start, link in (("/plan/", "#task-4 a.task-title"), ("/documents/", "tbody a")):
        page.goto(start)
        page.locator(link).first.click()
        page.set_viewport_size(PHONE)
        assert fits(visitor), page.url
    visitor.changes_to("liaison")
    page.goto("/my-work/")
    page.get_by_role("link", name="填报").first.click()
    assert fits(visitor)
