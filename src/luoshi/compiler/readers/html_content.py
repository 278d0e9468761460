"""Where in a web page its document stands: the smallest block that holds every sentence of it.

From the whole page down: as long as a single inner block holds sentences outside links, the others
are the site's. Footers and menus hold words and links, hardly ever a sentence.
"""

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from luoshi.compiler.readers.html_tree import raw_text, steps

_HOLDERS: Final = frozenset(
    ("div", "section", "article", "main", "center", "table", "tbody", "tr", "td", "form", "ucapcontent")
)
_SENTENCE_ENDS: Final = ("。", "；", "责任单位", "牵头单位")
_SHARE: Final = 0.5
"""Of the text outside links, what a block must hold to be gone down into."""


@dataclass(slots=True)
class Block:
    """A part of the page: its text outside links, and whether sentences stand in it or right in it."""

    node: LexborNode
    length: int = 0
    sentences: bool = False
    own: bool = False
    inner: list["Block"] = field(default_factory=list)


def content(body: LexborNode, left_out: Set[int]) -> LexborNode:
    """The part of the page that is the document. A table stands with what is around it, its title."""
    block = measured(body, left_out)
    while not block.own:
        inner = [each for each in block.inner if each.sentences]
        if len(inner) != 1 or inner[0].length < _SHARE * block.length or data_table(inner[0].node):
            break
        block = inner[0]
    return block.node


def measured(body: LexborNode, left_out: Set[int]) -> Block:
    """The blocks of a page, one in the other."""
    top = Block(body)
    open_blocks, links = [top], 0
    for step, node in steps(body, left_out):
        if step == "text":
            if not links:
                _count(open_blocks[-1], raw_text(node))
        elif node.tag == "a":
            links += 1 if step == "in" else -1
        elif node.tag in _HOLDERS and node.mem_id != body.mem_id:
            _nest(open_blocks, node, begins=step == "in")
    return top


def _nest(open_blocks: list[Block], node: LexborNode, *, begins: bool) -> None:
    if begins:
        block = Block(node)
        open_blocks[-1].inner.append(block)
        open_blocks.append(block)
        return
    ended = open_blocks.pop()
    open_blocks[-1].length += ended.length
    open_blocks[-1].sentences |= ended.sentences


def _count(block: Block, text: str) -> None:
    block.length += len(text.strip())
    if any(end in text for end in _SENTENCE_ENDS):
        block.sentences = block.own = True


def data_table(node: LexborNode) -> bool:
    """Whether a table shows data: no table inside, and two rows with two cells that hold something."""
    if node.tag != "table" or _holds_table(node):
        return False
    full = 0
    for row in node.css("tr"):
        cells = [each for each in row.iter() if each.tag in ("td", "th")]
        full += sum(1 for each in cells if each.text(strip=True)) > 1
        if full > 1:
            return True
    return False


def _holds_table(table: LexborNode) -> bool:
    found = (node for step, node in steps(table) if step == "in" and node.tag == "table")
    return any(node.mem_id != table.mem_id for node in found)
