"""Sections and tasks from the numbering of the text and from the rows of its tables.

A line that starts with a number opens a block. Blocks numbered alike (`一、` or `（一）` or `1.`) are of one
scheme. The tasks are the blocks of the scheme whose blocks carry responsibility clauses; schemes that
enclose them are sections, schemes inside them are part of a task's text. Where nothing carries a
clause, the scheme with most blocks is taken. A table's rows are tasks where its header row says so.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.model import Plan, Section, Span, Task
from luoshi.compiler.passes.context import Context
from luoshi.compiler.passes.front import contents, main_part
from luoshi.compiler.passes.heading import (
    dated,
    jurisdiction_of,
    plan_text,
    title_of,
    year_of,
    year_of_headings,
)
from luoshi.compiler.passes.numbering import (
    BLANK,
    RANK,
    Block,
    Breaks,
    as_number,
    behind_decoration,
    blocks,
    lines,
    mark_at,
    place_in_count,
    stripped,
)
from luoshi.compiler.passes.row_tasks import task_of_row
from luoshi.compiler.passes.rows import Group, TaskTable
from luoshi.compiler.passes.schemes import Levels, closed_lines, ends_with_clause, is_heading, levels
from luoshi.compiler.passes.titles import DECORATION, TITLE_END, first_sentence
from luoshi.compiler.source import Cell

_THOUGHTS = re.compile(
    r"(?:指导思想|(?:基本|工作|主要|总体)原则|总体(?:思路|要求)|工作思路|重要意义|重大意义|(?:面临(?:的)?)?形势(?:分析|与任务)?|总则|附则|(?:发展|工作)?现状(?:分析|与问题)?|(?:发展|工作|现实)基础|(?:发展|编制|起草|出台|工作|规划|政策)?背景(?:情况)?"
    r"|存在(?:的)?(?:主要|突出)?问题|(?:取得(?:的)?)?(?:工作|主要)?成[效绩就]|(?:编制|起草|制定|政策)依据|名词解释|适用(?:范围|对象))(?:和|与|、|。|[:：]|\Z)"
)
_CLOSING = re.compile(
    r"(?:本|上述|以上)(?:措施|办法|方案|意见|政策|规定|计划|细则|通知|条款|清单)[^。；;]{0,30}(?:解释|施行|实施|执行|生效|有效期)"
)
_PURPOSE = re.compile(
    r"(?:为|根据|依据|按照)[^。；;]{2,300}(?:制定|制订|出台|提出)(?:了)?(?:本|以下|如下|此)"
    r"|(?:本|上述|以上)(?:措施|办法|方案|意见|政策|规定|计划|细则|通知|条款|清单)(?:所称|适用|中的)"
)
"""What the document is for, and what its words mean."""
_LOOKING_BACK = re.compile(
    r"(?:[0-9]{4}年|“?[一二三四五六七八九十]+五”?时期|过去[一五]年|上一?年)?[^。]{0,12}(?:工作)?(?:回顾|总结)(?:。|\Z)"
)


_REMARK = re.compile(r"[:：。；;]|附[ \u3000]*[件表]|单位|续表")


def run(plan: Plan, context: Context) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Fill sections, tasks, preamble, title, year, jurisdiction and what was left out."""
    text = context.source.text
    body, left_out, closing = plan_text(text)
    listing = contents(text, body)
    found = _blocks(context, main_part(context, body), listing)
    sections, tasks = (
        _arranged(context, found, body) if found or context.task_tables else _unnumbered(context, body)
    )
    preamble = _preamble(text, _first(found, context, tasks), body)
    out = sorted([*left_out, *listing])
    plan = replace(plan, sections=tuple(sections), tasks=tuple(tasks), left_out=tuple(out))
    plan, doubts = _headed(replace(plan, preamble=preamble), context, [*left_out, *closing])
    numbered = any(task.number is not None for task in tasks)
    lost = [_number_lost(task) for task in tasks if task.number is None and numbered]
    web = [finding("O003", span, text=context.source.slice(span)[:20]) for span in left_out]
    return plan, (*doubts, *lost, *web)


