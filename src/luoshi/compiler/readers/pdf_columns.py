"""Tables without ruling lines: told by stretches of writing that begin below one another, line after line."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from luoshi.compiler.readers.pdf_lines import Line

_COLUMNS: Final = 3
_PAIRS: Final = 3
"""Pairs of neighbouring lines in the same columns; fewer are a signature or a form's head."""
_ALIKE: Final = 0.8
"""Widths of a character by which stretches of one column may begin apart."""


def in_columns(lines: Sequence[Line]) -> bool:
    """Whether lines of a page, from top to bottom, stand in columns without ruling lines between them."""
    return sum(_below_one_another(*pair) for pair in pairwise(lines)) >= _PAIRS


def _below_one_another(line: Line, after: Line) -> bool:
    """Whether both have several stretches, and as many begin at the same places."""
    alike = [
        start for start in line.starts if any(abs(start - other) < _ALIKE * line.em for other in after.starts)
    ]
    return min(len(line.starts), len(after.starts), len(alike)) >= _COLUMNS
