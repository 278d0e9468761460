"""PDF: text and tables as a careful reader sees them on the pages; scanned pages go to recognition.

Pages are opened one at a time and closed again, so memory does not grow with pictures and fonts.
PDFium is not made for several threads at once, hence the lock.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from threading import Lock
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.readers.archive import Unreadable
from luoshi.compiler.readers.pdf_columns import in_columns
from luoshi.compiler.readers.pdf_lines import Line, lines, without_furniture
from luoshi.compiler.readers.pdf_page import Glyph, Leaf, TooMuch, leaf
from luoshi.compiler.readers.pdf_paragraphs import Paragraph, Setting, joined, paragraphs, setting
from luoshi.compiler.readers.pdf_tables import Grid, continued, goes_on, grids, within
from luoshi.compiler.readers.printing import Printed, Printer
from luoshi.compiler.source import Origin, Source

CHARACTERS: Final = 3_000_000
"""Characters of one document. A plan of a thousand pages has a million."""
_WRITTEN: Final = 8
"""Characters from which on a page is more than a page number over a picture."""
_USUAL: Final = 0.5
"""Share of known characters below which a font hides what its signs mean."""
_LOCK: Final = Lock()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that was read: its lines outside of tables, and its tables."""

    height: float
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    scanned: bool = False

    @property
    def unruled(self) -> bool:
        """Whether it shows a table that has no ruling lines, and was read line by line."""
        return in_columns(self.lines)


def read(data: bytes, *, name: str) -> Source | Diagnostic:
    """The text of a PDF, or the finding that says why there is none. Never raises."""
    with _LOCK:
        try:
            return _read(data, name)
        except Unreadable as stopped:
            return stopped.found
        except TooMuch:
            return finding("R024", limit=str(CHARACTERS // 10_000))
        except PdfiumError as error:
            protected = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
            return finding("R011" if protected else "R012")
        except (ValueError, OverflowError, RuntimeError):
            return finding("R012")


def _read(data: bytes, name: str) -> Source | Diagnostic:
    document = pypdfium2.PdfDocument(data)
    try:
        sheets = list(_sheets(document))
        scanned = [at for at, sheet in enumerate(sheets) if sheet.scanned]
        if not scanned:
            return printed(sheets, name=name)
        return _with_scans(document, sheets, scanned, name)
    finally:
        document.close()


def _sheets(document: PdfDocument) -> Iterator[Sheet]:
    left = CHARACTERS
    for at in range(len(document)):
        page = document[at]
        try:
            found = leaf(page, at + 1, limit=left)
        finally:
            page.close()
        left -= len(found.glyphs)
        yield sheet(found)


def sheet(found: Leaf) -> Sheet:
    """The lines and tables of a page, or the word that it is a picture."""
    known = sum(1 for glyph in found.glyphs if _known(glyph))
    if found.pictured and (known < _WRITTEN or known < _USUAL * len(found.glyphs)):
        return Sheet(found.height, (), (), scanned=True)
    tables = grids(found)
    areas = [area for _, area in tables]
    free = (glyph for glyph in found.glyphs if not any(within(glyph, area) for area in areas))
    outside = lines(free, page=found.number, shown=found.shown_upright)
    return Sheet(found.height, tuple(outside), tuple(grid for grid, _ in tables))


def _known(glyph: Glyph) -> bool:
    return not "\ue000" <= glyph.text <= "\uf8ff" and glyph.text != "\ufffd" and glyph.text != " "


def _with_scans(
    document: PdfDocument, sheets: list[Sheet], scanned: Sequence[int], name: str
) -> Source | Diagnostic:
    """Scanned pages through recognition, imported only here since it is heavy and optional."""
    ocr = import_module("luoshi.compiler.readers.ocr")
    if not ocr.installed():
        if len(scanned) == len(sheets):
            return finding("R021")
        source = printed(sheets, name=name)
        pages = "、".join(str(at + 1) for at in scanned)
        return _noted(source, finding("R022", pages=pages)) if isinstance(source, Source) else finding("R021")
    for at in scanned:
        sheets[at] = sheet(ocr.page(document, at))
    source = printed(sheets, name=name)
    return ocr.marked(source) if isinstance(source, Source) else source


def _noted(source: Source, found: Diagnostic) -> Source:
    return replace(source, findings=(*source.findings, found))


def printed(sheets: Sequence[Sheet], *, name: str) -> Source | Diagnostic:
    """The pages as one text: paragraphs run over pages, tables go on, page numbers are gone."""
    pages = without_furniture([sheet.lines for sheet in sheets], [sheet.height for sheet in sheets])
    how = setting(pages)
    printer = Printer()
    run: list[Line] = []
    for one in _joined(_flow(pages, sheets)):
        if isinstance(one, Line):
            run.append(one)
            continue
        _print_lines(printer, run, how)
        _print_table(printer, one)
        run = []
    _print_lines(printer, run, how)
    source = printer.source(name=name, encoding="pdf")
    unruled = "、".join(str(at) for at, sheet in enumerate(sheets, 1) if sheet.unruled)
    return (
        _noted(source, finding("R027", pages=unruled)) if unruled and isinstance(source, Source) else source
    )


def _print_lines(printer: Printer, run: Sequence[Line], how: Setting) -> None:
    for paragraph in paragraphs(run, how):
        printer.run(_pieces(paragraph))


def _flow(pages: Sequence[Sequence[Line]], sheets: Sequence[Sheet]) -> Iterator[Line | Grid]:
    for page, sheet in zip(pages, sheets, strict=True):
        both: list[Line | Grid] = [*page, *sheet.grids]
        yield from sorted(both, key=_top)


def _top(one: Line | Grid) -> float:
    return one.box.top if isinstance(one, Line) else one.top


def _joined(flow: Iterator[Line | Grid]) -> list[Line | Grid]:
    found: list[Line | Grid] = []
    for one in flow:
        before = found[-1] if found else None
        if isinstance(one, Grid) and isinstance(before, Grid) and _next_page(before, one):
            found[-1] = continued(before, one)
        else:
            found.append(one)
    return found


def _next_page(grid: Grid, after: Grid) -> bool:
    last = max(field.page for field in grid.fields)
    return goes_on(grid, after) and min(field.page for field in after.fields) == last + 1


def _print_table(printer: Printer, grid: Grid) -> None:
    printer.table(
        Printed(
            text=field.text,
            row=field.row,
            column=field.column,
            where=Origin(0, page=field.page, box=field.box),
            rows=field.rows,
            columns=field.columns,
        )
        for field in grid.fields
    )


def _pieces(paragraph: Paragraph) -> Iterator[tuple[str, Origin]]:
    before = ""
    for line in paragraph:
        box = line.box if line.shown else None
        yield joined(before, line.text) + line.text, Origin(0, page=line.page, box=box)
        before = line.text
