"""What was sent in, given back with what is wrong beside each row."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from luoshi.organization.rosters import roster_of
from luoshi.registers.definition import pack_of
from luoshi.registers.exchange.columns import PROBLEM
from luoshi.registers.exchange.reading import Problem, Sheet
from luoshi.registers.exchange.showing import units_on
from luoshi.registers.exchange.writing import Cells, report
from luoshi.registers.models import Import


def problem_workbook(sent: Import, sheet: Sheet, problems: Sequence[Problem]) -> bytes:
    """The rows as they were typed, with a column of problems. Five queries."""
    said: dict[int, list[str]] = defaultdict(list)
    for each in problems:
        said[each.row].append(f"{each.title}：{each.text}" if each.title else each.text)
    offered = units_on(roster_of(sent.register.jurisdiction), reader=sent.sent_by, as_of=sent.day)
    rows = _rows(sheet, said)
    return report(pack_of(sent.register), rows, units=offered, count=len(sheet.lines))


def _rows(sheet: Sheet, said: Mapping[int, Sequence[str]]) -> Iterator[Cells]:
    for line in sheet.lines:
        cells = {title: _plain(value) for title, value in line.cells.items()}
        if line.row in said:
            cells[PROBLEM] = "\n".join(said[line.row])
        yield cells


def _plain(value: object) -> object:
    """Days and numbers as they are; everything else as the text that was typed."""
    kept = isinstance(value, date | int | float) and not isinstance(value, bool)
    return value if kept else str(value)
