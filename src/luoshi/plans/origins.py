"""Where a document's text stands in the original, as rows that a database keeps."""

from collections.abc import Iterable, Sequence
from typing import Any

from luoshi.compiler.source import Box, Origin


def packed(origins: Iterable[Origin]) -> list[list[Any]]:
    """Rows of start, page, box, paragraph, cell and sheet, without what is missing at their ends."""
    return [_row(origin) for origin in origins]


def unpacked(rows: Sequence[Sequence[Any]]) -> tuple[Origin, ...]:
    """The origins that ``packed`` made rows of."""
    return tuple(_origin(*row) for row in rows)


def _row(origin: Origin) -> list[Any]:
    box = [round(edge, 1) for edge in origin.box] if origin.box else None
    row = [origin.start, origin.page, box, origin.paragraph, origin.cell, origin.sheet]
    while row[-1] is None:
        row.pop()
    return row


def _origin(
    start: int,
    page: int | None = None,
    box: Sequence[float] | None = None,
    paragraph: int | None = None,
    cell: str | None = None,
    sheet: str | None = None,
) -> Origin:
    return Origin(start, page, Box(*box) if box else None, paragraph, cell, sheet)
