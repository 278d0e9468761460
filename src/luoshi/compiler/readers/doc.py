"""Legacy Word files (Word 97 to 2003, also under the name .wps): text and tables, best effort.

The container is opened by legacy-doc; the text is taken from the piece table and the paragraphs'
properties (MS-DOC, 2.4.1 and 2.6.2). Not read: numbers that Word generates,
anything but the main text. What cannot be read is a finding that says how to convert the file.
"""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from legacy_doc.exceptions import LegacyDocError
from legacy_doc.ole import OleReader
from legacy_doc.types import ExtractionOptions

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.readers.archive import Unreadable
from luoshi.compiler.readers.printing import Printed, Printer
from luoshi.compiler.source import Origin, Source

_MAIN_LENGTH, _CLX, _PARAGRAPHS = 0x4C, 0x1A2, 0x102
"""Where the file's information block says how long the main text is, where pieces and paragraphs are."""
_FLAGS: Final = 0x0A
_ENCRYPTED, _TABLE_ONE = 0x0100, 0x0200
_PAGE: Final = 512
_IN_TABLE, _ROW_END, _LISTED = 0x2416, 0x2417, 0x460B
_ROW: Final = 0xD608
_CELL: Final = 20
"""Bytes that define one cell."""
_MERGED, _VERTICAL, _RESTART = 0x02, 0x20, 0x40
"""Flags of a cell: part of the one to its left; part of a column of merged cells; the first of them."""
_NEAR: Final = 40
"""Twentieths of a point within which two sides are the same."""
_OPERAND_SIZES: Final = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_FIELD: Final = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_CONTROL: Final = re.compile("[\x00-\x06\x08\x0e-\x1f\ufffd]")
_LIMIT: Final = 64 << 20
_USUAL: Final = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2027\s\x20-\x7e]")
_SHARE: Final = 0.7


@dataclass(frozen=True, slots=True)
class Properties:
    """What a paragraph's properties say that matters here."""

    in_table: bool = False
    row_end: bool = False
    listed: bool = False
    cells: tuple[tuple[int, int, int], ...] = ()
    """At a row's end: left side, right side and flags of each cell; sides in twentieths of a point."""


def read(data: bytes, *, name: str) -> Source | Diagnostic:
    """The text of a legacy Word file, or the finding that says how to convert it. Never raises."""
    try:
        return _read(data, name)
    except Unreadable as stopped:
        return stopped.found
    except (LegacyDocError, struct.error, ValueError, IndexError, OverflowError, RecursionError):
        return finding("R023")


def _read(data: bytes, name: str) -> Source | Diagnostic:
    ole = OleReader(data, options=ExtractionOptions(max_file_bytes=_LIMIT))
    word = ole.read_stream("WordDocument")
    flags = _short(word, _FLAGS)
    if flags & _ENCRYPTED:
        return finding("R011")
    table = ole.read_stream("1Table" if flags & _TABLE_ONE else "0Table")
    text, places = _text(word, table)
    printer, listed = _printed(text, places, _properties(word, table))
    source = printer.source(name=name, encoding="doc")
    if not isinstance(source, Source):
        return source
    if len(_USUAL.findall(source.text)) < _SHARE * len(source.text):
        return finding("R023")
    return replace(source, findings=(finding("R026"),)) if listed else source


def _short(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", data, at)[0])


def _long(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0])


def _text(word: bytes, table: bytes) -> tuple[str, list[tuple[int, int, int]]]:
    """The main text, and where it lies: first character, place in the stream, bytes to a character."""
    length = _long(word, _MAIN_LENGTH)
    pieces: list[str] = []
    places: list[tuple[int, int, int]] = []
    for start, end, place, size in _pieces(word, table):
        if start >= length:
            break
        raw = word[place : place + (min(end, length) - start) * size]
        places.append((start, place, size))
        pieces.append(raw.decode("cp1252" if size == 1 else "utf-16-le", errors="replace"))
    return "".join(pieces), places


