"""Real PDF files of pages with text, ruling lines and pictures at given places.

The font is one of those that every reader of PDF brings along, so the files hold no font. Places are
points from the top left corner of an A4 page, as everywhere in Luoshi.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from luoshi.compiler import read_bytes
from luoshi.compiler.source import Source

WIDTH, HEIGHT = 595, 842
LEFT, TOP, SIZE, PITCH = 80, 100, 16, 26
ACROSS = 27
"""Characters of a full line."""


@dataclass(slots=True)
class Page:
    """What is drawn on a page; ``turned`` is how the page is shown, in degrees."""

    drawn: list[str] = field(default_factory=list)
    turned: int = 0
    picture: bool = False

    def write(self, text: str, x: float, y: float, *, size: float = SIZE) -> None:
        """Write ``text`` from ``x`` on, its upper side at ``y``."""
        code = text.encode("utf-16-be").hex()
        self.drawn.append(f"BT /F1 {size} Tf 1 0 0 1 {x} {HEIGHT - y - 0.88 * size:.2f} Tm <{code}> Tj ET")

    def rule(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a line."""
        self.drawn.append(f"{x1} {HEIGHT - y1} m {x2} {HEIGHT - y2} l S")

    def table(
        self, rows: Sequence[Sequence[str]], xs: Sequence[float], y: float, *, height: float = 40
    ) -> None:
        """Draw a ruled table whose columns have their sides at ``xs``; ``\\n`` parts lines of a cell."""
        for at in range(len(rows) + 1):
            self.rule(xs[0], y + at * height, xs[-1], y + at * height)
        for x in xs:
            self.rule(x, y, x, y + len(rows) * height)
        for at, row in enumerate(rows):
            for x, text in zip(xs, row, strict=False):
                for order, line in enumerate(text.split("\n")):
                    self.write(line, x + 4, y + at * height + 4 + order * 13, size=10)


def made(pages: Iterable[Page]) -> bytes:
    """The file."""
    all_pages = list(pages)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(all_pages)}/Kids[{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(all_pages)))}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    ]
    for number, page in enumerate(all_pages):
        drawn = "\n".join(
            [*page.drawn, f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm {_PICTURE} Q"] if page.picture else page.drawn
        )
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {page.turned}"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {7 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream")
    return _file(objects)


_PICTURE: Final = "BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI"


def _file(objects: Sequence[str]) -> bytes:
    body = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return body + end.encode("latin-1")


def typeset(text: str, *, indent: int = 2, rows: int = 24, header: str = "", footer: str = "") -> list[Page]:
    """Pages of text set in paragraphs as an office program does; ``{}`` in ``footer`` is the page's number."""
    lines = [
        line for paragraph in text.splitlines() if paragraph.strip() for line in _broken(paragraph, indent)
    ]
    pages = []
    for number, at in enumerate(range(0, len(lines), rows), 1):
        page = Page()
        page.write(header, 220, 50, size=9)
        page.write(footer.format(number), 280, 790, size=12)
        for order, (set_in, line) in enumerate(lines[at : at + rows]):
            page.write(line, LEFT + set_in * SIZE, TOP + order * PITCH)
        pages.append(page)
    return pages


def _broken(paragraph: str, indent: int) -> list[tuple[float, str]]:
    """How far each line of a paragraph is set in, and the line. Punctuation does not begin a line."""
    lines: list[tuple[float, str]] = []
    line, wide, set_in = "", float(indent), float(indent)
    for character in paragraph.strip():
        width = 0.5 if character.isascii() else 1.0
        if wide + width > ACROSS and character not in "，。；：、）》”,.;:)%":
            lines.append((set_in, line))
            line, wide, set_in = "", 0.0, 0.0
        line, wide = line + character, wide + width
    return [*lines, (set_in, line)]


def read_pages(pages: Iterable[Page]) -> Source:
    """The text of a PDF of those pages."""
    source = read_bytes(made(pages), name="plan.pdf")
    assert isinstance(source, Source), source
    return source


def unruled(rows: Sequence[Sequence[str]], xs: Sequence[float]) -> Page:
    """A page with a table that has no ruling lines: its columns begin at ``xs``."""
    page = Page()
    for at, row in enumerate(rows):
        for x, text in zip(xs, row, strict=True):
            page.write(text, x, TOP + at * PITCH, size=10)
    return page
