"""What a doubt is about in two or three words, for the list: a code says nothing to who sees it first."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

KINDS: Final[Mapping[str, str | Promise]] = {
    "D001": gettext_lazy("疑似缺字"),
    "O001": gettext_lazy("没有任务"),
    "O002": gettext_lazy("编号不连续"),
    "O003": gettext_lazy("附加文字"),
    "O004": gettext_lazy("编号重复"),
    "O005": gettext_lazy("没有标题行"),
    "O006": gettext_lazy("没有编号"),
    "O007": gettext_lazy("只有目标"),
    "L001": gettext_lazy("责任标签"),
    "L002": gettext_lazy("分隔符号"),
    "L003": gettext_lazy("没有协同单位"),
    "L004": gettext_lazy("没有责任单位"),
    "L005": gettext_lazy("单位顺序"),
    "L006": gettext_lazy("责任写在别处"),
    "L007": gettext_lazy("省略写法"),
    "L008": gettext_lazy("一字之差"),
    "T001": gettext_lazy("指标名称"),
    "T002": gettext_lazy("数字不一"),
    "T003": gettext_lazy("时限过早"),
    "T004": gettext_lazy("没有读成目标"),
    "T005": gettext_lazy("大小颠倒"),
    "T006": gettext_lazy("超过 100%"),
    "T007": gettext_lazy("没有这一天"),
    "C001": gettext_lazy("年度"),
    "C002": gettext_lazy("年度"),
    "N001": gettext_lazy("是哪个单位"),
    "N002": gettext_lazy("像已有单位"),
    "N003": gettext_lazy("新单位"),
    "N004": gettext_lazy("成员未定"),
    "N005": gettext_lazy("新领导"),
    "N006": gettext_lazy("括号里的字"),
}
READING: Final = gettext_lazy("文件读取")
"""How the file itself was read; these codes are many and each says the rest in its message."""


def kind(code: str) -> str:
    """In the reader's language."""
    return str(KINDS.get(code, READING))
