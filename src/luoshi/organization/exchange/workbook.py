"""Open a workbook that may hold anything: bounded in time and memory, its values as they are typed.

What the archive unpacks to is looked at first, and only what was looked at is given to the reader; a
sheet whose one cell lies a million rows down would take all memory there is.
"""

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, load_workbook

from luoshi.compiler.readers.archive import Unreadable, opened, related, relations, stream, tree
from luoshi.compiler.readers.elements import child, children, local, value
from luoshi.compiler.readers.sheets import place
from luoshi.compiler.readers.signatures import kind
from luoshi.core.problems import Refusal, TooLarge
from luoshi.organization.exchange.cells import Value
from luoshi.organization.exchange.columns import ROWS


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a workbook may be; ``unpacked`` in MB is what all parts together may unpack to."""

    rows: int
    columns: int
    unpacked: int


ROSTER: Final = Bounds(rows=ROWS, columns=60, unpacked=48)
"""A roster of 20,000 units has some 20 MB."""
_PARTS: Final = 1_000
_CHUNK: Final = 1 << 20
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, ParseError, CalamineError, EOFError, OSError)
_ODD: Final = (LookupError, ValueError, ArithmeticError, RuntimeError)
"""What the readers of parts raise where a part is missing or a number is none."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: rows of values from its first row on, and cells that hold no plain value."""

    name: str
    rows: list[list[Value]]
    formulas: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    """Row and column from 0."""
    errors: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def grids_of(data: bytes, bounds: Bounds = ROSTER) -> dict[str, Grid]:
    """The sheets by name. Refuses what is no workbook, what is damaged or protected, and what is too large."""
    if kind(data) != "xlsx":
        raise Refusal(_("这不是 .xlsx 工作簿。请在 WPS 或 Excel 中另存为 .xlsx 再上传。"), field="file")
    try:
        return _grids(data, bounds)
    except Unreadable as stopped:
        raise _refusal_of(stopped, bounds) from stopped
    except (*_BROKEN, *_ODD) as broken:
        message = _("工作簿已损坏，无法打开。请用 WPS 或 Excel 打开原文件，另存后再上传。")
        raise Refusal(message, field="file") from broken


def _refusal_of(stopped: Unreadable, bounds: Bounds) -> Refusal:
    if stopped.found.code == "R011":
        return Refusal(_("工作簿加了密码，无法读取。请去掉密码，另存后再上传。"), field="file")
    return _too_large(bounds)


def _too_large(bounds: Bounds) -> TooLarge:
    message = _("工作簿解压后超过 %(limit)d MB，没有读取。请删去图片和空白行列，另存后再上传。")
    return TooLarge(message % {"limit": bounds.unpacked}, field="file")


def _grids(data: bytes, bounds: Bounds) -> dict[str, Grid]:
    with opened(data) as archive:
        plain = _unpacked(archive, bounds)
    with opened(plain) as archive:
        told = {name: _told(archive, part, _Cells(name, bounds)) for name, part in _sheets(archive).items()}
    with load_workbook(BytesIO(plain)) as book:
        return {name: _grid(book, name, cells) for name, cells in told.items()}


def _grid(book: CalamineWorkbook, name: str, told: "_Cells") -> Grid:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return Grid(name, [list(row) for row in rows], frozenset(told.formulas), frozenset(told.errors))


def _unpacked(archive: zipfile.ZipFile, bounds: Bounds) -> bytes:
    """The same archive without compression; the sizes that it names are held against what comes out."""
    parts = archive.infolist()
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > bounds.unpacked << 20:
        raise _too_large(bounds)
    plain = BytesIO()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as copy:
        for name in dict.fromkeys(part.filename for part in parts if not part.is_dir()):
            with archive.open(name) as source, copy.open(name, "w") as target:
                while chunk := source.read(_CHUNK):
                    target.write(chunk)
    return plain.getvalue()


def _sheets(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """Name to part of every worksheet, hidden ones too."""
    book = related(archive, "", "officeDocument") or "xl/workbook.xml"
    parts = relations(archive, book)
    found: dict[str, str] = {}
    for each in children(child(tree(archive, book), "sheets"), "sheet"):
        sort, part = parts.get(value(each.attrib, "id") or "", ("", ""))
        if sort == "worksheet":
            found[value(each.attrib, "name") or ""] = part
    return found


def _told(archive: zipfile.ZipFile, part: str, cells: "_Cells") -> "_Cells":
    stream(archive, part, cells, limit=cells.bounds.unpacked)
    return cells


class _Cells:
    """Told about a sheet: finds formulas and errors, and refuses cells that lie too far out."""

    def __init__(self, sheet: str, bounds: Bounds) -> None:
        self.bounds = bounds
        self.formulas: set[tuple[int, int]] = set()
        self.errors: set[tuple[int, int]] = set()
        self._sheet = sheet
        self._at = (-1, -1)

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""
        match local(tag):
            case "row":
                row = int(attributes["r"]) - 1 if "r" in attributes else self._at[0] + 1
                self._at = (row, -1)
            case "c":
                self._at = place(attributes["r"]) if "r" in attributes else (self._at[0], self._at[1] + 1)
                self._bound()
                if attributes.get("t") == "e":
                    self.errors.add(self._at)
            case "f":
                self.formulas.add(self._at)

    def end(self, tag: str, /) -> None:
        """An element ends."""

    def data(self, text: str, /) -> None:
        """Text inside an element."""

    def _bound(self) -> None:
        row, column = self._at
        if row > self.bounds.rows + 10 or column >= self.bounds.columns:
            message = _(
                "工作表“%(sheet)s”过大：最多%(rows)d行、%(columns)d列。请删去多余的行列，或分几次导入。"
            )
            details = {"sheet": self._sheet, "rows": self.bounds.rows, "columns": self.bounds.columns}
            raise TooLarge(message % details, field="file")
