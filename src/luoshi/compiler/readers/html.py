"""Web pages: the document in them, not the site around it.

Blocks are lines, ``<br>`` breaks lines, lists show the numbers that a browser prints, tables keep
their cells. The page's title is printed only where the document does not carry it itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.readers.archive import guarded
from luoshi.compiler.readers.html_charset import decoded
from luoshi.compiler.readers.html_content import content, data_table
from luoshi.compiler.readers.html_tree import BLOCKS, Step, folded, raw_text, site, steps
from luoshi.compiler.readers.printing import Printed, Printer
from luoshi.compiler.readers.sheets import address
from luoshi.compiler.readers.word_numbers import written
from luoshi.compiler.source import Origin, Source

_TAGS: Final = 500_000
"""The tree takes some 200 bytes a tag."""
_DEPTH: Final = 5_000
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_CLOSED_BY_OTHERS: Final = frozenset(
    (
        "p",
        "li",
        "tr",
        "td",
        "th",
        "dd",
        "dt",
        "option",
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "col",
        "wbr",
    )
)
_EMBEDDED: Final = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%]+")
_CONTROLS: Final = re.compile(
    r"[\s【】\[\]〖〗（）()|│·:：]*(?:(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回(?:顶部|列表|首页)?|收藏|分享(?:到)?|"
    r"字[号体]|大|中|小|保护视力色|上一[篇条]|下一[篇条]|扫一扫.{0,20}|浏览次数|访问次数)[\s【】\[\]〖〗（）()|│·:：]*)+\d*"
)
_LIST_FORMS: Final[Mapping[str, str]] = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_NUMBERED: Final = re.compile(r"\s*(?:\d+\s*[.．、)）]|[（(]|[一二三四五六七八九十]+、|第|[①-⑳])")
_SITE_NAME: Final = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]*(?:网|政府|平台|门户|公开)[^-_|–—]*$")
_NO_MARK: Final = re.compile(r"list-style(?:-type)?\s*:[^;]*none", re.IGNORECASE)
_SITE_ALONE: Final = re.compile(r"(?:网站?|门户|平台|政府|首页)$")
_TITLE: Final = 6
"""Characters that a title has at least."""
_BEGINNING: Final = 8
"""Paragraphs that may hold the document's own title."""
_CONTROL_LENGTH: Final = 60
_WIDEST: Final = 100
_BREAK: Final = "\x0b"
"""Stands for ``<br>`` until white space has been folded."""


def read(data: bytes, *, name: str) -> Source | Diagnostic:
    """The document in a web page, or the finding that says why there is none. Never raises."""
    return guarded(lambda: _read(data, name))


def _read(data: bytes, name: str) -> Source | Diagnostic:
    text, encoding = decoded(data)
    text = _EMBEDDED.sub("", text).replace("\x00", "").replace(_BREAK, " ")
    if text.count("<") > _TAGS or _depth(text) > _DEPTH:
        return finding("R016", limit=str(_TAGS))
    page = LexborHTMLParser(text)
    body = page.body
    if body is None:
        return finding("R014")
    left_out = site(body)
    return _printed(_Document(content(body, left_out), left_out), _title(page)).source(
        name=name, encoding=encoding
    )


def _depth(text: str) -> int:
    """How deep tags nest that must be closed; the parser's time grows with the square of it."""
    depth = deepest = 0
    for found in _TAG.finditer(text):
        if found[2].lower() not in _CLOSED_BY_OTHERS:
            depth += -1 if found[1] else 1
            deepest = max(deepest, depth)
    return deepest


def _printed(document: "_Document", title: str) -> Printer:
    printer = Printer()
    blocks = list(document.blocks())
    beginning = "".join("".join(each.split()) for each in blocks[:_BEGINNING] if isinstance(each, str))
    if title and "".join(title.split()) not in beginning:
        printer.line(title, Origin(0, paragraph=0))
    tables = 0
    for at, block in enumerate(blocks, 1):
        if isinstance(block, str):
            printer.line(block, Origin(0, paragraph=at))
        else:
            tables += 1
            printer.table(document.cells(block, Origin(0, paragraph=at, cell=str(tables))))
    return printer


def _title(page: LexborHTMLParser) -> str:
    """The title that the page declares or heads itself with; empty where it is the site's alone."""
    declared = page.css_first('meta[name="ArticleTitle" i]', default=None)
    headings, titles = page.css("h1"), page.css("title")
    candidates = [
        (declared.attributes.get("content") or "") if declared is not None else "",
        headings[0].text() if len(headings) == 1 else "",
        _SITE_NAME.sub("", titles[0].text().strip()) if titles else "",
    ]
    texts = (folded(each).strip() for each in candidates)
    return next((text for text in texts if len(text) >= _TITLE and not _SITE_ALONE.search(text)), "")


