"""A compilation as JSON, in the shape of the annotation guide's gold files."""

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from luoshi.compiler import Compilation, catalogue
from luoshi.compiler.diagnostics import Diagnostic, Fix
from luoshi.compiler.model import Plan, Section, Target, TargetValue, Task
from luoshi.compiler.printer.numbers import number
from luoshi.compiler.source import Source


def as_json(compilation: Compilation) -> str:
    """The whole reading as JSON, indented by one blank, Chinese in clear."""
    return "".join(json_parts(compilation))


def json_parts(compilation: Compilation) -> Iterator[str]:
    """The same piece by piece, because the whole of a long document takes more memory than its plan."""
    plan, source = compilation.plan, compilation.source
    findings = (_diagnostic(found, source) for found in compilation.diagnostics)
    if plan is None or source is None:
        yield '{\n "plan": null,\n "targets": [],\n "sections": [],\n "tasks": []'
    else:
        head = {"title": plan.title, "year": plan.year, "jurisdiction": plan.jurisdiction}
        yield '{\n "plan": ' + _indented(head, 1)
        yield from _list("targets", (_target(target, source) for target in plan.targets))
        yield from _list("sections", _sections(plan))
        yield from _list("tasks", (_task(task, plan, source) for task in plan.tasks))
    yield from _list("diagnostics", findings)
    yield "\n}\n"


def _list(key: str, values: Iterable[object]) -> Iterator[str]:
    before = f',\n "{key}": ['
    for value in values:
        yield before + "\n  " + _indented(value, 2)
        before = ","
    yield "\n ]" if before == "," else before + "]"


def _indented(value: object, depth: int) -> str:
    """JSON inside other JSON; a line end inside a text is written `\\n`, so every line end is one of JSON's."""
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * depth)


def _sections(plan: Plan) -> list[dict[str, Any]]:
    ranges = _ranges(plan)
    return [
        {
            "number": section.number,
            "title": section.title,
            "level": section.level,
            "first_task": ranges[index][0] if index in ranges else None,
            "last_task": ranges[index][-1] if index in ranges else None,
            "span": list(section.span),
        }
        for index, section in enumerate(plan.sections)
    ]


def _ranges(plan: Plan) -> dict[int, list[int | str | None]]:
    """Task numbers under each section, those of the sections that it encloses included."""
    parents = _parents(plan.sections)
    numbers: dict[int, list[int | str | None]] = {}
    for task in plan.tasks:
        at = task.section
        while at is not None:
            numbers.setdefault(at, []).append(task.number)
            at = parents[at]
    return numbers


def _parents(sections: Sequence[Section]) -> list[int | None]:
    """For each section the one that encloses it."""
    parents: list[int | None] = []
    enclosing: list[int] = []
    for index, section in enumerate(sections):
        while enclosing and sections[enclosing[-1]].level >= section.level:
            enclosing.pop()
        parents.append(enclosing[-1] if enclosing else None)
        enclosing.append(index)
    return parents


def _task(task: Task, plan: Plan, source: Source) -> dict[str, Any]:
    duty = task.responsibility
    return {
        "number": task.number,
        "section": None if task.section is None else plan.sections[task.section].number,
        "title": task.title,
        "text": source.slice(task.span),
        "span": list(task.span),
        "leaders": [party.name for party in duty.leaders],
        "lead_units": [party.name for party in duty.lead_units],
        "coop_units": [party.name for party in duty.coop_units],
        "targets": [_target(target, source) for target in task.targets],
        "deliverables": [
            {"verb": each.verb, "name": each.name, "span": list(each.span)} for each in task.deliverables
        ],
        "damage": [
            {"printed": each.printed, "restored": each.restored, "span": list(each.span)}
            for each in task.damage
        ],
    }


def _target(target: Target, source: Source) -> dict[str, Any]:
    return {
        "kind": target.kind.value,
        "metric": target.metric,
        "op": target.op.value if target.op else None,
        "value": _value(target.value),
        "unit": target.unit,
        "stretch": None if target.stretch is None else number(target.stretch),
        "strength": target.strength.value,
        "deadline": target.deadline.isoformat() if target.deadline else None,
        "reference": target.reference,
        "text": source.slice(target.span),
        "span": list(target.span),
        "rule": target.rule,
    }


def _value(value: TargetValue) -> Any:
    if isinstance(value, tuple):
        return [number(each) for each in value]
    return number(value) if isinstance(value, Decimal) else value


def _diagnostic(found: Diagnostic, source: Source | None) -> dict[str, Any]:
    place = source.place(found.span.start) if source and found.span else None
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": catalogue.message(found, language="zh"),
        "message_en": catalogue.message(found, language="en"),
        "hint": catalogue.hint(found, language="zh"),
        "hint_en": catalogue.hint(found, language="en"),
        "line": place.line if place else None,
        "column": place.column if place else None,
        "span": list(found.span) if found.span else None,
        "confidence": found.confidence,
        "fix": _fix(found.fix) if found.fix else None,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    zh, en = catalogue.FIXES[fix.label]
    return {
        "kind": fix.kind.value,
        "span": list(fix.span),
        "replacement": fix.replacement,
        "label": zh,
        "label_en": en,
    }
