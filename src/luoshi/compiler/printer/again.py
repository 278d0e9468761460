"""Printing that is proved by reading: of several layouts the first that reads back as the same plan.

No layout suits every plan: paragraphs keep the lines of a task's text, a table keeps tasks without
numbers. What is printed is compiled once more and compared, so that nothing is lost unsaid.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from luoshi.compiler import Compilation, compile_bytes
from luoshi.compiler.model import Plan, Target, Task
from luoshi.compiler.source import Source

_LAYOUT: Final = re.compile(r"[\s|｜]+|<br>")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed plan, and how many facts of it read differently when it is compiled again."""

    data: bytes
    differences: int


def proved(
    compilation: Compilation, layouts: Iterable[Callable[[Compilation], bytes]], *, name: str
) -> Printed:
    """The first layout that reads back the same, else the one that differs least."""
    if compilation.plan is None:
        return Printed(b"", 0)
    best: Printed | None = None
    tried: set[bytes] = set()
    for layout in layouts:
        data = layout(compilation)
        if (digest := sha256(data).digest()) in tried:
            continue  # the plan holds nothing in which the two layouts differ
        tried.add(digest)
        printed = Printed(data, differences(compilation, compile_bytes(data, name=name)))
        best = printed if best is None or printed.differences < best.differences else best
        if not best.differences:
            break
    return best or Printed(b"", 0)


def differences(first: Compilation, second: Compilation) -> int:
    """How many facts of one reading the other does not have, both ways."""
    if first.plan is None or second.plan is None:
        return int(first.plan is not second.plan)
    one, other = Counter(_facts(first)), Counter(_facts(second))
    return ((one - other) + (other - one)).total()


def _facts(compilation: Compilation) -> list[object]:
    if compilation.plan is None or compilation.source is None:
        return []
    return facts(compilation.plan, compilation.source)


def facts(plan: Plan, source: Source) -> list[object]:
    """What a plan says, without where it is printed: comparable values, one for each fact."""
    return [
        ("head", plan.title, plan.year, plan.jurisdiction),
        *(("preamble", at, _target(target)) for at, target in enumerate(plan.targets)),
        *(
            ("section", at, section.number, section.title, section.level)
            for at, section in enumerate(plan.sections)
        ),
        *(("task", at, each) for at, task in enumerate(plan.tasks) for each in _task(task, source)),
    ]


def _task(task: Task, source: Source) -> list[object]:
    duty = task.responsibility
    return [
        ("number", task.number, "section", task.section),
        ("title", _bare(task.title)),
        ("text", _bare(source.slice(task.body))),
        ("leaders", tuple(party.name for party in duty.leaders)),
        ("lead", tuple(party.name for party in duty.lead_units)),
        ("coop", tuple(party.name for party in duty.coop_units)),
        *(_target(target) for target in task.targets),
        *(("deliverable", each.verb, each.name) for each in task.deliverables),
        *(("damage", each.printed, each.restored) for each in task.damage),
    ]


def _bare(text: str) -> str:
    """A text without what only parts its lines and cells, which a layout is free to print in its own way."""
    return _LAYOUT.sub("", text)


def _target(target: Target) -> object:
    return (
        ("target", target.kind, target.metric, target.op, target.value, target.unit),
        (target.stretch, target.strength, target.deadline, target.reference),
    )
