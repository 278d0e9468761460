"""Word documents: the body in its order as a careful reader sees it printed.

Read: paragraphs with the numbers that Word generates, tables, text boxes, inserted text. Left out:
deleted and hidden text, notes, comments, headers and footers, the table of contents. The XML is
streamed (ECMA-376 part 1), so memory does not grow with a document's formatting.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.readers.archive import guarded, opened, related, stream, tree
from luoshi.compiler.readers.docx_numbering import Counter, lists, styles
from luoshi.compiler.readers.elements import number, switched_on, value
from luoshi.compiler.readers.printing import Printed, Printer
from luoshi.compiler.readers.sheets import address
from luoshi.compiler.source import Origin, Source

_SKIPPED: Final = frozenset(
    (
        "w:del",
        "w:moveFrom",
        "w:pPrChange",
        "w:rPrChange",
        "w:tblPrChange",
        "w:trPrChange",
        "w:tcPrChange",
        "w:numberingChange",
        "w:sectPr",
        "w:rt",
        "w:delText",
        "w:delInstrText",
        "w:altChunk",
        "mc:Fallback",
    )
)
_MARKS: Final = (["w:rPr"], ["w:trPr"])
"""Inside these, ``w:del`` says that the mark or row is deleted; elsewhere it holds deleted text."""
_PREFIXES: Final = (
    ("wordprocessingml", "w:"),
    ("officeDocument/2006/math", "m:"),
    ("officeDocument/math", "m:"),
    ("markup-compatibility", "mc:"),
)
_SYMBOLS: Final = {
    0xF0FE: "☑",
    0xF052: "☑",
    0xF0FC: "√",
    0xF050: "√",
    0xF0A8: "□",
    0xF0A3: "□",
    0xF06F: "□",
    0xF06C: "●",
    0xF0B7: "·",
    0xF0D8: "→",
}
_PRIVATE: Final = range(0xE000, 0xF900)
_CONTENTS: Final = ("目录", "目次")


def read(data: bytes, *, name: str) -> Source | Diagnostic:
    """The text of a ``.docx``, or the finding that says why there is none. Never raises."""
    return guarded(lambda: _read(data, name))


def _read(data: bytes, name: str) -> Source | Diagnostic:
    with opened(data) as archive:
        part = related(archive, "", "officeDocument") or "word/document.xml"
        styled = related(archive, part, "styles")
        numbered = related(archive, part, "numbering")
        of_style = styles(tree(archive, styled) if styled else None)
        counter = Counter(of_style, lists(tree(archive, numbered) if numbered else None, of_style))
        body = _Body(counter)
        stream(archive, part, body)
    return body.printer.source(name=name)


@dataclass(slots=True)
class _Paragraph:
    number: int
    pieces: list[str] = field(default_factory=list)
    style: str | None = None
    listed: str | None = None
    level: int | None = None
    hidden: bool = False
    joined: bool = False
    """Its mark is deleted: the next paragraph goes on with it."""
    contents: bool = False
    boxes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Box:
    """What stands in a cell or a text box, paragraph by paragraph."""

    lines: list[str] = field(default_factory=list)
    where: Origin | None = None
    columns: int = 1
    merge: str | None = None


@dataclass(slots=True)
class _Table:
    number: int
    cells: list[Printed] = field(default_factory=list)
    open: dict[int, int] = field(default_factory=dict)
    """Column to the index of the cell that may reach down from above."""
    row: int = -1
    column: int = 0
    begun: int = 0
    deleted: bool = False


@dataclass(slots=True)
class _Field:
    code: str = ""
    result: bool = False


class _Body:
    """Told about the document's XML in its order; prints what is to be read."""

    def __init__(self, counter: Counter) -> None:
        self.printer = Printer()
        self._counter = counter
        self._path: list[str] = []
        self._names: dict[str, str] = {}
        self._skipping = 0
        self._paragraphs: list[_Paragraph] = []
        self._boxes: list[_Box] = []
        self._tables: list[_Table] = []
        self._fields: list[_Field] = []
        self._controls: list[int | None] = []
        self._hidden = False
        self._hidden_around: list[bool] = []
        self._counted = 0
        self._numbered_tables = 0
        self._carried: list[str] = []

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""
        name = self._names.get(tag) or self._named(tag)
        if self._skipping or (name in _SKIPPED and not self._marks(name)):
            self._skipping += 1
            return
        if (begin := _STARTS.get(name)) is not None:
            begin(self, attributes)
        self._path.append(name)

    def end(self, tag: str, /) -> None:
        """An element ends."""
        if self._skipping:
            self._skipping -= 1
            return
        self._path.pop()
        if (finish := _ENDS.get(self._names[tag])) is not None:
            finish(self)

    def data(self, text: str, /) -> None:
        """Text in an element; only that of ``t`` is the document's, that of ``instrText`` a field's."""
        if self._skipping or not self._path:
            return
        if self._path[-1] in ("w:t", "m:t"):
            self._write(text)
        elif self._path[-1] == "w:instrText" and self._fields:
            self._fields[-1].code += text

    def _named(self, tag: str) -> str:
        space, _, name = tag.rpartition("}")
        prefix = next((short for part, short in _PREFIXES if part in space), "?:")
        return self._names.setdefault(tag, prefix + name)

    def _marks(self, name: str) -> bool:
        return name == "w:del" and self._path[-1:] in _MARKS

    def _write(self, text: str) -> None:
        shown = all(each.result for each in self._fields)
        if self._paragraphs and shown and not self._hidden and not self._in_contents():
            self._paragraphs[-1].pieces.append(text)

    def _in_contents(self) -> bool:
        return any(each.code.split()[:1] == ["TOC"] for each in self._fields)

    # paragraphs

    def begin_paragraph(self, attributes: Mapping[str, str]) -> None:
        self._counted += 1
        self._paragraphs.append(_Paragraph(self._counted))

    def begin_run(self, attributes: Mapping[str, str]) -> None:
        self._hidden = False

    def begin_vanish(self, attributes: Mapping[str, str]) -> None:
        if not switched_on(attributes):
            return
        if self._path[-2:] == ["w:r", "w:rPr"]:
            self._hidden = True
        elif self._path[-2:] == ["w:pPr", "w:rPr"] and self._paragraphs:
            self._paragraphs[-1].hidden = True

    def begin_style(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].style = value(attributes)

    def begin_run_style(self, attributes: Mapping[str, str]) -> None:
        self._hidden = self._hidden or self._counter.hidden(value(attributes))

    def begin_list(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].listed = value(attributes)

    def begin_level(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].level = number(value(attributes))

    def begin_tab(self, attributes: Mapping[str, str]) -> None:
        if self._path[-1:] == ["w:r"]:
            self._write("\t")

    def begin_break(self, attributes: Mapping[str, str]) -> None:
        if value(attributes, "type") in (None, "textWrapping"):
            self._write("\n")

    def begin_hyphen(self, attributes: Mapping[str, str]) -> None:
        self._write("-")

    def begin_symbol(self, attributes: Mapping[str, str]) -> None:
        try:
            code = int(value(attributes, "char") or "", 16)
        except ValueError:
            return
        usual = "□" if code in _PRIVATE or not 0x20 <= code < 0xD800 else chr(code)
        self._write(_SYMBOLS.get(code, usual))

    def begin_deleted(self, attributes: Mapping[str, str]) -> None:
        """Only met inside properties: the paragraph's mark or the table's row is deleted."""
        if self._path[-2:] == ["w:pPr", "w:rPr"] and self._paragraphs:
            self._paragraphs[-1].joined = True
        elif self._path[-1:] == ["w:trPr"] and self._tables:
            self._tables[-1].deleted = True

    def end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        self._fields = [each for each in self._fields if each.result]
        text = "".join(self._carried + paragraph.pieces)
        self._carried = [text] if paragraph.joined else []
        if not paragraph.joined and not self._belongs_to_contents(paragraph, text):
            self._print(self._labelled(paragraph, text), paragraph.number)
        for line in paragraph.boxes:
            self._print(line, paragraph.number)

    def _belongs_to_contents(self, paragraph: _Paragraph, text: str) -> bool:
        by_style = self._counter.style(paragraph.style).name.startswith("toc ")
        if not (by_style or (self._in_contents() and not text.strip())):
            return False
        if "".join(self.printer.last_line().split()) in _CONTENTS:
            self.printer.take_back()
        return True

    def _labelled(self, paragraph: _Paragraph, text: str) -> str:
        """The text with its number. An empty paragraph shows a number only in a cell."""
        if self._counter.hidden(paragraph.style) or (paragraph.hidden and not text.strip()):
            return ""
        label = self._counter.label(style=paragraph.style, listed=paragraph.listed, level=paragraph.level)
        return label + text.strip() if text.strip() or self._boxes else ""

    def _print(self, text: str, at: int) -> None:
        if self._boxes:
            self._boxes[-1].lines.append(text)
        else:
            self.printer.line(text, Origin(0, paragraph=at))

    # fields

    def begin_field_mark(self, attributes: Mapping[str, str]) -> None:
        kind = value(attributes, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def begin_simple_field(self, attributes: Mapping[str, str]) -> None:
        self._fields.append(_Field(value(attributes, "instr") or "", result=True))

    def end_simple_field(self) -> None:
        if self._fields:
            self._fields.pop()

    # content controls: the gallery of contents tables is left out

    def begin_gallery(self, attributes: Mapping[str, str]) -> None:
        contents = (value(attributes) or "").lower() == "table of contents"
        if contents and self._controls and self._controls[-1] is None:
            self._controls[-1] = len(self._fields)
            self._fields.append(_Field("TOC", result=True))

    def begin_control(self, attributes: Mapping[str, str]) -> None:
        self._controls.append(None)

    def end_control(self) -> None:
        if (fields := self._controls.pop()) is not None:
            del self._fields[fields:]

    # text boxes and tables

    def begin_box(self, attributes: Mapping[str, str]) -> None:
        self._boxes.append(_Box())
        self._hidden_around.append(self._hidden)

    def end_box(self) -> None:
        box = self._boxes.pop()
        self._hidden = self._hidden_around.pop()
        if self._paragraphs:
            self._paragraphs[-1].boxes += box.lines

    def begin_table(self, attributes: Mapping[str, str]) -> None:
        if not self._boxes:
            self._numbered_tables += 1
        self._tables.append(_Table(self._numbered_tables))

    def begin_row(self, attributes: Mapping[str, str]) -> None:
        if self._tables:
            table = self._tables[-1]
            table.row, table.column, table.begun, table.deleted = table.row + 1, 0, len(table.cells), False

    def begin_gap(self, attributes: Mapping[str, str]) -> None:
        if self._tables:
            self._tables[-1].column += number(value(attributes)) or 0

    def begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._boxes.append(_Box(where=Origin(0, paragraph=self._counted + 1)))

    def begin_width(self, attributes: Mapping[str, str]) -> None:
        if self._boxes:
            self._boxes[-1].columns = max(1, min(number(value(attributes)) or 1, 63))

    def begin_merge(self, attributes: Mapping[str, str]) -> None:
        if self._boxes:
            self._boxes[-1].merge = value(attributes) or "continue"

    def end_cell(self) -> None:
        box = self._boxes.pop()
        if self._tables:
            _place(self._tables[-1], box)

    def end_row(self) -> None:
        table = self._tables[-1] if self._tables else None
        if table is not None and table.deleted:
            del table.cells[table.begun :]
            table.open = {column: at for column, at in table.open.items() if at < table.begun}
            table.row -= 1

    def end_table(self) -> None:
        table = self._tables.pop()
        if self._boxes:
            self._boxes[-1].lines += _as_lines(table.cells)
        else:
            self.printer.table(table.cells)


def _place(table: _Table, box: _Box) -> None:
    """Put a cell into its row, or let the one above reach down to it."""
    above = table.open.get(table.column)
    if box.merge == "continue" and above is not None:
        cell = table.cells[above]
        table.cells[above] = replace(cell, rows=table.row - cell.row + 1)
    else:
        where = Origin(
            0,
            paragraph=box.where.paragraph if box.where else None,
            cell=f"{table.number}!{address(table.row, table.column)}",
        )
        table.open.pop(table.column, None)
        if box.merge is not None:
            table.open[table.column] = len(table.cells)
        table.cells.append(Printed("\n".join(box.lines), table.row, table.column, where, columns=box.columns))
    table.column += box.columns


def _as_lines(cells: list[Printed]) -> list[str]:
    """A table inside a cell or text box: its rows, a line each."""
    rows: dict[int, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(" ".join(cell.text.split()))
    return [" ".join(filter(None, texts)) for texts in rows.values()]


_STARTS: Final[Mapping[str, Callable[[_Body, Mapping[str, str]], None]]] = {
    "w:p": _Body.begin_paragraph,
    "w:r": _Body.begin_run,
    "w:vanish": _Body.begin_vanish,
    "w:pStyle": _Body.begin_style,
    "w:rStyle": _Body.begin_run_style,
    "w:numId": _Body.begin_list,
    "w:ilvl": _Body.begin_level,
    "w:tab": _Body.begin_tab,
    "w:ptab": _Body.begin_tab,
    "w:br": _Body.begin_break,
    "w:cr": _Body.begin_break,
    "w:noBreakHyphen": _Body.begin_hyphen,
    "w:sym": _Body.begin_symbol,
    "w:del": _Body.begin_deleted,
    "w:fldChar": _Body.begin_field_mark,
    "w:fldSimple": _Body.begin_simple_field,
    "w:docPartGallery": _Body.begin_gallery,
    "w:sdt": _Body.begin_control,
    "w:txbxContent": _Body.begin_box,
    "w:tbl": _Body.begin_table,
    "w:tr": _Body.begin_row,
    "w:gridBefore": _Body.begin_gap,
    "w:tc": _Body.begin_cell,
    "w:gridSpan": _Body.begin_width,
    "w:vMerge": _Body.begin_merge,
}
_ENDS: Final[Mapping[str, Callable[[_Body], None]]] = {
    "w:p": _Body.end_paragraph,
    "w:fldSimple": _Body.end_simple_field,
    "w:sdt": _Body.end_control,
    "w:txbxContent": _Body.end_box,
    "w:tc": _Body.end_cell,
    "w:tr": _Body.end_row,
    "w:tbl": _Body.end_table,
}