def _blocks(context: Context, part: Span, listing: Sequence[Span]) -> list[Block]:
    """Numbered blocks outside the tables that hold tasks, and of no table without clauses."""
    sheets = [sheet.span for sheet in context.task_tables]
    dumb = [
        table.span
        for table in context.source.tables
        if not any(table.span.end == sheet.end for sheet in sheets)
        and _is_grid(table.cells)
        and not context.clauses_in(table.span)
    ]
    breaks = Breaks(
        behind=[clause.span.end for clause in context.clauses],
        cuts=sheets,
        deaf=sorted([*dumb, *listing]),
    )
    return list(blocks(context.source.text, part, breaks=breaks))


def _is_grid(cells: Sequence[Cell]) -> bool:
    """Whether a table has several columns; a single one is but a frame around text."""
    return max((cell.column for cell in cells), default=0) > 0


def _first(found: Sequence[Block], context: Context, tasks: Sequence[Task]) -> int | None:
    """Where the first number, table of tasks or task stands."""
    starts = [
        *(block.span.start for block in found[:1]),
        *(sheet.span.start for sheet in context.task_tables[:1]),
        *(task.span.start for task in tasks[:1]),
    ]
    return min(starts, default=None)


def _headed(plan: Plan, context: Context, around: Sequence[Span]) -> tuple[Plan, list[Diagnostic]]:
    """Title, year and jurisdiction, from what stands before the first number."""
    text = context.source.text
    preamble = plan.preamble or Span(0, 0)
    title = title_of(text, preamble, plan.left_out)
    place = jurisdiction_of(text, _without(preamble, plan.left_out), title)
    titles = [section.title for section in plan.sections] + [task.title for task in plan.tasks]
    announced = year_of_headings(titles)
    year = context.year or year_of(text, Span(0, 0), title) or announced or year_of(text, preamble, title)
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


def _preamble(text: str, first: int | None, body: Span) -> Span | None:
    span = stripped(text, Span(body.start, body.end if first is None else max(first, body.start)))
    return span if span.end > span.start else None


def _number_lost(task: Task) -> Diagnostic:
    return finding("O006", Span(task.span.start, min(task.span.end, task.span.start + 12)))


def _arranged(context: Context, found: Sequence[Block], body: Span) -> tuple[list[Section], list[Task]]:
    """Blocks and rows of tables as sections and tasks, in printed order."""
    builder = _Builder(context, found)
    sheets = list(context.task_tables)
    for at, block in enumerate(found):
        while sheets and sheets[0].span.start < block.span.start:
            builder.table(sheets.pop(0))
        builder.block(at, block)
    for sheet in sheets:
        builder.table(sheet)
    sections, tasks = builder.sections, builder.tasks
    return sections, [task for task in _ended(context, tasks, body) if not _no_task(task, sections, context)]


