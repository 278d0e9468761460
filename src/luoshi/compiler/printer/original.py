"""A document as it was handed in, its tables as grids: for plans whose tables hold more than tasks.

A table of indicators has columns for units and for last year's figures; only under its own header do
they read back.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Final

from luoshi.compiler.model import Plan, Span
from luoshi.compiler.passes.numbering import lines
from luoshi.compiler.passes.tables import tables
from luoshi.compiler.source import Cell, Source, Table

WIDEST: Final = 64
"""Columns; a table that has more is no list of tasks or indicators, and stays text."""


def blocks(plan: Plan, source: Source) -> Iterator[str | Table]:
    """Lines and tables in printed order, without empty lines and what is no plan text."""
    start = 0
    for table in sorted(tables(source), key=lambda each: each.span):
        if table.span.start < start or width(table) > WIDEST:
            continue
        yield from _lines(plan, source, Span(start, table.span.start))
        yield table
        start = table.span.end
    yield from _lines(plan, source, Span(start, len(source.text)))


def _lines(plan: Plan, source: Source, span: Span) -> Iterator[str]:
    for line in lines(source.text, span):
        if not any(out.start <= line.start < out.end for out in plan.left_out):
            yield source.slice(line)


def _grid(table: Table) -> list[list[Cell]]:
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    return [list(row) for _at, row in groupby(cells, key=attrgetter("row"))]


def width(table: Table) -> int:
    """How many columns a table has."""
    return max((cell.column + cell.columns for cell in table.cells), default=0)


def rows(table: Table, source: Source, *, repeated: bool) -> Iterator[list[str]]:
    """Texts row by row, as many in each. What is merged over rows stands in the first, or is ``repeated``."""
    above: dict[int, tuple[int, str]] = {}
    for row in _grid(table):
        texts = [""] * width(table)
        for column, (last, text) in above.items():
            texts[column] = text if repeated and row[0].row <= last else ""
        for cell in row:
            texts[cell.column] = source.slice(cell.span).strip()
            above[cell.column] = (cell.row + cell.rows - 1, texts[cell.column])
        yield texts
