"""A plan as Markdown that compiles to the same plan: headings and paragraphs, or headings and tables."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, product

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

_Body = Callable[[Plan, Source], Iterator[str]]


def as_markdown(compilation: Compilation) -> Printed:
    """Text in UTF-8. Paragraphs where they read back the same, else tables."""
    bodies: tuple[_Body, ...] = (partial(_paragraphs, gap="\n\n"), partial(_paragraphs, gap="\n"), _tables)
    layouts = [partial(_printed, body=body, year=year) for body, year in product(bodies, (False, True))]
    layouts += [partial(_original, repeated=repeated) for repeated in (False, True)]
    return proved(compilation, layouts, name="plan.md")


def _printed(compilation: Compilation, *, body: _Body, year: bool) -> bytes:
    plan, source = compilation.plan, compilation.source
    assert plan is not None and source is not None
    parts = [*_front(plan, source, year=year), *body(plan, source)]
    return ("\n\n".join(parts) + "\n").encode()


def _original(compilation: Compilation, *, repeated: bool) -> bytes:
    """The document as it was, its tables in Markdown."""
    plan, source = compilation.plan, compilation.source
    assert plan is not None and source is not None
    parts, titled = [], False
    for block in blocks(plan, source):
        if isinstance(block, Table):
            parts.append(_table(rows(block, source, repeated=repeated)))
            continue
        is_title = not titled and plan.title is not None and block.startswith(plan.title)
        titled = titled or is_title
        parts.append(f"# {block}" if is_title else block)
    return ("\n\n".join(parts) + "\n").encode()


def _front(plan: Plan, source: Source, *, year: bool) -> Iterator[str]:
    """The title as a heading; with ``year`` the plan's year in a line of its own."""
    above = front(plan, source)
    title = title_at(plan, above)
    for at, line in enumerate(above):
        yield f"# {line}" if at == title else line
    if year and plan.year:
        yield f"（{plan.year}年）"


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


def _tables(plan: Plan, source: Source) -> Iterator[str]:
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
            yield _table(chain([header], below))


def _table(rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; the first row is its header."""
    printed = [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    return "\n".join([printed[0], f"|{' --- |' * (printed[0].count('|') - 1)}", *printed[1:]])


def _cell(text: str) -> str:
    return text.strip().replace("|", "｜").replace("\n", "<br>")


def _some(plan: Plan, role: str) -> bool:
    return any(named(task, role) for task in plan.tasks)


def _row(task: Task, source: Source, roles: Sequence[str], *, timed: bool) -> list[str]:
    number = "" if task.number is None else str(task.number)
    who = [named(task, role) or NOBODY for role in roles]
    return [number, source.slice(task.body), *who, *([due(task, source)] if timed else [])]
