"""How long a roster of 5,000 units takes to come in, and to come in again changed: `bench_roster.py [UNITS]`.

Runs on a test database that is dropped afterwards: SQLite in memory, or one on the server that
DATABASE_URL names (see `scripts/postgres.sh`).
"""

import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeVar

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
sys.path.insert(0, ".")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from stdnum.cn.uscc import calc_check_digit  # noqa: E402

from luoshi.core.models import Jurisdiction  # noqa: E402
from luoshi.organization.actions.import_roster import import_roster, try_roster  # noqa: E402
from luoshi.organization.actions.roster import revision_of  # noqa: E402
from luoshi.organization.exchange.cells import DatedName  # noqa: E402
from luoshi.organization.exchange.columns import KINDS  # noqa: E402
from luoshi.organization.exchange.known import known_roster  # noqa: E402
from luoshi.organization.exchange.rows import GroupRow, Known, MemberRow, PostRow, UnitRow  # noqa: E402
from luoshi.organization.exchange.writing import workbook  # noqa: E402
from luoshi.organization.models import Unit  # noqa: E402

T = TypeVar("T")
NOW = datetime(2023, 3, 1, 2, 0, tzinfo=UTC)


def made_up(size: int, *, renamed: int = 0) -> Known:
    """A roster of ``size`` units, each with a head and a liaison; the first ``renamed`` have new names."""
    random = Random(1)
    names = [f"第{at}号{'新' if at < renamed else ''}局" for at in range(size)]
    units = {at: _unit(at, names, random, renamed=at < renamed) for at in range(size)}
    posts = {
        2 * at + side: PostRow(f"{part}{at}", part, names[at], "局长", since=date(2020, 1, 1))
        for at in range(size)
        for side, part in enumerate(("head", "liaison"))
    }
    groups = {
        at: GroupRow(
            f"第{at}组各成员单位",
            members=tuple(MemberRow(name) for name in sorted(random.sample(names, min(40, size)))),
            source=f"某办〔2022〕{at}号",
        )
        for at in range(size // 50)
    }
    return Known(units=units, posts=posts, people={}, groups=groups)


def _unit(at: int, names: list[str], random: Random, *, renamed: bool) -> UnitRow:
    code = f"11340100{at:09d}"
    former = (DatedName(f"第{at}号局", None, date(2022, 6, 30)),) if renamed else ()
    return UnitRow(
        name=names[at],
        kind=random.choice(list(KINDS)),
        parent=names[random.randrange(at)] if at else "",
        aliases=(DatedName(f"{at}局"), DatedName(f"{at}号")),
        nameplates=(DatedName(f"第{at}办"),),
        formers=former,
        uscc=code + calc_check_digit(code),
        since=date(2000, 1, 1) + timedelta(random.randrange(8000)),
    )


def timed(what: str, action: Callable[[], T]) -> T:
    """Run and print how long it took."""
    start = time.perf_counter()
    result = action()
    print(f"{what:<58}{time.perf_counter() - start:8.2f} s", flush=True)
    return result


def brought_in(what: str, data: bytes, place: Jurisdiction) -> None:
    """Try and carry out, as the two steps of the page do."""
    trial = timed(f"{what}: trial", lambda: try_roster(data, jurisdiction=place, actor=None))
    assert not trial.problems, trial.problems[:3]
    seen = revision_of(place)
    timed(
        f"{what}: import",
        lambda: import_roster(data, name="b.xlsx", jurisdiction=place, seen=seen, actor=None, now=NOW),
    )


def run(size: int) -> None:
    """All measurements on an empty roster."""
    place = Jurisdiction.objects.create(name="某区")
    print(f"{size} units, {connection.vendor}")
    data = workbook(made_up(size))
    brought_in(f"new ({len(data) // 1024} KiB)", data, place)
    brought_in("a tenth renamed", workbook(made_up(size, renamed=size // 10)), place)
    again = timed("export", lambda: workbook(known_roster(place)))
    trial = timed("the same again: trial", lambda: try_roster(again, jurisdiction=place, actor=None))
    assert trial.comparison.nothing_new
    assert Unit.objects.filter(jurisdiction=place).count() == size
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def main() -> None:
    """Measure in a database that is dropped afterwards."""
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with TemporaryDirectory() as folder:
            settings.FILES_ROOT = folder
            run(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
