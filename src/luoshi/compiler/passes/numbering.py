"""Ways of numbering, and the blocks that they open: a numbered line and all lines up to the next."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luoshi.compiler.lexicon.rule import Example, Rule
from luoshi.compiler.model import Span

BLANK: Final = " \t\u3000\u00a0\ufeff"
_CHINESE = "[〇零一二三四五六七八九十百]{1,5}"
_ARABIC = "[0-9０-９]{1,4}"
SCHEMES: Final[tuple[Rule[str], ...]] = (
    Rule(
        "chapter",
        rf"(?P<n0>第(?:{_CHINESE}|{_ARABIC})[编章节部])(?:分)?",
        "第一章",
        (Example("第一章 总则", "第一章"), Example("第二部分 任务", "第二部分")),
    ),
    Rule(
        "article",
        rf"(?P<n1>第(?:{_CHINESE}|{_ARABIC})条)",
        "第一条",
        (Example("第十二条 抓项目", "第十二条"),),
    ),
    Rule(
        "chinese",
        rf"(?P<n2>{_CHINESE})(?:、|[．.](?![0-9]))",
        "一",
        (Example("一、稳增长", "一、"), Example("三、2026年任务", "三、"), Example("一批项目", None)),
    ),
    Rule(
        "chinese-bracket",
        rf"(?P<n3>[（(]{_CHINESE}[)）])[、．.]?",
        "（一）",
        (
            Example("（十二）抓项目", "（十二）"),
            Example("(一)抓项目", "(一)"),
            Example("（一期）抓项目", None),
        ),
    ),
    Rule(
        "arabic-bracket", rf"(?P<n4>[（(]{_ARABIC}[)）])[、．.]?", "（1）", (Example("（1）抓项目", "（1）"),)
    ),
    Rule(
        "arabic",
        rf"(?P<n5>{_ARABIC})(?:[.．、](?![0-9０-９])|[.．](?=[0-9０-９]+[年月个项家])|(?=\t))",
        "1",
        (
            Example("1.抓项目", "1."),
            Example("２．抓项目", "２．"),
            Example("3、抓项目", "3、"),
            Example("4.2022年项目", "4."),
            Example("1.5亿元以上", None),
            Example("24小时巡查", None),
        ),
    ),
    Rule("ordinal", rf"(?P<n6>{_CHINESE}是)(?:[:：])?", "一是", (Example("一是抓项目", "一是"),)),
)
"""Ways of numbering by id, outermost kinds first, each with a number as it stays printed."""

_MARK = re.compile("|".join(f"(?:{scheme.pattern})" for scheme in SCHEMES))
_VALUE = re.compile(rf"({_CHINESE})|({_ARABIC})")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
_WEIGHTS = {"十": 10, "百": 100}


@dataclass(frozen=True, slots=True)
class Block:
    """A numbered stretch of lines up to the next number."""

    scheme: str
    number: str
    span: Span
    body: Span
    """Without number and leading blanks."""


def lines(text: str, span: Span) -> Iterator[Span]:
    """Lines of ``text[span]`` without blanks around them; empty ones are passed over."""
    start = span.start
    while start < span.end:
        stop = text.find("\n", start, span.end)
        stop = span.end if stop < 0 else stop
        line = stripped(text, Span(start, stop))
        if line.end > line.start:
            yield line
        start = stop + 1


def stripped(text: str, span: Span) -> Span:
    """The span without blanks and line ends around it."""
    start, end = span
    while start < end and text[start] in BLANK + "\n":
        start += 1
    while end > start and text[end - 1] in BLANK + "\n":
        end -= 1
    return Span(start, end)


def blocks(text: str, span: Span, *, behind: Sequence[int]) -> Iterator[Block]:
    """Numbered blocks of ``text[span]`` in printed order.

    A number opens a block at the start of a line, and ``behind`` these offsets: a clause ends an item
    even where the line break after it was lost. The offsets are sorted.
    """
    starts = (start for line in lines(text, span) for start in _starts(text, line, behind))
    opened = [found for start in starts if (found := _opened(text, start)) is not None]
    for at, (scheme, number, start, after) in enumerate(opened):
        stop = opened[at + 1][2] if at + 1 < len(opened) else span.end
        yield Block(scheme, number, stripped(text, Span(start, stop)), stripped(text, Span(after, stop)))


def _starts(text: str, line: Span, behind: Sequence[int]) -> Iterator[Span]:
    """Stretches of a line that a number may open."""
    yield line
    for offset in behind[bisect_left(behind, line.start) : bisect_left(behind, line.end)]:
        while offset < line.end and text[offset] in BLANK + "。;；":
            offset += 1
        yield Span(offset, line.end)


def _opened(text: str, line: Span) -> tuple[str, str, int, int] | None:
    """Scheme, printed number, start of the line and the offset behind the number."""
    mark = _MARK.match(text, line.start, line.end)
    if mark is None or mark.lastgroup is None:
        return None
    return SCHEMES[int(mark.lastgroup[1:])].id, mark[mark.lastgroup], line.start, mark.end()


def as_number(printed: str) -> int | str:
    """`4` as a number; `（一）` as printed."""
    return int(printed) if printed.isdecimal() else printed


def place_in_count(number: int | str | None) -> int | None:
    """The place that a printed number takes in its count: `（十二）` is 12."""
    if not isinstance(number, str):
        return number
    found = _VALUE.search(number)
    if found is None:
        return None
    return int(found[2]) if found[2] else _chinese(found[1])


def _chinese(digits: str) -> int:
    total, last = 0, 0
    for char in digits:
        if char in _WEIGHTS:
            total, last = total + (last or 1) * _WEIGHTS[char], 0
        else:
            last = _DIGITS[char]
    return total + last
