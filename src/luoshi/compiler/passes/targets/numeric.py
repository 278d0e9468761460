"""Targets that a figure decides."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from luoshi.compiler.lexicon import measures, words
from luoshi.compiler.lexicon.dates import deadline
from luoshi.compiler.model import Kind, Operator, Span, Strength, Target
from luoshi.compiler.passes.targets import metric
from luoshi.compiler.passes.targets.figures import Figure, any_figure, figures
from luoshi.compiler.passes.targets.sentences import asides, clauses_of, inside, names
from luoshi.compiler.passes.targets.strength import left_by, strength_of

_FIELD = re.compile(rf"^(?:进一步|持续|不断)?(?:{words.FIELD})(?:、(?:{words.FIELD}))*$")
_JOIN = re.compile("[、和及与]$")
_FROM = re.compile("[从由][^,，。]{0,20}$")
_TO = re.compile(
    "(?:以上|以下|左右)?(?:逐步)?(?:提高|提升|增加|扩大|增长|上升|降低|下降|压减|压缩|缩短|降|增)(?:到|至)"
)
_FROM_FIGURE = re.compile("[从由][^从由]*[0-9][^从由]*$")
"""`由32%提高到34%`: what was there before is no part of the measure."""
_DO_BOTH = re.compile("(?:同比|年均|各自)?分别(?:同比|年均)?(?P<how>增长|下降|提高|增加|降低)$")
"""`游客达到3000万人次,旅游收入达到280亿元,分别增长10%和12%`."""
_SIZE = re.compile(
    "(?:总投资|投资额|全长|总长|年产值|年产|年营收|营收|产值|投资|面积|占地|规模|总量|收入|净利润|税收|保额|额度|面额)(?:为|达到|达|约)?$"
)
_DESCRIBED = re.compile("的(?!目标|任务|[,，。;；]|$)|(?:项目|企业|产业(?!化)|园区|工程)(?!投资|建设投资)")
_NOUN = re.compile("[\u4e00-\u9fff]{2,10}")
_APIECE = re.compile("(?:每[人户家天日月件例名位次单][^,，、]{0,8}|最高|一次性)$")
_SOME = re.compile("(?:一批|若干|一系列|更多|大批)$")
_PER = re.compile("每.{1,3}")
_WHOM = re.compile("(?:[一二三四五六七八九十]{1,3}是)?(?:对|向|给)")
_RAISED = re.compile("提高|达到|增加到|标准|收入")
_GRANTED = re.compile("的?(?:一次性)?(?:补助|补贴|奖励|资助|贴息|减免|优惠|支持)(?:$|[,，。;；、])")
_ALLOWED = re.compile("(?<![许认不])可(?=以|通过|在|享受|申请|按|自助|凭|向|延长|免)")
_WORTH = re.compile("(?:额度|面额|规格)的")
_AT_LEAST: Final = ("不少于", "不低于", "至少")
_NEAR: Final = 24
_TIME_ONLY: Final = 16
_YEAR_ALONE = re.compile("(20[0-9]{2})年")
_TIMED = re.compile("[年月末]|季度")
_REACHING = re.compile("力争|争取|奋斗|努力|冲刺")
_TOTAL = re.compile("[共总合]计|[共计]$")
_BRACKET = re.compile(r"[(（][^()（）]*[0-9][^()（）]*[)）]?")


class State(NamedTuple):
    """What a clause takes over from the ones before it in its sentence."""

    strength: Strength = Strength.COMMIT
    last: Target | None = None
    clause: str = ""
    """The clause before this one, as printed."""
    day: date | None = None
    """The day named by a clause of nothing but time: `到年底,`."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A figure in its clause: the words that are its own, on both sides."""

    figure: Figure
    start: int
    before: str
    after: str
    end: int
    """Where ``after`` ends."""


def numeric_targets(
    text: str, sentence: Span, *, year: int | None, day: date | None = None
) -> tuple[list[Target], date | None]:
    """Targets of one sentence that a figure decides, in printed order, and the day that it leaves behind.

    ``day`` is the one named by the sentence before, where only a semicolon parts the two.
    """
    if not any_figure(text, sentence) and not _TIMED.search(text, sentence.start, sentence.end):
        return [], day
    named = names(text, sentence)
    found: list[Target] = []
    state = State(day=day)
    for clause in clauses_of(text, sentence):
        state = _read(text, clause, state, named=named, year=year, found=found)
    return sorted(found, key=lambda target: target.span), state.day


