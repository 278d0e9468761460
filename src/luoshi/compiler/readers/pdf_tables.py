"""Ruling lines to tables: cells with their places, and tables that go on over pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from luoshi.compiler.readers.pdf_lines import Line, lines
from luoshi.compiler.readers.pdf_page import Glyph, Leaf, Rule
from luoshi.compiler.readers.pdf_paragraphs import Margins, Setting, joined, paragraphs
from luoshi.compiler.source import Box

_NEAR: Final = 3.0
"""Points within which ruling lines are the same line, or meet."""
_SMALLEST: Final = 4.0
"""Cells that are narrower or lower are double lines."""
_RULES_AT_LEAST: Final = 5
"""Two cells side by side take two lying and three standing lines."""
_ENDED: Final = tuple("。；;）)")

Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Field:
    """A cell on paper: its text, where it is printed, and its place from 0."""

    text: str
    page: int
    box: Box | None
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page, or on several once joined. ``edges`` are its columns' left sides in points."""

    fields: tuple[Field, ...]
    edges: tuple[float, ...]
    top: float
    bottom: float
    rows: int


def grids(leaf: Leaf) -> list[tuple[Grid, Area]]:
    """The tables of a page from top to bottom, with the area that each takes up."""
    if len(leaf.rules) < _RULES_AT_LEAST:
        return []
    found = [_grid(cells, leaf) for cells in _cells(leaf.rules)]
    return sorted((one for one in found if one is not None), key=lambda one: one[1][1])


def ruled(rules: Sequence[Rule]) -> list[Area]:
    """The cells of all tables that ruling lines make, in points."""
    if len(rules) < _RULES_AT_LEAST:
        return []
    return [cell for cells in _cells(rules) if len(_sides(cells, 0)) > 1 for cell in cells]


def within(glyph: Glyph, area: Area) -> bool:
    """Whether a character's middle lies in an area."""
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def _cells(rules: Iterable[Rule]) -> list[list[Area]]:
    edges = merge_edges([_edge(rule) for rule in rules], _NEAR, _NEAR, _NEAR, _NEAR)
    areas = intersections_to_cells(edges_to_intersections(edges, _NEAR, _NEAR))
    kept = [area for area in areas if area[2] - area[0] > _SMALLEST and area[3] - area[1] > _SMALLEST]
    return [list(table) for table in cells_to_tables(kept)] if kept else []


def _edge(rule: Rule) -> dict[str, object]:
    return {
        "x0": rule.left,
        "x1": rule.right,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.right - rule.left,
        "height": rule.bottom - rule.top,
        "orientation": "h" if rule.lies else "v",
    }


def _grid(cells: list[Area], leaf: Leaf) -> tuple[Grid, Area] | None:
    columns, rows = _sides(cells, 0), _sides(cells, 1)
    if len(columns) < 2:
        return None
    around = (
        min(cell[0] for cell in cells),
        min(cell[1] for cell in cells),
        max(cell[2] for cell in cells),
        max(cell[3] for cell in cells),
    )
    inside = [glyph for glyph in leaf.glyphs if within(glyph, around)]
    fields = tuple(
        _field(cell, [glyph for glyph in inside if within(glyph, cell)], leaf, columns=columns, rows=rows)
        for cell in cells
    )
    return Grid(fields, tuple(columns), around[1], around[3], len(rows)), around


def _sides(cells: Iterable[Area], axis: int) -> list[float]:
    """The left (or upper) sides of all cells; near ones count once."""
    sides: list[float] = []
    for side in sorted(cell[axis] for cell in cells):
        if not sides or side - sides[-1] > _NEAR:
            sides.append(side)
    return sides


def _field(
    cell: Area, glyphs: Sequence[Glyph], leaf: Leaf, *, columns: Sequence[float], rows: Sequence[float]
) -> Field:
    column, row = _at(columns, cell[0]), _at(rows, cell[1])
    return Field(
        text=_text(lines(glyphs, page=leaf.number), cell),
        page=leaf.number,
        box=_rounded(cell) if leaf.shown_upright else None,
        row=row,
        column=column,
        rows=max(1, _before(rows, cell[3]) - row),
        columns=max(1, _before(columns, cell[2]) - column),
    )