class _Builder:
    """Takes blocks and rows in printed order; knows which headings are open."""

    def __init__(self, context: Context, found: Sequence[Block]) -> None:
        self.context, self.text, self.found = context, context.source.text, found
        self.levels = levels(context, found) if found else Levels(None, frozenset(), frozenset())
        self.sections: list[Section] = []
        self.tasks: list[Task] = []
        self.open: list[tuple[str, int]] = []
        """Open headings, outermost first: scheme and place in ``sections``."""
        self.inner: str | None = None
        self.next = _following(found)
        self.in_table = False
        self.alone: str | None = None
        """How the task before this one is numbered, where it is a heading without items."""

    def block(self, at: int, block: Block) -> None:
        """A block is a section, one or more tasks, or more text of the task before it."""
        in_table, self.in_table = self.in_table, False
        if self.levels.task is None:
            self._heading_of_a_table(at, block)
        elif block.scheme == self.levels.task and at in self.levels.opened:
            self.inner = self.found[at + 1].scheme
            self._section(block)
        elif block.scheme == self.levels.task:
            self.inner = None
            self._paragraphs(block) if self._is_parted(block) else self._task(at, block)
        elif block.scheme == self.inner or self._stands_alone(at) or self._follows_alone(at):
            self.alone = block.scheme
            self._task(at, block)
        elif block.scheme in self.levels.outer:
            self.inner = None
            self._section(block)
        elif not in_table:
            self._more(block)

    def table(self, sheet: TaskTable) -> None:
        """Rows are tasks; groups are sections below the heading that stands above the table."""
        self.alone = None
        self.in_table = True
        if len(self.context.task_tables) > 1 or self._is_parted_by_titles(sheet):
            self._caption(sheet.span.start)
        for item in sheet.items:
            if isinstance(item, Group):
                self._group(item)
            else:
                self.tasks.append(task_of_row(self.context, item, self._here()))

    def _is_parted_by_titles(self, sheet: TaskTable) -> bool:
        """Whether rows that are titles without a number part the table."""
        groups = [item.span for item in sheet.items if isinstance(item, Group) and item.depth == 0]
        return bool(groups) and all(mark_at(self.text, span) is None for span in groups)

    def _caption(self, start: int) -> None:
        """Of several tables, each may have its title in a line of its own above it."""
        line = line_above(self.text, start)
        known = line.end <= line.start or (self.found and self._is_block(line)) or line.end - line.start > 40
        if known or not is_heading(self.text, line) or _REMARK.search(self.text, line.start, line.end):
            return
        self._leave("caption")
        if (
            not any(section.span.start >= line.start for section in self.sections)
            and line.start > self._title_end()
        ):
            self._enter("caption")
            title = self.text[line.start : line.end].strip(DECORATION)
            self.sections.append(Section(None, title, len(self.open), line))

    def _is_block(self, line: Span) -> bool:
        return any(block.span.start == line.start for block in self.found)

    def _title_end(self) -> int:
        """The first line of the text is its title."""
        return next(lines(self.text, Span(0, len(self.text))), Span(0, 0)).end

    def _here(self) -> int | None:
        return self.open[-1][1] if self.open else None

    def _follows_alone(self, at: int) -> bool:
        """Whether an item without a clause has no items either, and the one before it is a task."""
        block, below = self.found[at], self.found[at + 1] if at + 1 < len(self.found) else None
        paragraph = block.scheme == self.alone and not is_heading(self.text, block.body)
        return paragraph and (below is None or self._further_out(below.scheme, block))

    def _section(self, block: Block) -> None:
        self.alone = None
        self._enter(block.scheme)
        self.sections.append(_section(self.context, block, level=len(self.open)))

    def _enter(self, scheme: str) -> None:
        """Close the headings of this kind and further in, and open it."""
        self._leave(scheme)
        self.open.append((scheme, len(self.sections)))

    def _leave(self, scheme: str) -> None:
        """Close the headings of this kind and further in."""
        at = next((at for at, (each, _section) in enumerate(self.open) if each == scheme), None)
        if at is not None:
            del self.open[at:]

    def _group(self, group: Group) -> None:
        mark = mark_at(self.text, group.span)
        start = mark.after if mark else group.span.start
        kind = mark.scheme if mark else "row"
        while (
            self.open and self.open[-1][0].startswith("column") and int(self.open[-1][0][6:]) >= group.depth
        ):
            self.open.pop()
        self._enter(f"column{group.depth}" if group.depth else kind)
        title = " ".join(self.text[start : group.span.end].replace("|", " ").split()).strip(
            DECORATION + "、."
        )
        number = mark.number if mark else None
        if number is None and (apart := re.match(r"([（(]?[一二三四五六七八九十]+[)）]?)[、.]?\s", title)):
            number, title = apart[1], title[apart.end() :]
        self.sections.append(Section(number, title, len(self.open), group.span))

    def _heading_of_a_table(self, at: int, block: Block) -> None:
        """In a document whose tasks all stand in tables, short numbered lines are headings."""
        first = next(lines(self.text, block.body), block.body)
        if is_heading(self.text, first):
            self._section(block)

    def _task(self, at: int, block: Block) -> None:
        self._leave(block.scheme)
        self.tasks += _tasks(self.context, block, self._here(), lost=self._numbers_lost(at))

    def _numbers_lost(self, at: int) -> int:
        """How many numbers are missing before the next block of the kind; many where the count ends."""
        following = self.next.get(at)
        here = place_in_count(self.found[at].number)
        there = place_in_count(following.number) if following else None
        if here is None or there is None or there <= here:
            return 99
        return there - here - 1

    def _is_parted(self, block: Block) -> bool:
        return self.levels.parted and bool(closed_lines(self.context, block))

    def _paragraphs(self, block: Block) -> None:
        """A heading above paragraphs that carry clauses: each of them is a task without a number."""
        first, *rest = lines(self.text, block.body)
        self._enter(block.scheme)
        head = Block(block.scheme, block.number, Span(block.span.start, first.end), first)
        self.sections.append(_section(self.context, head, level=len(self.open)))
        self.tasks += _closed(self.context, rest, self._here())

    def _more(self, block: Block) -> None:
        if self.tasks and self.tasks[-1].section == self._here():
            self.tasks[-1] = _longer(self.tasks[-1], block.span.end)

    def _stands_alone(self, at: int) -> bool:
        """Whether a heading carries a clause and holds no items: then it is a task itself."""
        block, outer = self.found[at], self.levels.outer
        if block.scheme not in outer or not self.context.clauses_in(block.body):
            return False
        below = self.found[at + 1].scheme if at + 1 < len(self.found) else None
        return below != self.levels.task and (
            below not in outer
            or any(below == each for each, _at in self.open)
            or below == block.scheme
            or self._further_out(below, block)
        )

    def _further_out(self, below: str | None, block: Block) -> bool:
        return below is not None and RANK[below] <= RANK[block.scheme]


