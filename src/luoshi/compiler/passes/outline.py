"""Sections and tasks from the numbering of the text.

A line that starts with a number opens a block. Blocks numbered alike (`一、` or `（一）` or `1.`) are of one
scheme. The tasks are the blocks of the scheme whose blocks carry responsibility clauses; schemes that
enclose them are sections, schemes inside them are part of a task's text. Where nothing carries a
clause, the scheme with most blocks is taken.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.model import Plan, Section, Span, Task
from luoshi.compiler.passes.context import Context
from luoshi.compiler.passes.heading import dated, jurisdiction_of, plan_text, title_of, year_of
from luoshi.compiler.passes.numbering import BLANK, Block, as_number, blocks, lines, stripped

_TITLE_END = re.compile(r"[。;；!！\n]")
_BRACKET = re.compile(r"[(（]")
_THOUGHTS = re.compile(
    r"(?:指导思想|(?:基本|工作|主要|总体)原则|总体(?:思路|要求)|工作思路|重要意义|重大意义|形势(?:分析|与任务))(?:和|与|、|。|[:：]|\Z)"
)
_LOOKING_BACK = re.compile(
    r"(?:[0-9]{4}年|“?[一二三四五六七八九十]+五”?时期|过去[一五]年|上一?年)?[^。]{0,12}(?:工作)?(?:回顾|总结)(?:。|\Z)"
)


def run(plan: Plan, context: Context) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Fill sections, tasks, preamble, title, year, jurisdiction and what was left out."""
    text = context.source.text
    body, left_out, closing = plan_text(text)
    found = list(blocks(text, body, behind=[clause.span.end for clause in context.clauses]))
    sections, tasks = _arranged(context, found, body) if found else _unnumbered(context, body)
    preamble = _preamble(text, found, tasks, body)
    plan = replace(plan, sections=tuple(sections), tasks=tuple(tasks), left_out=tuple(left_out))
    plan, doubts = _headed(replace(plan, preamble=preamble), context, [*left_out, *closing])
    lost = [_number_lost(task) for task in tasks if task.number is None and found]
    web = [finding("O003", span, text=context.source.slice(span)[:20]) for span in left_out]
    return plan, (*doubts, *lost, *web)


def _headed(plan: Plan, context: Context, around: Sequence[Span]) -> tuple[Plan, list[Diagnostic]]:
    """Title, year and jurisdiction, from what stands before the first number."""
    text = context.source.text
    preamble = plan.preamble or Span(0, 0)
    title = title_of(text, preamble, plan.left_out)
    place = jurisdiction_of(text, _without(preamble, plan.left_out), title)
    year = context.year or year_of(text, preamble, title)
    day = None if year else dated(text, [preamble, *around])
    named = replace(plan, title=title, jurisdiction=place, year=year or (day[0] if day else None))
    # Without a task there is no plan whose aims the text before it could state.
    named = named if plan.tasks else replace(named, preamble=None)
    return named, [finding("C002", day[1], year=str(day[0]))] if day else []


def _without(preamble: Span, left_out: Sequence[Span]) -> Span:
    """The preamble behind a web site's lines at its head."""
    start = preamble.start
    for span in left_out:
        start = span.end if span.start <= start + 1 and span.end <= preamble.end else start
    return Span(start, preamble.end)


def _preamble(text: str, found: Sequence[Block], tasks: Sequence[Task], body: Span) -> Span | None:
    end = found[0].span.start if found else tasks[0].span.start if tasks else body.end
    span = stripped(text, Span(body.start, end))
    return span if span.end > span.start else None


def _number_lost(task: Task) -> Diagnostic:
    return finding("O006", Span(task.span.start, min(task.span.end, task.span.start + 12)))


def _arranged(context: Context, found: Sequence[Block], body: Span) -> tuple[list[Section], list[Task]]:
    """Blocks as sections and tasks, in printed order."""
    scheme = _task_scheme(context, found)
    outer = _outer_schemes(found, scheme)
    sections: list[Section] = []
    tasks: list[Task] = []
    for at, block in enumerate(found):
        if block.scheme == scheme or _stands_alone(context, found, at, scheme=scheme, outer=outer):
            tasks += _tasks(context, block, len(sections) - 1 if sections else None)
        elif block.scheme in outer:
            sections.append(_section(context, block, level=outer.index(block.scheme) + 1))
        elif tasks and tasks[-1].section == (len(sections) - 1 if sections else None):
            tasks[-1] = _longer(tasks[-1], block.span.end)
    return sections, [task for task in _ended(context, tasks, body) if not _no_task(task, sections, context)]


