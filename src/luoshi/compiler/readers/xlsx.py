"""Workbooks: every sheet that shows, its cells as they are shown.

The XML is streamed (ECMA-376 part 1, SpreadsheetML), so that memory follows what is printed and not
how far a sheet is formatted. The formats decide what a number means, so they are read as well.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.readers.archive import (
    LIMIT_MB,
    Unreadable,
    guarded,
    opened,
    related,
    relations,
    stream,
    tree,
)
from luoshi.compiler.readers.cell_formats import BUILT_IN, GENERAL, shown
from luoshi.compiler.readers.elements import child, children, local, number, value
from luoshi.compiler.readers.printing import CELLS, Printed, Printer
from luoshi.compiler.readers.sheets import Sheet, address, area, merged, place, print_sheets
from luoshi.compiler.source import Origin, Source

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_STRINGS_MB: Final = 32
_YES: Final = ("1", "true")
_TRUTH: Final = {"1": "是", "0": "否"}
_LAST_COLUMN: Final = 16_384


@dataclass(frozen=True, slots=True)
class _Shows:
    """What turns a cell's bare value into what the sheet shows."""

    strings: Sequence[str]
    formats: Sequence[str]
    from_1904: bool

    def text(self, bare: str, *, kind: str, style: int) -> str:
        """``kind`` is the cell's type as the file writes it."""
        if kind == "s":
            at = number(bare)
            return self.strings[at] if at is not None and at < len(self.strings) else ""
        if kind in ("str", "inlineStr", "d"):
            return _unescaped(bare)
        if kind in ("b", "e"):
            return _TRUTH.get(bare, "") if kind == "b" else ""
        code = self.formats[style] if style < len(self.formats) else GENERAL
        return shown(bare, code, from_1904=self.from_1904) if bare else ""


def read(data: bytes, *, name: str) -> Source | Diagnostic:
    """The text of a ``.xlsx``, or the finding that says why there is none. Never raises."""
    return guarded(lambda: _read(data, name))


def _read(data: bytes, name: str) -> Source | Diagnostic:
    printer = Printer()
    with opened(data) as archive:
        print_sheets(printer, _sheets(archive))
    return printer.source(name=name)


def _sheets(archive: zipfile.ZipFile) -> Iterator[Sheet]:
    book = related(archive, "", "officeDocument") or "xl/workbook.xml"
    root = tree(archive, book)
    properties = child(root, "workbookPr")
    shows = _Shows(
        strings=_strings(archive, related(archive, book, "sharedStrings")),
        formats=_formats(archive, related(archive, book, "styles")),
        from_1904=properties is not None and value(properties.attrib, "date1904") in _YES,
    )
    seen = _visible(root, relations(archive, book))
    if sum(archive.getinfo(part).file_size for part in seen) > LIMIT_MB << 20:
        raise Unreadable(finding("R013", limit=str(LIMIT_MB)))
    for part, name in seen.items():
        yield _sheet(archive, part, name=name, shows=shows)


def _visible(book: Element | None, parts: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The sheets that show: part to name, in their order."""
    found: dict[str, str] = {}
    for each in children(child(book, "sheets"), "sheet"):
        kind, part = parts.get(value(each.attrib, "id") or "", ("", ""))
        if kind == "worksheet" and value(each.attrib, "state") in (None, "visible"):
            found.setdefault(part, value(each.attrib, "name") or "")
    return found


def _sheet(archive: zipfile.ZipFile, part: str, *, name: str, shows: _Shows) -> Sheet:
    told = _Cells(name, shows)
    stream(archive, part, told)
    return Sheet(name, merged(told.cells, told.areas))


def _strings(archive: zipfile.ZipFile, part: str | None) -> Sequence[str]:
    told = _Strings()
    if part is not None:
        stream(archive, part, told, limit=_STRINGS_MB)
    return told.texts


def _formats(archive: zipfile.ZipFile, part: str | None) -> list[str]:
    """Format codes by the number that cells name."""
    root = tree(archive, part) if part is not None else None
    own = {
        number(value(each.attrib, "numFmtId")): value(each.attrib, "formatCode") or GENERAL
        for each in children(child(root, "numFmts"), "numFmt")
    }
    used = [number(value(each.attrib, "numFmtId")) or 0 for each in children(child(root, "cellXfs"), "xf")]
    return [own.get(at) or BUILT_IN.get(at, GENERAL) for at in used]


def _unescaped(text: str) -> str:
    """``_x000D_`` stands for a character that XML cannot hold; they are of no use here."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: _character(int(found[1], 16)), text)


def _character(code: int) -> str:
    return "\n" if code == 0x0A else "_" if code == 0x5F else ""


class _Strings:
    """Told about the shared strings; a reading aid (``rPh``) over a string is no part of it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._path: list[str] = []

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""
        self._path.append(local(tag))

    def end(self, tag: str, /) -> None:
        """An element ends."""
        if self._path.pop() == "si":
            self.texts.append(_unescaped("".join(self._pieces)))
            self._pieces.clear()

    def data(self, text: str, /) -> None:
        """Text inside an element."""
        if self._path and self._path[-1] == "t" and "rPh" not in self._path:
            self._pieces.append(text)


class _Cells:
    """Told about a sheet: collects the cells that show a text, and the merged areas."""

    def __init__(self, sheet: str, shows: _Shows) -> None:
        self.cells: list[Printed] = []
        self.areas: list[tuple[int, int, int, int]] = []
        self._sheet = sheet
        self._shows = shows
        self._row = -1
        self._column = -1
        self._hidden_row = False
        self._hidden_columns: list[tuple[int, int]] = []
        self._cell: Mapping[str, str] = {}
        self._pieces: list[str] = []
        self._path: list[str] = []

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""
        name = local(tag)
        self._path.append(name)
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "col" and attributes.get("hidden") in _YES:
            self._hide(attributes)
        elif name == "mergeCell" and len(self.areas) < CELLS:
            self.areas.append(area(attributes.get("ref", "")))

    def end(self, tag: str, /) -> None:
        """An element ends."""
        if self._path.pop() == "c":
            self._end_cell()

    def data(self, text: str, /) -> None:
        """Text inside an element."""
        if self._path and self._path[-1] in ("v", "t") and "rPh" not in self._path:
            self._pieces.append(text)

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        at = number(attributes.get("r"))
        self._row = at - 1 if at else self._row + 1
        self._column = -1
        self._hidden_row = attributes.get("hidden") in _YES

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell = attributes
        self._pieces.clear()
        if "r" in attributes:
            self._row, self._column = place(attributes["r"])
        else:
            self._column += 1

    def _end_cell(self) -> None:
        kind, style = self._cell.get("t", "n"), number(self._cell.get("s")) or 0
        text = self._shows.text("".join(self._pieces), kind=kind, style=style)
        if not text.strip() or self._hidden():
            return
        if len(self.cells) >= CELLS:
            raise Unreadable(finding("R015", limit=str(CELLS)))
        where = Origin(0, cell=address(self._row, self._column), sheet=self._sheet)
        self.cells.append(Printed(text, self._row, self._column, where))

    def _hide(self, attributes: Mapping[str, str]) -> None:
        first, last = (number(attributes.get(side)) or 1 for side in ("min", "max"))
        self._hidden_columns.append((first - 1, last - 1))

    def _hidden(self) -> bool:
        if self._hidden_row or self._column >= _LAST_COLUMN:
            return True
        return any(first <= self._column <= last for first, last in self._hidden_columns)
