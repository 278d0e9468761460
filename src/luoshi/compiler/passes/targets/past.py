"""What a text reports of earlier times: it holds figures enough, but no targets."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from luoshi.compiler.lexicon.dates import PLAN_END
from luoshi.compiler.model import Span
from luoshi.compiler.passes.numbering import lines
from luoshi.compiler.passes.targets.achieved import reports_achievements
from luoshi.compiler.passes.targets.sentences import sentences

_PAST = re.compile(
    "(?<![比较与以于在到持平过我市省区县])(?:去年|上年(?!度?(?:同期|水平|末|底))|上一年)|过去[一三五几]年|[一三五]年来"
    "|(?:20[0-9]{2})年以来|累计已|截[至止](?:目前|20[0-9]{2}年|[0-9]{1,2}月|去年|上年)|目前[,，]?[^。，,]{0,10}(?:已|现|共有|[居占])|现有[^。，,]{0,14}[0-9]"
)
_DONE = re.compile(
    "(?:实现|完成|建成|新增|取得|达到|突破|增长|获得|解决|引进|培育|发放|出台|改造|提高|下降)了|(?<![对将])已(?:建成|完成|累计|达|实现|有[0-9]|投入|开工|经)"
)
_AHEAD = re.compile("今年|明年|本年|力争|确保|争取|下一步|新的一年|今后|接下来|将[要达实继]|计划")
_SURELY_AHEAD = re.compile("下一步|新的一年|今后|接下来")

_CHINESE: Final = "[一二三四五六七八九十]"
_NUMBER = re.compile(
    rf"[ \u3000]*+(?:(?P<part>第{_CHINESE}{{1,2}}(?:部分|[篇章]))|(?P<chapter>{_CHINESE}{{1,3}}、)"
    rf"|(?P<section>[(（]{_CHINESE}{{1,3}}[)）])|(?P<item>[0-9]{{1,2}}[.、．](?![0-9])))?[ \u3000—\-]*+"
)
_CHAPTER_INSIDE = re.compile(
    rf"(?<=[。！!])[ \u3000]*+(?=(?:第{_CHINESE}{{1,2}}部分|{_CHINESE}{{1,3}}、|[(（]{_CHINESE}{{1,3}}[)）])"
    r"|(?:20[0-9]{2}年|过去[一五]年|今后五年|今年)[^。，,；;、0-9]{0,12}(?:回顾|总结|安排|打算|任务|工作|建议)(?=20[0-9]{2}年|过去|去年|今年))"
)
"""Where the line ends were lost, a chapter begins behind a full stop."""
_FIRST = re.compile("[ \u3000]*(?:第?一|[(（]一|1[.．、])")
"""Numbers that begin anew belong inside the chapter, whatever they look like."""
_RANKS: Final = {"part": 1, "chapter": 2, "section": 3, "item": 4, None: 0}
_CHAPTER_RANK: Final = 2
_HEADED = re.compile(
    r"(?:[^。，,；;\n]{0,24}(?:工作)?(?:回顾|总结|主要成就|发展成就)[^。，,；;\n]{0,6}"
    r"|(?:[^。，,；;\n]{0,10}(?:年|季度|月|以来|期间))?(?:的|主要)?(?:工作|目标任务|经济(?:社会)?(?:发展|运行))[^。，,；;\n]{0,10}情况"
    r"|基本情况|(?:当前)?存在的?(?:主要|突出)?(?:问题|困难)[^。，,；;\n]{0,8})(?:[。:：]|\n|\Z)"
    r"|[^。，,；;\n]{0,24}工作回顾(?=去年|过去|[一五]年来|20[0-9]{2}年|本届|今年以来)"
)
"""A heading of what was done, or how things stand."""
_TOLD = re.compile(r"[^。\n]{0,12}(?:过去的?[一五]年|[一五]年来|这一?[一五]?年|刚刚过去|(?<![比较与以])去年)")
"""A paragraph that begins with times gone by."""
_YEAR = re.compile(
    "(?:(?P<year>20[0-9]{2})年(?![末底前度]|[0-9到至—-])|(?:“(?P<early>九五|十五|十一五)”|“?(?P<plan>十[二三四五六]五)”?)(?:时期|以来|期间))"
)
_PROBLEMS = re.compile(
    r"[^。\n]{0,40}(?:清醒地?(?:看到|认识)|存在(?:的|着|一些|不少)?(?:主要|突出)?(?:问题|困难|不足)(?:和[^。，,]{0,6})?(?:[:：是有]|主要))"
)
"""`我们也清醒地看到…`: what is wrong, in figures."""
_NOT_DONE: Final = r"(?:(?!完成|实现|取得|去年|上年|过去)[^。\n]){0,30}"
_TURNS = re.compile(
    r"(?:各位代表[,，!！:：]?)?(?:今年(?!以来|[上前已])|明年|下一步|下阶段|新的一年|今后)"
    rf"|{_NOT_DONE}(?:(?:总体要求|预期目标|奋斗目标|主要目标)(?![^。，,\n]{{0,8}}(?:完成|实现|达成))|(?:工作|任务)(?:安排|部署|建议|打算|思路|计划))"
)
"""Words that turn from what was to what is to come."""
_TURNS_LIGHTLY = re.compile(
    r"[^。\n]{0,30}(?:今年|明年|下一步|新的一年|今后|总体要求|主要(?:预期)?目标|(?:重点|主要)?(?:工作|任务)(?:安排|部署|建议)"
    r"|工作重点|重点工作|重点任务|总体思路|奋斗目标|工作打算|下半年)"
)
"""Enough to end a look back that no heading began."""
_MEANT = re.compile(r"[^。\n]{0,60}(?:要(?:重点|着力|突出|坚持|切实|抓|做|以)|目标(?:任务)?[是为])")
"""`2017年是第一年,要抓好…`: whatever year it is, it is meant to come."""
_SHORT: Final = 34
"""A line of so many characters without a full stop is a heading."""
_OPEN: Final = 9
"""Rank of a look back that a paragraph began, not a heading."""


def tells_the_past(text: str, span: Span) -> bool:
    """Whether a sentence reports what was done before."""
    return bool(_PAST.search(text, span.start, span.end) or _DONE.search(text, span.start, span.end))


@lru_cache(maxsize=1)
def looking_back(text: str, *, year: int | None) -> tuple[Span, ...]:
    """Stretches that report earlier years or what is wrong, in printed order, without what looks ahead in them.

    Under a heading that says so (`一、2025年工作回顾`) everything does, up to the next heading of its rank;
    behind a mere paragraph (`过去五年,…`) up to the one that turns to this year. Kept for the document in
    hand, because two passes ask.
    """
    found: list[Span] = []
    rank: int | None = None
    wrong = "清醒" in text or "存在" in text
    assigns = "责任单位" in text or "牵头" in text
    for line in _paragraphs(text):
        rank = _rank_after(text, line, rank, year)
        if rank is not None:
            ahead = _AHEAD if rank == _OPEN else _SURELY_AHEAD
            found += _without(text, line, ahead, year)
        elif (wrong and _PROBLEMS.match(text, line.start, line.end)) or (
            not assigns and reports_achievements(text, line)
        ):
            found.append(line)
    return tuple(found)


def _paragraphs(text: str) -> Iterator[Span]:
    """Lines; one that holds several paragraphs is cut in front of the chapters' numbers inside it."""
    for line in lines(text, Span(0, len(text))):
        start = line.start
        for chapter in _CHAPTER_INSIDE.finditer(text, line.start, line.end):
            yield Span(start, chapter.start())
            start = chapter.start()
        yield Span(start, line.end)


