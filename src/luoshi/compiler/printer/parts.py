"""The parts that every layout is made of: numbers, headings, names, and what stands in front."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from luoshi.compiler.model import Party, Plan, Section, Span, Task
from luoshi.compiler.passes.clauses import listed
from luoshi.compiler.passes.labels import COOP, LEAD, LEADER
from luoshi.compiler.passes.numbering import BLANK, lines
from luoshi.compiler.source import Source

WHO: Final = ((LEADER, "牵头领导"), (LEAD, "牵头单位"), (COOP, "协同单位"))
"""Who answers: role, and the label or column that says so."""
DUE: Final = "完成时限"
NOBODY: Final = "—"
_CHINESE = re.compile("[〇零一二三四五六七八九十百]+")


def numbered(number: int | str | None) -> str:
    """A number with the sign that ends it, as its kind is printed: `4.`, `一、`, `（一）`, `第一条`."""
    if number is None:
        return ""
    printed = str(number)
    if printed.isdecimal():
        return f"{printed}."
    return printed + ("、" if _CHINESE.fullmatch(printed) or printed[:1].isdigit() else "")


def heading(section: Section) -> str:
    """Number and title."""
    number = numbered(section.number)
    gap = " " if number.endswith(".") or number.startswith("第") else ""
    return f"{number}{gap}{section.title}"


def named(task: Task, role: str) -> str:
    """The names of a role, so joined that they read back: an enumeration comma lets an abbreviated name
    take the ending of the next one, which a comma does not."""
    duty = task.responsibility
    parties = {LEADER: duty.leaders, LEAD: duty.lead_units, COOP: duty.coop_units}[role]
    names = [party.name for party in parties]
    joined = (mark.join(names) for mark in "、，；")
    return next((text for text in joined if _read(text, role) == names), "、".join(names))


def _read(text: str, role: str) -> list[str]:
    found: dict[str, list[Party]] = listed(text, Span(0, len(text)), role=role)
    return [party.name for parties in found.values() for party in parties]


def due(task: Task, source: Source, *, outside: bool = False) -> str:
    """Until when, where a label or a column says so; with ``outside`` unless the task's text holds it."""
    if task.due is None or (outside and task.body.start <= task.due.start < task.body.end):
        return ""
    return " ".join(source.slice(task.due).split())


def front(plan: Plan, source: Source) -> list[str]:
    """The lines in front of the first section, without what is no plan text."""
    if plan.preamble is None:
        return []
    return [
        source.slice(line)
        for line in lines(source.text, plan.preamble)
        if not any(span.start <= line.start < span.end for span in plan.left_out)
    ]


def title_at(plan: Plan, above: Sequence[str]) -> int | None:
    """Which of the lines in front is the title."""
    if plan.title is None:
        return None
    return next((at for at, line in enumerate(above) if line.startswith(plan.title)), None)


def between(plan: Plan, source: Source) -> dict[int | None, list[str]]:
    """Lines below a heading (by its place among the sections) that belong to no task, yet hold a target."""
    starts = [section.span.start for section in plan.sections]
    taken = sorted([*(task.span for task in plan.tasks), *(section.span for section in plan.sections)])
    found: dict[int | None, dict[str, None]] = {}
    for target in plan.targets:
        if plan.preamble is None or target.span.start >= plan.preamble.end:
            at = bisect_right(starts, target.span.start) - 1
            line = _line_around(source.text, target.span, taken)
            found.setdefault(at if at >= 0 else None, {})[line] = None
    return {at: list(held) for at, held in found.items()}


def _line_around(text: str, span: Span, taken: Sequence[Span]) -> str:
    """The line of a stretch, as far as no heading or task has taken it."""
    at = bisect_right(taken, span.start, key=lambda each: each.start)
    before = max((each.end for each in taken[:at] if each.end <= span.start), default=0)
    behind = taken[at].start if at < len(taken) else len(text)
    stop = text.find("\n", span.end)
    start = max(text.rfind("\n", 0, span.start) + 1, before)
    return text[start : min(len(text) if stop < 0 else stop, behind)].strip(BLANK + "。；;")


def with_tasks(plan: Plan, source: Source) -> list[tuple[Section | None, list[str], list[Task]]]:
    """Sections in printed order, each with lines of its own and the tasks up to the next; ``None`` stands
    for what is in front of any section."""
    lines_of = between(plan, source)
    found: list[tuple[Section | None, list[str], list[Task]]] = [(None, lines_of.get(None, []), [])]
    for task in plan.tasks:
        while len(found) - 2 < (-1 if task.section is None else task.section):
            found.append(_opened(plan, lines_of, len(found) - 1))
        found[-1][2].append(task)
    found += [_opened(plan, lines_of, at) for at in range(len(found) - 1, len(plan.sections))]
    return found if found[0][1] or found[0][2] else found[1:]


def _opened(
    plan: Plan, lines_of: dict[int | None, list[str]], at: int
) -> tuple[Section | None, list[str], list[Task]]:
    return plan.sections[at], lines_of.get(at, []), []
