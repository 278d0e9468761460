"""What a careful reader would ask about: gaps, repeats, odd labels, missing clauses."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic, Fix, FixKind
from luoshi.compiler.model import Plan, Span, Task
from luoshi.compiler.passes.clauses import Clause
from luoshi.compiler.passes.context import Context
from luoshi.compiler.passes.numbering import place_in_count

_MOSTLY = 0.8
"""A habit is what this share of the tasks keeps to; less is no habit that one could break."""


def run(plan: Plan, context: Context) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Findings only; the plan stays as it is."""
    text = context.source.text
    printed = [context.clauses_in(task.span) for task in plan.tasks]
    found = [
        *_whole(plan),
        *_gaps(plan.tasks),
        *_repeats(plan.tasks, context),
        *_labels(plan.tasks, printed, text),
        *_separators(plan.tasks, printed, text),
        *_missing(plan.tasks),
        *_notes(context),
        *_damage(plan),
    ]
    return plan, tuple(sorted(found, key=lambda each: each.span or Span(-1, -1)))


def _whole(plan: Plan) -> Iterator[Diagnostic]:
    if not plan.tasks:
        yield finding("O007" if plan.targets else "O001")
    if plan.year is None:
        yield finding("C001")
    if plan.title is None and plan.tasks:
        yield finding("O005")


def _gaps(tasks: Sequence[Task]) -> Iterator[Diagnostic]:
    for before, after in pairwise(tasks):
        low, high = place_in_count(before.number), place_in_count(after.number)
        if low is not None and high is not None and high > low + 1:
            missing = "、".join(str(number) for number in range(low + 1, min(high, low + 20)))
            yield finding(
                "O002", _head(after), before=str(before.number), after=str(after.number), missing=missing
            )


def _repeats(tasks: Sequence[Task], context: Context) -> Iterator[Diagnostic]:
    """The same number twice in a count that runs on; a count that restarts repeats nothing."""
    first: dict[tuple[int, int | str], Task] = {}
    for task, count in zip(tasks, _counts(tasks), strict=True):
        if task.number is None or not _numbers(task, context.source.text):
            continue
        key = (count, task.number)
        if key in first:
            place = context.source.place(first[key].span.start)
            yield finding(
                "O004", _head(task), number=str(task.number), line=str(place.line), column=str(place.column)
            )
        first.setdefault(key, task)


def _numbers(task: Task, text: str) -> bool:
    """Whether the number is printed with the task: a merged cell of a table gives it to several rows."""
    printed = unicodedata.normalize("NFKC", text[task.span.start : task.body.start])
    return unicodedata.normalize("NFKC", str(task.number)) in printed


def _counts(tasks: Sequence[Task]) -> Iterator[int]:
    """For each task the count that it belongs to. A count restarts with a section, where that is the
    plan's habit, and where 1 and 2 follow a higher number."""
    numbers = [place_in_count(task.number) for task in tasks]
    restarts = _restarts(tasks)
    count = 0
    for at, task in enumerate(tasks):
        before = tasks[at - 1] if at else task
        anew = numbers[at] == 1 and (numbers[at - 1] or 0) > 1 and numbers[at + 1 : at + 2] in ([2], [])
        if at and (anew or (restarts and before.section != task.section)):
            count += 1
        yield count


def _restarts(tasks: Sequence[Task]) -> bool:
    """Whether the count begins anew in each section."""
    firsts = [after.number for before, after in pairwise(tasks) if before.section != after.section]
    return bool(firsts) and sum(place_in_count(number) == 1 for number in firsts) * 2 >= len(firsts)


def _labels(tasks: Sequence[Task], printed: Sequence[Sequence[Clause]], text: str) -> Iterator[Diagnostic]:
    words = [
        (task, role, text[span.start : span.end].rstrip(":： "), span)
        for task, found in zip(tasks, printed, strict=True)
        for clause in found
        for role, span in clause.labels
    ]
    usual = _habits((role, word) for _task, role, word, _span in words)
    for task, role, word, span in words:
        if role in usual and word != usual[role]:
            fix = Fix(Span(span.start, span.start + len(word)), usual[role], FixKind.TEXT, "label")
            yield finding("L001", span, fix=fix, number=str(task.number), label=word, usual=usual[role])


def _separators(
    tasks: Sequence[Task], printed: Sequence[Sequence[Clause]], text: str
) -> Iterator[Diagnostic]:
    marks = [
        (task, mark, span, text[clause.labels[at + 1][1].start : clause.labels[at + 1][1].end].rstrip(":： "))
        for task, found in zip(tasks, printed, strict=True)
        for clause in found
        for at, (mark, span) in enumerate(clause.separators)
    ]
    usual = _habits(("", mark) for _task, mark, _span, _label in marks).get("")
    for task, mark, span, label in marks:
        if usual and mark != usual:
            fix = Fix(span, usual, FixKind.TEXT, "separator")
            number = str(task.number)
            yield finding("L002", span, fix=fix, number=number, label=label, separator=mark, usual=usual)


def _habits(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    """For each key the value that nearly always stands there."""
    counts: dict[str, Counter[str]] = {}
    for key, value in pairs:
        counts.setdefault(key, Counter())[value] += 1
    common = {key: counter.most_common(1)[0] for key, counter in counts.items()}
    return {key: value for key, (value, times) in common.items() if times >= _MOSTLY * counts[key].total()}


def _missing(tasks: Sequence[Task]) -> Iterator[Diagnostic]:
    led = [task for task in tasks if task.responsibility.lead_units]
    coop = [task for task in led if task.responsibility.coop_units]
    if len(coop) >= _MOSTLY * len(led):
        for task in led:
            if not task.responsibility.coop_units:
                yield finding("L003", _clause(task), number=str(task.number))
    if len(led) >= _MOSTLY * len(tasks):
        for task in tasks:
            if not task.responsibility.lead_units:
                yield finding("L004", _head(task), number=str(task.number))


def _notes(context: Context) -> Iterator[Diagnostic]:
    for clause in context.clauses:
        if clause.note is not None:
            printed = context.source.slice(clause.note).lstrip("。;；,，")
            yield finding("L005", clause.note, text=printed)


def _damage(plan: Plan) -> Iterator[Diagnostic]:
    for task in plan.tasks:
        for place in task.damage:
            fix = Fix(place.span, place.restored, FixKind.TEXT, "restore")
            yield finding("D001", place.span, fix=fix, printed=place.printed, restored=place.restored)


def _head(task: Task) -> Span:
    return Span(task.span.start, task.body.start if task.body.start > task.span.start else task.span.end)


def _clause(task: Task) -> Span:
    spans = task.responsibility.spans
    return spans[-1] if spans else _head(task)
