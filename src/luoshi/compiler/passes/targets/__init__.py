"""Targets of the preamble and of every task, as the annotation guide defines them."""

from dataclasses import replace

from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.model import Plan, Span, Target, Task
from luoshi.compiler.passes.context import Context
from luoshi.compiler.passes.targets.numeric import numeric_targets
from luoshi.compiler.passes.targets.sentences import sentences, tells_the_past
from luoshi.compiler.passes.targets.verbal import verbal_targets


def run(plan: Plan, context: Context) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Fill the plan's targets and each task's."""
    text = context.source.text
    headline = read_targets(text, plan.preamble, year=plan.year) if plan.preamble else ()
    return replace(
        plan, targets=headline, tasks=tuple(_filled(task, text, plan.year) for task in plan.tasks)
    ), ()


def read_targets(text: str, span: Span, *, year: int | None) -> tuple[Target, ...]:
    """Targets of ``text[span]`` in printed order. Sentences that tell of earlier years have none."""
    found: list[Target] = []
    for sentence in sentences(text, span):
        if not tells_the_past(text, sentence):
            found += numeric_targets(text, sentence, year=year)
            found += verbal_targets(text, sentence, year=year)
    return tuple(sorted(found, key=lambda target: target.span))


def _filled(task: Task, text: str, year: int | None) -> Task:
    return replace(task, targets=read_targets(text, task.body, year=year))
