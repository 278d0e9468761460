"""Targets of the preamble and of every task, as the annotation guide defines them."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.lexicon.dates import deadline
from luoshi.compiler.model import Damage, Plan, Section, Span, Target, Task
from luoshi.compiler.passes.context import Context
from luoshi.compiler.passes.rows import Row
from luoshi.compiler.passes.targets.indicators import indicator
from luoshi.compiler.passes.targets.numeric import numeric_targets
from luoshi.compiler.passes.targets.past import looking_back, tells_the_past
from luoshi.compiler.passes.targets.sentences import Sentence, sentences
from luoshi.compiler.passes.targets.verbal import verbal_targets


def run(plan: Plan, context: Context) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Fill each task's targets, and the plan's with those that stand outside any task."""
    text = context.source.text
    past = looking_back(text, year=plan.year)
    rest = _outside(plan, context)
    elsewhere = [target for span in rest for target in read_targets(text, span, year=plan.year, past=past)]
    rows = {item.span: item for table in context.task_tables for item in table.items if isinstance(item, Row)}
    tasks = tuple(_filled(task, text, plan.year, past, rows.get(task.span)) for task in plan.tasks)
    return replace(plan, targets=tuple(elsewhere), tasks=tasks), ()


def read_targets(text: str, span: Span, *, year: int | None, past: Sequence[Span] = ()) -> tuple[Target, ...]:
    """Targets of ``text[span]`` in printed order.

    Sentences that tell of earlier years have none; ``past`` are stretches that do so throughout.
    """
    found: list[Target] = []
    day: date | None = None
    starts = [stretch.start for stretch in past]
    for sentence in sentences(text, span):
        at = bisect_right(starts, sentence.start) - 1
        back = at >= 0 and sentence.start < past[at].end
        if not back and not tells_the_past(text, sentence):
            shared = Sentence(text, sentence)
            found += verbal_targets(shared, year=year, day=day)
            numeric, day = numeric_targets(shared, year=year, day=day)
            found += numeric
        day = day if text[sentence.end : sentence.end + 1] in ("；", ";") else None
    return tuple(sorted(found, key=lambda target: target.span))


def _outside(plan: Plan, context: Context) -> list[Span]:
    """What is no task, no heading, no clause and no web site's own words."""
    text = context.source.text
    taken = [
        *(task.span for task in plan.tasks),
        *(_heading(text, section) for section in plan.sections),
        *(clause.span for clause in context.clauses),
        *plan.left_out,
    ]
    rest: list[Span] = []
    at = 0
    for span in sorted(taken):
        if span.start > at:
            rest.append(Span(at, span.start))
        at = max(at, span.end)
    return [*rest, Span(at, len(text))]


def _heading(text: str, section: Section) -> Span:
    """A section's number and title, without what is printed behind them."""
    at = text.find(section.title, section.span.start) if section.title else -1
    return Span(section.span.start, at + len(section.title) if at >= 0 else section.span.start)


def _filled(task: Task, text: str, year: int | None, past: Sequence[Span], row: Row | None = None) -> Task:
    found = read_targets(text, task.body, year=year, past=past)
    if row and (own := indicator(text, row)) and not any(each.span.end > own.span.start for each in found):
        found = (*found, own)
    if not found:
        return task
    due = deadline(text[task.due.start : task.due.end], year=year) if task.due else None
    return replace(task, targets=tuple(_by(_mended(target, task.damage), due) for target in found))


def _by(target: Target, due: date | None) -> Target:
    """The target with the task's day, where its own words name none."""
    return replace(target, deadline=due) if due and target.deadline is None else target


def _mended(target: Target, damage: Sequence[Damage]) -> Target:
    """The metric with the characters that its printed words lost; the text stays as printed."""
    wording = target.metric
    for each in damage:
        if target.span.start < each.span.end and each.span.start < target.span.end:
            wording = _with_the_lost(wording, each)
    return target if wording == target.metric else replace(target, metric=wording)


def _with_the_lost(wording: str, damage: Damage) -> str:
    """The lost character put back between its neighbours, or in front of the two behind it."""
    at = next(
        (
            i
            for i, pair in enumerate(zip(damage.printed, damage.restored, strict=False))
            if len(set(pair)) > 1
        ),
        None,
    )
    if at is None:
        return wording
    char, right = damage.restored[at], damage.restored[at + 1 : at + 3]
    left = damage.restored[at - 1 : at]
    if left and right and left + right[0] in wording:
        return wording.replace(left + right[0], left + char + right[0])
    return wording.replace(right, char + right) if len(right) > 1 and char + right not in wording else wording
