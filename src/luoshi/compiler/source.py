"""The text of a document as it was read, and where in it an offset lies."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from luoshi.compiler.model import Span


class Place(NamedTuple):
    """Line and column, both counted from 1; a column is a code point, not a screen cell."""

    line: int
    column: int


@dataclass(frozen=True)
class Source:
    """A document's text with ``\\n`` at every line's end. ``encoding`` is what the bytes were in."""

    name: str
    text: str
    encoding: str = "utf-8"

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def place(self, offset: int) -> Place:
        """Where ``offset`` lies; the end of the text has a place too."""
        line = bisect_right(self._starts, offset)
        return Place(line=line, column=offset - self._starts[line - 1] + 1)

    def line(self, number: int) -> Span:
        """The span of line ``number`` (from 1) without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return Span(start, end)

    def slice(self, span: Span) -> str:
        """The printed text under ``span``."""
        return self.text[span.start : span.end]
