"""Lines of writing to paragraphs, by where they begin and end on the page.

A Chinese paragraph begins two characters in; a line that runs to the right margin goes on in the next
one. Documents without that indent part their paragraphs by short last lines, numbers and distance.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from luoshi.compiler.readers.pdf_lines import Line

Paragraph = list[Line]

_NUMBERED: Final = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+[章节条篇部]"
    r"|[一二三四五六七八九十]+是|[一二三四五六七八九十百]+[、.．]"
    r"|[（(][一二三四五六七八九十百\d]+[）)]|\d{1,3}(?:[、．]|\.(?!\d)|\.\d+(?:\.\d+)*[\s.、])|[①-⑳]|[*●○◆■□▪·•]\s*"
)
_ITEM: Final = re.compile(r"[一二三四五六七八九十百]+、|\d{1,3}(?:[、．]|\.(?!\d))")
_CLAUSE: Final = re.compile(
    r"[（(【〔\[]?(?:牵头|责任|配合|协同|协办|主办|完成时限|时间节点)[^，。；]{0,8}[:：]"
)
_ITEM_BEFORE: Final = ("。", "）", ")")
_BRACKETS: Final = "（(【〔["
_ENDED: Final = tuple("。！？；：!?;:）)】〕]”")
_STOPPED: Final = tuple("。！？；!?;）)】〕]")
_UNBROKEN: Final = re.compile(
    r"(?P<opens>[（(《“〔\[【]*)(?P<latin>[0-9A-Za-z.%,]+)(?P<closes>[）)》”〕\]】、，。；]*)"
)
"""Characters that a line's end may not part: a word or number with the brackets and stops around it."""
_INDENT: Final = 1.2
"""Characters' widths from the margin from which on a line counts as set in."""
_SHORT: Final = 2.3
"""Characters' widths that a full line may lack: punctuation may not begin the next one."""
_APART: Final = 1.45
"""Times the usual distance between lines that part paragraphs."""
_LARGER: Final = 1.12
_FEW: Final = 3
_ENOUGH: Final = 6
"""Lines from which on a page shows its own margins."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of a page begins and ends, in points from its left edge."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set: margins by page, whether paragraphs are set in, distance of lines, size."""

    margins: Mapping[int, Margins]
    indented: bool
    pitch: float
    em: float


def setting(pages: Sequence[Sequence[Line]]) -> Setting:
    """How the lines of ``pages`` are set."""
    every = [line for page in pages for line in page]
    em = median([line.em for line in every]) if every else 1.0
    margins = _all_margins(pages, em)
    gaps = [b.box.bottom - a.box.bottom for page in pages for a, b in pairwise(page)]
    near = [gap for gap in gaps if 0 < gap < 4 * em]
    return Setting(margins, _indented(pages, margins), median(near) if near else 2 * em, em)


def paragraphs(lines: Iterable[Line], how: Setting) -> list[Paragraph]:
    """The lines of one stretch of text, which may run over pages, paragraph by paragraph."""
    found: list[Paragraph] = []
    for line in lines:
        if found and goes_on(found[-1], line, how):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def goes_on(paragraph: Paragraph, after: Line, how: Setting) -> bool:
    """Whether ``after`` belongs to the paragraph whose lines so far are given."""
    line = paragraph[-1]
    if _centred(after, how) and (_centred(line, how) or _large(line, how)):
        return _one_title(line, after, how)
    if _apart(line, after, how) or _other_size(line, after):
        return False
    if not _full(line, after, how):
        return False
    if how.indented:
        item = _ITEM.match(after.text) and line.text.endswith(_ITEM_BEFORE)
        return not item and (_set_in(after, how) < _INDENT) != _hanging(paragraph, how)
    return not _NUMBERED.match(after.text) and not _clause_of_its_own(line, after)


def _hanging(paragraph: Paragraph, how: Setting) -> bool:
    """Whether a number stands out to the left of its paragraph."""
    first = paragraph[0]
    out = _set_in(first, how) < _INDENT and _ITEM.match(first.text) is not None
    return out and (len(paragraph) == 1 or _set_in(paragraph[1], how) >= _INDENT)


