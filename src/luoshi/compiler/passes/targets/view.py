"""A stretch of text without blanks and with half-width marks, each character with its offset.

Rules then need one spelling of a comma, a digit or a bracket; spans still lie in the printed text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luoshi.compiler.model import Span

_FULL: Final = "０１２３４５６７８９，：；（）％．～＋－／＜＞＝"
_HALF: Final = "0123456789,:;()%.~+-/<>="
_FOLD: Final = str.maketrans(_FULL, _HALF)
_BLANK: Final = " \t\u3000\u00a0\u2002\u2003\u200b\ufeff"
_SENTENCE: Final = re.compile(r"[^。;!?\n]*(?:(?<=[期天年次人])\?[生人次天年][^。;!?\n]*)*[。;!?\n]?")
"""A `?` between two words of a rate (`元/学期?生`) is a garbled dot, not a sentence's end."""


@dataclass(frozen=True, slots=True)
class View:
    """``text`` without blanks; ``offsets[i]`` is where its character ``i`` is printed."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Where a non-empty stretch of the view is printed."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Sentences as half-open stretches of the view, end marks left out."""
        for match in _SENTENCE.finditer(self.text):
            start, end = match.span()
            if end > start and self.text[end - 1] in "。;!?\n":
                end -= 1
            if end > start:
                yield start, end


def view(text: str, *, start: int, end: int) -> View:
    """The view of ``text[start:end]``."""
    kept = [at for at in range(start, end) if text[at] not in _BLANK]
    return View("".join([text[at] for at in kept]).translate(_FOLD), tuple(kept))
