"""Tables whose cells were put one below another when a web page or a PDF became text.

The names of the columns stand in lines of their own, first the one for numbers; a line that is nothing
but the next number begins each row. Only such a count makes a row certain, so that a table without it is
left as text.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from luoshi.compiler.model import Span
from luoshi.compiler.passes.columns import DETAIL, GOAL, NUMBER, TASK, column_of, header_of
from luoshi.compiler.passes.numbering import lines, mark_at
from luoshi.compiler.source import Cell, Table

_MOST_COLUMNS: Final = 9
_FEWEST_ROWS: Final = 2
_LONGEST_NUMBER: Final = 4
_LONGEST_GROUP: Final = 40
_SENTENCE: Final = re.compile("[。；;]")


def stacked(text: str) -> Iterator[Table]:
    """Tables printed cell by cell, in printed order."""
    every = [line for line in lines(text, Span(0, len(text))) if line.end > line.start]
    at = 0
    while at < len(every):
        header = _header(text, every, at)
        table = _table(text, every, at, header) if header else None
        if table is not None:
            yield table[0]
            at = table[1]
        else:
            at += 1


def _header(text: str, every: Sequence[Span], at: int) -> int:
    """How many lines from here on name columns; 0 where they are no header row."""
    if column_of(text[every[at].start : every[at].end]) != NUMBER:
        return 0
    count = 0
    for line in every[at : at + _MOST_COLUMNS]:
        if column_of(text[line.start : line.end]) is None:
            break
        count += 1
    names = [text[line.start : line.end] for line in every[at : at + count]]
    return count if count > 1 and header_of(names) else 0


def _table(text: str, every: Sequence[Span], at: int, width: int) -> tuple[Table, int] | None:
    """The table below a header, and the index of the first line behind it."""
    starts = _numbered(text, every, at + width)
    if len(starts) < _FEWEST_ROWS:
        return None
    work = _work_column([text[line.start : line.end] for line in every[at : at + width]])
    cells = [Cell(line, 0, column) for column, line in enumerate(every[at : at + width])]
    cells += _groups(text, every[at + width : starts[0]], row=1, width=width)
    end = starts[-1] + 1
    last = _last_stop(text, every, starts[-1], width=width, work=work)
    for row, (start, stop) in enumerate(pairwise([*starts, last]), 1):
        body = list(every[start:stop])
        group = _group_behind(text, body) if stop in starts else []
        kept = body[: len(body) - len(group)]
        cells += _row(kept, row=2 * row, width=width, work=work)
        cells += _groups(text, group, row=2 * row + 1, width=width)
        end = stop
    return Table(Span(every[at].start, every[end - 1].end), tuple(cells)), end


def _numbered(text: str, every: Sequence[Span], at: int) -> list[int]:
    """Lines that count on: 1, 2, 3. A count that begins anew is one more section's."""
    starts: list[int] = []
    last = 0
    for index in range(at, len(every)):
        printed = text[every[index].start : every[index].end].rstrip(".．、")
        if len(printed) > _LONGEST_NUMBER or not printed.isdecimal():
            continue
        number = int(printed)
        if number == last + 1 or (number == 1 and last > 1):
            starts.append(index)
            last = number
    return starts


def _last_stop(text: str, every: Sequence[Span], start: int, *, width: int, work: int) -> int:
    """Where the last row ends: its work may take several lines, but no sentence stands in a cell behind it."""
    stop = start + width
    while stop < len(every) and stop - start < 2 * width:
        behind = every[stop - (width - work - 1) : stop]
        if not any(_SENTENCE.search(text, cell.start, cell.end) for cell in behind):
            break
        stop += 1
    return min(stop, len(every))


def _work_column(names: Sequence[str]) -> int:
    """The column with most to say, which takes what a row has too many lines of."""
    roles = [column_of(name) for name in names]
    return next((roles.index(role) for role in (DETAIL, TASK, GOAL) if role in roles), 1)


def _row(body: Sequence[Span], *, row: int, width: int, work: int) -> Iterator[Cell]:
    """Cells of a row; more lines than columns belong to its work, fewer leave the last columns empty."""
    extra = max(0, len(body) - width)
    at = 0
    for column in range(min(width, len(body))):
        taken = 1 + (extra if column == work else 0)
        yield Cell(Span(body[at].start, body[at + taken - 1].end), row, column)
        at += taken


def _group_behind(text: str, body: Sequence[Span]) -> list[Span]:
    """`二、产业发展` behind a row's cells: the section of the rows below."""
    if len(body) < 2:
        return []
    last = body[-1]
    mark = mark_at(text, last)
    heads = mark is not None and mark.scheme in ("chapter", "chinese", "chinese-bracket")
    return [last] if heads and last.end - last.start <= _LONGEST_GROUP else []


def _groups(text: str, group: Sequence[Span], *, row: int, width: int) -> Iterator[Cell]:
    return (Cell(line, row, 0, columns=width) for line in group[-1:])
