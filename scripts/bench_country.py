"""Times pages and lights with all of a country's governments in one database, and with a city's in the embedded one.

usage: bench_country.py [--help]

By default both: 2,844 made-up governments with 13.6 million readings in a throw-away PostgreSQL, then 10 in SQLite.
Pages are timed by the server's work on a request through the whole application, for random governments.
"""

import argparse
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import country
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from installation import COMMAND, ROOT, folder

from luoshi.cli.prepare import compile_messages, prepare
from luoshi.cli.shell import start_django

DAY = date(country.YEAR, 6, 30)
COUNTRY, CITY = 2844, 10
WARM_UP = 10
SEED = 20220630
PAGES = ("cockpit", "plan", "task")
STRICT, SILENCE = "default-reporting", ", silence counts"


def main() -> int:
    """Print the rows of docs/benchmarks.md, section Country."""
    options = _options()
    if options.here:
        return _measured(options)
    for where, governments in (("country", options.jurisdictions), ("city", CITY)):
        if where not in options.only:
            continue
        call = [sys.executable, __file__, "--here", "--jurisdictions", str(governments)]
        call += ["--requests", str(options.requests), "--processes", str(options.processes)]
        server = ["sh", str(ROOT / "scripts" / "postgres.sh")] if where == "country" else []
        print(f"\n{governments} governments, {'PostgreSQL' if server else 'SQLite'}", flush=True)
        with folder() as environment:
            environment.pop("DATABASE_URL", None)
            subprocess.run([*server, *call], env=environment, check=True)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--jurisdictions", type=int, default=COUNTRY, help="governments in PostgreSQL")
    parser.add_argument("--requests", type=int, default=100, help="counted requests of each page")
    parser.add_argument("--processes", type=int, default=2, help="processes that relight the country")
    parser.add_argument(
        "--only", nargs="+", choices=("country", "city"), default=("country", "city"), help="not both"
    )
    parser.add_argument(
        "--here",
        action="store_true",
        help="measure the database of DATABASE_URL, or that of LUOSHI_DATA; one that is empty is filled first",
    )
    return parser.parse_args()


def _measured(options: argparse.Namespace) -> int:
    compile_messages()
    start_django()
    prepare()
    import_module("luoshi.config.wsgi")  # as the server loads it
    _fill(options.jurisdictions)
    governments = _governments()
    print(
        "| page | median | p95 | slowest | processor | size | SQL statements |\n|---|---|---|---|---|---|---|"
    )
    chance = random.Random(SEED)
    browsers = [(pk, _signed_in(pk)) for pk in chance.sample(governments, min(len(governments), 100))]
    for page in PAGES:
        print(_row(page, browsers, requests=options.requests, chance=chance), flush=True)
    with _counting_silence(governments[-1]) as strict:
        for page in PAGES[:2]:
            print(_row(page, strict, requests=options.requests, chance=chance, note=SILENCE), flush=True)
    print("\n| lights | median | slowest |\n|---|---|---|")
    sample = chance.sample(governments, min(len(governments), 20))
    print(_year_row("one government, 12 month ends", sample), flush=True)
    with _counting_silence(governments[-1]):
        print(_year_row(f"the same{SILENCE}", governments[-1:] * 20), flush=True)
    return _country(options.processes)


def _fill(jurisdictions: int) -> None:
    from luoshi.core.models import Jurisdiction

    if not Jurisdiction.objects.exists():
        began = time.perf_counter()
        country.build(jurisdictions)
        print(f"filled in {time.perf_counter() - began:.0f} s: {_sizes()}", flush=True)


def _sizes() -> str:
    from luoshi.plans.models import Target
    from luoshi.progress.models import Reading

    size = ""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
            size = f", {cursor.fetchone()[0]}"
    return f"{Target.objects.count():,} targets, {Reading.objects.count():,} readings{size}"


def _governments() -> list[int]:
    from luoshi.core.models import Jurisdiction

    return list(Jurisdiction.objects.order_by("pk").values_list("pk", flat=True))


def _signed_in(jurisdiction: int) -> Client:
    from luoshi.core.models import User

    browser = Client(SERVER_NAME="127.0.0.1")
    user = User.objects.get(jurisdiction=jurisdiction, username__startswith="supervision")
    browser.force_login(user)
    return browser


def _path(page: str, jurisdiction: int, chance: random.Random) -> str:
    from luoshi.plans.models import Task

    if page == "task":
        number = str(chance.randint(1, country.TASKS))
        task = Task.objects.get(version__document__jurisdiction=jurisdiction, number=number)
        return f"/tasks/{task.pk}/?as_of={DAY}"
    return f"/?as_of={DAY}" if page == "cockpit" else f"/plan/?as_of={DAY}"


@contextmanager
def _counting_silence(jurisdiction: int) -> Iterator[list[tuple[int, Client]]]:
    """This government judges by the family that looks at every report, for as long as it is measured."""
    from luoshi.core.models import User
    from luoshi.progress.models import LightRules

    user = User.objects.get(jurisdiction=jurisdiction, username__startswith="supervision")
    chosen = LightRules.objects.create(
        jurisdiction_id=jurisdiction,
        family=STRICT,
        since=date(country.YEAR - 1, 1, 1),
        chosen_at=country.NOW,
        chosen_by=user,
    )
    try:
        yield [(jurisdiction, _signed_in(jurisdiction))]
    finally:
        chosen.delete()


def _row(
    page: str,
    browsers: Sequence[tuple[int, Client]],
    *,
    requests: int,
    chance: random.Random,
    note: str = "",
) -> str:
    times, worked, size = [], [], 0
    for number in range(WARM_UP + requests):
        jurisdiction, browser = chance.choice(browsers)
        path = _path(page, jurisdiction, chance)
        began, busy = time.perf_counter(), time.process_time()
        answer: Any = browser.get(path)
        if number >= WARM_UP:
            times.append(time.perf_counter() - began)
            worked.append(time.process_time() - busy)
        size = len(answer.content)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
    with CaptureQueriesContext(connection) as captured:
        browser.get(path)
    shown = (
        statistics.median(times),
        statistics.quantiles(times, n=20)[-1],
        max(times),
        statistics.median(worked),
    )
    cells = " | ".join(f"{seconds * 1000:.0f} ms" for seconds in shown)
    return f"| {page}{note} | {cells} | {size // 1024} KB | {len(captured)} |"


def _year_row(name: str, jurisdictions: Sequence[int]) -> str:
    """One government's targets on the twelve month ends."""
    from luoshi.core.models import Jurisdiction
    from luoshi.progress.relight import relight

    first = [date(country.YEAR + month // 12, month % 12 + 1, 1) for month in range(1, 13)]
    days = [day - timedelta(days=1) for day in first]
    by_pk = Jurisdiction.objects.in_bulk(jurisdictions)
    times = [
        _timed(lambda found=found: relight(found, days=days))  # type: ignore[misc]
        for found in map(by_pk.__getitem__, jurisdictions)
    ]
    return f"| {name} | {statistics.median(times):.2f} s | {max(times):.2f} s |"


def _timed(what: Callable[[], object]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def _country(processes: int) -> int:
    """All governments on one day, by the command."""
    command = [COMMAND, "relight"]
    print(flush=True)
    return subprocess.run(
        [*command, "--as-of", str(DAY), "--processes", str(processes)], check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
