"""Tables of a text: Markdown, tab-separated, or lined up by blanks; found by their header row.

A reader that knows a document's tables says so in ``Source.tables``; only a text without any is
searched here. A table begins at a line whose cells are names of columns and ends at the first line that
is no row of its kind.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final
from unicodedata import east_asian_width

from luoshi.compiler.model import Span
from luoshi.compiler.passes.columns import NUMBER, column_of, header_of
from luoshi.compiler.passes.records import forms, on_its_side
from luoshi.compiler.passes.stacked import stacked
from luoshi.compiler.source import Cell, Source, Table

_BLANK = " \t\u3000\u00a0\ufeff"
_PARTED = re.compile(r"[\t|]|[ \u3000\u00a0]{2}|\u3000")
_LOOSELY = re.compile(r"[\u4e00-\u9fff] [\u4e00-\u9fff]+ [\u4e00-\u9fff]")
_LONGEST_LOOSE: Final = 120
_RULE_LINE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?\Z")
_PIPE = re.compile(r"(?<!\\)\|")
_WIDE_GAP = re.compile(r"[ \u00a0]{2,}|[ \u00a0]*\u3000[ \u3000]*|\t+")
_GAP = re.compile(r"[ \u3000\u00a0\t]+")
_LONGEST_HEADER: Final = 400
_LONGEST_GROUP: Final = 60
_SENTENCE = re.compile(r"[。；;，,！!：:]")

_ROW_NUMBER = re.compile(r"[ \u3000]*[0-9]{1,4}[.．、]?[ \u3000]*\t")
_MOST_BREAKS: Final = 30
"""Line breaks inside one row that are looked for."""

Cut = Callable[[str, Span], list[Span]]


def tables(source: Source) -> tuple[Table, ...]:
    """The document's tables: those its reader knows, else those that its text shows."""
    text = source.text
    if source.tables:
        return tuple(on_its_side(text, table) for table in source.tables)
    return tuple(_in_text(text)) or tuple(stacked(text)) or tuple(forms(text))


def _in_text(text: str) -> Iterator[Table]:
    done = 0
    parted = _PARTED.search(text) is not None
    longest = _LONGEST_HEADER if parted else _LONGEST_LOOSE
    for line in _lines(text, 0):
        if line.start < done or line.end - line.start > longest:
            continue
        table = _table_at(text, line) if _may_be_header(text, line) else None
        if table is not None:
            yield table
            done = table.span.end


def _may_be_header(text: str, line: Span) -> bool:
    """Whether anything parts the line into columns at all."""
    if _PARTED.search(text, line.start, line.end):
        return True
    short = line.end - line.start <= _LONGEST_LOOSE
    return short and _LOOSELY.search(text, line.start, line.end) is not None


def _table_at(text: str, header: Span) -> Table | None:
    """The table whose header row is this line."""
    for cut in (_piped, _tabbed, _spaced, _loose):
        cells = cut(text, header)
        names = [text[cell.start : cell.end] for cell in cells]
        if len(cells) > 1 and (roles := header_of(names)) is not None and _surely(cut, roles, names):
            return _grown(text, header, cut, cells)
    return None


def _surely(cut: Cut, roles: Sequence[str | None], names: Sequence[str]) -> bool:
    """Single blanks part columns only where every word between them names one."""
    return cut is not _loose or (len(roles) > 2 and all(roles) and not any("：" in name for name in names))


def _grown(text: str, header: Span, cut: Cut, names: Sequence[Span]) -> Table | None:
    rows: list[list[Cell]] = [[Cell(span, 0, column) for column, span in enumerate(names)]]
    columns = _Columns(text, header, names)
    end = header.end
    counted = cut is _tabbed and column_of(text[names[0].start : names[0].end]) == NUMBER
    below = _lines(text, header.end + 1)
    if counted:
        below = _whole_rows(text, header.end + 1, len(names) - 1)
    elif cut is _spaced:
        below = _joined_rows(text, header.end + 1, len(names))
    for line in below:
        row = _row(text, line, cut=cut, columns=columns, at=len(rows))
        if row is None:
            break
        rows += [row] if row else []
        end = line.end
    if len(rows) < 2:
        return None
    return Table(Span(header.start, end), tuple(cell for row in rows for cell in row))


def _lines(text: str, start: int) -> Iterator[Span]:
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        yield Span(start, stop)
        start = stop + 1


def _whole_rows(text: str, start: int, tabs: int) -> Iterator[Span]:
    """Lines, or several as one row where a cell holds a line break: a row begins with its number, and has
    all its ``tabs`` only with the lines below."""
    held: list[Span] = []
    for line in _lines(text, start):
        numbered = _ROW_NUMBER.match(text, line.start, line.end) is not None
        if held and (numbered or len(held) > _MOST_BREAKS):
            yield from held
            held = []
        if not held and not numbered:
            yield line
            continue
        held.append(line)
        whole = Span(held[0].start, line.end)
        printed = text.count("\t", *whole)
        if printed >= tabs:
            yield from [whole] if printed == tabs else held
            held = []
    yield from held


