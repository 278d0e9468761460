"""Compare a compilation with a reading made by hand, question by question.

``score`` takes a gold file (annotation guide: plan, sections, tasks or only targets) and a compilation
and answers each question with hits, extras and misses, every one of them with its offset in the text.
What a gold file marks ``optional`` counts neither way; ``metric_alt`` lists wordings that are as good.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any, Final, NamedTuple, TypeVar

from luoshi.compiler import Compilation
from luoshi.compiler.model import Damage, Deliverable, Section, Span, Target, Task
from luoshi.compiler.source import Source

Gold = Mapping[str, Any]
One = TypeVar("One")
Other = TypeVar("Other")

ALIKE: Final = 0.6
"""Two wordings of a measure say the same from this Dice likeness of their character pairs on."""
QUESTIONS: Final = (
    "sections",
    "tasks",
    "units",
    "first unit",
    "targets by value",
    "targets in full",
    "metric wording",
    "deliverables",
    "damage found",
    "damage restored",
)
_BODY_ALIKE: Final = 0.5
_BODY_HEAD: Final = 24
"""So many characters of a body tell which task it is."""
_ROLES: Final = (("leaders", "leader"), ("lead_units", "lead"), ("coop_units", "coop"))
_BRACKETS: Final = dict.fromkeys(map(ord, "()[]〔〕、.,。 \n\t"))


class Miss(NamedTuple):
    """A difference: where in the text it lies, and what it is in words."""

    offset: int
    words: str


@dataclass
class Score:
    """Counts of one question and its differences."""

    hit: int = 0
    extra: int = 0
    missed: int = 0
    misses: list[Miss] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what was read that is right; 1 where nothing was read."""
        return self.hit / (self.hit + self.extra) if self.hit + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was read; 1 where nothing is there."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def asked(self) -> bool:
        """Whether there was anything to find, or anything was found."""
        return bool(self.hit + self.extra + self.missed)

    def lacks(self, offset: int, words: str) -> None:
        """Count something that was not read."""
        self.missed += 1
        self.misses.append(Miss(offset, f"missed {words}"))

    def invents(self, offset: int, words: str) -> None:
        """Count something that was read but is not there."""
        self.extra += 1
        self.misses.append(Miss(offset, f"extra {words}"))


Scores = dict[str, Score]


def score(gold: Gold, compiled: Compilation) -> Scores:
    """One score for each question. A document that could not be read has missed everything."""
    scores = {question: Score() for question in QUESTIONS}
    plan = compiled.plan
    source = compiled.source or Source(name="", text="")
    tasks = plan.tasks if plan else ()
    outside = plan.targets if plan else ()
    wanted, heads = _parts(gold)
    if wanted or "targets" not in gold:
        _sections(scores["sections"], gold.get("sections") or (), plan.sections if plan else (), source)
        _tasks(scores, wanted, tasks, source)
        _targets(scores, heads, outside, source, Span(0, len(source.text)))
    else:
        everywhere = sorted(chain(outside, *(task.targets for task in tasks)), key=lambda each: each.span)
        _targets(scores, heads, everywhere, source, Span(0, len(source.text)))
    return scores


def total(scores: Iterable[Scores]) -> Scores:
    """All documents as one: counts are added (micro average)."""
    out = {question: Score() for question in QUESTIONS}
    for each in scores:
        for question, one in each.items():
            out[question].hit += one.hit
            out[question].extra += one.extra
            out[question].missed += one.missed
    return out


def likeness(left: str, right: str) -> float:
    """Dice coefficient of the pairs of neighbouring characters, from 0 to 1; blanks do not count."""
    if _plain(left) == _plain(right):
        return 1.0
    one, other = _pairs(left), _pairs(right)
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0


@lru_cache(maxsize=4096)
def _pairs(text: str) -> Counter[str]:
    plain = _plain(text)
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """In one width and without blanks and end marks, so that layout does not count."""
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip("。;,.:")


def _number(number: object) -> str | None:
    """A printed number without its brackets: `（一）` and `一` are the same."""
    if number is None:
        return None
    return unicodedata.normalize("NFKC", str(number)).translate(_BRACKETS)


def _parts(gold: Gold) -> tuple[list[Gold], list[Gold]]:
    """The real tasks, and the targets that stand outside them: at the top or in a task of no number."""
    tasks, heads = [], list(gold.get("targets") or ())
    for task in gold.get("tasks") or ():
        if _is_preamble(task):
            heads += task.get("targets") or ()
        else:
            tasks.append(task)
    return tasks, heads