def line_above(text: str, start: int) -> Span:
    """The last line with words in front of an offset."""
    end = start
    while end > 0 and text[end - 1] in BLANK + "\n":
        end -= 1
    return stripped(text, Span(text.rfind("\n", 0, end) + 1, end))


def _following(found: Sequence[Block]) -> dict[int, Block]:
    """For each place the next block that is numbered alike."""
    following: dict[int, Block] = {}
    met: dict[str, Block] = {}
    for at in range(len(found) - 1, -1, -1):
        if found[at].scheme in met:
            following[at] = met[found[at].scheme]
        met[found[at].scheme] = found[at]
    return following


def _tasks(context: Context, block: Block, section: int | None, *, lost: int) -> Iterator[Task]:
    """The block's task; a paragraph with a clause of its own behind the clause is one more, its number lost."""
    text = context.source.text
    extra = list(_lost(context, block))
    starts = [block.body.start, *(extra if len(extra) <= lost else [])]
    for at, start in enumerate(starts):
        stop = starts[at + 1] if at + 1 < len(starts) else block.body.end
        body = stripped(text, Span(start, stop))
        clause = next((each.span.start for each in context.clauses_in(body)), body.end)
        yield Task(
            number=None if at else as_number(block.number),
            section=section,
            span=Span(start if at else block.span.start, body.end),
            body=body,
            title=first_sentence(text, Span(body.start, clause) if clause > body.start else body),
        )


def _lost(context: Context, block: Block) -> Iterator[int]:
    """Where paragraphs start that end with a clause of their own, as the paragraph before them did."""
    before = False
    for line in lines(context.source.text, block.body):
        clauses = context.clauses_in(line)
        closed = ends_with_clause(context, line)
        dashed = context.source.text[line.start] in "—－–-"
        if before and closed and not dashed and clauses[0].span.start > line.start:
            yield line.start
        before = closed or (before and _inside_a_clause(context, line))


