"""Who answers for each task: the union of its clauses, in printed order, without repeats."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.model import Party, Plan, Responsibility, Span, Task
from luoshi.compiler.passes.clauses import Clause, clauses
from luoshi.compiler.passes.context import Context


def run(plan: Plan, context: Context) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Fill each task's responsibility and end its body before a clause that closes it."""
    text = context.source.text
    return replace(plan, tasks=tuple(_answered(task, text) for task in plan.tasks)), ()


def _answered(task: Task, text: str) -> Task:
    found = list(clauses(text, start=task.body.start, end=task.body.end))
    if not found:
        return task
    responsibility = Responsibility(
        leaders=_union(found, lambda clause: clause.leaders),
        lead_units=_union(found, lambda clause: clause.leads),
        coop_units=_union(found, lambda clause: clause.coops),
        spans=tuple(clause.span for clause in found),
    )
    return replace(task, responsibility=responsibility, body=_before(task.body, found[-1], text))


def _before(body: Span, last: Clause, text: str) -> Span:
    """The body without a clause at its end."""
    if text[last.span.end : body.end].strip(" \u3000\n。.;；"):
        return body
    return Span(body.start, last.span.start)


def _union(found: Iterable[Clause], part: Callable[[Clause], tuple[Party, ...]]) -> tuple[Party, ...]:
    named: dict[str, Party] = {}
    for clause in found:
        for party in part(clause):
            named.setdefault(party.name, party)
    return tuple(named.values())
