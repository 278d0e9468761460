"""What the compiler is unsure of in its own reading, judged from the finished plan.

A doubt is a finding with a confidence below one: it may be the document's fault, the compiler's, or
neither. ``docs/diagnostics.md`` says how far each may be trusted. Work grows with the text's length.
"""

import calendar
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import accumulate
from typing import Final

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic, Fix, FixKind
from luoshi.compiler.lexicon import measures, words
from luoshi.compiler.model import Kind, Operator, Party, Plan, Span, Target, Task
from luoshi.compiler.passes.context import Context
from luoshi.compiler.passes.targets.figures import Figure, figures
from luoshi.compiler.passes.targets.past import looking_back, tells_the_past
from luoshi.compiler.passes.targets.sentences import inside, names, sentences
from luoshi.compiler.source import Source

_LONGEST_METRIC: Final = 40
"""Characters; a measure that is longer holds half a sentence."""
_VERBS: Final = frozenset((*words.KEPT_VERBS, *words.DROPPED_VERBS, *words.MODAL.split("|")))
_BARE: Final = re.compile(
    "(?:同比|年均|平均)*(?:增长|下降|提高|增速|增幅|降幅|总量|规模|总额|占比|比重|数量|面积|投资)"
)
"""A measure of something that is not said."""
_NO_NOUN: Final = re.compile(
    r"(?:的|以上|以下|以内|左右|并(?![网购轨])|且|或|和(?![谐平解])|与(?!会)|及(?![格时])|"
    r"不低于|不少于|不超过|超过|达到|力争|控制在|[,，;；。:：、])"
)
"""How no noun phrase begins."""
_INSIDE: Final = re.compile(r"[。；;]|[,，](?![0-9])")
_PAIRED: Final = (("(（", ")）"), ("“", "”"), ("《", "》"))
_SHARE: Final = re.compile(
    r"(?:合格|达标|完成|普及|就业|满意|优良|入学|签约|参保|处置|处理|利用|化解|巩固|办结|入园|及格|接种|回收|开工|竣工|受理)率$"
)
"""Rates that never exceed the whole."""
_WHOLE: Final = 100
_MONTH: Final = re.compile("月(?:(?P<day>[0-9]{1,2})日)?")
_MONTH_NUMBER: Final = re.compile(r"(?:(?P<year>20[0-9]{2})年)?(?<![0-9])(?P<month>[0-9]{1,2})\Z")
_YEAR_AND_MONTH: Final = 7
"""Characters of `2023年12`."""
_ANY_YEAR: Final = 2024
"""A leap year: without its year a 29 February may be right."""
_DISTINCT: Final = 5
"""A measure of fewer characters may well be counted in two places (`新建学校`)."""
_NEAR: Final = 16
_DIGITS: Final = re.compile("[0-9０-９]+(?:[.．][0-9０-９]+)?")
_EACH: Final = re.compile("每[人户家天日月年次名位件个单][^,，、。;；]{0,12}$|保额为?$|第$")
"""`每人每天300元`: what one gets, not what is to be reached."""
_LONG_NAME: Final = 6
"""Shorter names differ in one character and are two units: `区民政局`, `区财政局`."""
_LONGEST_NAME: Final = 40
"""Longer ones are no names but text without a separator; comparing them would take long."""
_OFTEN: Final = 3
_STEM: Final = 3
"""The first characters say where a unit belongs and what it does; they are never taken for a slip."""
_TELLING: Final = frozenset("一二三四五六七八九十0123456789东南西北中上下省市区县镇乡村州")
"""Characters that tell one unit from another."""


