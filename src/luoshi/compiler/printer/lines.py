"""A compilation as lines of text for people."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from luoshi.compiler import Compilation
from luoshi.compiler.model import Plan, Target, TargetValue, Task
from luoshi.compiler.printer.numbers import number
from luoshi.compiler.terminal import shown


def as_text(compilation: Compilation, *, language: str = "zh") -> str:
    """Tasks with who answers for them and their targets, one line each."""
    return "".join(text_parts(compilation, language=language))


def text_parts(compilation: Compilation, *, language: str = "zh") -> Iterator[str]:
    """The same line by line."""
    if compilation.plan is not None and compilation.source is not None:
        yield from (line + "\n" for line in _lines(compilation.plan, language))


def findings(compilation: Compilation, *, name: str, language: str = "zh") -> str:
    """Every finding as ``name:line:column: severity CODE message`` with the line and a caret."""
    return "".join(finding_parts(compilation, name=name, language=language))


def finding_parts(compilation: Compilation, *, name: str, language: str = "zh") -> Iterator[str]:
    """The same one by one."""
    for found in compilation.diagnostics:
        yield shown(found, source=compilation.source, name=name, language=language) + "\n"


_WORDS = {
    "zh": {
        "headline": "主要目标",
        "lead": "牵头",
        "coop": "协同",
        "leaders": "领导",
        "total": "{s} 个部分,{t} 项任务,{g} 个目标",
    },
    "en": {
        "headline": "Headline targets",
        "lead": "lead",
        "coop": "with",
        "leaders": "under",
        "total": "{s} sections, {t} tasks, {g} targets",
    },
}


def _lines(plan: Plan, language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield " ".join(str(part) for part in (plan.year, plan.jurisdiction, plan.title) if part)
    count = len(plan.targets) + sum(len(task.targets) for task in plan.tasks)
    yield words["total"].format(s=len(plan.sections), t=len(plan.tasks), g=count)
    if plan.targets:
        yield f"\n{words['headline']}"
        yield from (f"    {aim(target)}" for target in plan.targets)
    section = None
    for task in plan.tasks:
        if task.section is not None and task.section != section:
            section = task.section
            yield f"\n{plan.sections[section].number or ''} {plan.sections[section].title}".rstrip()
        yield from _task_lines(task, words)


def _task_lines(task: Task, words: dict[str, str]) -> Iterator[str]:
    yield f"{task.number if task.number is not None else '-':>4} {task.title}"
    duty = task.responsibility
    for label, named in (
        (words["leaders"], duty.leaders),
        (words["lead"], duty.lead_units),
        (words["coop"], duty.coop_units),
    ):
        if named:
            yield f"       {label} {_names([party.name for party in named])}"
    yield from (f"       · {aim(target)}" for target in task.targets)


def _names(names: Sequence[str]) -> str:
    return "、".join(names)


def aim(target: Target) -> str:
    amount = _amount(target.value) or target.reference or ""
    op = "" if target.op is None or target.op.value in ("range", "about") else f"{target.op.value} "
    stretch = f" (→ {number(target.stretch)})" if target.stretch is not None else ""
    day = f" [{target.deadline.isoformat()}]" if target.deadline else ""
    return f"{target.metric} {op}{amount}{target.unit or ''}{stretch}{day}"


def _amount(value: TargetValue) -> str:
    if isinstance(value, tuple):
        return "~".join(str(number(each)) for each in value)
    return str(number(value)) if isinstance(value, Decimal) else value or ""
