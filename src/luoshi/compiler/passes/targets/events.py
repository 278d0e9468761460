"""Milestones: something that is to happen by a day that its clause, or the one in front, names."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from luoshi.compiler.lexicon import words
from luoshi.compiler.lexicon.dates import deadline
from luoshi.compiler.lexicon.rule import Example, Rule, alternation
from luoshi.compiler.model import Kind, Span, Target
from luoshi.compiler.passes.targets import metric
from luoshi.compiler.passes.targets.figures import any_counted, any_figure
from luoshi.compiler.passes.targets.found import Found, Production

_ONLY_TIME: Final = re.compile(f"(?:力争|确保|争取|计划)?(?:{words.TIME}|到|至|在|[之以]?前|底|末|期)+")
_STARTS_WITH_ACT: Final = re.compile("推动|推进|加快|促进|支持|力促|完成|建成|启动|引导")
_SETS_A_DAY: Final = re.compile("[底末]|月.{0,3}前")
_COUNTS: Final = re.compile("[0-9]|全覆盖|工作$|任务$|目标$")
_EVENTS: Final = (
    "主体结构封顶 结构封顶 主体封顶 封顶 投入使用 投入运营 建成投用 建成投产 建成通车 建成使用 竣工验收 竣工 投产 通车 开工建设 开工 交付使用 交付 "
    "启用 投用 试运行 试运营 完工 开园 开业 揭牌 挂牌 建成招生 招生 开诊 首航 首飞 复航 投运 投入运行 下线 量产 试产 达产 点火 通线 投料 封关 建成 上线 上线运行 开通运营 开通 贯通 合龙 通航 迁入 入驻 运营 对外开放 开放 通水 通气 签约 落地 验收 并网 开馆 开学"
)
_EVENT: Final = alternation(tuple(_EVENTS.split()))
_ENDS_IN_EVENT: Final = re.compile(rf"(?:{_EVENT})$")
_EVENT_BEFORE: Final = re.compile(rf"(?:{words.TIME})(?:之?前)?(?:{_EVENT})、$")
"""`4月底前开工、11月底前完工`: the event in front is no part of what the second one is about."""
_TIME_WORD: Final = r"(?P<time>(?:20[0-9]{2}年)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日|份?(?:底|末)?)|[上下]半年|第?[一二三四]季度末?|年底|年末|年内)|今年|[到至]?20[0-9]{2}年(?:底|末)?(?:之?前|以前|内)?(?![0-9至到~—-]))(?:之?前|以前)?"
_NEXT_TIME: Final = "(?:[0-9]{1,2}月|[上下]半年|年底|年内|年末)"
"""Behind an event in a list: `6月底前封顶、9月竣工`."""
_WHEN: Final = rf"{_TIME_WORD}(?:力争|争取|计划|确保|全面|基本|全部|实现|完成)*"
_WHEN_PLAIN: Final = rf"{_TIME_WORD}(?:力争|争取|计划|确保|全面|基本|全部|实现)*"


def _event(found: Found) -> Iterator[Target]:
    if any_counted(found.text, Span(found.match.start() - len(found.before), found.match.start())):
        return  # A count with the same day: `200套公寓6月底前交付`.
    before = _EVENT_BEFORE.sub("", found.before)
    about = metric.cleaned(before) or ("" if found.match["thing"] else metric.subject(found.earlier))
    phrase = about + found.match["thing"] + found.match["event"]
    if _timed(found) and len(phrase) > len(found.match["event"]):
        yield found.target(Kind.MILESTONE, phrase, day=_day(found))


def _thing_done(found: Found) -> Iterator[Target]:
    event = "" if found.match["event"] == "完成" else found.match["event"]
    thing = Span(*found.match.span("thing"))
    counted_already = _ENDS_IN_EVENT.search(found.match["thing"]) or any_figure(found.text, thing)
    if _timed(found) and not counted_already and not metric.cleaned(found.before):
        yield found.target(Kind.MILESTONE, found.match["thing"] + event, day=_day(found))


def _done_by_then(found: Found) -> Iterator[Target]:
    """`到2025年,建成…平台`: the clause in front names the day."""
    event = "" if found.match["event"] == "完成" else found.match["event"]
    day = _day_before(found)
    if day and not _COUNTS.search(found.match[0]):
        yield found.target(Kind.MILESTONE, event + found.match["thing"], day=day)


def _happens_by_then(found: Found) -> Iterator[Target]:
    """`到2025年,企业安全生产标准化达标`: likewise, the event behind."""
    day = _day_before(found)
    if day and not _STARTS_WITH_ACT.match(found.match["thing"]):
        yield found.target(Kind.MILESTONE, found.match["thing"] + found.match["event"], day=day)


def _day_before(found: Found) -> date | None:
    """The day that the clause in front names and says nothing else; ``None`` for one that is over."""
    earlier = found.earlier.strip()
    day = deadline(earlier, year=found.year) if _ONLY_TIME.fullmatch(earlier) else None
    return day if day and not _is_over(found, day, earlier) else None


def _timed(found: Found) -> bool:
    """Whether the time named is one, and not over: `13月底` is not; without a year the day stays open."""
    day = _day(found)
    until = found.text[found.match.start() : found.match.end("time") + 2]
    return found.year is None or (day is not None and not _is_over(found, day, until))


def _is_over(found: Found, day: date, words_of_time: str) -> bool:
    """Whether a day of an earlier year is told of; `2021年底前` sets one, in a plan of several years."""
    return found.year is not None and day.year < found.year and not _SETS_A_DAY.search(words_of_time)


def _day(found: Found) -> date | None:
    """`今年建成` and `年内建成` mean the year's end; beside a figure they set no day."""
    time = found.match["time"]
    if time in ("今年", "年内"):
        return date(found.year, 12, 31) if found.year else None
    return deadline(time, year=found.year) or deadline(f"到{time}", year=found.year)


