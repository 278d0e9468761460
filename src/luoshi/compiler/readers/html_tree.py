"""The tree of a web page, walked without recursion: pages nest as deep as they like."""

import re
from collections.abc import Callable, Iterator, Set
from typing import Final, Literal

from selectolax.lexbor import LexborNode

Step = tuple[Literal["in", "out", "text", "whole"], LexborNode]

TEXT: Final = "-text"
# fmt: off
BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ucapcontent", "ul",
))
CHROME: Final = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "video", "audio", "nav",
    "footer", "aside", "button", "select", "input", "textarea", "rt", "rp", "del", "s", "strike", "head",
    "dialog", "title",
))
# fmt: on
"""Elements that are no content, or are not shown, or are struck out."""
_UNSEEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SITE: Final = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|bread-?crumbs?|crumbs?|share\w*|bdshare\w*|related?\w*|recommend\w*|"
    r"foot\w*|copyright|side-?bar|tool-?bar|qr-?code|ewm|weizhi|dqwz|fenxiang|pager?|page-?turn|"
    r"pagination|print-?btn|fontsize|search\w*|login|banner|advert\w*)(?:$|[\s_-])|"
    r"(?:^|\s)(?:site-?header|header|head|top|top-?bar|welcome)(?:$|\s)",
    re.IGNORECASE,
)
_CHROME_SHARE: Final = 0.3
"""What is named like a part of the site but holds more of the text than this is the content."""
_SPACE: Final = re.compile(r"[ \t\r\n\f\xa0\u200b\ufeff]+")
_WIDE: Final = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef\u2014\u2018-\u201d\u2026]"
_FOLDED: Final = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n][ \t\r\n]*(?={_WIDE})")


def steps(
    root: LexborNode,
    left_out: Set[int] = frozenset(),
    *,
    whole: Callable[[LexborNode], bool] = lambda node: False,
) -> Iterator[Step]:
    """Elements as they begin and end and text between them, ``root`` included.

    Elements of ``left_out`` (by ``mem_id``) are passed over; those for which ``whole`` holds are not
    gone into.
    """
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, ended = stack.pop()
        if ended:
            yield "out", node
        elif node.tag == TEXT:
            yield "text", node
        elif not node.tag or node.tag.startswith(("-", "!")) or node.mem_id in left_out:
            continue
        elif whole(node):
            yield "whole", node
        else:
            yield "in", node
            stack.append((node, True))
            stack.extend((each, False) for each in reversed(list(node.iter(include_text=True))))


def raw_text(node: LexborNode) -> str:
    """The characters of a text node as they stand in the page."""
    return node.text_content or ""


def folded(text: str) -> str:
    """Text as a browser prints it; a line break of the markup between Chinese characters is nothing."""
    return _SPACE.sub(" ", _FOLDED.sub("", text))


def site(body: LexborNode) -> frozenset[int]:
    """What is not shown, and what is named like a part of the site around the content (``mem_id``)."""
    unseen: set[int] = set()
    lengths: list[int] = [0]
    named: list[tuple[int, int]] = []
    for step, node in steps(body):
        if step == "text":
            lengths[-1] += len(raw_text(node).strip())
        elif step == "in":
            lengths.append(0)
        else:
            length = lengths.pop()
            lengths[-1] += length
            if _is_unseen(node):
                unseen.add(node.mem_id)
            elif node.tag != "body" and _SITE.search(_names(node)):
                named.append((length, node.mem_id))
    return frozenset(unseen) | {key for length, key in named if length < _CHROME_SHARE * lengths[0]}


def _names(node: LexborNode) -> str:
    return f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"


def _is_unseen(node: LexborNode) -> bool:
    if node.tag in CHROME or "hidden" in node.attributes:
        return True
    return bool(_UNSEEN.search(node.attributes.get("style") or ""))
