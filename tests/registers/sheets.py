"""Workbooks as people send them in, and what became of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO

import xlsxwriter  # type: ignore[import-untyped]

from luoshi.registers.actions.import_records import (
    Workbook,
    check_import,
    confirm_import,
    receive_workbook,
    write_import,
)
from luoshi.registers.models import Import, Record, Register
from tests.registers.keeping import kept, project, unit
from tests.world import NOW, account

JUNE = date(2022, 6, 30)
PROJECT = {"项目名称": "项目", "资金来源地": "省外", "协议投资额（亿元）": 5}
"""What every row of a new project needs."""
Row = Mapping[str, object]


def row(key: object, **said: object) -> dict[str, object]:
    """A new project's row; titles that hold brackets come through ``|``."""
    return {"项目编号": key, **PROJECT, **said}


def book(
    rows: Sequence[Row], *, name: str = "招商引资项目台账", formulas: Mapping[str, str] | None = None
) -> bytes:
    """A workbook with these cells under the titles that the rows bear."""
    data = BytesIO()
    made = xlsxwriter.Workbook(data)
    sheet = made.add_worksheet(name)
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    titles = list(dict.fromkeys(title for each in rows for title in each))
    sheet.write_row(0, 0, titles)
    for line, each in enumerate(rows, 1):
        for title, value in each.items():
            if isinstance(value, date):
                sheet.write_datetime(line, titles.index(title), value, day)
            else:
                sheet.write(line, titles.index(title), value)
    for cell, formula in (formulas or {}).items():
        sheet.write_formula(cell, formula)
    made.close()
    return data.getvalue()


def sent(
    register: Register,
    data: bytes | Sequence[Row],
    *,
    by: str = "liaison",
    day: date = JUNE,
    now: datetime = NOW,
) -> Import:
    """A workbook that somebody sent in: the office for all units, others for the demonstration unit."""
    found = data if isinstance(data, bytes) else book(data)
    only = None if by == "supervision" else unit().pk
    workbook = Workbook(found, "台账.xlsx", day)
    return receive_workbook(workbook, register, unit=only, actor=account(by), now=now)


def tried(
    register: Register, data: bytes | Sequence[Row], *, by: str = "liaison", day: date = JUNE
) -> Import:
    """The same, gone through by the worker."""
    found = sent(register, data, by=by, day=day)
    check_import(found.pk, now=NOW)
    found.refresh_from_db()
    return found


def carried_out(found: Import) -> Import:
    """Confirmed by whoever sent it, and written by the worker."""
    confirm_import(found.pk, actor=found.sent_by, now=NOW)
    write_import(found.pk, now=NOW)
    found.refresh_from_db()
    return found


def imported(
    register: Register, data: bytes | Sequence[Row], *, by: str = "liaison", day: date = JUNE
) -> Import:
    """Sent, tried, confirmed and written; must have been without problems."""
    found = tried(register, data, by=by, day=day)
    assert found.problems == []
    return carried_out(found)


def some_register() -> Register:
    """A register of the sample's government, opened where there is none yet."""
    return Register.objects.order_by("pk").first() or kept()


def some_record() -> Record:
    """A record of that register."""
    return Record.objects.order_by("pk").first() or project(some_register())


def some_import() -> Import:
    """A workbook that the liaison sent in and that was tried."""
    return Import.objects.order_by("pk").first() or tried(some_register(), [row("A-01")])
