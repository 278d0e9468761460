"""Two printed texts side by side: what of each is not in the other. Pure.

Numbers and Latin words are taken whole, Chinese sign by sign; a sign or two that happen to be the same
between two changes are part of the change, as a reader sees it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[A-Za-z]+|.", re.DOTALL)
CLAUSE = re.compile(r"[^，,。；;\n]*[，,。；;\n]?")
BETWEEN = 2
"""Signs between two changes that do not part them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; whether it is changed."""

    text: str
    changed: bool


def marked(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces; the pieces of each joined are the text again.

    Clauses are compared first, so that long texts take little longer than short ones.
    """
    flags = [False] * len(old), [False] * len(new)
    for a, b in _different(_cut(CLAUSE, old), _cut(CLAUSE, new)):
        for c, d in _different(_cut(TOKEN, old[slice(*a)]), _cut(TOKEN, new[slice(*b)])):
            _flag(flags[0], a[0], c)
            _flag(flags[1], b[0], d)
    return _pieces(old, flags[0]), _pieces(new, flags[1])


def _cut(pattern: re.Pattern[str], text: str) -> list[str]:
    return [found for found in pattern.findall(text) if found]


Stretch = tuple[int, int]


def _different(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Stretch, Stretch]]:
    """Stretches, in characters, that are not the same on both sides."""
    ends = _ends(old), _ends(new)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield (ends[0][a], ends[0][b]), (ends[1][c], ends[1][d])


def _ends(parts: Sequence[str]) -> list[int]:
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len(part))
    return ends


def _flag(flags: list[bool], start: int, stretch: Stretch) -> None:
    for at in range(start + stretch[0], start + stretch[1]):
        flags[at] = True


def _pieces(text: str, flags: list[bool]) -> list[Piece]:
    changed = [at for at, flag in enumerate(flags) if flag]
    for left, right in pairwise(changed):
        if right - left <= BETWEEN + 1:
            flags[left:right] = [True] * (right - left)
    pieces: list[Piece] = []
    for sign, flag in zip(text, flags, strict=True):
        if pieces and pieces[-1].changed == flag:
            pieces[-1] = Piece(pieces[-1].text + sign, flag)
        else:
            pieces.append(Piece(sign, flag))
    return pieces
