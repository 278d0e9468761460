"""Real office files made from the few parts that a test is about."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from luoshi.compiler import read_bytes
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.source import Source, Table

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts: Mapping[str, str]) -> bytes:
    """An archive of those parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def relations(kinds: Mapping[str, str]) -> str:
    """A part of relations: kind to target."""
    each = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(kinds.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{each}</Relationships>'


def docx_of(body: str, *, numbering: str = "", styles: str = "") -> bytes:
    """A Word file with that body, those lists and those styles, each as XML."""
    return zipped(
        {
            "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
            "word/_rels/document.xml.rels": relations({"styles": "styles.xml", "numbering": "numbering.xml"}),
            "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {_SPACES}>{styles}</w:styles>",
            "word/numbering.xml": f"<w:numbering {_SPACES}>{numbering}</w:numbering>",
        }
    )


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def table_of(rows: Iterable[Sequence[str]]) -> str:
    """A table of plain cells."""
    printed = ("".join(cell(text) for text in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in printed)}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    """A cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def source_of(data: bytes, name: str = "计划") -> Source:
    """What was read of a file that can be read."""
    read = read_bytes(data, name=name)
    assert isinstance(read, Source), read
    return read


def code_of(data: bytes) -> str:
    """The code of the finding for a file that cannot be read."""
    read = read_bytes(data, name="计划")
    assert isinstance(read, Diagnostic), read
    return read.code


def grid(source: Source, table: Table) -> dict[tuple[int, int], str]:
    """The texts of a table's cells by row and column."""
    return {(cell.row, cell.column): source.slice(cell.span) for cell in table.cells}
