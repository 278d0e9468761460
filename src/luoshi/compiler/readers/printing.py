"""Lines and tables printed into one flat text, with the places that they came from.

What is no table to a person's eye is printed as lines: a table of one column, and the rows above and
below a table that hold a single cell (its title, the remark under it).
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.model import Span
from luoshi.compiler.readers.archive import Unreadable
from luoshi.compiler.source import Cell, Origin, Source, Table

CELLS: Final = 100_000
"""Printed cells of one document. The largest plans in tables have some 5,000."""
_REMARK: Final = re.compile(r"[（(※*＊]?\s*(?:备?注|说明|附[件:：注]|填[报表]|制表|联系人|审核)")


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell to be printed: its text, its place from 0 in the whole table, where it came from."""

    text: str
    row: int
    column: int
    where: Origin
    rows: int = 1
    columns: int = 1


class Printer:
    """Collects the text of a document from its beginning to its end."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._origins: list[Origin] = []
        self._tables: list[Table] = []
        self._cells = 0

    def line(self, text: str, where: Origin) -> None:
        """Print a paragraph, on several lines where it has line breaks; nothing for an empty one."""
        kept = "\n".join(line for each in text.split("\n") if (line := each.strip()))
        if kept:
            self._origins.append(replace(where, start=self._length))
            self._put(kept + "\n")

    def run(self, pieces: Iterable[tuple[str, Origin]]) -> None:
        """Print one line from pieces that each came from a place of their own."""
        begun = self._length
        for text, where in pieces:
            if text:
                self._origins.append(replace(where, start=self._length))
                self._put(text)
        if self._length > begun:
            self._put("\n")

    def last_line(self) -> str:
        """The paragraph printed last."""
        return self._parts[-1].strip() if self._parts else ""

    def take_back(self) -> None:
        """Unprint the paragraph printed last."""
        self._length -= len(self._parts.pop())
        self._origins.pop()

    def table(self, cells: Iterable[Printed]) -> None:
        """Print a table; its lone rows above and below, or a single column, as lines."""
        rows = _rows(cells)
        above, body, below = _parted(rows)
        self._lines(above)
        if body:
            self._grid(body)
        self._lines(below)

    def source(self, *, name: str, encoding: str = "utf-8") -> Source | Diagnostic:
        """All that was printed, or the finding that it is nothing."""
        text = "".join(self._parts)
        if not text.strip():
            return finding("R014")
        return Source(
            name=name,
            text=text,
            encoding=encoding,
            tables=tuple(self._tables),
            origins=tuple(self._origins),
        )

    def _put(self, text: str) -> Span:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return Span(start, self._length)

    def _lines(self, rows: Sequence[Sequence[Printed]]) -> None:
        for row in rows:
            for cell in row:
                self.line(cell.text, cell.where)

    def _grid(self, rows: Sequence[Sequence[Printed]]) -> None:
        start = self._length
        placed = [cell for at, row in enumerate(_closed_up(rows)) for cell in self._row(row, at=at)]
        self._tables.append(Table(Span(start, self._length - 1), tuple(placed)))

    def _row(self, row: Sequence[Printed], *, at: int) -> list[Cell]:
        placed: list[Cell] = []
        column = 0
        for cell in row:
            if cell.text:
                self._put("\t" * (cell.column - column))
                column = cell.column
                self._origins.append(replace(cell.where, start=self._length))
            span = self._put(cell.text)
            placed.append(Cell(span, at, cell.column, cell.rows, cell.columns))
        self._put("\n")
        return self._counted(placed)

    def _counted(self, placed: list[Cell]) -> list[Cell]:
        self._cells += len(placed)
        if self._cells > CELLS:
            raise Unreadable(finding("R015", limit=str(CELLS)))
        return placed


def _rows(cells: Iterable[Printed]) -> list[list[Printed]]:
    """Cells by row in printed order, their text cleaned, without the rows that hold no text."""
    rows: defaultdict[int, list[Printed]] = defaultdict(list)
    for cell in cells:
        rows[cell.row].append(replace(cell, text=_cleaned(cell.text)))
    kept = [at for at in sorted(rows) if any(cell.text for cell in rows[at])]
    return [[_within(cell, kept) for cell in sorted(rows[at], key=lambda cell: cell.column)] for at in kept]


def _within(cell: Printed, kept: Sequence[int]) -> Printed:
    """A cell that reaches over rows left out is shortened by them."""
    if cell.rows == 1:
        return cell
    rows = bisect_left(kept, cell.row + cell.rows) - bisect_left(kept, cell.row)
    return replace(cell, rows=rows)


def _closed_up(rows: Sequence[Sequence[Printed]]) -> list[list[Printed]]:
    """Without the columns that hold no text in any row: margins, and columns that are hidden."""
    kept = sorted({cell.column for row in rows for cell in row if cell.text})
    full = frozenset(kept)
    return [[_moved(cell, kept) for cell in row if cell.column in full] for row in rows]


def _moved(cell: Printed, kept: Sequence[int]) -> Printed:
    first, last = bisect_left(kept, cell.column), bisect_left(kept, cell.column + cell.columns)
    return replace(cell, column=first, columns=last - first)


def _cleaned(text: str) -> str:
    lines = (each.replace("\t", " ").strip() for each in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _parted(
    rows: list[list[Printed]],
) -> tuple[list[list[Printed]], list[list[Printed]], list[list[Printed]]]:
    """The lone rows above, the table proper, the lone rows below."""
    proper = [at for at, row in enumerate(rows) if not _lone(row)]
    if not proper or len({cell.column for row in rows for cell in row if cell.text}) < 2:
        return rows, [], []
    first, last = proper[0], proper[-1]
    reach = max(at + cell.rows - 1 for at in proper for cell in rows[at] if cell.text)
    last = max(last, min(reach, len(rows) - 1))
    while last + 1 < len(rows) and not _remark(rows[last + 1]):
        last += 1
    return rows[:first], rows[first : last + 1], rows[last + 1 :]


def _remark(row: Sequence[Printed]) -> bool:
    """Whether a lone row below a table is no row of it: it says so, or runs across the columns."""
    return any(cell.columns > 1 or _REMARK.match(cell.text) for cell in row if cell.text)


def _lone(row: Sequence[Printed]) -> bool:
    """Whether only one cell of the row holds text, and it reaches over no row below."""
    full = [cell for cell in row if cell.text]
    return len(full) < 2 and all(cell.rows == 1 for cell in full)