def _is_preamble(task: Gold) -> bool:
    named = any(task.get(role) for role, _word in _ROLES)
    return task.get("number") is None and not (named or task.get("body") or task.get("title"))


# Sections and tasks: both are in printed order, so they are aligned like two texts.


def _sections(tally: Score, wanted: Sequence[Gold], got: Sequence[Section], source: Source) -> None:
    def alike(want: Gold, have: Section) -> float:
        same = likeness(str(want.get("title") or ""), have.title)
        return same if same >= ALIKE and _number(want.get("number")) == _number(have.number) else 0.0

    for want, have in _aligned(wanted, got, alike):
        if want is not None and have is not None:
            tally.hit += 1
        elif want is not None:
            at = max(0, source.text.find(str(want.get("title") or "\0")))
            tally.lacks(at, f"section {want.get('number')} {want.get('title')}")
        elif have is not None:
            tally.invents(have.span.start, f"section {have.number} {have.title}")


def _tasks(scores: Scores, wanted: Sequence[Gold], got: Sequence[Task], source: Source) -> None:
    at = 0
    for want, task in _aligned(wanted, got, lambda one, other: _same_task(one, other, source)):
        at = task.span.start if task is not None else at
        _task(scores["tasks"], want, task, at)
        _units(scores, want or {}, task, at)
        span = task.span if task is not None else Span(at, at)
        inside = task.targets if task is not None else ()
        _targets(scores, (want or {}).get("targets") or (), inside, source, span)
        _deliverables(scores["deliverables"], want or {}, task.deliverables if task else (), at)
        _damage(scores, (want or {}).get("damage") or (), task.damage if task else (), source, span)


def _task(tally: Score, want: Gold | None, task: Task | None, at: int) -> None:
    if want and task and _number(want.get("number")) == _number(task.number):
        tally.hit += 1
        return
    if want:
        tally.lacks(at, f"task {want.get('number')} {str(want.get('body') or '')[:_BODY_HEAD]}")
    if task:
        tally.invents(at, f"task {task.number} {task.title[:_BODY_HEAD]}")


def _same_task(want: Gold, task: Task, source: Source) -> float:
    """How surely both are one task; 0 where they cannot be."""
    same_number = want.get("number") is not None and _number(want["number"]) == _number(task.number)
    body = str(want.get("body") or want.get("title") or "")
    printed = source.text[task.body.start : task.body.end]
    bodies = likeness(body[:_BODY_HEAD], printed.strip()[: len(body[:_BODY_HEAD])]) if body else 0.0
    units = {party.name for party in (*task.responsibility.lead_units, *task.responsibility.leaders)}
    shared = bool(units & {*(want.get("lead_units") or ()), *(want.get("leaders") or ())})
    unnumbered = want.get("number") is None and task.number is None
    if not same_number and bodies < _BODY_ALIKE and not (unnumbered and shared and not body):
        return 0.0
    return 2.0 * same_number + 3.0 * bodies + shared


def _aligned(
    wanted: Sequence[One], got: Sequence[Other], alike: Callable[[One, Other], float]
) -> Iterator[tuple[One | None, Other | None]]:
    """The best pairing that keeps both orders; what has no partner comes alone, in its place."""
    best = [[0.0] * (len(got) + 1) for _row in range(len(wanted) + 1)]
    weight = [[alike(want, have) for have in got] for want in wanted]
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(got) - 1, -1, -1):
            pair = best[i + 1][j + 1] + weight[i][j] if weight[i][j] else 0.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(wanted) or j < len(got):
        if (
            i < len(wanted)
            and j < len(got)
            and weight[i][j]
            and best[i][j] == best[i + 1][j + 1] + weight[i][j]
        ):
            yield wanted[i], got[j]
            i, j = i + 1, j + 1
        elif i < len(wanted) and (j == len(got) or best[i + 1][j] >= best[i][j + 1]):
            yield wanted[i], None
            i += 1
        else:
            yield None, got[j]
            j += 1