def _at(sides: Sequence[float], side: float) -> int:
    return max(0, _before(sides, side + 2 * _NEAR) - 1)


def _before(sides: Sequence[float], end: float) -> int:
    return sum(1 for side in sides if side < end - _NEAR)


def _rounded(cell: Area) -> Box:
    return Box(*(round(side, 1) for side in cell))


def _text(found: Sequence[Line], cell: Area) -> str:
    """The text of a cell: lines that ran full are joined, others stay on their own."""
    if not found:
        return ""
    em = found[0].em
    padding = min(min(line.box.left for line in found) - cell[0], 1.5 * em)
    how = Setting({found[0].page: Margins(cell[0] + padding, cell[2] - padding)}, False, 2 * em, em)
    return "\n".join(line_of(paragraph) for paragraph in paragraphs(_flush(found, how), how))


def _flush(found: Sequence[Line], how: Setting) -> list[Line]:
    """Lines moved to where a full line would end, so that centred ones are judged by their width."""
    left = how.margins[found[0].page].left
    return [
        replace(line, box=line.box._replace(left=left, right=left + line.box.right - line.box.left))
        for line in found
    ]


def line_of(paragraph: Sequence[Line]) -> str:
    """The text of a paragraph in one line."""
    text = ""
    for line in paragraph:
        text += joined(text, line.text) + line.text
    return text


def goes_on(grid: Grid, after: Grid) -> bool:
    """Whether two tables have the same columns."""
    return len(grid.edges) == len(after.edges) and all(
        abs(one - other) < 2 * _NEAR for one, other in zip(grid.edges, after.edges, strict=True)
    )


def continued(grid: Grid, after: Grid) -> Grid:
    """Both as one table: a header that is printed again is dropped, cells cut by the page are whole."""
    dropped = _headers_again(grid, after)
    fields = {(field.row, field.column): field for field in grid.fields}
    last = _last_in_columns(grid)
    added = [replace(f, row=f.row - dropped + grid.rows) for f in after.fields if f.row >= dropped]
    cut = _cut(added, last, grid.rows)
    for field in added:
        above = last.get(field.column)
        if field.row == grid.rows and above and (cut or _reaches_down(field, above, added)):
            grown = field.rows - 1 if cut else field.rows
            place = (above.row, above.column)
            text = fields[place].text + field.text
            fields[place] = replace(fields[place], text=text, rows=fields[place].rows + grown)
        else:
            fields[(field.row - cut, field.column)] = replace(field, row=field.row - cut)
    rows = grid.rows + after.rows - dropped - cut
    return replace(grid, fields=tuple(fields.values()), rows=rows, bottom=after.bottom)


def _last_in_columns(grid: Grid) -> dict[int, Field]:
    """By column, the cell that ends at the table's foot."""
    return {field.column: field for field in grid.fields if field.row + field.rows >= grid.rows}


def _reaches_down(field: Field, above: Field, row: Sequence[Field]) -> bool:
    """Whether an empty cell is the rest of a merged one: one that spans rows, or stands before the text."""
    first = min((one.column for one in row if one.row == field.row and one.text), default=field.column)
    return not field.text and (field.rows > 1 or above.rows > 1 or field.column < first)


def _cut(added: Sequence[Field], last: Mapping[int, Field], row: int) -> int:
    """1 where the first row is the rest of the row above, cut by the page's end, else 0."""
    first = [field for field in added if field.row == row]
    leading = min(first, key=lambda field: field.column, default=None)
    if leading is None or leading.text or [f.column for f in first] != sorted(last):
        return 0
    torn = (
        field.text and last[field.column].text and not last[field.column].text.endswith(_ENDED)
        for field in first
        if field.rows == 1
    )
    return int(any(torn) and all(last[f.column].text or not f.text for f in first))


def _headers_again(grid: Grid, after: Grid) -> int:
    """Rows at the top of ``after`` that say the same as the top of ``grid``."""
    same = 0
    for one, other in zip(_rows(grid), _rows(after), strict=False):
        if [field.text for field in one] != [field.text for field in other]:
            break
        same += 1
    return same if same < after.rows else 0


def _rows(grid: Grid) -> list[list[Field]]:
    ordered = sorted(grid.fields, key=lambda field: (field.row, field.column))
    return [list(row) for _, row in groupby(ordered, key=lambda field: field.row)]
