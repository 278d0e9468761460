"""What stands in front of a plan: a covering notice, a table of contents."""

import re
from typing import Final

from luoshi.compiler.model import Span
from luoshi.compiler.passes.context import Context
from luoshi.compiler.passes.numbering import lines, mark_at

_CONTENTS = re.compile(r"[#*\s]*目[ \u3000]*[录次][#*\s]*\Z")
_LEADER = re.compile(r"[^\n。]{2,80}?(?:[.．…·\-—_]{3,300}+|\t)[ \u3000]*[(（]?[0-9]{1,3}[)）]?\Z")
_PAGE = re.compile(r"[.．…·\-—_ \t\u3000]*[0-9]{0,3}\Z")
_ATTACHED = re.compile(
    r"[#*\s]*附[ \u3000]*件[ \u3000]*[0-9一二三四五]{0,2}[ \u3000]*[:：]?(?P<named>.{0,60})\Z"
)
_SIGNED = re.compile(
    r"[\u4e00-\u9fff（）() \u3000]{0,40}(?:(?:19|20)[0-9]{2}|二[〇○零0O][〇○零0O一二三四五六七八九]{2})年[ ]?[0-9一二三四五六七八九十]{1,2}[ ]?月[ ]?[0-9一二三四五六七八九十]{1,3}[ ]?日\Z"
)
"""The day on which a covering notice was signed, which ends it."""
_REMARK = re.compile(r"[（(]此件[^）)\n]{2,10}[)）]\Z|[\s*—\-]+\Z")
_TITLE = re.compile(r"[#*《 \u3000]*[^。；;：:\n|\t、]{4,60}\Z")
_PAGE_ENDS: Final = "0123456789)）"
_LONGEST_ENTRY: Final = 80


def contents(text: str, body: Span) -> list[Span]:
    """The table of contents: its entries come again as headings below, and must not count twice."""
    out: list[Span] = []
    listing, listed = False, False
    for line in lines(text, body):
        printed = text[line.start : line.end] if line.end - line.start <= _LONGEST_ENTRY else ""
        if not listed and _CONTENTS.match(printed):
            listing = listed = True
        elif not printed or not _is_entry(text, line, printed, listing=listing):
            listing = False
            continue
        out.append(line)
    return out


def _is_entry(text: str, line: Span, printed: str, *, listing: bool) -> bool:
    """Whether a line has a page number behind dots, or, below `目录`, is a heading to come."""
    if printed[-1] in _PAGE_ENDS and _LEADER.match(printed):
        return listing or any(dots in printed for dots in ("...", "…", "···"))
    if not listing or "。" in printed or mark_at(text, line) is None:
        return False
    return text.find(_PAGE.sub("", printed), line.end) > 0


def main_part(context: Context, body: Span) -> Span:
    """What a notice covers, its attachment or the document below its signature, where clauses or tables of
    tasks stand only in it."""
    text = context.source.text
    signs = [
        *(clause.span.start for clause in context.clauses[:1]),
        *(sheet.span.start for sheet in context.task_tables[:1]),
    ]
    first = min(signs, default=None)
    if first is None:
        return body
    start, signed = body.start, False
    for line in lines(text, Span(body.start, first)):
        if _ATTACHED.match(text, line.start, line.end) or (
            signed and _TITLE.match(text, line.start, line.end)
        ):
            start, signed = line.start, False
        elif signed or _SIGNED.match(text, line.start, line.end):
            signed = not signed or _REMARK.match(text, line.start, line.end) is not None
    return Span(start, body.end)