def _clause_of_its_own(line: Line, after: Line) -> bool:
    """Whether ``after`` begins a clause of responsibility that does not stand amid brackets."""
    clause = _CLAUSE.match(after.text)
    return clause is not None and (clause[0][0] in _BRACKETS or line.text.endswith("。"))


def joined(left: str, right: str) -> str:
    """What stands between two joined lines: a blank only between two Latin words."""
    between = left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha()
    return " " if between else ""


def _full(line: Line, after: Line, how: Setting) -> bool:
    """Whether nothing more of ``after`` would have fitted."""
    run = _UNBROKEN.match(after.text)
    needed = line.em * (0.6 * len(run["latin"]) + len(run["opens"] + run["closes"])) if run else 0.0
    return how.margins[line.page].right - line.box.right < _SHORT * line.em + needed


def _set_in(line: Line, how: Setting) -> float:
    return (line.box.left - how.margins[line.page].left) / line.em


def _other_size(line: Line, after: Line) -> bool:
    """Whether the type changes; a few recognized characters do not tell their size well."""
    return min(len(line.text), len(after.text)) > _FEW and abs(line.em - after.em) > (_LARGER - 1) * line.em


def _apart(line: Line, after: Line, how: Setting) -> bool:
    return line.page == after.page and after.box.bottom - line.box.bottom > _APART * max(how.pitch, line.em)


def _centred(line: Line, how: Setting) -> bool:
    """Whether about as much paper is left blank on either side, and much of it."""
    margins = how.margins[line.page]
    before, behind = line.box.left - margins.left, margins.right - line.box.right
    return before > _INDENT * line.em and behind > _INDENT * line.em and abs(before - behind) < 1.5 * line.em


def _one_title(line: Line, after: Line, how: Setting) -> bool:
    """Whether two centred lines are one title: in one size, larger than the text."""
    same = abs(line.em - after.em) < 0.05 * line.em
    begins = after.text.startswith(("（", "(", "—", "“")) or _NUMBERED.match(after.text)
    ended = line.text.endswith(_ENDED) or line.page != after.page
    return same and _large(line, how) and not begins and not ended


def _large(line: Line, how: Setting) -> bool:
    return line.em > _LARGER * how.em


def _all_margins(pages: Sequence[Sequence[Line]], em: float) -> dict[int, Margins]:
    own = {page[0].page: _margins(page, em) for page in pages if len(page) >= _ENOUGH}
    usual = Margins(
        median(
            [one.left for one in own.values()] or [_edge([line.box.left for page in pages for line in page])]
        ),
        median(
            [one.right for one in own.values()]
            or [-_edge([-line.box.right for page in pages for line in page])]
        ),
    )
    return {page[0].page: own.get(page[0].page, usual) for page in pages if page}


def _edge(sides: list[float]) -> float:
    return min(sides, default=0.0)


def _margins(page: Sequence[Line], em: float) -> Margins:
    """The outermost sides that at least two lines share; lone ones are notes in the margin."""
    left = _shared(sorted(line.box.left for line in page), em)
    right = -_shared(sorted(-line.box.right for line in page), em)
    return Margins(left, right)


def _shared(sides: list[float], em: float) -> float:
    return next((one for one, other in pairwise(sides) if other - one < 0.7 * em), sides[0])


def _indented(pages: Sequence[Sequence[Line]], margins: Mapping[int, Margins]) -> bool:
    """Whether paragraphs begin further in than they go on: the lines behind a short line do."""
    begins: list[float] = []
    for page in pages:
        for line, after in pairwise(page):
            short = margins[line.page].right - line.box.right > 4 * line.em
            stopped = line.text.endswith(_STOPPED)
            if short and stopped:
                begins.append((after.box.left - margins[line.page].left) / after.em)
    return bool(begins) and median(begins) > _INDENT
