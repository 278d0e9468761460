"""Score the compiler's reading of plans against readings made by hand.

    python scripts/bench_reader.py [GOLD.json PLAN.txt] ...

Without arguments: the sample, and every gold file of the directory ``LUOSHI_GOLD`` (or of
``../shared/gold`` beside the checkout, when it exists) whose plan lies in ``../plans`` beside it.
Prints each miss with its place, then precision, recall and F1. Exit code 0 whatever the score.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from luoshi.compiler import Compilation, compile_bytes
from luoshi.compiler.model import Damage, Target, Task

ROOT = Path(__file__).resolve().parent.parent
Gold = Mapping[str, Any]
Item = tuple[Hashable, ...]


@dataclass
class Score:
    """Counts of one question; ``rate`` answers it."""

    hit: int = 0
    extra: int = 0
    missed: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of what was read that is right."""
        return self.hit / (self.hit + self.extra) if self.hit + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was read."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def compare(
        self, place: str, wanted: Iterable[Item], got: Iterable[Item], *, allowed: Iterable[Item] = ()
    ) -> None:
        """Add one task: ``allowed`` items count neither way."""
        want, have, free = Counter(wanted), Counter(got), Counter(allowed)
        extra = have - want - free
        self.hit += (want & have).total()
        self.extra += extra.total()
        self.missed += (want - have).total()
        self.notes += [f"{place}: missed {item}" for item in (want - have).elements()]
        self.notes += [f"{place}: extra {item}" for item in extra.elements()]


def score(gold: Gold, compiled: Compilation) -> dict[str, Score]:
    """One score for each question about a plan."""
    plan = compiled.plan
    scores = {name: Score() for name in ("tasks", "units", "targets", "metrics", "deliverables", "damage")}
    if plan is None:
        raise SystemExit("the plan could not be read")
    wanted = [task for task in gold["tasks"] if task["number"] is not None]
    scores["tasks"].compare(
        "plan", [(str(task["number"]),) for task in wanted], [(str(task.number),) for task in plan.tasks]
    )
    preamble = [task for task in gold["tasks"] if task["number"] is None and not task["lead_units"]]
    heads = gold.get("targets") or [target for task in preamble for target in task["targets"]]
    _targets(scores, "preamble", heads, plan.targets)
    for want, task in _paired(wanted, plan.tasks):
        place = f"task {want['number']}"
        scores["units"].compare(place, _wanted_units(want), _units(task))
        _targets(scores, place, want["targets"], task.targets if task else ())
        _deliverables(scores["deliverables"], place, want, task)
        _damage(scores["damage"], place, want.get("damage", ()), task.damage if task else ())
    return scores


def _paired(wanted: Iterable[Gold], tasks: Iterable[Task]) -> Iterator[tuple[Gold, Task | None]]:
    """Each gold task with the compiled one of its number, in order where numbers restart."""
    left = list(tasks)
    for want in wanted:
        match = next((task for task in left if str(task.number) == str(want["number"])), None)
        if match is not None:
            left.remove(match)
        yield want, match


def _wanted_units(want: Gold) -> Iterator[Item]:
    for role in ("leaders", "lead_units", "coop_units"):
        yield from ((role, at, name) for at, name in enumerate(want[role]))


def _units(task: Task | None) -> Iterator[Item]:
    if task is None:
        return
    for role in ("leaders", "lead_units", "coop_units"):
        parties = getattr(task.responsibility, role)
        yield from ((role, at, party.name) for at, party in enumerate(parties))


def _value(value: object) -> Hashable:
    if isinstance(value, list | tuple):
        return tuple(float(each) for each in value)
    return (
        float(value)
        if isinstance(value, int | float | Decimal)
        else str(value)
        if value is not None
        else None
    )


def _wanted_target(target: Gold) -> Item:
    by_words = target["kind"] in ("relative", "milestone", "direction")
    return (_value(target["value"]), target["unit"], target["kind"] if by_words else "")


def _target(target: Target) -> Item:
    by_words = target.kind in ("relative", "milestone", "direction")
    return (_value(target.value), target.unit, str(target.kind) if by_words else "")


def _targets(scores: Mapping[str, Score], place: str, wanted: Iterable[Gold], got: Iterable[Target]) -> None:
    firm = [target for target in wanted if not target.get("optional")]
    free = [target for target in wanted if target.get("optional")]
    got = list(got)
    scores["targets"].compare(
        place, map(_wanted_target, firm), map(_target, got), allowed=map(_wanted_target, free)
    )
    scores["metrics"].compare(
        place,
        [(_wanted_target(target), _wording(target, got)) for target in firm],
        [(_target(target), target.metric) for target in got],
        allowed=[(_wanted_target(target), _wording(target, got)) for target in free],
    )


def _wording(target: Gold, got: Iterable[Target]) -> str:
    """The metric in whichever of the accepted wordings was read."""
    accepted = (target["metric"], *target.get("metric_alt", ()))
    return next((each.metric for each in got if each.metric in accepted), accepted[0])


def _deliverables(tally: Score, place: str, want: Gold, task: Task | None) -> None:
    tally.compare(
        place,
        [(each["verb"], each["name"]) for each in want["deliverables"] if not each.get("optional")],
        [(each.verb, each.name) for each in (task.deliverables if task else ())],
        allowed=[(each["verb"], each["name"]) for each in want["deliverables"] if each.get("optional")],
    )


def _damage(tally: Score, place: str, wanted: Iterable[Gold], got: Iterable[Damage]) -> None:
    """A place is found when its stretch overlaps and the same characters were put in."""
    left = list(got)
    for want in wanted:
        hit = next((each for each in left if _same_place(want, each)), None)
        if hit is not None:
            left.remove(hit)
        if not want.get("optional"):
            tally.compare(place, [(want["printed"],)], [(want["printed"],)] if hit else [])
    tally.compare(place, [], [(each.printed,) for each in left])


def _same_place(want: Gold, got: Damage) -> bool:
    inserted = "".join((Counter(want["restored"]) - Counter(want["printed"])).elements())
    return _mended(want["printed"], want["restored"]) in got.restored and inserted in got.restored


def _mended(printed: str, restored: str) -> str:
    """The restored text two characters around the first change."""
    at = next((i for i, (a, b) in enumerate(zip(printed, restored, strict=False)) if a != b), len(printed))
    return restored[max(0, at - 2) : at + 2]


def _pairs(arguments: list[str]) -> Iterator[tuple[Path, Path]]:
    if arguments:
        yield from zip(map(Path, arguments[::2]), map(Path, arguments[1::2]), strict=True)
        return
    yield ROOT / "corpus/xinzhan-2022.gold.json", ROOT / "samples/xinzhan-2022.txt"
    folder = Path(os.environ.get("LUOSHI_GOLD") or ROOT.parent / "shared/gold")
    for gold in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        plan = folder.parent / "plans" / f"{gold.stem}.txt"
        if plan.exists() and gold.stem != "xinzhan-2022":
            yield gold, plan


def main(arguments: list[str]) -> int:
    """Print the scores of every pair of gold file and plan."""
    for gold, plan in _pairs(arguments):
        compiled = compile_bytes(plan.read_bytes(), name=plan.name)
        print(f"== {plan.name}")
        scores = score(json.loads(gold.read_text(encoding="utf-8")), compiled)
        for name, tally in scores.items():
            for note in tally.notes:
                print(f"   {name} {note}")
        for name, tally in scores.items():
            print(f"{name:13} P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
