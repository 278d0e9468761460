"""How long 50,000 records take to come into a register from a workbook, and to be updated: `bench_registers.py [ROWS]`.

Two targets are bound to the register and follow. Runs on a test database that is dropped afterwards: SQLite
in a file, or one on the server that DATABASE_URL names (see `scripts/postgres.sh`).
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
sys.path.insert(0, ".")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from django.utils import timezone  # noqa: E402

from luoshi.cockpit.demo import install  # noqa: E402
from luoshi.core.models import User  # noqa: E402
from luoshi.engines.registers import pack  # noqa: E402
from luoshi.registers.actions.bindings import bind  # noqa: E402
from luoshi.registers.actions.import_records import (  # noqa: E402
    Workbook,
    check_import,
    confirm_import,
    receive_workbook,
    write_import,
)
from luoshi.registers.actions.registers import open_register  # noqa: E402
from luoshi.registers.exchange.showing import export  # noqa: E402
from luoshi.registers.exchange.writing import Cells, workbook  # noqa: E402
from luoshi.registers.models import Entry, Import, Record, Register  # noqa: E402
from tests.world import NOW, SAMPLE, UNIT, account, target  # noqa: E402

T = TypeVar("T")
PROJECTS = pack("investment-projects")
DAY = date(2022, 6, 30)
NEW_YEAR = date(2022, 1, 1)


def timed(what: str, action: Callable[[], T]) -> T:
    """Run and print how long it took, and how much of that this process worked."""
    start, worked = time.perf_counter(), time.process_time()
    result = action()
    took, worked = time.perf_counter() - start, time.process_time() - worked
    print(f"{what:<50}{took:8.2f} s, processor {worked:6.2f} s", flush=True)
    return result


def projects(size: int, *, later: bool) -> Iterator[Cells]:
    """Projects signed within half a year; ``later`` a third has begun and all cost more."""
    for at in range(size):
        signed = NEW_YEAR + timedelta(at % 150)
        started = {"开工日期": signed + timedelta(20)} if later and at % 3 == 0 else {}
        yield {
            "项目编号": f"P-{at:06d}",
            "责任单位": UNIT,
            "项目名称": f"第{at}号项目",
            "投资方": f"第{at % 997}号公司",
            "资金来源地": "省外",
            "所属产业": "新型显示",
            "协议投资额（亿元）": 1 + at % 50 + (0.5 if later else 0),
            "用地面积（亩）": 10 + at % 300,
            "拿地日期": signed,
            "序时开工日期": signed + timedelta(90),
            "序时竣工日期": signed + timedelta(500),
            "项目地点": "某路与某路交口",
            "线索日期": signed - timedelta(30),
            "签约日期": signed,
            **started,
        }


def brought_in(what: str, data: bytes, register: Register, actor: User) -> Import:
    """As the page and the worker do it; the clock of the machine times, the tests' clock is entered."""
    sent = receive_workbook(
        Workbook(data, "台账.xlsx", DAY), register, unit=_unit(actor), actor=actor, now=NOW
    )
    timed(f"{what}: check", lambda: check_import(sent.pk, now=NOW))
    sent.refresh_from_db()
    assert not sent.problems, sent.problems[:3]
    if sent.counts["new"] + sent.counts["changed"]:
        confirm_import(sent.pk, actor=actor, now=NOW)
        timed(f"{what}: write", lambda: write_import(sent.pk, now=NOW))
        sent.refresh_from_db()
        assert sent.state == Import.State.DONE, sent.problems
    print(
        f"{'':<4}{sent.counts['new']} new, {sent.counts['changed']} changed, {sent.counts['unchanged']} unchanged"
    )
    return sent


def _unit(actor: User) -> int:
    found = actor.memberships.first()
    assert found is not None
    return found.unit_id  # type: ignore[attr-defined, no-any-return]


def run(size: int) -> None:
    """All measurements on one register."""
    office, liaison = account("supervision"), account("liaison")
    register = open_register(PROJECTS, jurisdiction=office.jurisdiction, actor=office, now=NOW)  # type: ignore[arg-type]
    bind(target("新签约项目"), register, "signed", actor=office, now=NOW)
    print(f"{size} rows, {connection.vendor}, {timezone.now():%Y-%m-%d}")
    data = workbook(PROJECTS, projects(size, later=False), units=[UNIT], count=size)
    print(f"{'':<4}workbook of {len(data) // 1024} KiB")
    brought_in("new", data, register, liaison)
    data = workbook(PROJECTS, projects(size, later=True), units=[UNIT], count=size)
    brought_in("updated by key, a third moved on", data, register, liaison)
    data, _count = timed("export", lambda: export(register, reader=liaison, as_of=DAY))
    brought_in("the export again", data, register, liaison)
    assert Record.objects.count() == size
    print(f"{'':<4}{Entry.objects.count()} entries")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def main() -> None:
    """Measure in a database that is dropped afterwards."""
    with TemporaryDirectory() as folder:
        settings.FILES_ROOT = folder
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        databases = setup_databases(verbosity=0, interactive=False)
        try:
            install(SAMPLE, unit=UNIT, now=NOW)
            run(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
        finally:
            teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
