"""Sentences and clauses of a stretch of text, and what is no place for targets."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luoshi.compiler.lexicon.dates import PLAN_END
from luoshi.compiler.model import Span
from luoshi.compiler.passes.numbering import lines

_SENTENCE_END = re.compile(r"[。！!；;\n\t|]")
"""A tab or a bar ends a cell of a table, and with it the sentence."""
_CLAUSE_END = re.compile("(?<![0-9])[,，:：]|[,，:：](?![0-9]{3}(?![0-9]))")
"""A comma inside a number (`1,200`) parts nothing."""
_TITLED = re.compile("《[^《》\n]{1,80}》")
_QUOTED = re.compile("“[^“”\n]{1,40}”")
_BRACKET = re.compile("[(（]([^()（）\n]{1,60})[)）]")
_PAST = re.compile(
    "(?<![比较与以于在到持平过我市省区县])(?:去年|上年(?!度?(?:同期|水平|末|底))|上一年)|过去[一三五几]年|[一三五]年来"
    "|(?:20[0-9]{2})年以来|累计已|截至目前"
)
_DONE = re.compile(
    "(?:实现|完成|建成|新增|取得|达到|突破|增长|获得|解决|引进|培育|发放|出台|改造|提高|下降)了|(?<![对将])已(?:建成|完成|累计|达|实现|有[0-9]|投入|开工|经)"
)
_AHEAD = re.compile("今年|明年|本年|力争|确保|争取|下一步|新的一年|今后|接下来|将[要达实继]|计划")
_HEAD_NUMBER = r"[ \u3000]*+(?:第?[一二三四五六七八九十]{1,3}[、部]|[(（][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[.、．])?"
_BACK_OPENS = re.compile(
    _HEAD_NUMBER
    + r"[ \u3000—\-]*+(?:[^。，,；;\n]{0,24}(?:工作)?(?:回顾|总结|主要成就|发展成就)[^。，,；;\n]{0,6}(?:。|\n|\Z)"
    r"|[^。\n]{0,12}(?:过去的?[一五]年|[一五]年来|这一?[一五]?年|刚刚过去|(?<![比较与以])去年))"
)
_BACK_YEAR = re.compile(
    _HEAD_NUMBER
    + r"[ \u3000—\-]*+(?:(?P<year>20[0-9]{2})年(?![末底前度]|[0-9到至—-])|(?:“(?P<early>九五|十五|十一五)”|“?(?P<plan>十[二三四五六]五)”?)(?:时期|以来|期间))"
)
_BACK_CLOSES = re.compile(
    _HEAD_NUMBER
    + r"[ \u3000—\-]*+[^。\n]{0,30}(?:今年|明年|下一步|新的一年|今后|总体要求|主要(?:预期)?目标|(?:重点|主要)?(?:工作|任务)(?:安排|部署|建议)"
    r"|工作重点|重点工作|重点任务|总体思路|奋斗目标|工作打算|下半年)"
)
_CHAPTER = re.compile("[ \u3000]*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,2}部分)")
_LONGEST: Final = 1500
"""Text without any full stop is read in pieces of this length, so that work stays linear."""


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Stretches between full stops, semicolons and line ends."""
    for sentence in _cut(text, span, _SENTENCE_END):
        for start in range(sentence.start, sentence.end, _LONGEST):
            yield Span(start, min(start + _LONGEST, sentence.end))


def clauses_of(text: str, span: Span) -> Iterator[Span]:
    """Stretches between commas and colons, brackets of their own behind the clause they stand in."""
    inner = [Span(match.start(1), match.end(1)) for match in _BRACKET.finditer(text, span.start, span.end)]
    yield from _cut(text, span, _CLAUSE_END, skip=inner)


def asides(text: str, span: Span) -> Iterator[Span]:
    """What stands in brackets: a part of the figure in front of it."""
    return (Span(match.start(1), match.end(1)) for match in _BRACKET.finditer(text, span.start, span.end))


def names(text: str, span: Span) -> list[Span]:
    """Titles and quoted names; figures in them are parts of names."""
    found = [*_TITLED.finditer(text, span.start, span.end), *_QUOTED.finditer(text, span.start, span.end)]
    return [Span(match.start(), match.end()) for match in found]


def tells_the_past(text: str, span: Span) -> bool:
    """Whether a sentence reports what was done before."""
    return bool(_PAST.search(text, span.start, span.end) or _DONE.search(text, span.start, span.end))


def looks_ahead(text: str, span: Span) -> bool:
    """Whether a sentence among others that look back speaks of what is to come."""
    return bool(_AHEAD.search(text, span.start, span.end))


def looking_back(text: str, *, year: int | None) -> list[Span]:
    """Paragraphs that report earlier years, from the one that says so to the one that turns to this year."""
    found: list[Span] = []
    back = False
    for line in lines(text, Span(0, len(text))):
        opens = _opens(text, line, year)
        back = opens or (back and not _turns_ahead(text, line, year))
        if back:
            found.append(line)
    return found


def _turns_ahead(text: str, line: Span, year: int | None) -> bool:
    """Whether a paragraph leaves the look back: it speaks of this year, or is the next chapter's heading."""
    named = _BACK_YEAR.match(text, line.start, line.end)
    if named and named["year"] and year and int(named["year"]) >= year:
        return True
    return bool(_BACK_CLOSES.match(text, line.start, line.end) or _CHAPTER.match(text, line.start, line.end))


def _opens(text: str, line: Span, year: int | None) -> bool:
    if _BACK_OPENS.match(text, line.start, line.end):
        return True
    named = _BACK_YEAR.match(text, line.start, line.end)
    plan = named and (named["plan"] or named["early"])
    last = named and (PLAN_END.get(plan) if plan else int(named["year"]))
    return bool(last and year and last < year)


def inside(at: int, spans: Sequence[Span]) -> bool:
    """Whether a position lies in one of the spans."""
    return any(span.start <= at < span.end for span in spans)


def _cut(text: str, span: Span, mark: "re.Pattern[str]", *, skip: Sequence[Span] = ()) -> Iterator[Span]:
    start = span.start
    for match in mark.finditer(text, span.start, span.end):
        if skip and inside(match.start(), skip):
            continue
        if match.start() > start:
            yield Span(start, match.start())
        start = match.end()
    if start < span.end:
        yield Span(start, span.end)
