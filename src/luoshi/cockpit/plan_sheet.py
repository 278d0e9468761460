"""The plan page's lines as the workbook that offices pass round. A Chinese form, whatever the reader's
language."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from luoshi.cockpit.board import COOP_UNIT, LEAD_UNIT, LEADER, Board, Row
from luoshi.cockpit.plan_page import Page
from luoshi.plans.models import Damage, Section
from luoshi.plans.sheets import SheetTask, plan_sheet
from luoshi.plans.wording import wording


def workbook(board: Board, page: Page) -> bytes:
    """The tasks that the page shows, as of its day. One query."""
    version = board.version
    damage = list(Damage.objects.filter(task__version=version, confirmed=True).order_by("start"))
    rows = [line.row for group in page.groups for line in group.lines if line.row]
    whole = page.shown == page.total
    part = "" if whole else f"，{page.total}项任务中的{page.shown}项"
    return plan_sheet(
        version.publication.plan.title,
        [_task(row, board, [each for each in damage if each.task_id == row.task.pk]) for row in rows],
        note=f"（截至{_chinese(board.as_of)}{part}）",
        preamble=_preamble(board) if whole else "",
    )


def _preamble(board: Board) -> str:
    """The sentences above the first section that hold the headline targets, as printed."""
    text, start, end = (
        board.version.document.text,
        board.version.preamble_start,
        board.version.preamble_end,
    )
    if start is None or end is None or not board.headline:
        return ""
    lines = [line.strip() for line in text[start:end].splitlines()]
    return "\n".join(line for line in lines if line and line != board.version.title)


def _task(row: Row, board: Board, damage: Iterable[Damage]) -> SheetTask:
    return SheetTask(
        section=heading(row.task.section) if row.task.section else "",
        number=row.task.number,
        title=row.task.title,
        leaders=row.names(LEADER),
        leads=row.names(LEAD_UNIT),
        coops=row.names(COOP_UNIT),
        goal=_goal(row, restored(board.version.document.text, row, damage)),
        due=_due(row),
        remark=_set_right(row),
    )


def heading(section: Section) -> str:
    """Number and title: `一、坚持稳中求进`."""
    return f"{section.number}、{section.title}" if section.number else section.title


def restored(text: str, row: Row, damage: Iterable[Damage]) -> str:
    """The task's printed text, with the words put back that a person confirmed as lost."""
    task = row.task
    found = [each for each in damage if task.body_start <= each.start and each.end <= task.body_end]
    edges = [(task.body_start, task.body_start), *((d.start, d.end) for d in found), (task.body_end,) * 2]
    kept = [text[left[1] : right[0]] for left, right in pairwise(edges)]
    back = [each.restored for each in found]
    return "".join(part + word for part, word in zip(kept, [*back, ""], strict=True))


def _goal(row: Row, text: str) -> str:
    """What follows the title, which has a column of its own."""
    return text.removeprefix(row.task.title).lstrip("。.:： \n")


def _set_right(row: Row) -> str:
    """The targets that people set in the review: the printed words may say something else."""
    targets = [each.target for each in row.standings if each.target.by_hand]
    return "\n".join(f"核定：{target.metric} {wording(target)}" for target in targets)


def _due(row: Row) -> str:
    """Days by which targets are due, as far as days are printed; else the year has time until its end."""
    days = sorted({each.target.deadline for each in row.standings if each.target.deadline})
    return "\n".join(map(_chinese, days)) or "全年"


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
