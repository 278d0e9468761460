"""Places where characters were evidently lost, with a suggestion; the source is never rewritten.

A gap is a lone blank, a replacement character or a stray `?` beside a Chinese character. It counts
when one character put there completes a word, and the words around it do not go together without.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.lexicon.compounds import CLIPPED, COMPOUNDS
from luoshi.compiler.lexicon.rule import Example, Rule
from luoshi.compiler.model import Damage, Plan, Span, Task
from luoshi.compiler.passes.context import Context

_HANZI: Final = "\u4e00-\u9fff"
_GAP: Final = re.compile(rf"(?<=[{_HANZI}])[ \ufffd?](?=[{_HANZI}0-9,、。;，；)）])")
_STOP: Final = re.compile(r"[^\u4e00-\u9fff“”]")
_LONGEST: Final = max(len(word) for word in COMPOUNDS)
_SPACED: Final = 40
"""A text with a gap in every so many characters is set with blanks; they tell nothing then."""
_SEEN: Final = 5
_FEW: Final = 50
"""So many stretches are sought one by one; more of them in one pass over the text."""
_BEFORE: Final = 6
_BEHIND: Final = re.compile(rf"[0-9]+(?:\.[0-9]+)?[{_HANZI}]{{1,2}}|[{_HANZI}]{{1,4}}|[、,，。;；]")
"""Context that a finding prints, in front of the gap and behind it."""

CLIPPED_RULES: Final[tuple[Rule[str], ...]] = (
    Rule(
        "damage.deaths",
        r"(?<![死伤灭存阵])亡人[数员]",
        "死",
        (Example("安全事故起数和亡人数", "亡人数"), Example("伤亡人数下降", None)),
    ),
)
"""Rests of words whose first character fell without leaving a blank: what it was."""

_RATE: Final = Rule(
    "damage.rate-dot",
    r"(?<=/)(?:学期|学年|人|户|年|月|天|日|床|吨)[?](?:生|人|户|年|月|天|日|次|床)",
    "·",
    (Example("不低于150元/学期?生标准", "学期?生"), Example("为什么?人人参与", None)),
)
"""A dot between two units, garbled to a question mark."""

RULES: Final = (*CLIPPED_RULES, _RATE)


@dataclass(frozen=True, slots=True)
class _Fit:
    """One way to fill a gap: the character and how much of the word stands around it."""

    char: str
    left: int
    right: int
    order: int

    @property
    def firm(self) -> bool:
        """Whether the word proves itself: two or more characters of it stand, or both sides do."""
        return self.left + self.right >= 2


def run(plan: Plan, context: Context) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Fill each task's damage. Findings about them are worded by ``checks``."""
    text = context.source.text
    places = read_damage(text)
    starts = [each.span.start for each in places]
    return replace(plan, tasks=tuple(_with(task, places, starts) for task in plan.tasks)), ()


def read_damage(text: str) -> tuple[Damage, ...]:
    """Damaged places of a whole document in printed order."""
    return tuple(sorted([*_gaps(text), *_garbled(text), *_clipped(text)], key=lambda each: each.span))


def _with(task: Task, places: Sequence[Damage], starts: Sequence[int]) -> Task:
    first, last = (bisect_left(starts, offset) for offset in task.span)
    found = tuple(each for each in places[first:last] if each.span.end <= task.span.end)
    return replace(task, damage=found) if found else task


def _gaps(text: str) -> Iterator[Damage]:
    at = [match.start() for match in _GAP.finditer(text)]
    if len(at) * _SPACED > max(len(text), _SPACED * _SEEN):
        return
    whole = _joined_elsewhere(text, at)
    fits = {gap: _fits(text, gap) for gap in at if text[gap - 2 : gap] + text[gap + 1 : gap + 3] not in whole}
    lost = _lost(text, fits)
    for gap, found in fits.items():
        best = _best(found, lost, before_word=bool(re.match(f"[{_HANZI}]", text[gap + 1])))
        if best is not None:
            yield _place(text, Span(gap, gap + 1), best.char, best.right)


def _joined_elsewhere(text: str, gaps: Iterable[int]) -> set[str]:
    """Four-character stretches across a gap that the document prints without one elsewhere."""
    wanted = {four for gap in gaps if len(four := text[gap - 2 : gap] + text[gap + 1 : gap + 3]) == 4}
    if len(wanted) <= _FEW:
        return {stretch for stretch in wanted if stretch in text}
    return {stretch for at in range(len(text) - 3) if (stretch := text[at : at + 4]) in wanted}


def _fits(text: str, gap: int) -> list[_Fit]:
    """Characters that complete a word across ``gap``, in no order."""
    found = []
    for left in range(_LONGEST):
        before = text[gap - left : gap] if gap >= left else None
        for right in range(_LONGEST - left):
            entry = _index().get((before or "", text[gap + 1 : gap + 1 + right])) if left + right else None
            if before is not None and entry:
                found += [_Fit(char, left, right, order) for char, order in entry]
    return found


@cache
def _index() -> Mapping[tuple[str, str], list[tuple[str, int]]]:
    """For each word and each of its characters: (what stands before, behind) -> (character, order)."""
    index: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for order, word in enumerate((*COMPOUNDS, *CLIPPED)):
        for at, char in enumerate(word):
            index.setdefault((word[:at], word[at + 1 :]), []).append((char, order))
    return index


def _lost(text: str, fits: Mapping[int, list[_Fit]]) -> frozenset[str]:
    """Characters that this document lost throughout: firm gaps want them more often than they stand."""
    wanted = Counter(char for found in fits.values() for char in {fit.char for fit in found if fit.firm})
    return frozenset(char for char, times in wanted.items() if times > text.count(char))


def _best(found: Iterable[_Fit], lost: frozenset[str], *, before_word: bool) -> _Fit | None:
    """The likeliest filling, or nothing where no word is completed for certain."""
    kept = [
        fit
        for fit in found
        if (fit.char in lost and (fit.firm or before_word))
        or (before_word and fit.left and fit.right and fit.firm)
    ]
    return max(kept, key=lambda fit: (fit.char in lost, fit.left + fit.right, -fit.order), default=None)


def _garbled(text: str) -> Iterator[Damage]:
    for match in _RATE.regex.finditer(text):
        at = text.index("?", match.start())
        yield _place(text, Span(at, at + 1), _RATE.yields, 1)


def _clipped(text: str) -> Iterator[Damage]:
    for rule in CLIPPED_RULES:
        for match in rule.regex.finditer(text):
            yield _place(text, Span(match.start(), match.start()), rule.yields, len(match[0]))


def _place(text: str, gap: Span, char: str, right: int) -> Damage:
    """The finding with a little context, cut at the marks around it."""
    before = text[max(0, gap.start - _BEFORE) : gap.start]
    marks = [match.end() for match in _STOP.finditer(before)]
    start = gap.start - len(before) + (marks[-1] if marks else 0)
    behind = _BEHIND.match(text, gap.end)
    end = max(gap.end + right, behind.end() if behind else gap.end + 1)
    return Damage(
        span=Span(start, end),
        printed=text[start:end],
        restored=text[start : gap.start] + char + text[gap.end : end],
    )