def _read(
    text: str, clause: Span, state: State, *, named: Sequence[Span], year: int | None, found: list[Target]
) -> State:
    if not any_figure(text, clause):
        return _afterwards(text, clause, state, year=year, counted=False)
    brackets = list(asides(text, clause))
    listed = [
        each
        for each in figures(text, start=clause.start, end=clause.end)
        if not inside(each.span.start, named)
    ]
    listed = [each for each in listed if not _tells_how(text, clause, each)]
    settings = list(_settings(text, clause, _counting(text, listed, brackets)))
    group: list[Target] = []
    for setting in settings:
        state = state._replace(
            strength=strength_of(text[setting.start : setting.figure.span.end], state.strength)
        )
        before = group or found
        if before and _is_stretch(setting, state.last):
            before[-1] = _stretched(before[-1], setting.figure)
            continue
        target = _target(setting, state, year=year)
        if target is not None:
            group += _each(target, setting)
            state = state._replace(last=target)
    if group:
        found += list(_spread(settings, _ranked(group), earlier=found))
    for bracket in brackets:
        found.extend(_parts(text, bracket, listed, state, year=year))
    return _afterwards(text, clause, state, year=year, counted=bool(settings))


def _each(target: Target, setting: Setting) -> list[Target]:
    """`新建A、B、C各20家`: twenty of each."""
    if not setting.before.rstrip().endswith("各"):
        return [target]
    return [replace(target, metric=wording) for wording in metric.each_of(target.metric)]


def _ranked(group: Sequence[Target]) -> list[Target]:
    wordings = metric.ranks_completed([each.metric for each in group])
    return [
        each if each.metric == wording else replace(each, metric=wording)
        for each, wording in zip(group, wordings, strict=True)
    ]


def _counting(text: str, listed: Sequence[Figure], brackets: Sequence[Span]) -> list[Figure]:
    """Figures outside brackets that count something, not those in the name of what is counted."""
    main = [each for each in listed if not inside(each.span.start, brackets)]
    return [each for at, each in enumerate(main) if not _in_a_name(text, main, at)]


def _tells_how(text: str, clause: Span, figure: Figure) -> bool:
    """`48小时内办结`, `24小时服务`: a time that measures nothing by itself."""
    if figure.unit not in measures.TELLING:
        return False
    if text[figure.outer.start : figure.span.start].startswith(_AT_LEAST) and text.startswith(
        "的", figure.span.end
    ):
        return False  # `增加不少于5天的休假`
    before = text[max(clause.start, figure.outer.start - _NEAR) : figure.outer.start]
    return figure.threshold or not metric.ends_in_a_measure(before)


def _in_a_name(text: str, main: Sequence[Figure], at: int) -> bool:
    """`1000万元以上项目50个`, `3个10亿元以上项目`, `每3万人`: part of the noun beside another figure."""
    figure = main[at]
    if text[figure.outer.start - 1 : figure.outer.start] == "每" or _describes(text, figure):
        return True
    if _sizes(text, main, at):
        return True
    if not figure.threshold or figure.op is not Operator.AT_LEAST:
        return False
    follows = at > 0 and figure.outer.start - main[at - 1].outer.end <= 1
    leads = at + 1 < len(main) and not re.search(
        "[、和及]", text[figure.outer.end : main[at + 1].outer.start]
    )
    return follows or leads


def _sizes(text: str, main: Sequence[Figure], at: int) -> bool:
    """`10亿元企业20家`, `500米覆盖率100%`: right in front of a noun that has a figure itself."""
    figure = main[at]
    if at + 1 == len(main) or figure.outer != figure.span or figure.unit in measures.COUNTED or figure.rate:
        return False
    noun = text[figure.outer.end : main[at + 1].outer.start]
    money = (figure.unit or "").endswith(measures.MONEY)
    return bool(_NOUN.fullmatch(noun)) and (
        main[at + 1].unit in measures.COUNTED if money else metric.ends_in_a_measure(noun)
    )


