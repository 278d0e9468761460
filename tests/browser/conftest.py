"""Real Chromium against the real command on an empty installation, one per test file.

Without DATABASE_URL the installation is on SQLite; with it, on a new database of that server.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from scripts.chromium import CHROMIUM, QUIET
from tests.browser.visitor import Visitor, watched_page
from tests.running import Running, empty_installation, started


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; it calls nobody but the page's own server."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site() -> Iterator[Running]:
    """Luoshi started for the first time, as `make run` does it."""
    with empty_installation() as environment, started(environment) as running:
        yield running


@pytest.fixture
def visitor(chromium: Browser, site: Running) -> Iterator[Visitor]:
    """Somebody at a desk, not signed in. At the end no script failed and nothing foreign was asked for."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", base_url=site.base, accept_downloads=True
    )
    complaints: list[str] = []
    yield Visitor(page=watched_page(context, complaints), passwords=site.passwords)
    context.close()
    assert complaints == []