def _rank_after(text: str, line: Span, rank: int | None, year: int | None) -> int | None:
    """The rank of the look back that holds for a line: of its own, or of the one before; ``None`` for none."""
    number = _NUMBER.match(text, line.start, line.end)
    own, at = (_RANKS[number.lastgroup], number.end()) if number else (0, line.start)
    if rank is not None and rank != _OPEN:
        rank = 0 if own == rank and _FIRST.match(text, line.start, line.end) else rank
        over = _ends_a_chapter(text, Span(at, line.end), own=own, rank=rank, year=year)
        rank = None if over else rank
    elif rank is not None and _turns_lightly(text, Span(at, line.end), own=own, year=year):
        rank = None
    return _opened(text, Span(at, line.end), own=own, year=year, rank=rank)


def _opened(text: str, words: Span, *, own: int, year: int | None, rank: int | None) -> int | None:
    """The rank that a line begins or leaves; a chapter that looks back is not ended by what it holds."""
    if _HEADED.match(text, words.start, words.end):
        return own if rank in (None, _OPEN) else rank
    told = _TOLD.match(text, words.start, words.end) or _is_over(text, words, year)
    return _OPEN if told and rank is None else rank


def _ends_a_chapter(text: str, words: Span, *, own: int, rank: int, year: int | None) -> bool:
    """Whether a line ends the chapter of ``rank`` that looks back."""
    if rank and own:
        return own <= rank
    heading = words.end - words.start <= _SHORT and "。" not in text[words.start : words.end]
    turns = _TURNS.match(text, words.start, words.end)
    if own:
        return own <= _CHAPTER_RANK and bool(turns or _is_ahead(text, words, year))
    plain = turns is not None and (heading or turns.end() - turns.start() <= len("各位代表,新的一年"))
    return plain or _is_ahead(text, words, year)


def _turns_lightly(text: str, words: Span, *, own: int, year: int | None) -> bool:
    lightly = _TURNS_LIGHTLY.match(text, words.start, words.end) or own in (1, _CHAPTER_RANK)
    return bool(lightly) or _is_ahead(text, words, year)


def _is_over(text: str, words: Span, year: int | None) -> bool:
    named = _YEAR.match(text, words.start, words.end)
    plan = named and (named["plan"] or named["early"])
    last = named and (PLAN_END.get(plan) if plan else int(named["year"]))
    return bool(last and year and last < year) and not _MEANT.match(text, words.start, words.end)


def _is_ahead(text: str, words: Span, year: int | None) -> bool:
    named = _YEAR.match(text, words.start, words.end)
    return bool(named and named["year"] and year and int(named["year"]) >= year)


def _without(text: str, line: Span, ahead: "re.Pattern[str]", year: int | None) -> Iterator[Span]:
    """The line, or where something in it looks ahead its other sentences."""
    if not (ahead.search(text, line.start, line.end) or text.find(f"{year}年", line.start, line.end) >= 0):
        yield line
        return
    for each in sentences(text, line):
        if not (ahead.search(text, each.start, each.end) or _is_ahead(text, each, year)):
            yield each