def _pieces(word: bytes, table: bytes) -> Iterator[tuple[int, int, int, int]]:
    """First character, end, place in the stream and bytes to a character, for each piece of text."""
    at, end = _long(word, _CLX), _long(word, _CLX) + _long(word, _CLX + 4)
    while at < end and table[at] == 1:
        at += 3 + _short(table, at + 1)
    if at >= end or table[at] != 2:
        raise ValueError("no pieces")
    count = (_long(table, at + 1) - 4) // 12
    first = at + 5
    for piece in range(count):
        start, stop = _long(table, first + 4 * piece), _long(table, first + 4 * piece + 4)
        coded = _long(table, first + 4 * (count + 1) + 8 * piece + 2)
        place, size = coded & 0x3FFFFFFF, 1 if coded & 0x40000000 else 2
        yield start, stop, place // 2 if size == 1 else place, size


def _properties(word: bytes, table: bytes) -> tuple[list[int], list[Properties]]:
    """Ends of paragraphs in the stream, ascending, and the properties of each."""
    at, size = _long(word, _PARAGRAPHS), _long(word, _PARAGRAPHS + 4)
    count = (size - 4) // 8 if size >= 4 else 0
    found: dict[int, Properties] = {}
    for page in range(count):
        number = _long(table, at + 4 * (count + 1) + 4 * page) & 0x3FFFFF
        found.update(_of_page(word[number * _PAGE : (number + 1) * _PAGE]))
    ends = sorted(found)
    return ends, [found[end] for end in ends]


def _of_page(page: bytes) -> Iterator[tuple[int, Properties]]:
    """End in the stream and properties of each paragraph that a page of properties speaks of."""
    if len(page) < _PAGE:
        return
    count = page[-1]
    for at in range(count):
        begins = page[4 * (count + 1) + 13 * at] * 2
        size = page[begins] * 2 - 1 if begins and page[begins] else 0
        start = begins + 1
        if begins and not page[begins]:
            size, start = page[begins + 1] * 2, begins + 2
        yield _long(page, 4 * at + 4), _read_properties(page[start + 2 : start + size] if begins else b"")


def _read_properties(changes: bytes) -> Properties:
    found = Properties()
    at = 0
    while at + 2 < len(changes):
        code = _short(changes, at)
        operand = changes[at + 2]
        if code == _IN_TABLE:
            found = replace(found, in_table=operand == 1)
        elif code == _ROW_END:
            found = replace(found, row_end=operand == 1)
        elif code == _LISTED:
            found = replace(found, listed=_short(changes + b"\0", at + 2) != 0)
        elif code == _ROW:
            found = replace(found, cells=_cells(changes[at + 4 :]))
        at += 2 + _operand(code, changes, at + 2)
    return found


def _cells(defined: bytes) -> tuple[tuple[int, int, int], ...]:
    """Sides and flags of a row's cells; flags are 0 where the file leaves them out."""
    count = defined[0] if defined else 0
    sides = [int(side) for side in struct.unpack_from(f"<{count + 1}h", defined, 1)]
    flags = [defined[at : at + 2] for at in range(3 + 2 * count, 3 + 2 * count + _CELL * count, _CELL)]
    return tuple(
        (left, right, int.from_bytes(flag, "little"))
        for left, right, flag in zip(sides, sides[1:], flags, strict=False)
    )


def _operand(code: int, changes: bytes, at: int) -> int:
    """Bytes that a change's operand takes up."""
    if code >> 13 != 6:
        return _OPERAND_SIZES[code >> 13]
    if code == _ROW and at + 2 <= len(changes):
        return _short(changes, at) + 1
    return changes[at] + 1


@dataclass(slots=True)
class _Row:
    """A row of a table while it is read: its cells' texts and places, then how they are laid out."""

    texts: list[tuple[str, Origin]]
    layout: tuple[tuple[int, int, int], ...] = ()


