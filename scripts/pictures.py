"""Takes pictures of pages in a real Chromium.

usage: pictures.py                                              the pictures of the README, made anew
       pictures.py --base URL --user NAME --password WORD --out FOLDER PATH …   any pages of a running server

Each page is taken at 1440 and at 390 pixels, light and dark. The README's come from an installation of the
sample plan in a throw-away folder, with made-up figures (samples/first-half-2022).
"""

import argparse
import io
import re
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path

from chromium import CHROMIUM, QUIET
from installation import ROOT, SAMPLE, folder, started
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = {1440: 1240, 390: 844}
"""Width of the window: its height."""
THEMES = ("light", "dark")
LIMIT = 250_000
"""Largest picture in bytes; larger ones get fewer colours."""
PICTURES = ROOT / "docs" / "pictures"
DAY = "as_of=2022-06-30"


def main() -> None:
    """Pictures of the pages asked for; without a server named, those of the README."""
    parser = argparse.ArgumentParser(description="Take pictures of pages.")
    parser.add_argument("--base", help="address of a running server")
    parser.add_argument("--user", default="supervision")
    parser.add_argument("--password", default="")
    parser.add_argument("--out", type=Path, default=PICTURES)
    parser.add_argument("--whole", action="store_true", help="the whole page instead of the first screen")
    parser.add_argument("paths", nargs="*", default=["/"], metavar="PATH")
    options = parser.parse_args()
    if options.base is None:
        _readme()
        return
    pages = {_name(path): path for path in options.paths}
    account = (options.user, options.password)
    _take(options.base, account, pages, out=options.out, whole=options.whole)


def _readme() -> None:
    with folder() as environment, started(environment, facts=True) as site:
        account = ("supervision", site.passwords["supervision"])
        pages = {
            "board": f"/?{DAY}",
            "plan": f"/plan/?{DAY}",
            "task": f"plan:4?{DAY}",
            "matrix": f"/matrix/?{DAY}",
        }
        _take(site.base, account, pages, out=PICTURES, whole=False)
    with folder() as environment, started(environment, jurisdiction="合肥新站高新区") as site:
        account = ("supervision", site.passwords["supervision"])
        _hand_in(site.base, account)
        _take(site.base, account, {"review": "/documents/1/review/"}, out=PICTURES, whole=False)


def _hand_in(base: str, account: tuple[str, str]) -> None:
    """The sample, on an installation that has no plan yet, until it is read."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = _window(browser, 1440, "light")
        _sign_in(page, base, account)
        page.goto(f"{base}/documents/")
        page.set_input_files("input[type=file]", SAMPLE)
        page.click(".upload-form button")
        page.locator(".to-review a").wait_for()
        browser.close()


def _take(base: str, account: tuple[str, str], pages: dict[str, str], *, out: Path, whole: bool) -> None:
    """``pages`` gives each picture's name and its path."""
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for width, theme in product(WIDTHS, THEMES):
            page = _window(browser, width, theme)
            _sign_in(page, base, account)
            for name, path in pages.items():
                _open(page, base, path)
                file = out / f"{name}-{width}-{theme}.png"
                file.write_bytes(_small(page.screenshot(full_page=whole)))
                print(file, file.stat().st_size // 1024, "KB", *_overflow(page))
            page.context.close()
        browser.close()


def _window(browser: Browser, width: int, theme: str) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]}, color_scheme=theme, locale="zh-CN"
    )
    return context.new_page()


def _sign_in(page: Page, base: str, account: tuple[str, str]) -> None:
    page.goto(f"{base}/sign-in/")
    page.fill("[name=username]", account[0])
    page.fill("[name=password]", account[1])
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def _open(page: Page, base: str, path: str) -> None:
    """A path, or ``plan:N?query`` for the task with that printed number."""
    asked = re.fullmatch(r"plan:(\d+)\?(.*)", path)
    if asked:
        page.goto(f"{base}/plan/?{asked[2]}")
        path = _task_path(page, asked[1]) + f"?{asked[2]}"
    page.goto(f"{base}{path}", wait_until="networkidle")


def _task_path(page: Page, number: str) -> str:
    links: Sequence[str] = page.eval_on_selector_all(
        "a[href*='/tasks/']",
        "(links, number) => links.filter(a => (a.closest('tr, li, article') || a).innerText"
        ".trim().split(/\\D/)[0] === number).map(a => new URL(a.href).pathname)",
        number,
    )
    if not links:
        raise SystemExit(f"no task is numbered {number}")
    return links[0]


def _small(png: bytes) -> bytes:
    """The picture with as many colours as fit the limit."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32):
        file = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.tell() <= LIMIT:
            break
    return file.getvalue()


def _overflow(page: Page) -> Iterable[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"(wider than the window by {wide} px)"] if wide > 0 else []


def _name(path: str) -> str:
    return re.sub(r"\W+", "-", path).strip("-") or "board"


if __name__ == "__main__":
    main()
