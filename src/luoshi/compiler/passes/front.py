"""What stands in front of a plan: a covering notice, a table of contents."""

import re
from typing import Final

from luoshi.compiler.model import Span
from luoshi.compiler.passes.context import Context
from luoshi.compiler.passes.numbering import lines, mark_at

_CONTENTS = re.compile(r"[#*\s]*目[ \u3000]*[录次][#*\s]*\Z")
_LEADER = re.compile(r"[^\n。]{2,80}?(?:[.．…·\-—_]{3,}|\t)[ \u3000]*[(（]?[0-9]{1,3}[)）]?\Z")
_PAGE = re.compile(r"[.．…·\-—_ \t\u3000]*[0-9]{0,3}\Z")
_ATTACHED = re.compile(
    r"[#*\s]*附[ \u3000]*件[ \u3000]*[0-9一二三四五]{0,2}[ \u3000]*[:：]?(?P<named>.{0,60})\Z"
)
_LONGEST_ENTRY: Final = 80


def contents(text: str, body: Span) -> list[Span]:
    """The table of contents: its entries come again as headings below, and must not count twice."""
    every = list(lines(text, body))
    out: list[Span] = []
    listing = False
    for at, line in enumerate(every):
        printed = text[line.start : line.end]
        if _CONTENTS.match(printed):
            listing = True
        elif not _listed(text, line, every[at + 1 :], listing=listing):
            listing = False
            continue
        out.append(line)
    return out


def _listed(text: str, line: Span, below: list[Span], *, listing: bool) -> bool:
    """Whether a line is an entry: with a page number behind dots, or, below `目录`, a heading to come."""
    printed = text[line.start : line.end]
    if _LEADER.match(printed):
        return listing or any(dots in printed for dots in ("...", "…", "···"))
    return listing and _is_entry(text, line) and _comes_again(text, below, printed)


def _is_entry(text: str, line: Span) -> bool:
    short = line.end - line.start <= _LONGEST_ENTRY and "。" not in text[line.start : line.end]
    return short and mark_at(text, line) is not None


def _comes_again(text: str, below: list[Span], printed: str) -> bool:
    bare = "".join(_PAGE.sub("", printed).split())
    return any("".join(text[line.start : line.start + 120].split()).startswith(bare) for line in below)


def main_part(context: Context, body: Span) -> Span:
    """The attachment that a notice covers, where clauses or tables of tasks stand only in it."""
    text = context.source.text
    signs = [
        *(clause.span.start for clause in context.clauses[:1]),
        *(sheet.span.start for sheet in context.task_tables[:1]),
    ]
    first = min(signs, default=None)
    if first is None or "附" not in text[body.start : first]:
        return body
    start = body.start
    for line in lines(text, Span(body.start, first)):
        if _ATTACHED.match(text, line.start, line.end):
            start = line.start
    return Span(start, body.end)