EVENT_RULES: Final[tuple[Rule[Production], ...]] = (
    Rule(
        "event",
        rf"(?>{_WHEN})(?!(?:{_EVENT})、(?!{_NEXT_TIME}|{_EVENT}))(?P<thing>[\u4e00-\u9fff、]{{0,24}}?)(?P<event>{_EVENT})(?:$|(?=、{_NEXT_TIME}))",
        _event,
        (
            Example("年底前完成结构封顶", "年底前完成结构封顶"),
            Example("争取2022年下半年投入使用", "2022年下半年投入使用"),
            Example("推动项目建成投产", None),
        ),
        ("年", "月", "季度"),
    ),
    Rule(
        "event-in-a-list",
        rf"{_WHEN}(?P<thing>)(?P<event>{_EVENT})(?=、(?!{_NEXT_TIME}|{_EVENT}))",
        _event,
        (
            Example("商场8月底前开业、学校秋季投用", "8月底前开业"),
            Example("商场8月底前竣工、开业", None),
        ),
        ("年", "月", "季度"),
    ),
    Rule(
        "thing-done",
        rf"{_WHEN_PLAIN}(?P<event>建成投用|建成|开工建设|开工|竣工|开通|启用|完成)(?P<thing>(?!一批)[\u4e00-\u9fff、“”《》（）A-Za-z0-9]{{4,30}}?)"
        r"(?<!工作|任务|目标)$",
        _thing_done,
        (
            Example("今年建成科学城展示馆", "今年建成科学城展示馆"),
            Example("今年建成一批文化场馆", None),
            Example("年底前完成目标任务", None),
        ),
        ("年", "月", "季度"),
    ),
    Rule(
        "happens-by-then",
        rf"(?:^|(?<=[,，]))(?:力争|确保|全部|实现)*(?P<thing>[\u4e00-\u9fff、“”（）A-Za-z]{{4,40}}?)"
        rf"(?:全部|全面|基本)?(?P<event>达标|{_EVENT})$",
        _happens_by_then,
        (
            Example("到2025年,规模以上企业安全生产标准化达标", "规模以上企业安全生产标准化达标"),
            Example("到2025年,全市公园100座建成", None),
        ),
        ("达标", *_EVENTS.split()),
    ),
    Rule(
        "done-by-then",
        r"(?:^|(?<=[,，]))(?:力争|确保|全面|基本|全部|实现)*(?P<event>建成投用|建成|开工建设|开工|竣工|开通|启用|完成)"
        r"(?P<thing>(?!一批)[\u4e00-\u9fff、“”《》（）A-Za-z]{4,30}?)$",
        _done_by_then,
        (
            Example("2025年底前,完成县级财政体制改革", "完成县级财政体制改革"),
            Example("到2025年,产业体系更加完善", None),
        ),
        ("建成", "开工", "竣工", "开通", "启用", "完成"),
    ),
)
