"""The document as the review shows it: printed text in blocks, lit by what was read and what is doubted.

Written as one string: a plan of 500 tasks has some ten thousand pieces, which a template would take
a second for.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from luoshi.plans.models import Damage, Deliverable, Doubt, PlanVersion, Responsibility, Target, Task
from luoshi.plans.printed import Mark, Piece, pieces

PAGE = 500
"""Tasks whose text one page shows; a longer document is leafed through."""
KINDS = ("target", "leader", "lead_unit", "coop_unit", "deliverable", "damage")
"""What a stretch may be lit as, besides doubted; the style sheet has a rule for each."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that is shown as one paragraph."""

    start: int
    end: int
    kind: str
    """``section``, ``task``, ``preamble`` or ``other``."""
    task: int | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The tasks from ``first`` to ``last`` (counted from 1) of ``total``, and the text around them."""

    blocks: Sequence[Block]
    first: int
    last: int
    total: int
    earlier: int | None
    """First task of the sheet before; null where there is none."""
    later: int | None


def sheet(version: PlanVersion, *, text_length: int, begin: int = 0) -> Sheet:
    """Blocks around the tasks from number ``begin`` (counted from 0) on. Two queries."""
    # With its version, which Django else asks for each row anew.
    tasks = list(version.tasks.order_by("start").only("version", "start", "end"))
    shown = tasks[begin : begin + PAGE]
    left = 0 if begin == 0 else shown[0].start if shown else text_length
    right = tasks[begin + PAGE].start if begin + PAGE < len(tasks) else text_length
    found = [Block(task.start, task.end, "task", task.pk) for task in shown]
    found += _headings(version, left, right)
    if version.preamble_start is not None and version.preamble_end is not None and begin == 0:
        found.append(Block(version.preamble_start, version.preamble_end, "preamble"))
    return Sheet(
        blocks=list(_with_gaps(sorted(found, key=attrgetter("start")), left, right)),
        first=begin + 1,
        last=begin + len(shown),
        total=len(tasks),
        earlier=max(0, begin - PAGE) if begin else None,
        later=begin + PAGE if begin + PAGE < len(tasks) else None,
    )


def _headings(version: PlanVersion, left: int, right: int) -> list[Block]:
    sections = version.sections.filter(start__gte=left, end__lte=right)
    return [Block(each.start, each.end, "section", level=each.level) for each in sections]


def _with_gaps(blocks: Iterable[Block], left: int, right: int) -> Iterator[Block]:
    """The blocks and what stands between them. What another block already covers is not shown twice."""
    at = left
    for block in blocks:
        if block.end <= at:
            continue
        if block.start > at:
            yield Block(at, block.start, "other")
        yield Block(max(at, block.start), block.end, block.kind, block.task, block.level)
        at = block.end
    if at < right:
        yield Block(at, right, "other")


def marks_of(version: PlanVersion) -> list[Mark]:
    """Everything that was read or doubted, by its place. Five queries."""
    marks = [Mark(each.start, each.end, "target", each.metric, each.pk) for each in _rows(Target, version)]
    duties = Responsibility.objects.filter(task__version=version).only("start", "end", "role", "name")
    marks += [Mark(each.start, each.end, each.role, each.name) for each in duties]
    for model, kind in ((Deliverable, "deliverable"), (Damage, "damage")):
        rows = model.objects.filter(task__version=version).only("start", "end")
        marks += [Mark(each.start, each.end, kind) for each in rows]
    marks += [
        Mark(each.start, each.end, "settled" if each.settled_id else "doubt", "", each.pk)
        for each in version.doubts.exclude(start=None)
        if each.start is not None and each.end is not None
    ]
    return sorted(marks, key=attrgetter("start", "end"))


def _rows(model: type[Target], version: PlanVersion) -> Iterable[Target]:
    return model.objects.filter(version=version).only("start", "end", "metric")


def lit(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> SafeString:
    """The blocks in HTML. ``marks`` are in order of their starts."""
    starts = [mark.start for mark in marks]
    longest = max((mark.end - mark.start for mark in marks), default=0)
    parts = []
    for block in blocks:
        low = bisect_left(starts, block.start - longest)
        high = bisect_right(starts, block.end)
        parts.append(_block(text, block, marks[low:high]))
    return mark_safe("".join(parts))  # every character of the text is escaped in `_piece`


def _block(text: str, block: Block, marks: Sequence[Mark]) -> str:
    if not text[block.start : block.end].strip():
        return ""
    inner = "".join(_piece(piece, start) for start, piece in _placed(text, block, marks))
    if block.kind == "task":
        return (
            f'<article class="rt rt-task" id="task-{block.task}" data-task="{block.task}">{inner}</article>'
        )
    level = f" rt-level-{min(block.level, 3)}" if block.level else ""
    return f'<div class="rt rt-{block.kind}{level}">{inner}</div>'


def _placed(text: str, block: Block, marks: Sequence[Mark]) -> Iterator[tuple[int, Piece]]:
    at = block.start
    for piece in pieces(text, start=block.start, end=block.end, marks=marks):
        yield at, piece
        at += len(piece.text)


def _piece(piece: Piece, start: int) -> str:
    """``data-o`` is the place of the first character, by which a selection finds back into the text."""
    if not piece.marks:
        return f'<span data-o="{start}">{escape(piece.text)}</span>'
    kinds = dict.fromkeys(mark.kind for mark in piece.marks)
    classes = " ".join(f"lit-{kind}" for kind in kinds)
    doubt = next((mark.target_id for mark in piece.marks if mark.kind in ("doubt", "settled")), None)
    link = f' data-doubt="{doubt}"' if doubt is not None else ""
    return f'<span data-o="{start}" class="lit {classes}"{link}>{escape(piece.text)}</span>'


def sheet_with(version: PlanVersion, place: int | None) -> int:
    """The number (from 0) of the first task of the sheet that shows a place of the text. One query."""
    if place is None:
        return 0
    before = Task.objects.filter(version=version, start__lte=place).count()
    return max(0, before - 1) // PAGE * PAGE


def one_task(version: PlanVersion, task: Task, *, text: str) -> SafeString:
    """One task's block anew, after something in it changed. Five queries."""
    inside = {"start__lt": task.end, "end__gt": task.start}
    marks = [Mark(e.start, e.end, "target", e.metric, e.pk) for e in version.targets.filter(**inside)]
    marks += [Mark(e.start, e.end, e.role, e.name) for e in task.responsibilities.all()]
    marks += [Mark(e.start, e.end, "deliverable") for e in task.deliverables.all()]
    marks += [Mark(e.start, e.end, "damage") for e in task.damage.all()]
    doubts: Iterable[Doubt] = version.doubts.filter(**inside)
    marks += [Mark(e.start, e.end, "settled" if e.settled_id else "doubt", "", e.pk) for e in doubts]  # type: ignore[arg-type]
    ordered = sorted(marks, key=attrgetter("start", "end"))
    return lit(text, [Block(task.start, task.end, "task", task.pk)], ordered)
