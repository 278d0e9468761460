"""Workbooks of rosters for the tests: made cell by cell, as somebody would fill them in."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

import xlsxwriter

from luoshi.organization.exchange.columns import SHEETS

TITLES = {form.name: form.titles for form in SHEETS}
Row = Mapping[str, object]


def book(**sheets: Sequence[Row]) -> bytes:
    """A workbook with these sheets; each row names the titles that it fills."""
    return made({name: [list(TITLES[name]), *_lines(name, rows)] for name, rows in sheets.items()})


def _lines(name: str, rows: Sequence[Row]) -> list[list[object]]:
    return [[row.get(title, "") for title in TITLES[name]] for row in rows]


def made(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook of bare cells; a text that begins with `=` is a formula."""
    data = BytesIO()
    workbook = xlsxwriter.Workbook(data, {"in_memory": True})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, place, value, day)
                elif value != "":
                    sheet.write(at, place, value)
    workbook.close()
    return data.getvalue()