def _inside_a_clause(context: Context, line: Span) -> bool:
    """Whether the line is one more of a clause that takes several."""
    at = bisect_right(context.clauses, line.start, key=lambda clause: clause.span.start) - 1
    return at >= 0 and context.clauses[at].span.end >= line.end


def _closed(context: Context, every: Sequence[Span], section: int | None) -> Iterator[Task]:
    """Paragraphs up to the line that ends with their clause."""
    text = context.source.text
    start: int | None = None
    for line in every:
        found = context.clauses_in(line)
        start = line.start if start is None else start
        if ends_with_clause(context, line) and (found[0].span.start > start):
            body = _undecorated(text, Span(start, max(line.end, found[-1].span.end)))
            yield Task(None, section, body, body, first_sentence(text, body))
            start = None
        elif _inside_a_clause(context, line) and start == line.start:
            start = None


def _undecorated(text: str, span: Span) -> Span:
    """A paragraph without the sign of a list in front of it."""
    return stripped(text, Span(behind_decoration(text, span), span.end))


def _section(context: Context, block: Block, *, level: int) -> Section:
    """A heading ends with its sentence or in front of its clause."""
    text = context.source.text
    stop = TITLE_END.search(text, block.body.start, block.body.end)
    clause = context.clauses_in(block.body)[:1]
    ends = [stop.start() if stop else block.body.end, *(found.span.start for found in clause)]
    title = text[block.body.start : min(ends)].strip(DECORATION)
    return Section(number=block.number, title=title, level=level, span=Span(block.span.start, min(ends)))


def _longer(task: Task, end: int) -> Task:
    return replace(task, span=Span(task.span.start, end), body=Span(task.body.start, end))


def _ended(context: Context, tasks: Sequence[Task], body: Span) -> Iterator[Task]:
    """The document's last task ends with the line of its clause: what follows closes the document.
    Numbered lines behind the clause are still the task's."""
    text = context.source.text
    for task in tasks:
        last = context.clauses_in(task.body)[-1:] if task.span.end >= body.end else ()
        stop = text.find("\n", last[0].span.end, task.span.end) if last else -1
        below = next(lines(text, Span(stop, task.span.end)), None) if stop > 0 else None
        goes_on = below is not None and mark_at(text, below) is not None
        yield _longer(task, stop) if stop > 0 and not goes_on else task


def _no_task(task: Task, sections: Sequence[Section], context: Context) -> bool:
    """Guiding thoughts, principles, what was done in years gone by, and from when the text is in force;
    none of them carries a clause."""
    heading = "" if task.section is None else sections[task.section].title
    spoken = (
        _THOUGHTS.match(task.title)
        or _CLOSING.match(task.title)
        or _PURPOSE.match(task.title)
        or _THOUGHTS.match(heading)
        or _LOOKING_BACK.match(heading)
        or _LOOKING_BACK.match(task.title)
    )
    return spoken is not None and not context.clauses_in(task.body)


def _unnumbered(context: Context, body: Span) -> tuple[list[Section], list[Task]]:
    """A plan without numbers: each paragraph that carries a clause is a task."""
    text = context.source.text
    every = list(lines(text, body))
    found = [line for line in every if context.clauses_in(line)]
    if len(found) < 2:
        return [], []
    return [], list(_paragraph_tasks(context, every))


def _paragraph_tasks(context: Context, every: Sequence[Span]) -> Iterator[Task]:
    """Lines that carry a clause; a line that is all clause belongs to the line above it."""
    text = context.source.text
    above: Span | None = None
    for line in every:
        clauses = context.clauses_in(line)
        if clauses:
            whole = clauses[0].span.start <= line.start and above is not None
            start = above.start if whole and above is not None else line.start
            body = _undecorated(text, Span(start, max(line.end, min(clauses[-1].span.end, every[-1].end))))
            yield Task(None, None, body, body, first_sentence(text, body))
            above = None
        else:
            above = None if _inside_a_clause(context, line) else line
