"""The text of a document as it was read, and where in it an offset lies.

A reader turns any format into one flat text. A table is printed into it row by row, a row to a line,
its cells joined by tabs; ``tables`` says which stretch is which cell. ``origins`` maps the text back
to the document as it was handed in: page and box, paragraph, or cell of a sheet.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.model import Span


class Place(NamedTuple):
    """Line and column, both counted from 1; a column is a code point, not a screen cell."""

    line: int
    column: int


class Box(NamedTuple):
    """A rectangle on a page in points (1/72 inch), counted from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Origin:
    """Where text came from. ``start`` is the first offset that it speaks for, up to the next origin's."""

    start: int
    page: int | None = None
    """From 1."""
    box: Box | None = None
    paragraph: int | None = None
    """From 1, in a document of paragraphs; a table's paragraphs count too."""
    cell: str | None = None
    """`B7` in a sheet, `3!B7` in the third table of a document of paragraphs."""
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text under ``span``, its place from 0, and how far a merged one reaches."""

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the text. Cells in printed order; a place that a merged cell covers has none of its own."""

    span: Span
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Source:
    """A document's text with ``\\n`` at every line's end. ``encoding`` is what the bytes were in."""

    name: str
    text: str
    encoding: str = "utf-8"
    tables: tuple[Table, ...] = ()
    origins: tuple[Origin, ...] = ()
    """Sorted by ``start``; empty where the text is the document (plain text)."""
    recognized: bool = False
    """Whether the text was recognized from a picture, and may hold misread characters."""
    findings: tuple[Diagnostic, ...] = ()
    """What its reader wants looked at: pages that it could not read, text that may be misread."""

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    @cached_property
    def _origin_starts(self) -> list[int]:
        return [origin.start for origin in self.origins]

    def place(self, offset: int) -> Place:
        """Where ``offset`` lies; the end of the text has a place too."""
        line = bisect_right(self._starts, offset)
        return Place(line=line, column=offset - self._starts[line - 1] + 1)

    def origin(self, offset: int) -> Origin | None:
        """Where in the document as handed in ``offset`` came from; ``None`` for plain text."""
        at = bisect_right(self._origin_starts, offset)
        return self.origins[at - 1] if at else None

    def line(self, number: int) -> Span:
        """The span of line ``number`` (from 1) without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return Span(start, end)

    def slice(self, span: Span) -> str:
        """The printed text under ``span``."""
        return self.text[span.start : span.end]
