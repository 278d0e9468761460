"""Addresses of cells as spreadsheets name them, and what merged areas do to cells."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luoshi.compiler.readers.printing import Printed, Printer
from luoshi.compiler.source import Origin

_UNNAMED: Final = re.compile(r"sheet\s*\d*|工作表\s*\d*", re.IGNORECASE)
_COLUMNS: Final = 256
"""Columns of a merged area that are looked at; nothing that is printed is wider."""


def address(row: int, column: int) -> str:
    """``B7`` for row 6 and column 1, both counted from 0."""
    letters, column = "", column + 1
    while column:
        column, at = divmod(column - 1, 26)
        letters = chr(ord("A") + at) + letters
    return f"{letters}{row + 1}"


def place(text: str) -> tuple[int, int]:
    """Row and column from 0 of ``B7``. Raises ``ValueError`` for anything else."""
    letters = text.rstrip("0123456789")
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        raise ValueError(text)
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(text[len(letters) :]) - 1, column - 1


def area(text: str) -> tuple[int, int, int, int]:
    """Top, left, bottom and right of ``A1:C2`` from 0. Raises ``ValueError`` for anything else."""
    first, _, last = text.partition(":")
    return (*place(first), *place(last or first))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's cells that hold text."""

    name: str
    cells: Sequence[Printed]


def print_sheets(printer: Printer, sheets: Iterable[Sheet]) -> None:
    """Print the sheets that hold something; each under its name where there are several."""
    full = [sheet for sheet in sheets if sheet.cells]
    for sheet in full:
        if len(full) > 1 and not _UNNAMED.fullmatch(sheet.name):
            printer.line(sheet.name, Origin(0, sheet=sheet.name))
        printer.table(sheet.cells)


def merged(cells: Iterable[Printed], areas: Iterable[tuple[int, int, int, int]]) -> list[Printed]:
    """Cells of a sheet; those under one of ``areas`` (top, left, bottom, right) are made one."""
    by_place = {(cell.row, cell.column): cell for cell in cells}
    rows = sorted({row for row, _ in by_place})
    for top, left, bottom, right in areas:
        first = by_place.get((top, left))
        for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
            for column in range(left, min(right, _COLUMNS) + 1):
                by_place.pop((row, column), None)
        if first is not None:
            by_place[top, left] = replace(first, rows=bottom - top + 1, columns=right - left + 1)
    return list(by_place.values())