def _printed(
    text: str, places: list[tuple[int, int, int]], known: tuple[list[int], list[Properties]]
) -> tuple[Printer, bool]:
    """The text printed, and whether Word generates numbers for some of it."""
    printer = Printer()
    rows: list[_Row] = []
    row, cell, listed = _Row([]), list[str](), False
    for number, (end, written) in enumerate(_paragraphs(text), 1):
        is_mark = text[end - 1 : end] == "\x07"
        properties = _known_of(end, places, known)
        listed = listed or (properties.listed and bool(written.strip()))
        if properties.row_end and is_mark:
            row.layout = properties.cells
            rows.append(row)
            row, cell = _Row([]), []
        elif properties.in_table or is_mark:
            cell.append(written)
            if is_mark:
                row.texts.append(("\n".join(cell), Origin(0, paragraph=number)))
                cell = []
        else:
            printer.table(_laid_out(rows))
            rows = []
            printer.line(written, Origin(0, paragraph=number))
    printer.table(_laid_out([*rows, row] if row.texts else rows))
    return printer, listed


def _laid_out(rows: list[_Row]) -> list[Printed]:
    """The cells of a table at their columns, merged ones as one."""
    sides = _sides(rows)
    cells: list[Printed] = []
    for at, row in enumerate(rows):
        for order, (text, where) in enumerate(row.texts):
            left, right, flags = row.layout[order] if order < len(row.layout) else (order, order + 1, 0)
            column = _column(sides, left) if row.layout else order
            columns = max(1, _column(sides, right) - column) if row.layout else 1
            if flags & _MERGED:
                _reach_right(cells, at, columns)
            elif flags & _VERTICAL and not flags & _RESTART:
                _reach_down(cells, at, column)
            else:
                cells.append(Printed(text, at, column, where, columns=columns))
    return cells


def _sides(rows: list[_Row]) -> list[int]:
    sides: list[int] = []
    for side in sorted({side for row in rows for left, right, _ in row.layout for side in (left, right)}):
        if not sides or side - sides[-1] > _NEAR:
            sides.append(side)
    return sides


def _column(sides: list[int], side: int) -> int:
    return max(0, bisect_right(sides, side) - 1)


def _reach_right(cells: list[Printed], row: int, columns: int) -> None:
    """Let the cell printed last, if it is in the same row, reach over a merged place."""
    if cells and cells[-1].row == row:
        cells[-1] = replace(cells[-1], columns=cells[-1].columns + columns)


def _reach_down(cells: list[Printed], row: int, column: int) -> None:
    """Let the cell that ends above a merged place reach over it."""
    for at in range(len(cells) - 1, -1, -1):
        if cells[at].column == column and cells[at].row + cells[at].rows == row:
            cells[at] = replace(cells[at], rows=cells[at].rows + 1)
            return


def _known_of(
    end: int, places: list[tuple[int, int, int]], known: tuple[list[int], list[Properties]]
) -> Properties:
    """The properties of the paragraph that ends before character ``end``."""
    start, place, size = places[bisect_right(places, end - 1, key=lambda one: one[0]) - 1]
    at = bisect_right(known[0], place + (end - 1 - start) * size)
    return known[1][at] if at < len(known[1]) else Properties()


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Each paragraph's end, its mark included, and what it says."""
    at = 0
    while at < len(text):
        end = min((found + 1 for mark in "\r\x07" if (found := text.find(mark, at)) >= 0), default=len(text))
        yield end, _said(text[at:end])
        at = end


def _said(raw: str) -> str:
    """Text without fields' codes and controls; breaks within a paragraph stay."""
    text, before = raw.rstrip("\r\x07"), None
    while before != text:
        before, text = text, _FIELD.sub(lambda field: field[1] or "", text)
    text = text.replace("\x0b", "\n").replace("\x0c", "\n").replace("\x1e", "-").replace("\x07", "")
    return _CONTROL.sub("", text)