@dataclass(slots=True)
class _List:
    """A list that is being printed: its next number, the step to the one behind it, how it looks."""

    next: int
    step: int
    form: str | None

    def label(self, item: LexborNode) -> str:
        """The mark of the next item; an item may say its number itself."""
        own = _whole(item.attributes.get("value"))
        number = self.next if own is None else own
        self.next = number + self.step
        return f"{written(number, self.form)}." if self.form else ""


class _Document:
    """The part of a page that is the document, block by block."""

    def __init__(self, root: LexborNode, left_out: Set[int]) -> None:
        self._root = root
        self._left_out = left_out

    def blocks(self) -> Iterator[str | LexborNode]:
        """Paragraphs and tables of data. Paragraphs that are nothing but links or controls are left out."""
        for text, linked in _paragraphs(steps(self._root, self._left_out, whole=data_table)):
            if not isinstance(text, str) or not (linked or _is_control(text)):
                yield text

    def cells(self, table: LexborNode, where: Origin) -> list[Printed]:
        """The cells of a table of data. ``where.cell`` is the table's number."""
        rows = [row for row in table.css("tr") if row.mem_id not in self._left_out]
        taken: dict[int, int] = {}
        found: list[Printed] = []
        for at, row in enumerate(rows):
            column = 0
            for cell in (each for each in row.iter() if each.tag in ("td", "th")):
                if cell.mem_id in self._left_out:
                    continue
                while taken.get(column, 0) > at:
                    column += 1
                placed = self._cell(cell, at, column, last=len(rows))
                found.append(
                    replace(placed, where=replace(where, cell=f"{where.cell}!{address(at, column)}"))
                )
                taken.update((each, at + placed.rows) for each in range(column, column + placed.columns))
                column += placed.columns
        return found

    def _cell(self, cell: LexborNode, row: int, column: int, *, last: int) -> Printed:
        reach = _whole(cell.attributes.get("rowspan"))
        rows = last - row if reach == 0 else max(1, min(reach or 1, last - row))
        columns = max(1, min(_whole(cell.attributes.get("colspan")) or 1, _WIDEST))
        texts = [text for text, _ in _paragraphs(steps(cell, self._left_out)) if isinstance(text, str)]
        return Printed("\n".join(texts), row, column, Origin(0), rows=rows, columns=columns)


def _paragraphs(walk: Iterable[Step]) -> Iterator[tuple[str | LexborNode, bool]]:
    """Paragraphs with whether they are nothing but a link, and the nodes that were not gone into."""
    written_down = _Paragraph()
    lists: list[_List] = []
    for step, node in walk:
        if step == "text":
            written_down.add(raw_text(node))
        elif step == "whole":
            yield from written_down.ended()
            yield node, False
        elif node.tag == "br":
            written_down.add(_BREAK if step == "in" else "")
        elif node.tag in ("a", "pre"):
            written_down.turn(node.tag, begins=step == "in")
        if node.tag in BLOCKS and step != "text":
            yield from written_down.ended()
            _in_list(lists, written_down, node, begins=step == "in")
    yield from written_down.ended()


def _in_list(lists: list[_List], paragraph: "_Paragraph", node: LexborNode, *, begins: bool) -> None:
    if node.tag in ("ol", "ul") and begins:
        lists.append(_listing(node))
    elif node.tag in ("ol", "ul") and lists:
        lists.pop()
    elif node.tag == "li" and begins and lists:
        paragraph.label = lists[-1].label(node)


def _listing(node: LexborNode) -> _List:
    bare = node.tag == "ul" or _NO_MARK.search(node.attributes.get("style") or "")
    start, backwards = _whole(node.attributes.get("start")), "reversed" in node.attributes
    if start is None:
        start = sum(1 for each in node.iter() if each.tag == "li") if backwards else 1
    form = _LIST_FORMS.get(node.attributes.get("type") or "1", "decimal")
    return _List(start, -1 if backwards else 1, None if bare else form)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is being read."""

    label: str = ""
    pieces: list[str] = field(default_factory=list)
    links: int = 0
    kept: int = 0
    plain: bool = False
    """Whether some of it stands outside links."""

    def add(self, text: str) -> None:
        """The next text."""
        self.pieces.append(text.replace("\n", _BREAK) if self.kept else text)
        self.plain = self.plain or (not self.links and bool(text.strip()))

    def turn(self, tag: str, *, begins: bool) -> None:
        """A link, or text whose line ends are kept, begins or ends."""
        change = 1 if begins else -1
        if tag == "a":
            self.links += change
        else:
            self.kept += change

    def ended(self) -> Iterator[tuple[str, bool]]:
        """The paragraph, if there is one; the next one begins."""
        lines = "".join(self.pieces).split(_BREAK)
        text = "\n".join(line for each in lines if (line := folded(each).strip()))
        if text:
            label = "" if _NUMBERED.match(text) else self.label
            yield label + text, not self.plain
            self.label = ""
        self.pieces, self.plain = [], False


def _is_control(text: str) -> bool:
    return len(text) <= _CONTROL_LENGTH and bool(_CONTROLS.fullmatch(text))


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\s*\d{1,6}\s*", text, re.ASCII) else None