def _units(scores: Scores, want: Gold, task: Task | None, at: int) -> None:
    """Every name in its role; and apart from it, whether the unit that answers comes first."""
    duty = task.responsibility if task is not None else None
    for role, word in _ROLES:
        wanted = Counter(_plain(name) for name in want.get(role) or ())
        parties = getattr(duty, role) if duty is not None else ()
        have = Counter(_plain(party.name) for party in parties)
        where = {_plain(party.name): party.span.start for party in parties}
        scores["units"].hit += (wanted & have).total()
        for name in (wanted - have).elements():
            scores["units"].lacks(at, f"{word} {name}")
        for name in (have - wanted).elements():
            scores["units"].invents(where[name], f"{word} {name}")
    _first(scores["first unit"], want.get("lead_units") or (), duty.lead_units if duty else (), at)


def _first(tally: Score, wanted: Sequence[str], got: Sequence[Any], at: int) -> None:
    first = _plain(wanted[0]) if wanted else None
    have = _plain(got[0].name) if got else None
    if first == have:
        tally.hit += first is not None
        return
    if first is not None:
        tally.lacks(at, f"first unit {first}")
    if have is not None:
        tally.invents(got[0].span.start, f"first unit {have}")


# Targets: what is asked three ways differs only in what makes two of them the same.


class Facts(NamedTuple):
    """A target of either side, in one form."""

    value: Hashable
    """Value and unit, and the kind where there is no value to go by."""
    rest: Hashable
    metrics: tuple[str, ...]
    offset: int
    words: str


def _targets(
    scores: Scores, wanted: Iterable[Gold], got: Iterable[Target], source: Source, span: Span
) -> None:
    everything = [(each, _wanted(each, source, span)) for each in wanted]
    firm = [facts for each, facts in everything if not each.get("optional")]
    free = [facts for each, facts in everything if each.get("optional")]
    have = [_read(each, source) for each in got]
    for question, same in (
        ("targets by value", _same_value),
        ("targets in full", _same_in_full),
        ("metric wording", _same_wording),
    ):
        _compared(scores[question], firm, free, have, same)


def _compared(
    tally: Score,
    firm: Sequence[Facts],
    free: Sequence[Facts],
    got: Sequence[Facts],
    same: Callable[[Facts, Facts], bool],
) -> None:
    pairs = _matched(firm, got, same)
    left = [facts for at, facts in enumerate(got) if at not in pairs.values()]
    spare = _matched(free, left, _same_value)
    tally.hit += len(pairs)
    for at, facts in enumerate(firm):
        if at not in pairs:
            tally.lacks(facts.offset, facts.words)
    for at, facts in enumerate(left):
        if at not in spare.values():
            tally.invents(facts.offset, facts.words)


def _matched(
    wanted: Sequence[Facts], got: Sequence[Facts], same: Callable[[Facts, Facts], bool]
) -> dict[int, int]:
    """Which wanted target is which read one; the likest wordings first, then printed order."""
    pairs: dict[int, int] = {}
    order = sorted(
        (-_wording(want, have), i, j)
        for i, want in enumerate(wanted)
        for j, have in enumerate(got)
        if same(want, have)
    )
    for _unlike, i, j in order:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _same_value(want: Facts, got: Facts) -> bool:
    return want.value == got.value


def _same_in_full(want: Facts, got: Facts) -> bool:
    return want.value == got.value and want.rest == got.rest and _wording(want, got) >= ALIKE


def _same_wording(want: Facts, got: Facts) -> bool:
    return want.value == got.value and _wording(want, got) >= ALIKE


def _wording(want: Facts, got: Facts) -> float:
    return max(likeness(metric, got.metrics[0]) for metric in want.metrics)


def _wanted(target: Gold, source: Source, span: Span) -> Facts:
    printed = str(target.get("text") or "\0")
    found = source.text.find(printed, span.start, span.end)
    value, unit = _value(target.get("value")), _unit(target.get("unit"))
    kind = str(target.get("kind"))
    rest = (
        kind,
        target.get("op"),
        _value(target.get("stretch")),
        str(target.get("strength") or "commit"),
        target.get("deadline"),
        _plain(str(target.get("reference") or "")),
    )
    metrics = (str(target["metric"]), *target.get("metric_alt", ()))
    words = _worded(metrics[0], rest, value, unit)
    return Facts(_key(kind, value, unit), rest, metrics, found if found >= 0 else span.start, words)


def _read(target: Target, source: Source) -> Facts:
    value, unit = _value(target.value), _unit(target.unit)
    rest = (
        target.kind.value,
        target.op.value if target.op else None,
        _value(target.stretch),
        target.strength.value,
        target.deadline.isoformat() if target.deadline else None,
        _plain(target.reference or ""),
    )
    words = _worded(target.metric, rest, value, unit)
    return Facts(_key(target.kind.value, value, unit), rest, (target.metric,), target.span.start, words)


