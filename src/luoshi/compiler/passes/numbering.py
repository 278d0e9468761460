"""Ways of numbering, and the blocks that they open: a numbered line and all lines up to the next."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest
from typing import Final
from unicodedata import numeric

from luoshi.compiler.lexicon.rule import Example, Rule
from luoshi.compiler.model import Span

BLANK: Final = " \t\u3000\u00a0\ufeff"
_CHINESE = "[〇零一二三四五六七八九十百]{1,5}"
_ARABIC = "[0-9０-９]{1,4}"
_GAP = "[ \u3000]?"
SCHEMES: Final[tuple[Rule[str], ...]] = (
    Rule(
        "chapter",
        rf"(?P<n0>第{_GAP}(?:{_CHINESE}|{_ARABIC}){_GAP}(?:[编章节]|部分?))",
        "第一章",
        (
            Example("第一章 总则", "第一章"),
            Example("第二部分 任务", "第二部分"),
            Example("第三部 附则", "第三部"),
        ),
    ),
    Rule(
        "article",
        rf"(?P<n1>第{_GAP}(?:{_CHINESE}|{_ARABIC}){_GAP}条)",
        "第一条",
        (Example("第十二条 抓项目", "第十二条"),),
    ),
    Rule(
        "chinese",
        rf"(?P<n2>{_CHINESE}|[Ⅰ-Ⅻ])(?:{_GAP}、|[．.](?![0-9]))",
        "一",
        (Example("一、稳增长", "一、"), Example("三、2026年任务", "三、"), Example("一批项目", None)),
    ),
    Rule(
        "chinese-bracket",
        rf"(?P<n3>[（(]{_GAP}{_CHINESE}{_GAP}[)）])[、．.]?",
        "（一）",
        (
            Example("（十二）抓项目", "（十二）"),
            Example("(一)抓项目", "(一)"),
            Example("（一期）抓项目", None),
        ),
    ),
    Rule(
        "arabic-bracket",
        rf"(?P<n4>[（(]{_GAP}{_ARABIC}{_GAP}[)）])[、．.]?",
        "（1）",
        (Example("（1）抓项目", "（1）"),),
    ),
    Rule(
        "decimal",
        r"(?P<n5>[0-9]{1,2}[.．][0-9]{1,2}(?:[.．][0-9]{1,2})?)(?:[.．、](?![0-9])|(?=[ \u3000\t]))",
        "1.1",
        (Example("1.1 抓项目", "1.1"), Example("2.1.抓项目", "2.1."), Example("1.5亿元以上", None)),
    ),
    Rule(
        "arabic",
        rf"(?P<n6>{_ARABIC})(?:[ ]?\\?[.．、](?![0-9０-９])|[.．](?=[0-9０-９]+[年月个项家])|(?=\t[^\t\n]*(?:\n|\Z)))|(?P<digit>[⒈-⒛])",
        "1",
        (
            Example("1.抓项目", "1."),
            Example("２．抓项目", "２．"),
            Example("3、抓项目", "3、"),
            Example("4.2022年项目", "4."),
            Example("⒌抓项目", "⒌"),
            Example("1.5亿元以上", None),
            Example("24小时巡查", None),
        ),
    ),
    Rule(
        "half-bracket",
        r"(?P<n7>[0-9０-９]{1,2})[)）]",
        "1",
        (Example("1）抓项目", "1）"), Example("12小时", None)),
    ),
    Rule("circled", r"(?P<n8>[①-⑳])", "①", (Example("①抓项目", "①"),)),
    Rule("ordinal", rf"(?P<n9>{_CHINESE}是)(?:[:：])?", "一是", (Example("一是抓项目", "一是"),)),
    Rule(
        "named",
        rf"(?P<n10>(?:任务|项目|事项|工程|措施|举措|行动|实事)(?:{_ARABIC}|{_CHINESE}))[:：、．.](?![0-9])",
        "任务1",
        (Example("任务1：抓项目", "任务1："), Example("项目一：修路", "项目一："), Example("项目1个", None)),
    ),
    Rule(
        "boxed",
        rf"(?P<n11>[【［\[]{_ARABIC}[】］\]])",
        "【1】",
        (Example("【1】抓项目", "【1】"), Example("[2]抓项目", "[2]"), Example("【新】抓项目", None)),
    ),
)
"""Ways of numbering by id, outermost kinds first, each with a number as it stays printed."""

BULLET: Final = "#bullet"
"""A heading behind a bullet (`●经济运行类`)."""
_INWARDS = (
    *(f"#{level}" for level in range(1, 7)),
    *("chapter", "article", "chinese", "chinese-bracket", BULLET, "named", "boxed", "arabic", "decimal"),
    *("arabic-bracket", "half-bracket", "circled", "ordinal"),
)
RANK: Final = {scheme: rank for rank, scheme in enumerate(_INWARDS)}
"""How far out a way of numbering usually stands; lower is outer. `#2` is a Markdown heading."""

_MARKS = "|".join(f"(?:{scheme.pattern})" for scheme in SCHEMES)
_MARK = re.compile(_MARKS)
_INLINE = re.compile(rf"(?<=[。；;）)！!：:\]】 \u3000\t])(?:{_MARKS})")
_DECORATION = re.compile(
    r"(?P<level>#{1,6})[ \t]*(?:\*\*|__)?|(?:>[ ]*|[-*+][ ]+(?:\[[ xX]\][ ]*)?|\*\*|__|[★☆▲△※◆■●□▪•][ \u3000]*)+"
)
_UNPOINTED = re.compile(
    r"(?m)^[ \t\u3000]*(?P<number>[0-9]{1,3})(?:[ \u3000]{0,2}(?=[\u4e00-\u9fff“《])|[.．、](?=[0-9]))"
)
_BULLETED = re.compile(r"[●■◆★▲□○◎][ \u3000]*(?=[^\n。；;！：:（(【\t|]{2,30}\Z)")
_EMPHASIS = re.compile(r"[ ]*(?:\*\*|__)[ ]*")
_VALUE = re.compile(rf"({_CHINESE})|({_ARABIC})")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
_WEIGHTS = {"十": 10, "百": 100}
_RUN_ON: Final = 150
"""Characters of a line that is many paragraphs, their line breaks lost, where the text has few lines."""
_FEW_LINES: Final = 5
_NEAR: Final = 60
"""Marks behind a 1 among which its 2 is looked for."""
_FEWEST_UNPOINTED: Final = 3
"""Numbers without a point behind them that must count on before they are taken for numbers of items."""
_NESTED: Final = 4
"""Counts of one scheme that can be open at once."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed number: its scheme, the number as printed, where it starts and the offset behind it."""

    scheme: str
    number: str | None
    start: int
    after: int


