"""The printed text of a task cut into pieces, each lit by what was read from it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that was read from ``[start, end)`` of the document's text."""

    start: int
    end: int
    kind: str
    title: str = ""
    target_id: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and every mark that covers it."""

    text: str
    marks: tuple[Mark, ...]

    @property
    def kinds(self) -> str:
        """Kinds of the marks, for the style sheet."""
        return " ".join(dict.fromkeys(mark.kind for mark in self.marks))

    @property
    def title(self) -> str:
        """What the marks say, for a tooltip."""
        return ";".join(dict.fromkeys(mark.title for mark in self.marks if mark.title))

    @property
    def target_ids(self) -> list[int]:
        """Targets that were read from here."""
        return [mark.target_id for mark in self.marks if mark.target_id is not None]


def pieces(text: str, *, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Cut ``text[start:end]`` at every edge of a mark. The pieces joined are the text again."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end, *(edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end)}
    ordered = sorted(edges)
    for left, right in pairwise(ordered):
        covering = tuple(mark for mark in inside if mark.start <= left and right <= mark.end)
        yield Piece(text=text[left:right], marks=covering)
