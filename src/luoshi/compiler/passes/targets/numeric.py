"""Targets that a figure decides."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from luoshi.compiler.lexicon import words
from luoshi.compiler.lexicon.dates import deadline
from luoshi.compiler.model import Kind, Operator, Span, Strength, Target
from luoshi.compiler.passes.targets import days, metric
from luoshi.compiler.passes.targets.figures import Figure, any_figure
from luoshi.compiler.passes.targets.sentences import Sentence, asides, inside
from luoshi.compiler.passes.targets.settings import (
    Setting,
    aims,
    counting,
    grants,
    listed_in,
    settings_of,
)
from luoshi.compiler.passes.targets.strength import left_by, strength_of, strives_apart
from luoshi.compiler.passes.targets.wording import State, phrase_of

_FIELD = re.compile(rf"^(?:进一步|持续|不断)?(?:{words.FIELD})(?:、(?:{words.FIELD}))*$")


_DO_BOTH = re.compile("(?:同比|(?P<every>年均)|各自)?分别(?:同比|年均)?(?P<how>增长|下降|提高|增加|降低)$")
"""`游客达到3000万人次,旅游收入达到280亿元,分别增长10%和12%`."""


_SOME = re.compile("(?:一批|若干|一系列|更多|大批)$")
_PER = re.compile("每.{1,3}")


_SHARES: Final = frozenset({"占比", "比重"})
_NO_ACT = re.compile("[^,，、]{0,4}(?:完成|推进|实施|抓好)$")
_AND = re.compile("[、和]")
_CHANGES = re.compile("([^、和]{2,30})[、和]([^、]{2,30}?)((?:年均)?)均?(增长|下降|提高|增速)$")
_RATES = re.compile("(.+率)[、和](.+率)均?")
_MADE_OF = re.compile("(?:共|计|合计|包括|项目|子项目)*[0-9]")
_ALL: Final = 100
_LED_BY_TIME = re.compile(rf"[ 、]*(?:确保|力争|争取|计划)?(?:{words.TIME})")
_LISTED = re.compile("[ ]*(?:$|[、和及])(?![^,，]*[年月季])")
"""`6月底前建成学校5所、医院2家`: the day that leads a list holds for all of it."""
_REACHING = re.compile("力争|争取|奋斗|努力|冲刺")


def numeric_targets(
    sentence: Sentence, *, year: int | None, day: date | None = None
) -> tuple[list[Target], date | None]:
    """Targets of one sentence that a figure decides, in printed order, and the day that it leaves behind.

    ``day`` is the one named by the sentence before, where only a semicolon parts the two.
    """
    text, span = sentence.text, sentence.span
    if not any_figure(text, span) and not days.TIMED.search(text, *span):
        return [], day
    found: list[Target] = []
    state = State(day=day)
    for clause in sentence.clauses:
        state = _read(text, clause, state, named=sentence.named, year=year, found=found)
    return sorted(found, key=lambda target: target.span), state.day


def _read(
    text: str, clause: Span, state: State, *, named: Sequence[Span], year: int | None, found: list[Target]
) -> State:
    if not any_figure(text, clause) or grants(text[clause.start : clause.end], state.clause):
        return _afterwards(text, clause, state, year=year, counted=False)
    brackets = list(asides(text, clause))
    listed = listed_in(text, clause, named=named)
    settings = list(settings_of(text, clause, counting(text, listed, brackets)))
    aiming = list(_aiming(settings))
    group, state = _group(text, aiming, _of_its_own(settings, state), year=year, found=found)
    if group:
        found += list(_spread(aiming, _ranked(aiming, group), earlier=found))
    for bracket in brackets:
        found.extend(_parts(text, bracket, listed, state, year=year))
    return _afterwards(text, clause, state, year=year, counted=bool(settings))


def _aiming(settings: Iterable[Setting]) -> Iterator[Setting]:
    """Figures that say what is to be reached; what goes on behind a term is one (`硕士10万元、本科5万元`)."""
    refused: str | None = None
    for setting in settings:
        goes_with = refused is not None and refused == setting.figure.unit and _LISTED.match(setting.before)
        if not goes_with and aims(setting):
            refused = None
            yield setting
        else:
            refused = setting.figure.unit


def _group(
    text: str, settings: Sequence[Setting], state: State, *, year: int | None, found: list[Target]
) -> tuple[list[Target], State]:
    """Targets of one clause and what they leave; a higher aim goes to the target before, even of ``found``."""
    group: list[Target] = []
    led: date | None = None
    for setting in settings:
        printed = text[setting.start : setting.figure.span.end]
        state = state._replace(strength=strength_of(printed, state.strength))
        before = group or found
        if before and _is_stretch(setting, state.last):
            before[-1] = _stretched(before[-1], setting.figure)
            continue
        target = _target(setting, state, year=year)
        if target is not None:
            led = target.deadline if _LED_BY_TIME.match(setting.before) else led
            group += _each(_led(target, setting, led), setting)
            state = state._replace(last=target)
    return group, state


def _led(target: Target, setting: Setting, day: date | None) -> Target:
    """`6月底前建成学校5所、医院2家`: with the day that leads the list."""
    listed = day is not None and target.deadline is None and _LISTED.match(setting.before)
    return replace(target, deadline=day) if listed else target


def _of_its_own(settings: Sequence[Setting], state: State) -> State:
    """Without the striving of the clause before, where that was for its own subject and this names another."""
    named = state.apart and settings and not metric.goes_on(settings[0].before)
    return state._replace(strength=Strength.COMMIT, apart=False) if named else state


def _each(target: Target, setting: Setting) -> list[Target]:
    """`新建A、B、C各20家`: twenty of each."""
    if not setting.before.rstrip().endswith("各"):
        return [target]
    return [replace(target, metric=wording) for wording in metric.of_each(setting.before, setting.after)]


def _ranked(settings: Sequence[Setting], group: Sequence[Target]) -> list[Target]:
    """With the thing or the act that only the last of a list names."""
    wordings = metric.ranks_completed([each.metric for each in group])
    alike = len({each.unit for each in group}) == 1 and len(settings) == len(group)
    if alike and _NO_ACT.match(settings[0].before.strip()):
        wordings = metric.acts_completed(wordings)
    return [
        each if each.metric == wording else replace(each, metric=wording)
        for each, wording in zip(group, wordings, strict=True)
    ]


def _afterwards(text: str, clause: Span, state: State, *, year: int | None, counted: bool) -> State:
    """What a clause leaves to those behind it: without a figure it sets strength and day."""
    printed = text[clause.start : clause.end]
    named = days.year_at_head(printed) or state.named
    if counted:
        apart = strives_apart(printed, state.apart)
        return State(state.strength, state.last, printed, state.day, named, state.topic, apart)
    strength = left_by(printed, state.strength)
    day = days.led_by(printed, year=year, day=state.day)
    return State(strength, state.last, printed, day, named, metric.topic_of(printed) or state.topic)


def _is_stretch(setting: Setting, last: Target | None) -> bool:
    """`9%,力争10%`: the same measure, higher."""
    return (
        last is not None
        and last.unit == setting.figure.unit
        and metric.says_no_more(setting.before, last.metric)
        and bool(_REACHING.search(setting.before))
    )


def _stretched(target: Target, figure: Figure) -> Target:
    return replace(target, stretch=figure.value, span=Span(target.span.start, figure.outer.end))


def _target(setting: Setting, state: State, *, year: int | None) -> Target | None:
    figure, before = setting.figure, setting.before
    phrase, takes_behind = phrase_of(setting, state)
    if len(phrase) < 2 or _PER.fullmatch(phrase):
        return None
    if phrase in _SHARES and figure.outer == figure.span:
        return None  # `占比23.6%`: of what, nobody says
    start = setting.start + len(before) - len(before.lstrip(" 、,，含和及与"))
    end = max(figure.outer.end, setting.end if takes_behind else 0)
    return Target(
        kind=_kind(figure),
        metric=phrase,
        op=Operator.EQUAL if _is_all(setting, phrase) else figure.op,
        value=figure.value if figure.high is None else (figure.value, figure.high),
        unit=figure.unit,
        span=Span(min(start, figure.span.start), end),
        strength=state.strength,
        deadline=days.within(before, year, named=state.named)
        or (deadline(setting.after, year=year) if takes_behind else None)
        or state.day,
        rule="figure",
    )


def _is_all(setting: Setting, phrase: str) -> bool:
    """`入学率100%`: a share of all, which nothing can exceed; growth can. `保持100%` is a level to keep."""
    figure = setting.figure
    if setting.before.rstrip().endswith("保持"):
        return False
    every = figure.unit == "%" and figure.value == _ALL and figure.high is None
    return every and figure.outer == figure.span and not metric.is_growth(phrase)


def _spread(
    settings: Sequence[Setting], group: Sequence[Target], *, earlier: Sequence[Target]
) -> Iterator[Target]:
    """`A、B分别增长5%和6%以上`: each its own measure; a comparator behind the last binds all."""
    both = _DO_BOTH.match(settings[0].before.strip()) if settings else None
    if both:
        names = [metric.level_of(each.metric) for each in earlier[-len(group) :]]
        told: tuple[list[str], str] | None = (names, (both["every"] or "") + both["how"])
    else:
        told = metric.shared(settings[0].before, count=len(settings)) if settings else None
    if told is None or len(told[0]) != len(group):
        yield from _twins(settings, group)
        return
    op = _op_of_all(settings)
    for name, target in zip(told[0], group, strict=True):
        yield replace(target, metric=name + told[1], op=op or target.op)


def _op_of_all(settings: Sequence[Setting]) -> Operator | None:
    """The comparator behind the last figure, or the one in front of the first where no other has one."""
    first, last = settings[0].figure, settings[-1].figure
    if last.outer.end > last.span.end:
        return last.op
    return first.op if last.outer == last.span and first.outer.start < first.span.start else None


def _twins(settings: Sequence[Setting], group: Sequence[Target]) -> Iterator[Target]:
    """`A、B增长4%左右`, `完成率、合格率均达100%`: one figure for two measures."""
    every = bool(settings) and settings[0].before.rstrip("达到为 ").endswith("均")
    for target in group:
        alone = target.kind is Kind.RATE and len(group) == 1 and bool(_AND.search(target.metric))
        both = _two_of(target.metric, every=every) if alone else ()
        yield from (replace(target, metric=each) for each in both or (target.metric,))


def _two_of(wording: str, *, every: bool) -> tuple[str, ...]:
    """The two measures of one wording; empty where it is one."""
    rates = _RATES.fullmatch(wording) if every else None
    if rates:
        return rates[1], rates[2]
    parts = _CHANGES.match(wording)
    told = parts is not None and "、" not in parts[2]
    return tuple(parts[at] + parts[3] + parts[4] for at in (1, 2)) if parts and told else ()


def _parts(
    text: str, bracket: Span, listed: Sequence[Figure], state: State, *, year: int | None
) -> Iterator[Target]:
    """Figures in brackets, parts of the figure in front of them."""
    inner = [each for each in listed if inside(each.span.start, [bracket])]
    if not _measured_before(listed, bracket) and (
        (len(inner) == 1 and inner[0].outer == bracket) or _MADE_OF.match(text, bracket.start, bracket.end)
    ):
        return  # `污水处理厂(5万吨)`, `健康工程(项目8个)`: how large the thing is, what it is made of
    for setting in _aiming(settings_of(text, bracket, inner)):
        bare = not setting.before.strip() and not setting.after.strip()
        target = _target(setting, state if bare else state._replace(last=None), year=year)
        if target is not None:
            whole = state.last.metric if state.last else ""
            yield replace(target, metric=metric.part_of(target.metric, whole))


def _measured_before(listed: Sequence[Figure], bracket: Span) -> bool:
    return any(each.span.end <= bracket.start for each in listed)


def _kind(figure: Figure) -> Kind:
    if figure.high is not None:
        return Kind.RANGE
    return Kind.RATE if figure.rate else Kind.QUANTITY
