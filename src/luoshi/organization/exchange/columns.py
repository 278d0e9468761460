"""The sheets of a roster and their columns. A file format: its words are Chinese in every language."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import override

from luoshi.organization.models import Post
from luoshi.organization.wording import KIND_LABELS

ROWS: Final = 20_000
"""Rows of a sheet that are taken in at once."""
NAME_LENGTH: Final = 100
TEXT_LENGTH: Final = 500
CELL_LENGTH: Final = 32_767
"""What a cell of a workbook can hold."""


class Form(StrEnum):
    """What a column holds."""

    NAME = "name"
    TEXT = "text"
    NAMES = "names"
    """Names in a list, some with their days in brackets."""
    LIST = "list"
    DAY = "day"
    CODE = "code"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, what it holds, how wide it is in characters, and a word of help."""

    title: str
    form: Form
    width: int
    help: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetForm:
    """One sheet; the first column must be filled in every row."""

    name: str
    columns: tuple[Column, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """Titles from left to right."""
        return tuple(column.title for column in self.columns)


def _in_file(label: Promise) -> str:
    """The label as the file has it: in Chinese, and without the mark that parts the items of a list."""
    with override("zh-hans"):
        return str(label).replace(SEPARATOR, "")


SEPARATOR: Final = "、"
KINDS: Final = {str(kind): _in_file(label) for kind, label in KIND_LABELS.items()}
PARTS: Final = {
    Post.Part.LEADER: "分管领导",
    Post.Part.HEAD: "单位负责人",
    Post.Part.LIAISON: "单位联络员",
}
_KINDS: Final = tuple(KINDS.values())
_DAYS: Final = "可写明起止，如 区商务局(2015-01-01至2022-06-30)；几个名称用顿号隔开。"

UNITS: Final = SheetForm(
    "单位",
    (
        Column("名称", Form.NAME, 28, "现在的正式全称，一个单位一行。按名称认单位：已有的更新，没有的新增。"),
        Column("类型", Form.CHOICE, 16, "从下拉列表中选。", _KINDS),
        Column("上级单位", Form.NAME, 24, "填上级的正式全称，须在本表或系统中已有。"),
        Column("简称", Form.NAMES, 22, "常用的简写。" + _DAYS),
        Column("加挂牌子", Form.NAMES, 22, "另挂的牌子。" + _DAYS),
        Column("曾用名", Form.NAMES, 34, "更名前的正式名称，须写明到哪天为止，如 区商务局(至2022-06-30)。"),
        Column("统一社会信用代码", Form.CODE, 24, "18位，按国家标准核对校验位；单元格须为文本格式。"),
        Column("启用日期", Form.DAY, 13, "成立之日，不清楚可不填。"),
        Column("停用日期", Form.DAY, 13, "撤销、合并前的最后一天；还在的不填。"),
        Column("承接单位", Form.NAME, 24, "停用后由哪个单位承接任务。"),
    ),
)
PEOPLE: Final = SheetForm(
    "人员",
    (
        Column("姓名", Form.NAME, 14, "一人多职就写多行；同名的人加注区分，如 张伟(女)。"),
        Column("职务类别", Form.CHOICE, 14, "从下拉列表中选。", tuple(PARTS.values())),
        Column("单位", Form.NAME, 26, "单位负责人、联络员必填；分管领导不填。"),
        Column("职务", Form.TEXT, 28, "如 党工委委员、管委会副主任。"),
        Column("分管领域", Form.TEXT, 34, "分管领导填，如 规划建设、生态环境。"),
        Column("任职日期", Form.DAY, 13, "不清楚可不填。"),
        Column("离任日期", Form.DAY, 13, "最后一天；在任的不填。"),
    ),
)
GROUPS: Final = SheetForm(
    "集合",
    (
        Column("名称", Form.NAME, 44, "文件里的统称，如 各社区管委会、区安委会各成员单位。"),
        Column("规则", Form.CHOICES, 20, "某类单位全部都是成员时填类型，几类用顿号隔开。", _KINDS),
        Column(
            "成员",
            Form.LIST,
            50,
            "单位的正式全称或其他集合的名称，用顿号隔开；成员变动就另起一行写起止日期。",
        ),
        Column("自", Form.DAY, 13, "这一行成员的起始日期，可不填。"),
        Column("至", Form.DAY, 13, "这一行成员的截止日期，可不填。"),
        Column("依据", Form.TEXT, 40, "设立文件的标题和文号。"),
    ),
)
SHEETS: Final = (UNITS, PEOPLE, GROUPS)
NOTES: Final = "说明"
PROBLEM: Final = "问题"
