"""A plan as Markdown that compiles to the same plan: headings and paragraphs, or headings and tables."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, product
from typing import Final

from luoshi.compiler import Compilation
from luoshi.compiler.model import Plan, Task
from luoshi.compiler.printer.again import Printed, proved
from luoshi.compiler.printer.original import blocks, rows
from luoshi.compiler.printer.parts import (
    DUE,
    NOBODY,
    WHO,
    due,
    front,
    heading,
    named,
    numbered,
    title_at,
    with_tasks,
)
from luoshi.compiler.source import Source, Table

_EITHER: Final = (False, True)
_BREAKS: Final = ("<br>", "\t", " ")
"""For a line break inside a cell: Markdown's own; a tab, which ends a sentence as a line break does; a blank,
which parts names."""
_Body = Callable[[Plan, Source], Iterator[str]]


def as_markdown(compilation: Compilation) -> Printed:
    """Text in UTF-8. Paragraphs where they read back the same, else tables, else the document's own tables."""
    tasks: list[_Body] = [partial(_paragraphs, gap=gap) for gap in ("\n\n", "\n")]
    tasks += [partial(_tables, breaks=breaks) for breaks in _BREAKS]
    bodies: list[_Body] = [partial(_rearranged, tasks=each) for each in tasks]
    bodies += [partial(_original, repeated=each, breaks=breaks) for each, breaks in product(_EITHER, _BREAKS)]
    layouts = [partial(_printed, body=body, year=year) for body, year in product(bodies, _EITHER)]
    return proved(compilation, layouts, name="plan.md")


def _printed(compilation: Compilation, *, body: _Body, year: bool) -> bytes:
    """With ``year`` the plan's year stands in a line of its own, below the title."""
    plan, source = compilation.plan, compilation.source
    assert plan is not None and source is not None
    parts = list(body(plan, source))
    if year and plan.year:
        title = next((at for at, part in enumerate(parts) if part.startswith("# ")), -1)
        parts.insert(title + 1, f"（{plan.year}年）")
    return ("\n\n".join(parts) + "\n").encode()


def _rearranged(plan: Plan, source: Source, *, tasks: _Body) -> Iterator[str]:
    """What stands in front, its title as a heading, then the tasks."""
    above = front(plan, source)
    title = title_at(plan, above)
    for at, line in enumerate(above):
        yield f"# {line}" if at == title else line
    yield from tasks(plan, source)


def _original(plan: Plan, source: Source, *, repeated: bool, breaks: str) -> Iterator[str]:
    """The document as it was, its tables in Markdown."""
    title = plan.title
    for block in blocks(plan, source):
        if isinstance(block, Table):
            yield _table(rows(block, source, repeated=repeated), breaks)
        elif title is not None and block.startswith(title):
            yield f"# {block}"
            title = None
        else:
            yield block


def _paragraphs(plan: Plan, source: Source, *, gap: str) -> Iterator[str]:
    """Headings, and below each its tasks; ``gap`` parts the lines of a task's text."""
    for section, intro, tasks in with_tasks(plan, source):
        if section is not None:
            yield f"{'#' * min(section.level + 1, 6)} {heading(section)}"
        yield from intro
        for task in tasks:
            number = f"**{numbered(task.number)}** " if task.number is not None else ""
            yield number + paragraph(task, source, gap)


def paragraph(task: Task, source: Source, gap: str) -> str:
    """A task's text with its clause in brackets at the end, without its number."""
    body = gap.join(line for line in source.slice(task.body).split("\n") if line.strip())
    return f"{body}{_clause(task, source)}"


def _clause(task: Task, source: Source) -> str:
    said = [(label, named(task, role)) for role, label in WHO]
    said.append((DUE, due(task, source, outside=True)))
    inside = "；".join(f"{label}：{names}" for label, names in said if names)
    return f"（{inside}）" if inside else ""


def _tables(plan: Plan, source: Source, *, breaks: str) -> Iterator[str]:
    """A table below each heading; its columns are those that some task fills."""
    roles = [(role, label) for role, label in WHO if role == WHO[1][0] or _some(plan, role)]
    timed = any(task.due for task in plan.tasks)
    header = ["序号", "任务", *(label for _role, label in roles), *([DUE] if timed else [])]
    for section, intro, tasks in with_tasks(plan, source):
        if section is not None:
            yield f"{'#' * min(section.level + 1, 6)} {heading(section)}"
        yield from intro
        if tasks:
            below = (_row(task, source, [role for role, _label in roles], timed=timed) for task in tasks)
            yield _table(chain([header], below), breaks)


def _table(rows: Iterable[Sequence[str]], breaks: str) -> str:
    """A table in Markdown; the first row is its header. ``breaks`` stands for a line break inside a cell."""
    printed = [f"| {' | '.join(_cell(text, breaks) for text in row)} |" for row in rows]
    return "\n".join([printed[0], f"|{' --- |' * (printed[0].count('|') - 1)}", *printed[1:]])


def _cell(text: str, breaks: str) -> str:
    return text.strip().replace("|", "｜").replace("\n", breaks)


def _some(plan: Plan, role: str) -> bool:
    return any(named(task, role) for task in plan.tasks)


def _row(task: Task, source: Source, roles: Sequence[str], *, timed: bool) -> list[str]:
    number = "" if task.number is None else str(task.number)
    who = [named(task, role) or NOBODY for role in roles]
    return [number, source.slice(task.body), *who, *([due(task, source)] if timed else [])]
