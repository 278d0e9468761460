"""Who answers for each task: the union of its clauses, in printed order, without repeats."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.model import Party, Plan, Responsibility, Section, Span, Task
from luoshi.compiler.passes.clauses import Clause
from luoshi.compiler.passes.context import Context


def run(plan: Plan, context: Context) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Fill each task's responsibility and end its body before a clause that closes it."""
    printed = [context.clauses_in(task.body) for task in plan.tasks]
    shared = dict(_shared(plan, printed, context))
    tasks = tuple(
        _answered(task, found or shared.get(task.section, ()), context)
        for task, found in zip(plan.tasks, printed, strict=True)
    )
    notes = tuple(
        finding("L006", clauses[-1].span, section=plan.sections[index].number or "")
        for index, clauses in shared.items()
        if index is not None
    )
    return replace(plan, tasks=tasks), notes


def _told(task: Task) -> bool:
    """Whether a table's row already said who answers."""
    return bool(task.responsibility.spans)


def _shared(
    plan: Plan, printed: Sequence[tuple[Clause, ...]], context: Context
) -> Iterator[tuple[int | None, tuple[Clause, ...]]]:
    """Clauses that a section states once for all its items, in its heading or in a line at its end."""
    carrying = sum(map(bool, printed))
    items: dict[int, list[int]] = {}
    for at, task in enumerate(plan.tasks):
        if task.section is not None:
            items.setdefault(task.section, []).append(at)
    several = [here for here in items.values() if len(here) > 1]
    always = len(several) > 1 and all(len(printed[here[-1]]) == 1 for here in several)
    for index, here in items.items():
        if any(_told(plan.tasks[at]) for at in here):
            continue
        heading = context.clauses_in(_heading(plan.sections[index], plan.tasks[here[0]]))
        if heading and not any(printed[at] for at in here):
            yield index, heading
        elif carrying <= len(items) and _only_at_the_end(here, printed, context, always=always):
            yield index, printed[here[-1]]


def _heading(section: Section, first: Task) -> Span:
    return Span(section.span.start, first.span.start)


def _only_at_the_end(
    here: Sequence[int], printed: Sequence[tuple[Clause, ...]], context: Context, *, always: bool
) -> bool:
    """Whether the last item alone has a clause: in a line of its own, or as in ``always`` every section."""
    last = printed[here[-1]]
    if len(here) < 2 or len(last) != 1 or any(printed[at] for at in here[:-1]):
        return False
    return always or context.source.text[last[0].span.start - 1] == "\n"


def _answered(task: Task, found: Sequence[Clause], context: Context) -> Task:
    due = task.due or next((clause.due for clause in found if clause.due), None)
    due = due or context.deadline_in(task.span)
    if not found or _told(task):
        return replace(task, due=due) if due != task.due else task
    responsibility = Responsibility(
        leaders=_union(found, lambda clause: clause.leaders),
        lead_units=_union(found, lambda clause: clause.leads),
        coop_units=_union(found, lambda clause: clause.coops),
        spans=tuple(clause.span for clause in found),
    )
    return replace(
        task, due=due, responsibility=responsibility, body=_before(task.body, found[-1], context.source.text)
    )


def _before(body: Span, last: Clause, text: str) -> Span:
    """The body without a clause at its end."""
    behind = text[last.span.end : body.end].strip(" \u3000\n。.;；")
    if behind or not body.start <= last.span.start < body.end:
        return body
    return Span(body.start, last.span.start)


def _union(found: Iterable[Clause], part: Callable[[Clause], tuple[Party, ...]]) -> tuple[Party, ...]:
    named: dict[str, Party] = {}
    for clause in found:
        for party in part(clause):
            named.setdefault(party.name, party)
    return tuple(named.values())
