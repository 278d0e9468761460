"""Which task of one version is which task of another, and which target which.

Pure and stable: the pairs do not depend on the order in which tasks are given, and nearly linear: a task
is only held against tasks that share its number, its title or rare stretches of its text. Where a task was
split or merged so evenly that no part is the old one, nothing is paired; its targets still are, where their
metric leaves no doubt.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from luoshi.plans.edition import NUMERIC, Aim, Edition, Item, folded

Each = TypeVar("Each", Item, Aim)

SAME_TITLE, SAME_NUMBER, NEITHER = 0.15, 0.4, 0.6
"""Shares of text that two tasks must have in common to be one, by what else speaks for it."""
NEAR_METRIC = 0.5
"""Share of a metric's words that must be common, where one holds the other or the figure is the same.

Nothing less will do: one character more or less makes exports of imports, and public schools of private ones.
"""
CONTAINED = 0.6
"""Share of the shorter text that the longer one holds, where a task was split off or merged in."""
WINDOW = 4
"""Characters of the stretches that tasks are looked up by."""
RARE = 16
"""Stretches that more tasks than this share say nothing."""
TRIED = 8
"""Tasks that a task is held against for the stretches that they share."""


@dataclass(frozen=True, slots=True)
class Pairs(Generic[Each]):
    """What goes together, and what stands alone on either side; each in printed order."""

    both: tuple[tuple[Each, Each], ...]
    dropped: tuple[Each, ...]
    added: tuple[Each, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Tasks and targets of two versions."""

    items: Pairs[Item]
    aims: Pairs[Aim]
    headline: Pairs[Aim]


def align(old: Edition, new: Edition) -> Alignment:
    """Pair the tasks, then the targets within each pair, then those that moved with a part of a task."""
    items = align_items(old.items, new.items)
    within = [pair for before, after in items.both for pair in _aim_pairs(before.aims, after.aims)]
    within += _moved(old, new, within)
    return Alignment(
        items=items,
        aims=_pairs(within, _all_aims(old), _all_aims(new)),
        headline=_pairs(_aim_pairs(old.aims, new.aims), old.aims, new.aims),
    )


def _all_aims(edition: Edition) -> list[Aim]:
    return [aim for item in edition.items for aim in item.aims]


def align_items(old: Sequence[Item], new: Sequence[Item]) -> Pairs[Item]:
    """Tasks that are the same as printed first; of the others, the likeliest pairs first."""
    same = _one_to_one(old, new, key=_as_printed)
    rest = _without(old, new, same)
    return _pairs([*same, *_greedy(_likely_items(*rest))], old, new)


def _as_printed(item: Item) -> Hashable:
    return item.number, item.section, item.printed, item.title, item.body


def _one_to_one(
    old: Iterable[Each], new: Iterable[Each], *, key: Callable[[Each], Hashable]
) -> list[tuple[Each, Each]]:
    """What has the same key on both sides, in order."""
    waiting: dict[Hashable, list[Each]] = defaultdict(list)
    for each in sorted(old, key=_key, reverse=True):
        waiting[key(each)].append(each)
    found = sorted(new, key=_key)
    return [(waiting[key(each)].pop(), each) for each in found if waiting.get(key(each))]


def _key(each: Item | Aim) -> int:
    return each.key


def _without(
    old: Iterable[Each], new: Iterable[Each], taken: Iterable[tuple[Each, Each]]
) -> tuple[list[Each], list[Each]]:
    pairs = list(taken)
    gone, come = {before.key for before, _ in pairs}, {after.key for _, after in pairs}
    return [each for each in old if each.key not in gone], [each for each in new if each.key not in come]


def _pairs(both: Iterable[tuple[Each, Each]], old: Sequence[Each], new: Sequence[Each]) -> Pairs[Each]:
    place = {each.key: at for at, each in enumerate(new)}
    ordered = sorted(both, key=lambda pair: place[pair[1].key])
    dropped, added = _without(old, new, ordered)
    return Pairs(both=tuple(ordered), dropped=tuple(dropped), added=tuple(added))


def _greedy(
    scored: Iterable[tuple[tuple[Any, ...], Each, Each]],
) -> Iterator[tuple[Each, Each]]:
    """The best pairs, each side once. Scores are tuples, the smallest first."""
    gone, come = set(), set()
    for _score, before, after in sorted(scored, key=lambda each: (each[0], each[1].key, each[2].key)):
        if before.key not in gone and after.key not in come:
            gone.add(before.key)
            come.add(after.key)
            yield before, after


def _likely_items(old: Sequence[Item], new: Sequence[Item]) -> Iterator[tuple[tuple[float, ...], Item, Item]]:
    index = _Index(old)
    features = {item.key: _bigrams(item.body) for item in old}
    for item in new:
        mine = _bigrams(item.body)
        for other in index.near(item):
            score = _likeness(other, item, share=_share(features[other.key], mine))
            if score is not None:
                yield score, other, item


