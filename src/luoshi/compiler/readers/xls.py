"""Workbooks of Excel 97 to 2003: every sheet that shows, its cells as they are shown.

The container is opened by legacy-doc. The records are read here (``biff``) and not by a library: the
one at hand gives no formats, and a damaged file can make it take all memory and end the process.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from legacy_doc.exceptions import LegacyDocError
from legacy_doc.ole import OleReader
from legacy_doc.types import ExtractionOptions

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.readers import biff
from luoshi.compiler.readers.archive import Unreadable, guarded
from luoshi.compiler.readers.cell_formats import BUILT_IN, GENERAL, shown
from luoshi.compiler.readers.printing import CELLS, Printed, Printer
from luoshi.compiler.readers.sheets import Sheet, address, merged, print_sheets
from luoshi.compiler.source import Origin, Source

_STREAMS: Final = ("Workbook", "Book")
_LARGEST: Final = 64 << 20
_ZERO_HEIGHT: Final = 0x20


@dataclass(slots=True)
class _Book:
    """What the workbook says for all its sheets."""

    sheets: list[biff.Bound] = field(default_factory=list)
    strings: Sequence[str] = ()
    codes: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    from_1904: bool = False

    def shown(self, value: biff.Value) -> str:
        """A cell's value as the sheet shows it."""
        if not value.number or not value.text:
            return value.text
        index = self.styles[value.style] if value.style < len(self.styles) else 0
        code = self.codes.get(index) or BUILT_IN.get(index, GENERAL)
        return shown(value.text, code, from_1904=self.from_1904)


def read(data: bytes, *, name: str) -> Source | Diagnostic:
    """The text of a ``.xls``, or the finding that says why there is none. Never raises."""
    try:
        return guarded(lambda: _read(data, name))
    except (LegacyDocError, struct.error):
        return finding("R012")


def _read(data: bytes, name: str) -> Source | Diagnostic:
    options = ExtractionOptions(max_file_bytes=_LARGEST)
    container = OleReader(data, options=options)
    streams = (container.try_read_stream(each) for each in _STREAMS)
    stream = next((each for each in streams if each), b"")
    book, printer = _book(stream), Printer()
    starts = sorted({each.start for each in book.sheets} | {len(stream)})
    following = dict(pairwise(starts))
    seen = {each.start: each for each in book.sheets if each.visible and each.worksheet}
    sheets = (_sheet(stream, each, following[each.start], book) for each in seen.values())
    print_sheets(printer, sheets)
    return printer.source(name=name)


def _book(stream: bytes) -> _Book:
    book = _Book()
    for record in biff.records(stream):
        if record.kind == biff.BOF and struct.unpack_from("<H", record.data)[0] != biff.BIFF8:
            raise Unreadable(finding("R010", format="Excel 95"))
        if record.kind == biff.FILEPASS:
            raise Unreadable(finding("R011"))
        _note(book, record)
    return book


def _note(book: _Book, record: biff.Record) -> None:
    if record.kind == biff.SST:
        book.strings = biff.shared_strings(record)
    elif record.kind == biff.FORMAT:
        book.codes.update([biff.number_format(record)])
    elif record.kind == biff.XF:
        book.styles.append(struct.unpack_from("<2xH", record.data)[0])
    elif record.kind == biff.DATEMODE:
        book.from_1904 = record.data[:1] == b"\x01"
    elif record.kind == biff.BOUNDSHEET:
        book.sheets.append(biff.bound(record))


def _sheet(stream: bytes, sheet: biff.Bound, end: int, book: _Book) -> Sheet:
    cells: dict[tuple[int, int], str] = {}
    areas: list[tuple[int, int, int, int]] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    for record in biff.records(stream, sheet.start, end):
        if record.kind == biff.MERGEDCELLS:
            areas += biff.areas(record)
        elif record.kind == biff.ROW and record.data[12] & _ZERO_HEIGHT:
            hidden_rows.add(struct.unpack_from("<H", record.data)[0])
        elif record.kind == biff.COLINFO and record.data[8] & 1:
            first, last = struct.unpack_from("<2H", record.data)
            hidden_columns.update(range(first, min(last, 255) + 1))
        else:
            cells.update(_shown(record, book, cells))
        if len(cells) > CELLS:
            raise Unreadable(finding("R015", limit=str(CELLS)))
    seen = {
        (row, column): text
        for (row, column), text in cells.items()
        if text.strip() and row not in hidden_rows and column not in hidden_columns
    }
    return Sheet(sheet.name, merged(_printed(seen, sheet.name), areas))


def _shown(
    record: biff.Record, book: _Book, cells: dict[tuple[int, int], str]
) -> Iterator[tuple[tuple[int, int], str]]:
    """The texts of a record's cells; what a formula gave as text belongs to the cell told last."""
    if record.kind == biff.STRING and cells:
        yield next(reversed(cells)), biff.formula_text(record)
    for value in biff.values(record, book.strings):
        yield (value.row, value.column), book.shown(value)


def _printed(cells: Mapping[tuple[int, int], str], sheet: str) -> Iterator[Printed]:
    for (row, column), text in cells.items():
        yield Printed(text, row, column, Origin(0, cell=address(row, column), sheet=sheet))
