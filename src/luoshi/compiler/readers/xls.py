"""Workbooks of Excel 97 to 2003 through calamine, which gives values but not how they are shown.

A percentage therefore arrives as a fraction. Where there are fractions, a finding says so.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.readers.archive import Unreadable, guarded
from luoshi.compiler.readers.cell_formats import dated, plain
from luoshi.compiler.readers.printing import CELLS, Printed, Printer
from luoshi.compiler.readers.sheets import Sheet, address, merged, print_sheets
from luoshi.compiler.source import Origin, Source

Value = int | float | str | bool | time | date | datetime | timedelta
_FRACTION: Final = re.compile(r"-?[01]\.\d+")
_PANIC: Final = "PanicException"
"""What the library raises, past ``Exception``, where damage surprises it; it exports no such name."""
_AREA: Final = 4_000_000
"""Places of a sheet from its first to its last cell; the library holds each of them."""


def read(data: bytes, *, name: str) -> Source | Diagnostic:
    """The text of a ``.xls``, or the finding that says why there is none. Never raises."""
    return guarded(lambda: _read(data, name))


def _read(data: bytes, name: str) -> Source | Diagnostic:
    printer = Printer()
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            print_sheets(printer, list(_sheets(book)))
    except PasswordError:
        return finding("R011")
    except CalamineError:
        return finding("R012")
    except BaseException as stopped:
        if type(stopped).__name__ != _PANIC:
            raise
        return finding("R012")
    source = printer.source(name=name)
    return source if isinstance(source, Diagnostic) else replace(source, findings=_doubts(source))


def _doubts(source: Source) -> tuple[Diagnostic, ...]:
    """The first cell that is a bare fraction and may be a percentage, with how many there are."""
    cells = (cell for table in source.tables for cell in table.cells)
    doubtful = [cell.span for cell in cells if _FRACTION.fullmatch(source.slice(cell.span))]
    if not doubtful:
        return ()
    text = source.slice(doubtful[0])
    return (finding("R017", doubtful[0], text=text, count=str(len(doubtful))),)


def _sheets(book: CalamineWorkbook) -> Iterator[Sheet]:
    for each in book.sheets_metadata:
        if each.visible == SheetVisibleEnum.Visible:
            sheet = book.get_sheet_by_name(each.name)
            areas = ((*first, *last) for first, last in sheet.merged_cell_ranges or ())
            yield Sheet(each.name, merged(_cells(sheet), areas))


def _cells(sheet: CalamineSheet) -> list[Printed]:
    if sheet.height * sheet.width > _AREA:
        raise Unreadable(finding("R015", limit=str(CELLS)))
    found: list[Printed] = []
    for row, values in enumerate(sheet.iter_rows()):
        for column, value in enumerate(values):
            if text := _text(value).strip():
                where = Origin(0, cell=address(row, column), sheet=sheet.name)
                found.append(Printed(text, row, column, where))
        if len(found) > CELLS:
            raise Unreadable(finding("R015", limit=str(CELLS)))
    return found


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return plain(Decimal(repr(value))) if abs(value) < 1e30 else ""
    if isinstance(value, datetime):
        return dated(value)
    return dated(datetime(value.year, value.month, value.day)) if isinstance(value, date) else str(value)
