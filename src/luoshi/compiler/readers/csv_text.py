"""Tables as comma-separated values (RFC 4180), told from prose by their shape."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.source import Origin, Source

if TYPE_CHECKING:
    from luoshi.compiler.readers.printing import Printed

_FEWEST: Final = 3
"""Cells of a row; lines of two are as often sentences with a comma each."""
_SENTENCE: Final = re.compile(r"[^\n]*。|[ \u3000]*[0-9]+[.．、][ \u3000]*[^0-9\s,]")
"""A sentence or an item, which the first row of a table, its title or names of columns, is not."""


def is_table(text: str) -> bool:
    """Whether the rows that are not empty, two at least, all have the same number of cells, three or more."""
    first = text.lstrip().partition("\n")[0]
    if first.count(",") < _FEWEST - 1 or _SENTENCE.match(first):
        return False
    count = cells = 0
    try:
        for row in filter(None, _rows(text)):
            cells = cells or len(row)
            if len(row) != cells or cells < _FEWEST:
                return False
            count += 1
    except csv.Error:
        return False
    return count > 1


def table(source: Source) -> Source | Diagnostic:
    """The same document, its rows a table. ``is_table`` holds of its text."""
    # Loaded where a table is met: plain text, the usual input, does without.
    from luoshi.compiler.readers.archive import guarded
    from luoshi.compiler.readers.printing import Printer

    def printed() -> Source | Diagnostic:
        printer = Printer()
        printer.table(_cells(source))
        return printer.source(name=source.name, encoding=source.encoding)

    return guarded(printed)


def _rows(text: str) -> Iterator[list[str]]:
    """Raises ``csv.Error`` where quotes do not close."""
    return csv.reader(StringIO(text), strict=True, skipinitialspace=True)


def _cells(source: Source) -> "Iterator[Printed]":
    """Cells that hold text, each with the place that a spreadsheet shows for it under the file's name."""
    from luoshi.compiler.catalogue import finding
    from luoshi.compiler.readers.archive import Unreadable
    from luoshi.compiler.readers.printing import CELLS, Printed
    from luoshi.compiler.readers.sheets import address

    sheet, count = PurePath(source.name).stem, 0
    for at, row in enumerate(_rows(source.text)):
        for column, text in enumerate(row):
            if text.strip():
                count += 1
                yield Printed(text, at, column, Origin(0, cell=address(at, column), sheet=sheet))
        if count > CELLS:
            raise Unreadable(finding("R015", limit=str(CELLS)))