@dataclass(frozen=True, slots=True)
class Block:
    """A numbered stretch of lines up to the next number."""

    scheme: str
    number: str | None
    """``None`` for a heading that has none."""
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


@dataclass(frozen=True, slots=True)
class Breaks:
    """Where numbers open a block besides at the start of a line, and where they do not. All sorted.

    A number opens one ``behind`` these offsets, because a clause ends an item even where the line break
    after it was lost. A block ends in front of a ``cut``; no number opens one inside ``deaf`` stretches.
    """

    behind: Sequence[int] = ()
    cuts: Sequence[Span] = ()
    deaf: Sequence[Span] = ()


def blocks(text: str, span: Span, *, breaks: Breaks) -> Iterator[Block]:
    """Numbered blocks of ``text[span]`` in printed order."""
    opened = _without_title(list(_opened(text, span, breaks)))
    cuts = [cut.start for cut in breaks.cuts]
    for at, mark in enumerate(opened):
        stop = opened[at + 1].start if at + 1 < len(opened) else span.end
        cut = bisect_left(cuts, mark.start)
        stop = min(stop, cuts[cut]) if cut < len(cuts) else stop
        body = stripped(text, Span(min(mark.after, stop), stop))
        yield Block(mark.scheme, mark.number, stripped(text, Span(mark.start, stop)), body)


def _without_title(opened: list[Mark]) -> list[Mark]:
    """A text's only first-level heading in front of everything is its title."""
    alone = bool(opened) and opened[0].scheme == "#1" and all(mark.scheme != "#1" for mark in opened[1:])
    return opened[1:] if alone else opened


def _opened(text: str, span: Span, breaks: Breaks) -> Iterator[Mark]:
    every = list(lines(text, span))
    closed = _merged([*breaks.cuts, *breaks.deaf])
    starts = [stretch.start for stretch in closed]
    counts = _Counts()
    spoken = [line for line in every if not _inside(closed, starts, line.start)]
    unpointed = _unpointed(text, span, spoken)
    for line, below in zip_longest(spoken, spoken[1:]):
        bullet = _BULLETED.match(text, line.start, line.end)
        if bullet is not None and below is not None and mark_at(text, below) is not None:
            yield Mark(BULLET, None, line.start, bullet.end())
            continue
        if line.start in unpointed:
            counts.met(unpointed[line.start])
            yield unpointed[line.start]
            continue
        for mark in _marks(text, line, breaks.behind, counts=counts, few=len(every) <= _FEW_LINES):
            counts.met(mark)
            yield mark


def _inside(stretches: Sequence[Span], starts: Sequence[int], offset: int) -> bool:
    at = bisect_left(starts, offset + 1) - 1
    return at >= 0 and offset < stretches[at].end


