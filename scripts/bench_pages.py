"""Times the pages of a running installation of the sample plan, and counts their SQL statements.

usage: bench_pages.py

One client on the loopback address asks for each page 100 times after 10 more to warm up. The installation is
thrown away; its figures are made up (samples/first-half-2022), five months of them.
"""

import http.client
import os
import statistics
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from installation import folder, started

from luoshi.cli.shell import start_django

DAY = "as_of=2022-06-30"
ROUNDS = 100
WARM_UP = 10


def main() -> None:
    """Print the rows of docs/benchmarks.md, section Pages."""
    with folder() as environment, started(environment, facts=True) as site:
        _load_application(environment)
        browser = _signed_in()
        print("| page | median | p95 | size | SQL statements |\n|---|---|---|---|---|")
        for name, path in _pages().items():
            print(_row(name, path, base=site.base, browser=browser))


def _load_application(environment: dict[str, str]) -> None:
    """In this process too, on the same database: for the session's cookie and the statements."""
    os.environ.update(environment)
    start_django()


def _signed_in() -> Client:
    from luoshi.core.models import User

    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(User.objects.get(username="supervision"))
    return browser


def _pages() -> dict[str, str]:
    from luoshi.organization.models import Person, Unit
    from luoshi.plans.models import Task

    unit = Unit.objects.get(name="区投促局")
    leader = Person.objects.order_by("pk").first()
    if leader is None:
        raise SystemExit("nobody leads anything")
    task = Task.objects.get(number="4")
    return {
        "cockpit": f"/?{DAY}",
        "plan, 94 rows": f"/plan/?{DAY}",
        "plan, filtered by light": f"/plan/?{DAY}&light=yellow",
        "plan as a workbook": f"/plan/workbook/?{DAY}",
        "task 4": f"/tasks/{task.pk}/?{DAY}",
        "responsibility matrix": f"/matrix/?{DAY}",
        "a unit": f"/units/{unit.pk}/?{DAY}",
        "a lead official": f"/people/{leader.pk}/?{DAY}",
        "a unit in the roster": f"/organization/units/{unit.pk}/",
        "groups": "/organization/groups/",
    }


def _row(name: str, path: str, *, base: str, browser: Client) -> str:
    times, size = _times(path, base=base, cookie=browser.cookies["sessionid"].value)
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        browser.get(path)
    median, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    return f"| {name} | {median * 1000:.0f} ms | {late * 1000:.0f} ms | {size // 1024} KB | {len(captured)} |"


def _times(path: str, *, base: str, cookie: str) -> tuple[list[float], int]:
    """Seconds of each counted request, and bytes of the page."""
    host = base.removeprefix("http://")
    line = http.client.HTTPConnection(host)
    times = []
    for _round in range(WARM_UP + ROUNDS):
        began = time.perf_counter()
        line.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
        answer = line.getresponse()
        body = answer.read()
        times.append(time.perf_counter() - began)
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
    return times[WARM_UP:], len(body)


if __name__ == "__main__":
    main()
