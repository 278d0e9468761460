"""Where in the document as it was handed in something stands, in words: a page, a cell, a paragraph, a line."""

from typing import Final

from luoshi.compiler.source import Origin, Source

_ZH: Final = {
    "page": "第{page}页",
    "sheet": "工作表“{sheet}” {cell}",
    "table": "第{table}个表 {cell}",
    "paragraph": "第{paragraph}段",
    "line": "第{line}行第{column}列",
}
_EN: Final = {
    "page": "page {page}",
    "sheet": "sheet “{sheet}” {cell}",
    "table": "table {table}, {cell}",
    "paragraph": "paragraph {paragraph}",
    "line": "line {line}, column {column}",
}


def worded(source: Source, offset: int, *, language: str = "zh") -> str:
    """The place of ``offset``: of the original where the reader kept it, else line and column of the text."""
    words = _EN if language == "en" else _ZH
    origin = source.origin(offset)
    if origin is not None:
        kind = _kind(origin)
        if kind:
            table, _, cell = (origin.cell or "").rpartition("!")
            return words[kind].format(
                page=origin.page, sheet=origin.sheet, table=table, cell=cell, paragraph=origin.paragraph
            )
    place = source.place(offset)
    return words["line"].format(line=place.line, column=place.column)


def _kind(origin: Origin) -> str:
    if origin.cell is not None:
        return "sheet" if origin.sheet is not None else "table"
    if origin.page is not None:
        return "page"
    return "paragraph" if origin.paragraph is not None else ""
