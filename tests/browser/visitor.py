"""What a person does at the screen: look, click, type. Everything goes through what the page shows."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request

PATIENCE = 15_000
"""Milliseconds until a missing part of a page is an error."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """One window of a browser and the passwords that the first start printed."""

    page: Page
    passwords: dict[str, str]

    def signs_in(self, username: str) -> None:
        """Open the front page, which asks who we are."""
        self.page.goto("/")
        self.page.get_by_label("用户名").fill(username)
        self.page.get_by_label("密码").fill(self.passwords[username])
        self.page.get_by_role("button", name="登录").click()
        self.page.locator(".menu-name").wait_for()

    def signs_out(self) -> None:
        """By the menu under the own name."""
        self.page.locator(".menu summary").click()
        self.page.get_by_role("button", name="退出登录").click()
        self.page.get_by_label("密码").wait_for()

    def changes_to(self, username: str) -> None:
        """Hand the desk to somebody else."""
        self.signs_out()
        self.signs_in(username)

    def goes_to(self, name: str) -> None:
        """By the main navigation, until the page is there: it may be the one that is left."""
        with self.page.expect_navigation():
            self.page.locator("nav.nav").get_by_role("link", name=name).click()

    def opens_task(self, title: str) -> None:
        """From the list of all tasks."""
        self.goes_to("任务")
        self.page.locator("a.task-title", has_text=title).click()
        self.page.locator(".printed-text").wait_for()

    def asks_for_day(self, day: str) -> None:
        """By the field that each board page has."""
        self.page.get_by_label("截至", exact=True).fill(day)
        self.page.get_by_role("button", name="查看").click()
        self.page.wait_for_url(f"**as_of={day}*")

    def target(self, metric: str) -> Locator:
        """The card of one target on a task's page."""
        return self.page.locator("article.target", has=self.page.locator("h3", has_text=metric))

    def light_of(self, metric: str) -> str:
        """The word that stands next to the light."""
        return self.target(metric).locator(".explain-head .light").inner_text().strip()

    def uploads(self, file: Path) -> None:
        """A plan document, from the list of documents."""
        self.goes_to("计划文件")
        self.page.get_by_label("计划文件", exact=True).set_input_files(file)
        self.page.get_by_role("button", name="上传并读取").click()

    def reports(self, metric: str, *, day: str, value: str, evidence: Path | None = None) -> None:
        """From the list of own work; fills the form as printed on the screen and sends it."""
        self.goes_to("我的待办")
        row = self.page.get_by_role("row", name=metric)
        row.get_by_role("link", name="填报").click()
        self.page.get_by_label("数据截至日期").fill(day)
        self.page.get_by_label("累计完成").fill(value)
        if evidence is not None:
            self.page.get_by_label("佐证材料").set_input_files(evidence)
        self.page.get_by_role("button", name="提交确认").click()


def watched_page(context: BrowserContext, complaints: list[str]) -> Page:
    """A page that writes down failed scripts and every request to somebody else's address."""
    context.set_default_timeout(PATIENCE)
    page = context.new_page()

    def hear(message: ConsoleMessage) -> None:
        # A refused form has status 422, which Chromium reports as a resource that failed.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def see(request: Request) -> None:
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            complaints.append(request.url)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", see)
    return page