def _key(kind: str, value: Hashable, unit: str) -> Hashable:
    by_words = value is None or kind == "direction"
    return (value, unit, kind if by_words else "")


def _value(value: object) -> Hashable:
    if isinstance(value, list | tuple):
        return tuple(_value(each) for each in value)
    if isinstance(value, int | float | Decimal):
        return round(float(value), 6)
    return None if value is None else _plain(str(value))


def _unit(unit: object) -> str:
    return str(unit or "").replace("％", "%")


def _worded(metric: str, rest: tuple[Any, ...], value: Hashable, unit: str) -> str:
    kind, op, stretch, strength, deadline, reference = rest
    amount = f"{value:.10g}" if isinstance(value, float) else "" if value is None else str(value)
    extras = [f"stretch {stretch}" if stretch is not None else "", deadline or "", reference]
    extras.append(strength if strength != "commit" else "")
    return " | ".join(part for part in (kind, metric, f"{op or ''} {amount} {unit}".strip(), *extras) if part)


# Deliverables and damage.


def _deliverables(tally: Score, want: Gold, got: Sequence[Deliverable], at: int) -> None:
    listed = want.get("deliverables") or ()
    firm = Counter((each["verb"], _plain(each["name"])) for each in listed if not each.get("optional"))
    free = Counter((each["verb"], _plain(each["name"])) for each in listed if each.get("optional"))
    have = Counter((each.verb, _plain(each.name)) for each in got)
    where = {(each.verb, _plain(each.name)): each.span.start for each in got}
    tally.hit += (firm & have).total()
    for verb, name in (firm - have).elements():
        tally.lacks(at, f"{verb} {name}")
    for verb, name in (have - firm - free).elements():
        tally.invents(where[verb, name], f"{verb} {name}")


class _Gap(NamedTuple):
    """Where characters were lost, as far as one can tell, and what was put in."""

    start: int
    end: int
    put_in: str


def _damage(
    scores: Scores, wanted: Sequence[Gold], got: Sequence[Damage], source: Source, span: Span
) -> None:
    """A place is found where the lost stretches touch; it is restored where the same was put in."""
    left = [(each, _gap(each.printed, each.restored, each.span.start)) for each in got]
    seen: Counter[str] = Counter()
    for want in wanted:
        at = _nth(source.text, want["printed"], span, seen[want["printed"]])
        seen[want["printed"]] += 1
        gap = _gap(want["printed"], want["restored"], at)
        hit = next((pair for pair in left if _touch(gap, pair[1])), None)
        if hit is not None:
            left.remove(hit)
        if not want.get("optional"):
            words = f"{want['printed']} → {want['restored']}"
            _judged(scores["damage found"], gap.start, words, found=hit is not None, got=None)
            right = hit is not None and hit[1].put_in == gap.put_in
            wrong = f"{hit[0].printed} → {hit[0].restored}" if hit is not None and not right else None
            _judged(scores["damage restored"], gap.start, words, found=right, got=wrong)
    for each, gap in left:
        for question in ("damage found", "damage restored"):
            scores[question].invents(gap.start, f"{each.printed} → {each.restored}")


def _judged(tally: Score, at: int, words: str, *, found: bool, got: str | None) -> None:
    if found:
        tally.hit += 1
        return
    tally.lacks(at, words)
    if got is not None:
        tally.invents(at, got)


def _nth(text: str, printed: str, span: Span, earlier: int) -> int:
    """Where ``printed`` stands for the time after ``earlier`` ones; the span's start where it does not."""
    at = text.find(printed, span.start, span.end)
    for _time in range(earlier):
        behind = text.find(printed, at + 1, span.end)
        at = behind if behind >= 0 else at
    return at if at >= 0 else span.start


def _gap(printed: str, restored: str, start: int) -> _Gap:
    """What differs between both, without the common head and tail."""
    shorter = min(len(printed), len(restored))
    head = next((at for at in range(shorter) if printed[at] != restored[at]), shorter)
    tail = next((at for at in range(shorter - head) if printed[-1 - at] != restored[-1 - at]), shorter - head)
    return _Gap(start + head, start + len(printed) - tail, restored[head : len(restored) - tail])


def _touch(one: _Gap, other: _Gap) -> bool:
    return one.start <= other.end and other.start <= one.end
