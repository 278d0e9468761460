"""What a rule set must hold: bands without gap or overlap, and a rule for every situation."""

from collections.abc import Sequence
from itertools import pairwise

from luoshi.engines.kernel import exact, word
from luoshi.engines.kernel.nodes import Problems
from luoshi.engines.lights.rules import Band, Bound, Rule
from luoshi.engines.lights.standing import Situation, situations

Placed = tuple[Band, int]
"""A band and the line that it is written on."""


def in_order(placed: Sequence[Placed]) -> list[Placed]:
    """Bands from the lowest to the highest, whatever the order they are written in."""
    return sorted(placed, key=lambda each: _start(each[0].low))


def _start(low: Bound | None) -> tuple[bool, object, bool]:
    return (False, 0, False) if low is None else (True, low.at, not low.inclusive)


def check_bands(ordered: Sequence[Placed], problems: Problems) -> None:
    """Note each band that is empty, and each place where ordered bands do not meet exactly."""
    for band, line in ordered:
        if _empty(band):
            problems.at(line, "band-empty", band=band.id)
    first, last = ordered[0], ordered[-1]
    if first[0].low is not None:
        problems.at(first[1], "band-open-below", band=first[0].id)
    if last[0].high is not None:
        problems.at(last[1], "band-open-above", band=last[0].id)
    for (lower, _line), (upper, line) in pairwise(ordered):
        _check_seam(lower, upper, line, problems)


def _empty(band: Band) -> bool:
    if band.low is None or band.high is None:
        return False
    if band.low.at == band.high.at:
        return not (band.low.inclusive and band.high.inclusive)
    return band.low.at > band.high.at


def _check_seam(lower: Band, upper: Band, line: int, problems: Problems) -> None:
    end, start = lower.high, upper.low
    if (
        end is None
        or start is None
        or end.at > start.at
        or (end.at == start.at and end.inclusive and start.inclusive)
    ):
        problems.at(line, "bands-overlap", lower=lower.id, upper=upper.id)
    elif end.at < start.at:
        problems.at(
            line, "bands-gap", low=exact(end.at), high=exact(start.at), lower=lower.id, upper=upper.id
        )
    elif not end.inclusive and not start.inclusive:
        problems.at(line, "bands-gap", low=exact(end.at), high=exact(end.at), lower=lower.id, upper=upper.id)


def check_cases(rules: Sequence[Rule], problems: Problems, *, line: int) -> None:
    """Note a situation that no rule decides, a measure that is not defined, a rule never reached."""
    fired: set[str] = set()
    for situation in situations():
        rule = next((rule for rule in rules if rule.applies(situation)), None)
        case = _case(situation, problems.language)
        if rule is None:
            problems.at(line, "case-open", case=case)
            return
        fired.add(rule.id)
        if rule.measure and not (situation.fact and situation.ratio):
            problems.at(rule.line, "case-unmeasured", rule=rule.id, case=case)
            return
    for rule in rules:
        if rule.id not in fired:
            problems.at(rule.line, "rule-unreachable", rule=rule.id)


def _case(situation: Situation, language: str) -> str:
    named = (
        situation.shape,
        "fact" if situation.fact else "no-fact",
        "past-deadline" if situation.past_deadline else "before-deadline",
        "reached" if situation.reached else "unreached",
        "ratio" if situation.ratio else "no-ratio",
    )
    return word("say.comma", language=language).join(
        word(f"when.{name}", language=language) for name in named
    )
