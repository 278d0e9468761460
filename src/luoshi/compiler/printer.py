"""A compilation as JSON (the shape of hand-made readings, with spans) or as a summary to read.

JSON numbers are plain: `9`, `2.53`. A figure in a plan has far fewer digits than a double holds.
"""

import json
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from luoshi.compiler import Compilation
from luoshi.compiler.catalogue import hint, message
from luoshi.compiler.diagnostics import Diagnostic, Severity
from luoshi.compiler.model import Damage, Deliverable, Party, Plan, Section, Span, Target, TargetValue, Task
from luoshi.compiler.source import Source
from luoshi.compiler.terminal import shown

_DIGITS = 15
"""Decimal digits that a double keeps."""


def as_json(compilation: Compilation, *, language: str = "zh") -> str:
    """The whole compilation as indented JSON, the same bytes for the same input."""
    return json.dumps(as_data(compilation, language=language), ensure_ascii=False, indent=1) + "\n"


def as_data(compilation: Compilation, *, language: str = "zh") -> dict[str, Any]:
    """The whole compilation as plain values; an unreadable document has no plan."""
    source, plan = compilation.source, compilation.plan
    found = [_diagnostic(each, source=source, language=language) for each in compilation.diagnostics]
    if source is None or plan is None:
        empty: dict[str, Any] = {"plan": None, "targets": [], "sections": [], "tasks": []}
        return empty | {"diagnostics": found}
    return {
        "plan": {"title": plan.title, "year": plan.year, "jurisdiction": plan.jurisdiction},
        "targets": [_target(each, source) for each in plan.targets],
        "sections": [_section(index, plan) for index in range(len(plan.sections))],
        "tasks": [_task(each, plan, source) for each in plan.tasks],
        "diagnostics": found,
    }


def _section(index: int, plan: Plan) -> dict[str, Any]:
    section = plan.sections[index]
    numbers = [task.number for task in plan.tasks if task.section is not None and _inside(task, index, plan)]
    return {
        "number": section.number,
        "title": section.title,
        "level": section.level,
        "first_task": numbers[0] if numbers else None,
        "last_task": numbers[-1] if numbers else None,
        "span": _span(section.span),
    }


def _inside(task: Task, index: int, plan: Plan) -> bool:
    """Whether the task stands under this section or under one that this section encloses."""
    at: int | None = task.section
    while at is not None and at > index:
        at = _parent(at, plan.sections)
    return at == index


def _parent(index: int, sections: Sequence[Section]) -> int | None:
    level = sections[index].level
    return next((at for at in range(index - 1, -1, -1) if sections[at].level < level), None)


def _task(task: Task, plan: Plan, source: Source) -> dict[str, Any]:
    duty = task.responsibility
    return {
        "number": task.number,
        "section": None if task.section is None else plan.sections[task.section].number,
        "title": task.title,
        "text": source.slice(task.body),
        "span": _span(task.span),
        "leaders": _names(duty.leaders),
        "lead_units": _names(duty.lead_units),
        "coop_units": _names(duty.coop_units),
        "targets": [_target(each, source) for each in task.targets],
        "deliverables": [_deliverable(each) for each in task.deliverables],
        "damage": [_damage(each) for each in task.damage],
    }


def _target(target: Target, source: Source) -> dict[str, Any]:
    return {
        "kind": target.kind.value,
        "metric": target.metric,
        "op": target.op.value if target.op else None,
        "value": _value(target.value),
        "unit": target.unit,
        "stretch": _value(target.stretch),
        "strength": target.strength.value,
        "deadline": target.deadline.isoformat() if target.deadline else None,
        "reference": target.reference,
        "text": source.slice(target.span),
        "span": _span(target.span),
        "rule": target.rule,
    }


def _deliverable(deliverable: Deliverable) -> dict[str, Any]:
    return {"verb": deliverable.verb, "name": deliverable.name, "span": _span(deliverable.span)}


def _damage(damage: Damage) -> dict[str, Any]:
    return {"printed": damage.printed, "restored": damage.restored, "span": _span(damage.span)}


def _diagnostic(diagnostic: Diagnostic, *, source: Source | None, language: str) -> dict[str, Any]:
    place = source.place(diagnostic.span.start) if source and diagnostic.span else None
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": message(diagnostic, language=language),
        "hint": hint(diagnostic, language=language),
        "line": place.line if place else None,
        "column": place.column if place else None,
        "span": _span(diagnostic.span) if diagnostic.span else None,
        "params": dict(diagnostic.params),
        "suggestion": diagnostic.suggestion,
    }


def _names(parties: Sequence[Party]) -> list[str]:
    return [party.name for party in parties]


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _value(value: TargetValue) -> Any:
    if isinstance(value, tuple):
        return [_number(value[0]), _number(value[1])]
    return _number(value) if isinstance(value, Decimal) else value


def _number(value: Decimal) -> int | float | str:
    """A plain number; one that no double holds exactly stays text rather than becoming another."""
    if value.adjusted() >= _DIGITS:
        return str(value)
    return int(value) if value == value.to_integral_value() else float(value)


def as_text(compilation: Compilation, *, name: str, language: str = "zh") -> str:
    """A summary of what was read, and every finding with its place."""
    parts = [
        shown(each, source=compilation.source, name=name, language=language)
        for each in compilation.diagnostics
    ]
    if compilation.plan is not None:
        parts.insert(0, _summary(compilation.plan, language=language))
    parts.append(tally(compilation.diagnostics, language=language))
    return "\n\n".join(parts) + "\n"


_WORDS = {
    "zh": (
        "({number} 项任务,{first}—{last})",
        "{sections} 个部分,{tasks} 项任务,{targets} 个目标",
        "{count} 项任务",
        "年",
    ),
    "en": (
        "({number} tasks, {first}–{last})",
        "{sections} sections, {tasks} tasks, {targets} targets",
        "{count} tasks",
        "",
    ),
}


def _summary(plan: Plan, *, language: str) -> str:
    row, total, _count, year = _WORDS[language]
    targets = len(plan.targets) + sum(len(task.targets) for task in plan.tasks)
    heading = plan.title or " ".join(filter(None, (plan.year and f"{plan.year}{year}", plan.jurisdiction)))
    lines = [line for index in range(len(plan.sections)) for line in _section_line(index, plan, row)]
    totals = total.format(sections=len(plan.sections), tasks=len(plan.tasks), targets=targets)
    return "\n".join(filter(None, (heading, *lines, totals)))


def _section_line(index: int, plan: Plan, row: str) -> list[str]:
    section = plan.sections[index]
    tasks = [task for task in plan.tasks if task.section is not None and _inside(task, index, plan)]
    indent = "  " * section.level
    title = f"{indent}{section.number or ''} {section.title}"
    if not tasks:
        return [title]
    return [f"{title} {row.format(number=len(tasks), first=tasks[0].number, last=tasks[-1].number)}"]


def tally(diagnostics: Sequence[Diagnostic], *, language: str = "zh") -> str:
    """How many findings of each severity there are."""
    counts = Counter(each.severity for each in diagnostics)
    words = {
        "zh": "{error} 个错误,{warning} 个警告,{info} 条说明",
        "en": "{error} errors, {warning} warnings, {info} notes",
    }
    return words[language].format(**{each.value: counts[each] for each in Severity})