def _describes(text: str, figure: Figure) -> bool:
    """`总投资120亿元的电池项目`, `年产值超10亿元企业`: says which thing, not how much of it."""
    size = _SIZE.search(text, max(0, figure.outer.start - 8), figure.outer.start)
    behind = _DESCRIBED.match(text, figure.outer.end) if size else _WORTH.match(text, figure.outer.end)
    return behind is not None


def _settings(text: str, clause: Span, main: Sequence[Figure]) -> Iterator[Setting]:
    """Words between two figures go to the first up to a comma of enumeration, then to the second."""
    at = clause.start
    for index, figure in enumerate(main):
        last = index + 1 == len(main)
        until = clause.end if last else main[index + 1].outer.start
        between = text[figure.outer.end : until]
        cut = len(between) if last else _cut(between)
        if _FROM.search(text[at : figure.outer.start]) and _TO.match(text, figure.outer.end):
            continue
        yield Setting(
            figure=figure,
            start=at,
            before=_FROM_FIGURE.sub("", text[at : figure.outer.start]),
            after=_BRACKET.sub("", between[:cut]),
            end=figure.outer.end + cut,
        )
        at = figure.outer.end + cut


def _cut(between: str) -> int:
    """How much of the words between two figures belongs to the first one."""
    stripped = between.lstrip(" ")
    if stripped[:1] in ("、", "和", "及", "与", "(", "（", ""):
        return 0
    mark = between.find("、")
    return len(between.rstrip(" 和及与")) if mark < 0 else mark


def _afterwards(text: str, clause: Span, state: State, *, year: int | None, counted: bool) -> State:
    """What a clause leaves to those behind it: without a figure it sets strength and day."""
    printed = text[clause.start : clause.end]
    if counted:
        return state._replace(clause=printed)
    strength = left_by(printed, state.strength)
    timed = len(printed) <= _TIME_ONLY and bool(_TIMED.search(printed)) and not metric.cleaned(printed)
    return State(strength, state.last, printed, _named_day(printed, year) if timed else state.day)


def _named_day(printed: str, year: int | None) -> date | None:
    """The day of a clause that is nothing but time; the plan's own year alone names none."""
    bare = _YEAR_ALONE.fullmatch(printed.strip())
    if bare is None:
        return deadline(printed, year=year)
    return None if int(bare[1]) == year else date(int(bare[1]), 12, 31)


def _is_stretch(setting: Setting, last: Target | None) -> bool:
    """`9%,力争10%`: the same measure, higher."""
    return (
        last is not None
        and last.unit == setting.figure.unit
        and not metric.cleaned(setting.before)
        and bool(_REACHING.search(setting.before))
    )


def _stretched(target: Target, figure: Figure) -> Target:
    return replace(target, stretch=figure.value, span=Span(target.span.start, figure.outer.end))


def _is_a_term(setting: Setting) -> bool:
    """`给予每人每天300元补助`, `可打印15种证书`: what one may have, not what is to be reached."""
    given = _APIECE.search(setting.before) and not _RAISED.search(setting.before)
    apiece = given and setting.figure.outer == setting.figure.span
    if _WHOM.match(setting.before) and setting.after.startswith("的"):
        return True  # `对单量达1000单以上的经营主体进行补助`: who gets it
    return bool(apiece or _GRANTED.match(setting.after) or _ALLOWED.search(setting.before))


def _target(setting: Setting, state: State, *, year: int | None) -> Target | None:
    figure, before = setting.figure, setting.before
    if _is_a_term(setting) or (figure.threshold and _SOME.search(before)):
        return None
    if _FIELD.match(metric.cleaned(before)) or _counts_names(before, setting.after):
        return None
    phrase, takes_behind = _phrase(setting, state)
    if len(phrase) < 2 or _PER.fullmatch(phrase):
        return None
    start = setting.start + len(before) - len(before.lstrip(" 、,，含和及与"))
    end = max(figure.outer.end, setting.end if takes_behind else 0)
    return Target(
        kind=_kind(figure),
        metric=phrase,
        op=figure.op,
        value=figure.value if figure.high is None else (figure.value, figure.high),
        unit=figure.unit,
        span=Span(min(start, figure.span.start), end),
        strength=state.strength,
        deadline=deadline(before, year=year)
        or (deadline(setting.after, year=year) if takes_behind else None)
        or state.day,
        rule="figure",
    )