def _joined_rows(text: str, start: int, count: int) -> Iterator[Span]:
    """Lines; one whose list breaks off with a comma, cells still missing, together with the next."""
    held: int | None = None
    for line in _lines(text, start):
        whole = Span(line.start if held is None else held, line.end)
        bare = _bare(text, whole)
        breaks = bare.end > bare.start and text[bare.end - 1] in "、，" and len(_spaced(text, whole)) < count
        if breaks and text.count("\n", *whole) < _MOST_BREAKS:
            held = whole.start
            continue
        held = None
        yield whole


def _row(text: str, line: Span, *, cut: Cut, columns: "_Columns", at: int) -> list[Cell] | None:
    """The cells of a line; none for a rule or an empty line; ``None`` where the table is over."""
    printed = text[line.start : line.end]
    if not printed.strip(_BLANK):
        return [] if cut is not _piped and _goes_on(text, line, cut) else None
    if cut is _piped and _RULE_LINE.match(printed.strip(_BLANK)):
        return []
    cells = cut(text, line)
    if len(cells) > 1 or (cut is _piped and "|" in printed):
        return columns.placed(cells, cut, at)
    bare = _bare(text, line)
    if cut is _piped or not _is_group(text, bare) or not _goes_on(text, line, cut):
        return None
    return [Cell(bare, at, 0, columns=columns.count)]


def _is_group(text: str, line: Span) -> bool:
    return line.end - line.start <= _LONGEST_GROUP and not _SENTENCE.search(text, line.start, line.end)


def _goes_on(text: str, line: Span, cut: Cut) -> bool:
    """Whether the next lines hold another row of the kind."""
    following = [line for line, _ in zip(_lines(text, line.end + 1), range(4), strict=False)]
    first = next((each for each in following if text[each.start : each.end].strip(_BLANK)), None)
    return first is not None and len(cut(text, first)) > 1


class _Columns:
    """The header's columns: how many there are and where on the screen they start."""

    def __init__(self, text: str, header: Span, names: Sequence[Span]) -> None:
        self.text, self.count = text, len(names)
        self.starts = [_width(text[header.start : name.start]) for name in names]

    def placed(self, cells: Sequence[Span], cut: Cut, row: int) -> list[Cell]:
        """Cells by count, or, in a table lined up by blanks with cells left empty, by where they start."""
        if cut in (_piped, _tabbed) or len(cells) == self.count:
            return [Cell(span, row, column) for column, span in enumerate(cells)]
        if cut is _loose:
            return self._loosely(cells, row)
        head = self.text.rfind("\n", 0, cells[0].start) + 1
        placed: dict[int, Cell] = {}
        for span in cells:
            column = self._nearest(_width(self.text[head : span.start]))
            before = placed.get(column)
            placed[column] = Cell(Span(before.span.start if before else span.start, span.end), row, column)
        return list(placed.values())

    def _nearest(self, width: int) -> int:
        at = bisect_right(self.starts, width) - 1
        near = [column for column in (at, at + 1) if 0 <= column < self.count]
        return min(near, key=lambda column: abs(self.starts[column] - width))

    def _loosely(self, cells: Sequence[Span], row: int) -> list[Cell]:
        """Too few cells leave the last columns empty; too many are blanks inside the longest one."""
        spans = list(cells)
        while len(spans) > self.count:
            at = max(range(len(spans) - 1), key=lambda i: spans[i + 1].end - spans[i].start)
            spans[at : at + 2] = [Span(spans[at].start, spans[at + 1].end)]
        return [Cell(span, row, column) for column, span in enumerate(spans)]


def _width(printed: str) -> int:
    """Columns on the screen: a wide character takes two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in printed)


def _piped(text: str, line: Span) -> list[Span]:
    bars = [bar.start() for bar in _PIPE.finditer(text, line.start, line.end)]
    if not bars:
        return [_bare(text, line)]
    edges = [line.start - 1, *bars, line.end]
    cells = [_bare(text, Span(left + 1, right)) for left, right in pairwise(edges)]
    cells = cells[1:] if cells[0].start == cells[0].end else cells
    return cells[:-1] if len(cells) > 1 and not text[bars[-1] + 1 : line.end].strip(_BLANK) else cells


def _tabbed(text: str, line: Span) -> list[Span]:
    edges = [line.start - 1]
    while (tab := text.find("\t", edges[-1] + 1, line.end)) >= 0:
        edges.append(tab)
    edges.append(line.end)
    return [_unquoted(text, Span(left + 1, right)) for left, right in pairwise(edges)]


def _unquoted(text: str, span: Span) -> Span:
    cell = _bare(text, span)
    quoted = cell.end - cell.start > 1 and text[cell.start] == text[cell.end - 1] == '"'
    return Span(cell.start + 1, cell.end - 1) if quoted else cell


def _spaced(text: str, line: Span) -> list[Span]:
    return _split(text, line, _WIDE_GAP)


def _loose(text: str, line: Span) -> list[Span]:
    return _split(text, line, _GAP)


def _split(text: str, line: Span, gap: "re.Pattern[str]") -> list[Span]:
    bare = _bare(text, line)
    cells: list[Span] = []
    start = bare.start
    for blank in gap.finditer(text, bare.start, bare.end):
        cells.append(Span(start, blank.start()))
        start = blank.end()
    return [*cells, Span(start, bare.end)]


def _bare(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end)