def run(plan: Plan, context: Context) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Findings only; the plan stays as it is."""
    source = context.source
    targets = [*plan.targets, *(target for task in plan.tasks for target in task.targets)]
    found = [
        *_wordings(targets),
        *_contradictions(targets, source),
        *_early(targets, plan.year),
        *_no_days(plan.tasks, source.text),
        *_orders(targets),
        *_shares(targets),
        *_passed_over(plan, context),
        *_completed(plan.tasks, source.text),
        *_misspelt(plan.tasks, source.text),
    ]
    return plan, tuple(found)


def _wordings(targets: Sequence[Target]) -> Iterator[Diagnostic]:
    """Metrics that cannot stand alone."""
    for target in targets:
        trust = _doubtful(target.metric)
        if trust:
            yield finding("T001", target.span, confidence=trust, metric=target.metric)


def _doubtful(metric: str) -> float:
    """How surely a metric is no noun phrase that stands alone; 0 where nothing speaks against it."""
    if len(metric) < 2 or metric in _VERBS or _NO_NOUN.match(metric) or _INSIDE.search(metric):
        return 0.8
    if _BARE.fullmatch(metric):
        return 0.7
    if len(metric) > _LONGEST_METRIC or any(_torn(metric, *pair) for pair in _PAIRED):
        return 0.6
    return 0.0


def _torn(metric: str, opening: str, closing: str) -> bool:
    return sum(map(metric.count, opening)) != sum(map(metric.count, closing))


def _contradictions(targets: Sequence[Target], source: Source) -> Iterator[Diagnostic]:
    """One measure, one unit and one day, but two figures."""
    first: dict[tuple[object, ...], Target] = {}
    for target in sorted(targets, key=lambda each: each.span):
        if target.kind not in (Kind.QUANTITY, Kind.RATE) or len(target.metric) < _DISTINCT:
            continue
        key = (target.metric, target.unit, target.deadline)
        before = first.setdefault(key, target)
        if before.value != target.value and not _overlap(before.span, target.span):
            place = source.place(before.span.start)
            yield finding(
                "T002",
                target.span,
                metric=target.metric,
                value=f"{target.value}{target.unit or ''}",
                other=f"{before.value}{before.unit or ''}",
                line=str(place.line),
                column=str(place.column),
            )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _early(targets: Sequence[Target], year: int | None) -> Iterator[Diagnostic]:
    """Deadlines before the plan's own year."""
    for target in targets:
        if year is not None and target.deadline is not None and target.deadline.year < year:
            yield finding("T003", target.span, day=target.deadline.isoformat(), year=str(year))


def _no_days(tasks: Sequence[Task], text: str) -> Iterator[Diagnostic]:
    """Days that no calendar has: `13月底前`, `6月31日`."""
    for task in tasks:
        for match in _MONTH.finditer(text, task.span.start, task.span.end):
            start = max(task.span.start, match.start() - _YEAR_AND_MONTH)
            number = _MONTH_NUMBER.search(text[start : match.start()])
            if number and not _in_calendar(number["year"], int(number["month"]), int(match["day"] or 1)):
                span = Span(start + number.start(), match.end())
                yield finding("T007", span, text=text[span.start : span.end])


def _in_calendar(year: str | None, month: int, day: int) -> bool:
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= calendar.monthrange(int(year) if year else _ANY_YEAR, month)[1]


def _orders(targets: Sequence[Target]) -> Iterator[Diagnostic]:
    """Ranges whose first end is the higher one, and second figures that ask for less than the first."""
    for target in targets:
        if isinstance(target.value, tuple):
            low, high = target.value
            if low > high:
                yield finding("T005", target.span, low=f"{low:f}", high=f"{high:f}")
        elif target.stretch is not None and target.value is not None and not isinstance(target.value, str):
            falling = target.op in (Operator.AT_MOST, Operator.LESS_THAN)
            if target.stretch != target.value and (target.stretch < target.value) != falling:
                yield finding("T005", target.span, low=f"{target.value:f}", high=f"{target.stretch:f}")


def _shares(targets: Sequence[Target]) -> Iterator[Diagnostic]:
    """A share of a whole above it."""
    for target in targets:
        value = target.value
        if target.unit != "%" or value is None or isinstance(value, str | tuple):
            continue
        if value > _WHOLE and _SHARE.search(target.metric):
            yield finding("T006", target.span, metric=target.metric, value=f"{value:f}%")


