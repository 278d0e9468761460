"""Which way of numbering counts the tasks, and which ones head sections around them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from luoshi.compiler.model import Span
from luoshi.compiler.passes.context import Context
from luoshi.compiler.passes.numbering import RANK, Block, lines

_MOSTLY: Final = 0.8
_LONGEST_HEADING: Final = 60
_SENTENCE = re.compile(r"[。；;！!]")
_HEADING_SCHEMES: Final = frozenset({"chapter", "chinese", *(f"#{level}" for level in range(1, 7))})


@dataclass(frozen=True, slots=True)
class Levels:
    """``task`` counts the tasks (``None``: no block is one), ``outer`` schemes head sections.

    ``opened`` are places of blocks of the task scheme that head a section, because the items inside
    them carry clauses of their own.
    """

    task: str | None
    outer: frozenset[str]
    opened: frozenset[int]
    parted: bool = False
    """Whether the paragraphs below a heading are the tasks."""


def levels(context: Context, found: Sequence[Block]) -> Levels:
    """Look at all blocks: the tasks are those that carry clauses, or would."""
    carrying = [bool(context.clauses_in(block.body)) for block in found]
    if context.task_tables and not any(carrying):
        return Levels(None, frozenset(block.scheme for block in found), frozenset())
    task = _task_scheme(context, found, carrying)
    outer = _outer(context, found, carrying, task)
    opened = frozenset(_opened(found, carrying, task, outer))
    return Levels(task, outer, opened, parted=_parted(context, found, task))


def _task_scheme(context: Context, found: Sequence[Block], carrying: Sequence[bool]) -> str:
    """The scheme whose blocks carry clauses; a heading's clause speaks for the items below it."""
    met = {block.scheme: at for at, block in reversed(list(enumerate(found)))}
    counts: Counter[str] = Counter()
    for block, following, carries in zip_longest(found, found[1:], carrying):
        if carries:
            holds = following is not None and met[following.scheme] > met[block.scheme]
            holds = holds and _is_bare_heading(context, block)
            counts[(following if holds else block).scheme] += 1
    every = Counter(block.scheme for block in found)
    best = counts or Counter({scheme: n for scheme, n in every.items() if scheme[0] != "#"}) or every
    return max(best, key=lambda scheme: (best[scheme], every[scheme]))


def _is_bare_heading(context: Context, block: Block) -> bool:
    """Whether no sentence stands in front of the clause: then it is that of a heading."""
    clause = context.clauses_in(block.body)[0]
    return "。" not in context.source.text[block.body.start : clause.span.start]


def _outer(context: Context, found: Sequence[Block], carrying: Sequence[bool], task: str) -> frozenset[str]:
    """Schemes that stand around the tasks: those met before the first task, and headings met later that
    usually stand further out and have a task right below them."""
    outer: set[str] = set()
    for block in found:
        if block.scheme == task:
            break
        outer.add(block.scheme)
    for block, below, carries in zip_longest(found, found[1:], carrying):
        late = below is not None and block.scheme not in outer and block.scheme != task
        if late and not carries and below.scheme in {task, *outer} and RANK[block.scheme] < RANK[task]:
            outer |= {block.scheme} if is_heading(context.source.text, block.body) else set()
    return frozenset(outer)


def is_heading(text: str, body: Span) -> bool:
    """One short line without a sentence in it."""
    first = next(lines(text, body), body)
    return first.end >= body.end and _is_title(text, first)


def _is_title(text: str, line: Span) -> bool:
    short = line.end - line.start <= _LONGEST_HEADING
    return short and not _SENTENCE.search(text, line.start, line.end - 1)


def _opened(found: Sequence[Block], carrying: Sequence[bool], task: str, outer: frozenset[str]) -> list[int]:
    """Blocks of the task scheme without a clause whose items carry their own."""
    opened: list[int] = []
    children: list[int] = []
    head: int | None = None
    for at in range(len(found) + 1):
        ends = at == len(found) or found[at].scheme == task or found[at].scheme in outer
        if not ends:
            children.append(at)
            continue
        if head is not None and not carrying[head] and _carry(found, carrying, children):
            opened.append(head)
        head = at if at < len(found) and found[at].scheme == task else None
        children = []
    return opened


def _carry(found: Sequence[Block], carrying: Sequence[bool], children: Sequence[int]) -> bool:
    """Whether nearly all items of one kind have a clause."""
    kind = [carrying[at] for at in children if found[at].scheme == found[children[0]].scheme]
    return len(kind) > 1 and sum(kind) >= _MOSTLY * len(kind)


def _parted(context: Context, found: Sequence[Block], task: str) -> bool:
    """Whether headings that would be tasks mostly stand above several paragraphs with a clause each."""
    if task not in _HEADING_SCHEMES:
        return False
    counts = [
        len(closed) for block in found if block.scheme == task and (closed := closed_lines(context, block))
    ]
    return bool(counts) and 2 * sum(count > 1 for count in counts) >= len(counts)


def closed_lines(context: Context, block: Block) -> list[Span]:
    """Below a heading line: the lines that end with a clause. None where the first line is no heading."""
    text = context.source.text
    first, *rest = lines(text, block.body) if block.body.end > block.body.start else [block.body]
    if not _is_title(text, first) or context.clauses_in(first):
        return []
    return [line for line in rest if ends_with_clause(context, line)]


def ends_with_clause(context: Context, line: Span) -> bool:
    """Whether a clause stands at the end of the line."""
    found = context.clauses_in(line)
    return bool(found) and not context.source.text[found[-1].span.end : line.end].strip(" \t\u3000。.;；*_")
