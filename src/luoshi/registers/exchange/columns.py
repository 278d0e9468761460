"""The columns of a register's workbook, made from its pack. A file format: its words are Chinese always."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from luoshi.engines.kernel import exact
from luoshi.engines.registers import Field, Pack, Type

UNIT: Final = "责任单位"
STATE: Final = "状态"
NOTE: Final = "备注"
PROBLEM: Final = "问题"
GUIDE: Final = "填写说明"
CHOICES: Final = "选项"
CLEAR: Final = "（清空）"
MARK: Final = "*"
"""Stands behind the title of a column that must be filled."""
NOTE_LENGTH: Final = 500
LIMIT: Final = 100_000
"""Rows of one import."""
FIRST_DAY: Final = date(1900, 3, 1)
"""Office programs count the days before it differently."""
LAST_DAY: Final = date(2199, 12, 31)


class Part(StrEnum):
    """What a column is about."""

    FIELD = "field"
    UNIT = "unit"
    STATE = "state"
    """The state of the day; not read."""
    ENTERED = "entered"
    """The last day on which a state was entered."""
    NOTE = "note"
    PROBLEM = "problem"
    """What was wrong with the row when it was sent in last; not read."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``name`` is the id of its field or state, ``help`` what is to be filled in."""

    title: str
    part: Part
    width: int
    help: str
    name: str = ""
    field: Field | None = None
    required: bool = False

    @property
    def head(self) -> str:
        """The title as it is written, marked where the column must be filled."""
        return self.title + (MARK if self.required else "")

    @property
    def read(self) -> bool:
        """Whether an import takes anything from it. Files are added on a record's page."""
        return self.part not in (Part.STATE, Part.PROBLEM) and not (
            self.field is not None and self.field.type is Type.FILE
        )

    @property
    def day(self) -> bool:
        """Whether days stand in it."""
        return self.part is Part.ENTERED or (self.field is not None and self.field.type is Type.DATE)


@dataclass(frozen=True, slots=True)
class Form:
    """The columns of a pack, and those that rows ask for again and again."""

    columns: tuple[Column, ...]
    key: Column
    entered: Mapping[str, str]
    """Title of the column of days by state."""


def form_of(pack: Pack) -> Form:
    """Made once per workbook."""
    columns = columns_of(pack)
    key = next(each for each in columns if each.part is Part.FIELD and each.name == pack.key)
    return Form(columns, key, {each.name: each.title for each in columns if each.part is Part.ENTERED})


def columns_of(pack: Pack) -> tuple[Column, ...]:
    """Key, unit, the other fields, state, the days of the states, note. No two bear one title."""
    key = pack.field(pack.key)
    others = [each for each in pack.fields if each.id != pack.key]
    found = [_of_field(key), _unit(), *map(_of_field, others), _state(), *_days(pack), _note()]
    return tuple(_apart(found))


PROBLEMS: Final = Column(PROBLEM, Part.PROBLEM, 60, "上次核对发现的问题；改好后不必删除，导入时不读这一列。")


def _of_field(field: Field) -> Column:
    title = field.title.zh + (f"（{field.unit}）" if field.unit else "")
    wide = min(max(len(title) * 2 + 4, 12 if field.type.numeric else 16), 40)
    return Column(title, Part.FIELD, wide, help_of(field), field.id, field, field.required)


def help_of(field: Field) -> str:
    """What may be filled in, in one sentence or two."""
    said = [_sort(field), field.hint.zh + "。" if field.hint else ""]
    return "".join(said)


def _sort(field: Field) -> str:
    match field.type:
        case Type.NUMBER | Type.MONEY:
            unit = f"以“{field.unit}”计，" if field.unit else ""
            return f"{unit}只填数字，最多6位小数{_range(field)}。"
        case Type.DATE:
            return "日期，如2022-06-30。"
        case Type.CHOICE:
            return "从下列各项中选一项：" + "、".join(each.title.zh for each in field.choices) + "。"
        case Type.UNIT:
            return "单位名册中的单位名称。"
        case Type.FILE:
            return "附件名称，只供查看；附件请在记录页面上传。"
        case Type.LINK:
            return "所关联记录的编号。"
        case _:
            return f"文字，最多{field.longest}个字。"


def _range(field: Field) -> str:
    ends = [f"不小于{exact(field.low)}" if field.low is not None else ""]
    ends.append(f"不大于{exact(field.high)}" if field.high is not None else "")
    return "".join(f"，{end}" for end in ends if end)


def _unit() -> Column:
    return Column(UNIT, Part.UNIT, 24, "负责这条记录的单位，按单位名册填写；新记录必填，已有记录不能改。")


def _state() -> Column:
    return Column(STATE, Part.STATE, 10, "当日状态，只供查看，导入时不读；要改状态，请填右边的日期。")


def _days(pack: Pack) -> list[Column]:
    start = pack.lifecycle.start.id
    return [
        Column(
            f"{each.title.zh}日期",
            Part.ENTERED,
            14,
            f"登记为“{each.title.zh}”的日期；不填时取数据日期与右边各日期中最早的一天。"
            if each.id == start
            else f"进入“{each.title.zh}”的日期；还没有到这一步的不填。",
            each.id,
        )
        for each in pack.lifecycle.states
    ]


def _note() -> Column:
    return Column(
        NOTE, Part.NOTE, 30, f"改动的说明；逾期办理、终止等须写明原因的在此写明，最多{NOTE_LENGTH}个字。"
    )


def _apart(found: list[Column]) -> list[Column]:
    """A pack may call a field as another column is called; the field's own says so then."""
    taken: set[str] = {each.title for each in found if each.part is not Part.FIELD} | {PROBLEM}
    apart = []
    for each in found:
        title = each.title
        while each.part is Part.FIELD and title in taken:
            title += "（字段）"
        taken.add(title)
        apart.append(each if title == each.title else Column(title, *_rest(each)))
    return apart


def _rest(column: Column) -> tuple[Part, int, str, str, Field | None, bool]:
    return column.part, column.width, column.help, column.name, column.field, column.required