def _unpointed(text: str, span: Span, every: Sequence[Span]) -> dict[int, Mark]:
    """`1 稳增长`, `2调结构`, `8.3G网络`: numbers without a point, or with a figure behind it, at the head of lines, by where their line starts, where
    they count on from 1 or take their place in a count of pointed ones."""
    found = {match.start("number"): match for match in _UNPOINTED.finditer(text, span.start, span.end)}
    run: list[tuple[int, Mark, bool]] = []
    taken: dict[int, Mark] = {}
    for line in every if found else ():
        mark, bare = mark_at(text, line), found.get(line.start)
        if mark is None and bare is not None:
            mark = Mark("arabic", bare["number"], line.start, bare.end())
        else:
            bare = None
        place = place_in_count(mark.number) if mark is not None and mark.scheme == "arabic" else None
        if mark is None or place is None:
            continue
        follows = bool(run) and run[-1][0] + 1 == place
        if not follows and bare is not None and place > 1:
            continue  # a figure that begins a line
        if not follows:
            taken |= _counted(run)
            run = []
        run.append((place, mark, bare is not None))
    return taken | _counted(run)


def _counted(run: Sequence[tuple[int, Mark, bool]]) -> dict[int, Mark]:
    """The unpointed ones of a run that is long enough to be a count."""
    return {mark.start: mark for _place, mark, bare in run if bare} if len(run) >= _FEWEST_UNPOINTED else {}


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The same stretches without overlap, sorted."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _marks(text: str, line: Span, behind: Sequence[int], *, counts: "_Counts", few: bool) -> Iterator[Mark]:
    """Marks of a line: at its start, behind a clause, and wherever a count goes on in a line that is
    several paragraphs."""
    sure = [mark for start in _starts(text, line, behind) if (mark := mark_at(text, start)) is not None]
    inside = bisect_left(behind, line.end + 1) - bisect_left(behind, line.start)
    if inside < 2 and not (few and line.end - line.start >= _RUN_ON):
        yield from sure
        return
    known = {mark.start for mark in sure}
    maybe = [
        mark
        for found in _INLINE.finditer(text, line.start, line.end)
        if found.start() not in known and (mark := mark_at(text, Span(found.start(), line.end))) is not None
    ]
    every = sorted([*sure, *maybe], key=lambda mark: mark.start)
    for at, mark in enumerate(every):
        if mark.start in known or counts.goes_on(mark, every[at + 1 : at + 1 + _NEAR]):
            yield mark


@dataclass(slots=True)
class _Counts:
    """How far each way of numbering has counted; a count inside an item starts anew and ends with it."""

    last: dict[str, list[int]] = field(default_factory=dict)

    def met(self, mark: Mark) -> None:
        """Remember a number that opened a block."""
        place = place_in_count(mark.number)
        if place is None:
            return
        counts = self.last.setdefault(mark.scheme, [])
        while counts and counts[-1] + 1 != place and place > 1:
            counts.pop()
        counts[-1 if counts and place > 1 else len(counts) :] = [place]
        del counts[:-_NESTED]

    def goes_on(self, mark: Mark, following: Sequence[Mark]) -> bool:
        """Whether a number in the midst of a line takes its place in a count."""
        place = place_in_count(mark.number)
        if place is None:
            return False
        if place > 1:
            return place - 1 in self.last.get(mark.scheme, ())
        return any(next_.scheme == mark.scheme and place_in_count(next_.number) == 2 for next_ in following)


def _starts(text: str, line: Span, behind: Sequence[int]) -> Iterator[Span]:
    """Stretches of a line that a number may open."""
    yield line
    for offset in behind[bisect_left(behind, line.start) : bisect_left(behind, line.end)]:
        while offset < line.end and text[offset] in BLANK + "。;；":
            offset += 1
        if offset > line.start:
            yield Span(offset, line.end)


def behind_decoration(text: str, span: Span) -> int:
    """Where a line's own words begin, behind a sign of Markdown, of a list, or of importance."""
    decoration = _DECORATION.match(text, span.start, span.end)
    return decoration.end() if decoration else span.start


def mark_at(text: str, span: Span) -> Mark | None:
    """The number at the head of a stretch, or the sign of a Markdown heading without one."""
    decoration = _DECORATION.match(text, span.start, span.end)
    at = behind_decoration(text, span)
    mark = _MARK.match(text, at, span.end)
    if mark is not None and mark.lastgroup is not None:
        if mark.lastgroup == "digit":
            return Mark("arabic", str(int(numeric(mark["digit"]))), span.start, mark.end())
        after = _EMPHASIS.match(text, mark.end(), span.end)
        end = after.end() if after else mark.end()
        return Mark(SCHEMES[int(mark.lastgroup[1:])].id, mark[mark.lastgroup], span.start, end)
    if decoration is not None and decoration["level"]:
        return Mark("#" + str(len(decoration["level"])), None, span.start, at)
    return None


def as_number(printed: str | None) -> int | str | None:
    """`4` as a number; `（一）` as printed."""
    return int(printed) if printed and printed.isdecimal() else printed


@lru_cache(maxsize=512)
def place_in_count(number: int | str | None) -> int | None:
    """The place that a printed number takes in its count: `（十二）` is 12."""
    if not isinstance(number, str):
        return number
    if "①" <= number[:1] <= "⑳" or "Ⅰ" <= number[:1] <= "Ⅻ":
        return int(numeric(number[:1]))
    found = _VALUE.search(number.rpartition(".")[2] if "." in number else number)
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