def _phrase(setting: Setting, state: State) -> metric.Phrase:
    """The metric, helped by the figure before where this one's own words do not stand alone."""
    front, back, last = metric.cleaned(setting.before), metric.behind(setting.after), state.last
    if not front and last is not None:
        if not back:
            changes = not setting.figure.rate and last.kind is Kind.RATE
            return metric.Phrase(metric.level_of(last.metric) if changes else last.metric, False)
        if _JOIN.search(setting.before.rstrip()):
            return metric.Phrase(metric.continued(back, last.metric), True)
        if _TOTAL.search(setting.before):
            return metric.Phrase(last.metric + back, True)
    if not front and not back and last is None and _TOTAL.search(setting.before):
        return metric.Phrase(metric.cleaned(state.clause), False)
    changed = metric.change_of(front, last.metric) if last is not None and not back else None
    if changed is not None:
        return metric.Phrase(changed, False)
    if last is not None and not back and metric.only_verb(setting.before) and front:
        return metric.Phrase(metric.with_thing(front, last.metric), False)
    if last is not None and not back and (bare := metric.invested(front, last.metric)) != front:
        return metric.Phrase(bare, False)
    if back.startswith("标准") and metric.only_verb(setting.before):
        return metric.Phrase(metric.subject(state.clause) + "标准", True)
    unit = setting.figure.unit or ""
    phrase = metric.composed(
        setting.before,
        setting.after,
        rate=setting.figure.rate,
        amount=unit not in (*measures.COUNTED, *measures.BULK),
    )
    listed = setting.before.lstrip(" ")[:1] == "、" or (last is not None and last.unit == unit)
    listed = listed and not setting.before.lstrip(" ").startswith("为")
    if last is not None and listed and not setting.figure.rate and not unit.endswith(measures.MONEY):
        return phrase._replace(text=metric.ranked(metric.continued(phrase.text, last.metric), last.metric))
    return phrase


def _spread(
    settings: Sequence[Setting], group: Sequence[Target], *, earlier: Sequence[Target]
) -> Iterator[Target]:
    """`A、B分别增长5%和6%以上`: each its own measure; a comparator behind the last binds all."""
    told = metric.shared(settings[0].before) if settings else None
    if told is None and settings and (both := _DO_BOTH.match(settings[0].before.strip())):
        names = [metric.level_of(each.metric) for each in earlier[-len(group) :]]
        told = (names, both["how"])
    if told is None or len(told[0]) != len(group):
        yield from _twins(settings, group)
        return
    op = group[-1].op if settings[-1].figure.outer.end > settings[-1].figure.span.end else None
    for name, target in zip(told[0], group, strict=True):
        yield replace(target, metric=name + told[1], op=op or target.op)


def _twins(settings: Sequence[Setting], group: Sequence[Target]) -> Iterator[Target]:
    """`A、B增长4%左右`: one figure for two measures."""
    for target in group:
        parts = re.match(r"(.{2,}?)[、和](.{2,}?)((?:年均)?)均?(增长|下降|提高|增速)$", target.metric)
        if target.kind is Kind.RATE and len(group) == 1 and parts and "、" not in parts[2]:
            yield replace(target, metric=parts[1] + parts[3] + parts[4])
            yield replace(target, metric=parts[2] + parts[3] + parts[4])
        else:
            yield target


def _parts(
    text: str, bracket: Span, listed: Sequence[Figure], state: State, *, year: int | None
) -> Iterator[Target]:
    """Figures in brackets, parts of the figure in front of them."""
    inner = [each for each in listed if inside(each.span.start, [bracket])]
    for setting in _settings(text, bracket, inner):
        target = _target(setting, state._replace(last=None), year=year)
        if target is not None:
            whole = state.last.metric if state.last else ""
            yield replace(target, metric=metric.part_of(target.metric, whole))


def _counts_names(before: str, after: str) -> bool:
    """`“甲”和“乙”两项工程` counts what was just named; `新建“驿站”4个` says how many."""
    front = before.rstrip()
    return front.endswith(("前", "第")) or (front.endswith(("”", "》")) and bool(after.strip()))


def _kind(figure: Figure) -> Kind:
    if figure.high is not None:
        return Kind.RANGE
    return Kind.RATE if figure.rate else Kind.QUANTITY