def _task_scheme(context: Context, found: Sequence[Block]) -> str:
    """The scheme whose blocks carry clauses; a heading's clause speaks for the items below it."""
    met = {block.scheme: at for at, block in reversed(list(enumerate(found)))}
    carrying: Counter[str] = Counter()
    for block, following in zip_longest(found, found[1:]):
        if context.clauses_in(block.body):
            holds = following is not None and met[following.scheme] > met[block.scheme]
            carrying[(following if holds else block).scheme] += 1
    every = Counter(block.scheme for block in found)
    best = carrying or every
    return max(best, key=lambda scheme: (best[scheme], every[scheme]))


def _outer_schemes(found: Sequence[Block], scheme: str) -> list[str]:
    """Schemes that stand around the tasks, outermost first: those met before the first task."""
    outer: list[str] = []
    for block in found:
        if block.scheme == scheme:
            break
        if block.scheme not in outer:
            outer.append(block.scheme)
    return outer


def _stands_alone(
    context: Context, found: Sequence[Block], at: int, *, scheme: str, outer: Sequence[str]
) -> bool:
    """Whether a heading carries a clause and holds no items: then it is a task itself."""
    block = found[at]
    if block.scheme not in outer or not context.clauses_in(block.body):
        return False
    holds = found[at + 1].scheme if at + 1 < len(found) else ""
    inner = outer[outer.index(block.scheme) + 1 :]
    return holds != scheme and holds not in inner


def _tasks(context: Context, block: Block, section: int | None) -> Iterator[Task]:
    """The block's task; a paragraph with a clause of its own behind the clause is one more, its number lost."""
    text = context.source.text
    starts = [block.body.start, *_lost(context, block)]
    for at, start in enumerate(starts):
        stop = starts[at + 1] if at + 1 < len(starts) else block.body.end
        body = stripped(text, Span(start, stop))
        yield Task(
            number=None if at else as_number(block.number),
            section=section,
            span=Span(start if at else block.span.start, body.end),
            body=body,
            title=first_sentence(text, body),
        )


def _lost(context: Context, block: Block) -> Iterator[int]:
    """Where paragraphs start that end with a clause of their own, as the paragraph before them did."""
    text = context.source.text
    before = False
    for line in lines(text, block.body):
        clauses = context.clauses_in(line)
        closed = bool(clauses) and not text[clauses[-1].span.end : line.end].strip(BLANK + "。.;；")
        if before and closed and clauses[0].span.start > line.start:
            yield line.start
        before = closed


def _section(context: Context, block: Block, *, level: int) -> Section:
    """A heading ends with its sentence or in front of its clause."""
    text = context.source.text
    stop = _TITLE_END.search(text, block.body.start, block.body.end)
    clause = context.clauses_in(block.body)[:1]
    ends = [stop.start() if stop else block.body.end, *(found.span.start for found in clause)]
    title = text[block.body.start : min(ends)].strip(BLANK)
    return Section(number=block.number, title=title, level=level, span=Span(block.span.start, min(ends)))


def _longer(task: Task, end: int) -> Task:
    return replace(task, span=Span(task.span.start, end), body=Span(task.body.start, end))


def _ended(context: Context, tasks: Sequence[Task], body: Span) -> Iterator[Task]:
    """The document's last task ends with the line of its clause: what follows closes the document."""
    for task in tasks:
        last = context.clauses_in(task.body)[-1:] if task.span.end >= body.end else ()
        stop = context.source.text.find("\n", last[0].span.end, task.span.end) if last else -1
        yield _longer(task, stop) if stop > 0 else task


def _no_task(task: Task, sections: Sequence[Section], context: Context) -> bool:
    """Guiding thoughts, principles, and what was done in years gone by; none of them carries a clause."""
    heading = "" if task.section is None else sections[task.section].title
    spoken = _THOUGHTS.match(task.title) or _THOUGHTS.match(heading) or _LOOKING_BACK.match(heading)
    return spoken is not None and not context.clauses_in(task.body)


def first_sentence(text: str, body: Span) -> str:
    """What names a task: its first sentence, without a clause behind it."""
    stop = _TITLE_END.search(text, body.start, body.end)
    end = stop.start() if stop else body.end
    bracket = None if stop else _BRACKET.search(text, body.start, end)
    return text[body.start : bracket.start() if bracket else end].strip(BLANK)


def _unnumbered(context: Context, body: Span) -> tuple[list[Section], list[Task]]:
    """A plan without numbers: each paragraph that carries a clause is a task."""
    text = context.source.text
    found = [line for line in lines(text, body) if context.clauses_in(line)]
    if len(found) < 2:
        return [], []
    return [], [
        Task(number=None, section=None, span=line, body=line, title=first_sentence(text, line))
        for line in found
    ]
