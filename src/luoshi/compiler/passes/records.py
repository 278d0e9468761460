"""Forms: tables that name what they hold at the head of each row (`任务名称 | …`, `责任单位 | …`).

Each form, or each round of the same names, is one task. It is turned on its side: the names become the
header row, so that a form is read as any other table.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from luoshi.compiler.model import Span
from luoshi.compiler.passes.columns import DETAIL, GOAL, GROUP, NUMBER, TASK, header_of, usual_column
from luoshi.compiler.passes.numbering import lines, mark_at, stripped
from luoshi.compiler.source import Cell, Table

_PARTED = re.compile(r"[ \u3000]*(?:[\t|]+|[:：]|[ \u00a0]{2,}|\u3000+)[ \t\u3000|]*")
_BARS = re.compile(r"[\t|]")
_LONGEST_KEY: Final = 16
_LONGEST_HEADING: Final = 40
_FEWEST_FORMS: Final = 2
_BEGINS: Final = (NUMBER, GROUP, TASK)
_SEVERAL_LINES: Final = (TASK, DETAIL, GOAL)


class _Pair(NamedTuple):
    """A name of a column and what stands beside it."""

    key: Span
    value: Span
    role: str


_Form = list[_Pair]


def forms(text: str) -> Iterator[Table]:
    """Forms that the lines of a text show, where at least two follow one another."""
    run: list[_Form] = []
    for line in lines(text, Span(0, len(text))):
        pairs = _pairs(text, line)
        if pairs and _goes_on(text, run, pairs[0]):
            begins = not run or _name(text, pairs[0].key) == _name(text, run[0][0].key)
            run.extend([[]] if begins else [])
            run[-1].extend(pairs)
        elif not pairs and run and _is_more(text, run[-1][-1], line):
            last = run[-1][-1]
            run[-1][-1] = last._replace(value=Span(last.value.start, line.end))
        else:
            yield from _table(text, run, _FEWEST_FORMS)
            run = [list(pairs)] if pairs and pairs[0].role in _BEGINS else []
    yield from _table(text, run, _FEWEST_FORMS)


def on_its_side(text: str, table: Table) -> Table:
    """A form among a document's tables as rows below a header; any other table as it is."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    run: list[_Form] = []
    for cells in rows.values():
        pairs = _beside(text, [cell.span for cell in cells])
        if not pairs:
            return table
        begins = not run or _name(text, pairs[0].key) == _name(text, run[0][0].key)
        run.extend([[]] if begins else [])
        run[-1].extend(pairs)
    return next(_table(text, run, 1), table)


def _pairs(text: str, line: Span) -> list[_Pair]:
    """The pairs of a line: one behind a colon or a wide blank, one or more between tabs or bars."""
    at = line.start
    while at < line.end and text[at] in "| \u3000":
        at += 1
    part = _PARTED.search(text, at, min(line.end, at + _LONGEST_KEY))
    key = Span(at, part.start() if part else at)
    role = usual_column(text[key.start : key.end])
    if part is None or role is None:
        return []
    bars = [bar.start() for bar in _BARS.finditer(text, at, line.end)]
    if len(bars) > 1:
        edges = [at - 1, *bars, line.end]
        cells = [stripped(text, Span(a + 1, b)) for a, b in pairwise(edges)]
        cells = cells[:-1] if cells[-1].start >= cells[-1].end else cells
        return _beside(text, cells)
    return [_Pair(key, stripped(text, Span(part.end(), line.end)), role)]


def _beside(text: str, cells: Sequence[Span]) -> list[_Pair]:
    """Names and what stands beside them, in turns; none where a name is not known."""
    if not cells or len(cells) % 2:
        return []
    pairs = [
        _Pair(key, value, usual_column(text[key.start : key.end]) or "")
        for key, value in zip(cells[::2], cells[1::2], strict=True)
    ]
    known = all(pair.role for pair in pairs)
    names = sum(usual_column(text[pair.value.start : pair.value.end]) is not None for pair in pairs)
    return pairs if known and not names else []


def _goes_on(text: str, run: Sequence[_Form], pair: _Pair) -> bool:
    """Whether a pair begins a run of forms, or one more form, or has its place in the open one."""
    if not run:
        return pair.role in _BEGINS
    name = _name(text, pair.key)
    return name == _name(text, run[0][0].key) or all(_name(text, each.key) != name for each in run[-1])


def _is_more(text: str, last: _Pair, line: Span) -> bool:
    """Whether a line without a name goes on with the work above it."""
    return last.role in _SEVERAL_LINES and mark_at(text, line) is None


def _name(text: str, key: Span) -> str:
    return "".join(text[key.start : key.end].split())


def _table(text: str, run: Sequence[_Form], fewest: int) -> Iterator[Table]:
    """The forms as rows, where each says what the work is and who answers for it or until when."""
    keys: dict[str, Span] = {}
    for form in run:
        for pair in form:
            keys.setdefault(_name(text, pair.key), pair.key)
    works = all(any(pair.role in _SEVERAL_LINES for pair in form) for form in run)
    if len(run) < fewest or not works or header_of(list(keys)) is None:
        return
    places = {name: column for column, name in enumerate(keys)}
    cells = [Cell(span, 0, column) for column, span in enumerate(keys.values())]
    for row, form in enumerate(run, 1):
        placed = {places[_name(text, pair.key)]: pair.value for pair in form}
        cells += [Cell(placed[column], row, column) for column in sorted(placed)]
    yield Table(Span(run[0][0].key.start, run[-1][-1].value.end), tuple(cells))
