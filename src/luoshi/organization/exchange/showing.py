"""Rows as the cells of a workbook show them: for writing it, and for saying what changes. Pure."""

from collections.abc import Iterable
from datetime import date

from luoshi.organization.exchange.cells import list_text, names_text
from luoshi.organization.exchange.columns import CELL_LENGTH, KINDS, PARTS
from luoshi.organization.exchange.reading import GROUP_MARK
from luoshi.organization.exchange.rows import GroupRow, MemberRow, PostRow, UnitRow

Shown = dict[str, str | date | None]
"""Title to what the cell shows."""

_PART_LABELS = {part.value: label for part, label in PARTS.items()}


def unit_cells(row: UnitRow) -> Shown:
    """A unit's cells."""
    return {
        "名称": row.name,
        "类型": KINDS.get(row.kind, row.kind),
        "上级单位": row.parent,
        "简称": names_text(row.aliases),
        "加挂牌子": names_text(row.nameplates),
        "曾用名": names_text(row.formers),
        "统一社会信用代码": row.uscc,
        "启用日期": row.since,
        "停用日期": row.until,
        "承接单位": row.successor,
    }


def post_cells(row: PostRow) -> Shown:
    """A post's cells."""
    return {
        "姓名": row.person,
        "职务类别": _PART_LABELS.get(row.part, row.part),
        "单位": row.unit,
        "职务": row.title,
        "分管领域": row.fields,
        "任职日期": row.since,
        "离任日期": row.until,
    }


def group_cells(row: GroupRow, *, units: frozenset[str]) -> list[Shown]:
    """A group's cells: one row for each stretch of days, more where a cell would overflow.

    ``units`` are the names of all units; a member that is a group of such a name is marked as one.
    """
    stretches = [
        {"名称": row.name, "规则": "", "成员": text, "自": since, "至": until, "依据": ""}
        for (since, until), members in _by_days(row.members).items()
        for text in _fitting(members, units)
    ] or [{"名称": row.name, "规则": "", "成员": "", "自": None, "至": None, "依据": ""}]
    kinds = list_text(KINDS.get(kind, kind) for kind in row.kinds)
    stretches[0] |= {"规则": kinds, "依据": row.source}
    return [dict(each) for each in stretches]


def group_texts(row: GroupRow) -> Shown:
    """A group in one line, for saying what changes."""
    days = [
        f"{list_text(member.name for member in members)}{_days(since, until)}"
        for (since, until), members in _by_days(row.members).items()
    ]
    kinds = list_text(KINDS.get(kind, kind) for kind in row.kinds)
    return {"名称": row.name, "规则": kinds, "成员": "；".join(days), "依据": row.source}


def _days(since: date | None, until: date | None) -> str:
    return f"({since or ''}至{until or ''})" if since or until else ""


def _by_days(members: Iterable[MemberRow]) -> dict[tuple[date | None, date | None], list[MemberRow]]:
    found: dict[tuple[date | None, date | None], list[MemberRow]] = {}
    for member in members:
        found.setdefault((member.since, member.until), []).append(member)
    return found


def _fitting(members: list[MemberRow], units: frozenset[str]) -> list[str]:
    """The members as texts that fit into a cell each."""
    texts, room = [""], CELL_LENGTH
    for member in members:
        marked = (GROUP_MARK if member.group and member.name in units else "") + member.name
        text = list_text([marked])
        if len(texts[-1]) + len(text) + 1 > room:
            texts.append("")
        texts[-1] += ("、" if texts[-1] else "") + text
    return texts