def _passed_over(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Figures of a task that no target took, and that neither name, limit nor grant anything."""
    text, past = context.source.text, None
    for task in plan.tasks:
        left = _untaken(text, task)
        if not left:
            continue
        past = looking_back(text, year=plan.year) if past is None else past
        among = frozenset(left)
        for sentence in sentences(text, task.body):
            first = bisect_left(left, sentence.start)
            if left[first : first + 1] and left[first] < sentence.end:
                yield from _figures_left(text, sentence, among, past)


def _untaken(text: str, task: Task) -> list[int]:
    """Where digits begin that no target holds."""
    taken = [target.span for target in task.targets]
    starts = [match.start() for match in _DIGITS.finditer(text, *task.body)]
    ends = [*accumulate((span.end for span in taken), max)]
    before = [bisect_right(taken, at, key=lambda span: span.start) - 1 for at in starts]
    return [at for at, index in zip(starts, before, strict=True) if index < 0 or ends[index] <= at]


def _figures_left(text: str, sentence: Span, left: Set[int], past: Sequence[Span]) -> Iterator[Diagnostic]:
    if _tells(text, sentence, past):
        return
    named = names(text, sentence)
    for each in figures(text, start=sentence.start, end=sentence.end):
        if each.span.start in left and _counts(text, each, sentence) and not inside(each.span.start, named):
            yield finding("T004", each.span, text=text[each.span.start : each.span.end])


def _tells(text: str, sentence: Span, past: Sequence[Span]) -> bool:
    at = bisect_right(past, sentence.start, key=lambda span: span.start) - 1
    back = at >= 0 and sentence.start < past[at].end
    return back or tells_the_past(text, sentence)


def _counts(text: str, figure: Figure, sentence: Span) -> bool:
    before = text[max(sentence.start, figure.outer.start - _NEAR) : figure.outer.start]
    telling = figure.unit is None or figure.unit in measures.TELLING or figure.threshold
    return not telling and not _EACH.search(before)


def _completed(tasks: Sequence[Task], text: str) -> Iterator[Diagnostic]:
    """Names that an elliptical list leaves unsaid in part."""
    for party in _parties(tasks):
        printed = text[party.span.start : party.span.end]
        if len(party.name) > len(printed) and party.name.startswith(printed):
            fix = Fix(party.span, party.name, FixKind.FIELD, "name")
            yield finding("L007", party.span, fix=fix, printed=printed, name=party.name)


def _parties(tasks: Sequence[Task]) -> Iterator[Party]:
    for task in tasks:
        duty = task.responsibility
        yield from (*duty.lead_units, *duty.coop_units)


# A name that stands once beside one that stands often, and differs from it in one character.


def _misspelt(tasks: Sequence[Task], text: str) -> Iterator[Diagnostic]:
    parties = [party for party in _parties(tasks) if _LONG_NAME <= len(party.name) <= _LONGEST_NAME]
    counts = Counter(party.name for party in parties)
    usual = {name: times for name, times in counts.items() if times >= _OFTEN}
    index = _index(usual)
    for party in parties:
        if counts[party.name] > 1 or text[party.span.start : party.span.end] != party.name:
            continue
        near = {name for key in _keys(party.name) for name in index.get(key, ()) if _slip(party.name, name)}
        if len(near) == 1:
            (name,) = near
            fix = Fix(party.span, name, FixKind.FIELD, "spelling")
            times = str(usual[name])
            yield finding("L008", party.span, fix=fix, printed=party.name, usual=name, times=times)


def _index(names: Mapping[str, int]) -> dict[str, list[str]]:
    """Usual names by each of their forms without one character."""
    index: dict[str, list[str]] = {}
    for name in names:
        for key in _keys(name):
            index.setdefault(key, []).append(name)
    return index


def _keys(name: str) -> set[str]:
    """A name, and the name without each one of its characters behind the place that it belongs to."""
    return {name, *(name[:at] + name[at + 1 :] for at in range(_STEM, len(name)))}


def _slip(rare: str, usual: str) -> bool:
    """Whether the one character in which both differ says nothing of which unit it is."""
    if rare == usual or abs(len(rare) - len(usual)) > 1:
        return False
    shorter, longer = sorted((rare, usual), key=len)
    head = next(
        (at for at, pair in enumerate(zip(rare, usual, strict=False)) if len(set(pair)) > 1), len(shorter)
    )
    tails = (rare[head:], usual[head:])
    if len(rare) == len(usual):
        return tails[0][1:] == tails[1][1:] and not _TELLING & {tails[0][0], tails[1][0]}
    return head < len(shorter) and longer[head + 1 :] == shorter[head:] and longer[head] not in _TELLING
