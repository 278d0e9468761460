"""Targets that a figure decides."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from luoshi.compiler.lexicon import words
from luoshi.compiler.lexicon.dates import deadline
from luoshi.compiler.model import Kind, Operator, Span, Strength, Target
from luoshi.compiler.passes.targets import metric
from luoshi.compiler.passes.targets.figures import Figure, figures
from luoshi.compiler.passes.targets.sentences import asides, clauses_of, inside, names

_STRIVE = re.compile(words.STRIVE)
_COMMIT = re.compile(words.COMMIT)
_FIRM = re.compile("确保|必须|保证|务必")
_APART = 4
"""`力争确保` still strives."""
_FIELD = re.compile(rf"^(?:进一步|持续|不断)?(?:{words.FIELD})$")
_JOIN = re.compile("[、和及与]$")
_EVENTS = re.compile("^(?:以上|以内)?(?:重特大|重大|较大)?[^,，]{0,12}(?:事故|事件)$")


@dataclass(frozen=True, slots=True)
class State:
    """What a clause takes over from the ones before it in its sentence."""

    strength: Strength = Strength.COMMIT
    last: Target | None = None


def numeric_targets(text: str, sentence: Span, *, year: int | None) -> list[Target]:
    """Targets of one sentence that a figure decides, in printed order."""
    named = names(text, sentence)
    found: list[Target] = []
    state = State()
    for clause in clauses_of(text, sentence):
        state = _read(text, clause, state, named=named, year=year, found=found)
    return sorted(found, key=lambda target: target.span)


def _read(
    text: str, clause: Span, state: State, *, named: Sequence[Span], year: int | None, found: list[Target]
) -> State:
    brackets = list(asides(text, clause))
    listed = [
        each
        for each in figures(text, start=clause.start, end=clause.end)
        if not inside(each.span.start, named)
    ]
    main = [each for each in listed if not inside(each.span.start, brackets)]
    main = [each for each in main if not (each.threshold and _is_name(text, each, main, clause))]
    at = clause.start
    for index, figure in enumerate(main):
        until = main[index + 1].outer.start if index + 1 < len(main) else clause.end
        before = text[at : figure.outer.start]
        state = replace(
            state, strength=_strength(before + text[figure.outer.start : figure.span.start], state)
        )
        target = _target(text, Span(at, until), figure, state, year=year)
        if target is None:
            at = figure.outer.end
            continue
        if found and _is_stretch(before, figure, state):
            found[-1] = replace(
                found[-1], stretch=figure.value, span=Span(found[-1].span.start, figure.outer.end)
            )
        else:
            found.append(target)
            state = replace(state, last=target)
        at = figure.outer.end
    if not main and _COMMIT.search(text, clause.start, clause.end):
        state = replace(state, strength=Strength.COMMIT)
    if not main and _STRIVE.search(text, clause.start, clause.end):
        state = replace(state, strength=Strength.STRIVE)
    for bracket in brackets:
        found.extend(_parts(text, bracket, listed, state, year=year))
    return state


def _parts(
    text: str, bracket: Span, listed: Sequence[Figure], state: State, *, year: int | None
) -> Iterator[Target]:
    at = bracket.start
    for figure in (each for each in listed if bracket.start <= each.span.start < bracket.end):
        target = _target(text, Span(at, bracket.end), figure, state, year=year)
        if target is not None and target.metric:
            yield target
        at = figure.outer.end


def _strength(before: str, state: State) -> Strength:
    """Striving holds until a word of plain commitment; a comparator alone commits a clause of its own."""
    strive = max((match.end() for match in _STRIVE.finditer(before)), default=-1)
    firm = max((match.end() for match in _FIRM.finditer(before)), default=-1)
    if strive >= 0:
        return Strength.COMMIT if firm > strive + _APART else Strength.STRIVE
    return Strength.COMMIT if _COMMIT.search(before) else state.strength


def _is_name(text: str, figure: Figure, others: Sequence[Figure], clause: Span) -> bool:
    """`1000万元以上项目50个`: the first figure belongs to the name of what is counted."""
    return figure.op is Operator.AT_LEAST and any(each.span.start > figure.span.start for each in others)


def _is_stretch(before: str, figure: Figure, state: State) -> bool:
    last = state.last
    return (
        last is not None
        and last.unit == figure.unit
        and not metric.cleaned(before)
        and bool(re.search("力争|争取|奋斗|努力", before))
    )


def _target(text: str, stretch: Span, figure: Figure, state: State, *, year: int | None) -> Target | None:
    before, after = text[stretch.start : figure.outer.start], text[figure.outer.end : stretch.end]
    if _FIELD.match(metric.cleaned(before)) or _counts_names(before, after):
        return None
    joined = bool(_JOIN.search(before.rstrip())) and not metric.cleaned(before)
    phrase, takes_behind = metric.composed(before, after)
    if (joined or not phrase) and state.last is not None:
        phrase, takes_behind = state.last.metric, False
    if not phrase:
        return None
    start = stretch.start + len(before) - len(before.lstrip(" 、,，含"))
    end = stretch.end if takes_behind else figure.outer.end
    return Target(
        kind=_kind(figure),
        metric=phrase,
        op=figure.op,
        value=figure.value if figure.high is None else (figure.value, figure.high),
        unit=figure.unit,
        span=Span(start, start + len(text[start:end].rstrip())),
        strength=state.strength,
        deadline=deadline(before, year=year),
        rule="figure",
    )


def _counts_names(before: str, after: str) -> bool:
    """`“甲”和“乙”两项工程` counts what was just named; `新建“驿站”4个` says how many."""
    front = before.rstrip()
    return front.endswith(("前", "第")) or (front.endswith(("”", "》")) and bool(after.strip()))


def _kind(figure: Figure) -> Kind:
    if figure.high is not None:
        return Kind.RANGE
    return Kind.RATE if figure.rate else Kind.QUANTITY