def _likeness(old: Item, new: Item, *, share: float) -> tuple[float, ...] | None:
    """Smaller is better; ``None`` where the two are not one task."""
    title = bool(folded(new.title)) and folded(old.title) == folded(new.title)
    number = bool(new.number) and old.number == new.number
    enough = SAME_TITLE if title else SAME_NUMBER if number else NEITHER
    if share < enough:
        return None
    return (-(share + 0.3 * title + 0.2 * number), -float(old.section == new.section))


class _Index:
    """Finds the tasks that a task might be."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.named: dict[Hashable, list[Item]] = defaultdict(list)
        self.holding: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            for mark in _marks(item):
                self.named[mark].append(item)
            for stretch in _stretches(item.body):
                self.holding[stretch].append(item)

    def near(self, item: Item) -> list[Item]:
        """Tasks with the same number or title, and those that share most of the rare stretches."""
        shared = Counter(
            other.key for stretch in _stretches(item.body) for other in self._rare(self.holding, stretch)
        )
        likeliest = sorted(shared, key=lambda key: (-shared[key], key))[:TRIED]
        found = {other.key: other for mark in _marks(item) for other in self._rare(self.named, mark)}
        for stretch in _stretches(item.body):
            found |= {
                other.key: other for other in self._rare(self.holding, stretch) if other.key in likeliest
            }
        return list(found.values())

    @staticmethod
    def _rare(index: dict[Any, list[Item]], mark: Hashable) -> list[Item]:
        found = index.get(mark, [])
        return found if len(found) <= RARE else []


def _marks(item: Item) -> list[Hashable]:
    """What a task is looked up by besides its text."""
    marks: list[Hashable] = []
    if item.number:
        marks += [("number", item.number), ("place", item.section, item.number)]
    if folded(item.title):
        marks += [("title", folded(item.title)), ("title", item.section, folded(item.title))]
    return marks


def _stretches(text: str) -> set[str]:
    plain = folded(text)
    return {plain[at : at + WINDOW] for at in range(max(1, len(plain) - WINDOW + 1))}


def _bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters; a single character and an empty text have one too."""
    plain = f"^{folded(text)}$"
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the longer text both have, 0 to 1."""
    return len(one & other) / max(len(one), len(other))


def _aim_pairs(old: Sequence[Aim], new: Sequence[Aim]) -> list[tuple[Aim, Aim]]:
    """Targets of one task, or headline targets: same metric and measure first, then near words."""
    same = _one_to_one(old, new, key=lambda aim: (*_measured(aim), folded(aim.metric), aim.kind, aim.level))
    before, after = _without(old, new, same)
    return [*same, *_greedy(_likely_aims(before, after))]


def _measured(aim: Aim) -> tuple[str, str]:
    """Only what is measured alike can be one target: its facts have to fit both."""
    return "figure" if aim.kind in NUMERIC else aim.kind, folded(aim.unit) or aim.unit


def _likely_aims(old: Sequence[Aim], new: Sequence[Aim]) -> Iterator[tuple[tuple[Any, ...], Aim, Aim]]:
    alike: dict[tuple[str, str], list[tuple[int, Aim]]] = defaultdict(list)
    for at, aim in enumerate(old):
        alike[_measured(aim)].append((at, aim))
    for place, aim in enumerate(new):
        for at, other in alike[_measured(aim)]:
            likeness = _metric_likeness(other, aim)
            if likeness is not None:
                order = -likeness, other.kind != aim.kind, other.level != aim.level, abs(at - place)
                yield order, other, aim


def _metric_likeness(old: Aim, new: Aim) -> float | None:
    """Share of the metrics' words that both have; ``None`` where they are two metrics."""
    one, other = folded(old.metric), folded(new.metric)
    if one == other:
        return 1.0
    mine, theirs = _words(one), _words(other)
    share = len(mine & theirs) / max(len(mine), len(theirs), 1)
    near = old.level == new.level or (bool(one and other) and (one in other or other in one))
    return share if near and share >= NEAR_METRIC else None


def _words(metric: str) -> frozenset[str]:
    return frozenset(metric[at : at + 2] for at in range(max(1, len(metric) - 1)))


def _moved(old: Edition, new: Edition, pairs: Sequence[tuple[Aim, Aim]]) -> list[tuple[Aim, Aim]]:
    """Targets of a task that was split or merged: one of their metric and measure on each side."""
    before, after = _without(_all_aims(old), _all_aims(new), pairs)
    gone, come = _single(before), _single(after)
    home = {aim.key: item for item in old.items for aim in item.aims}
    away = {aim.key: item for item in new.items for aim in item.aims}
    shared = [(gone[mark], come[mark]) for mark in gone.keys() & come.keys()]
    return [(one, other) for one, other in shared if _partly(home[one.key], away[other.key])]


def _single(aims: Iterable[Aim]) -> dict[Hashable, Aim]:
    found: dict[Hashable, list[Aim]] = defaultdict(list)
    for aim in aims:
        found[(*_measured(aim), folded(aim.metric))].append(aim)
    return {mark: each[0] for mark, each in found.items() if len(each) == 1}


def _partly(old: Item, new: Item) -> bool:
    """Whether most of the shorter text is in the longer one."""
    one, other = _bigrams(old.body), _bigrams(new.body)
    return len(one & other) / min(len(one), len(other)) >= CONTAINED
