"""A comparison in words: lines under headings, each with the printed sentences of both sides."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.plans.comparison import Comparison
from luoshi.plans.difference import AT_MOST, Change, Heading, Sort, stricter
from luoshi.plans.edition import Aim, Item
from luoshi.plans.marks import Piece, marked
from luoshi.plans.models import Responsibility
from luoshi.plans.wording import wording

HEADINGS = {
    Heading.ADDED: gettext_lazy("新增"),
    Heading.DROPPED: gettext_lazy("取消"),
    Heading.RAISED: gettext_lazy("目标调高"),
    Heading.LOWERED: gettext_lazy("目标调低"),
    Heading.DEADLINE: gettext_lazy("时限"),
    Heading.DUTY: gettext_lazy("责任"),
    Heading.AIM: gettext_lazy("目标表述"),
    Heading.WORDING: gettext_lazy("文字"),
    Heading.PLACE: gettext_lazy("序号与位置"),
}


@dataclass(frozen=True)
class Line:
    """One change as the page shows it."""

    change: Change

    @property
    def item(self) -> Item | None:
        """The task that it is about, as the new version has it where it does."""
        return self.change.new_item or self.change.old_item

    @property
    def text(self) -> str:
        """What changed, in short."""
        return _said(self.change)

    @property
    def note(self) -> str:
        """Whether a ceiling was made stricter: its figure alone would be misread."""
        aim = self.change.new_aim
        if (
            self.change.heading not in (Heading.RAISED, Heading.LOWERED)
            or aim is None
            or aim.op not in AT_MOST
        ):
            return ""
        return _("上限，要求从严") if stricter(self.change) else _("上限，要求放宽")

    @cached_property
    def sides(self) -> tuple[list[Piece], list[Piece]]:
        """The printed texts of both sides with what differs marked; empty where a side is not there."""
        old = _printed(self.change.old_item, self.change.old_aim)
        new = _printed(self.change.new_item, self.change.new_aim)
        if old and new:
            return marked(old, new)
        return [Piece(old, False)] if old else [], [Piece(new, False)] if new else []


@dataclass(frozen=True, slots=True)
class Group:
    """The lines under one heading."""

    heading: Heading
    lines: list[Line]

    @property
    def label(self) -> str:
        """The heading in words."""
        return str(HEADINGS[self.heading])


def groups(comparison: Comparison) -> list[Group]:
    """All headings that have lines, in their order. No query."""
    lines = [Line(change) for change in comparison.difference.changes]
    found = [
        Group(heading, [line for line in lines if line.change.heading == heading]) for heading in Heading
    ]
    return [group for group in found if group.lines]


def _printed(item: Item | None, aim: Aim | None) -> str:
    """The sentence of a target, else the whole item."""
    if aim is not None:
        return aim.sentence
    return item.printed if item is not None else ""


def aim_text(aim: Aim) -> str:
    """`新签约项目 ≥ 180 个（2022-09-30）`."""
    day = f"（{aim.deadline.isoformat()}）" if aim.deadline else ""
    return f"{aim.metric} {wording(aim)}{day}"


def _said(change: Change) -> str:
    if change.old_aim is not None or change.new_aim is not None:
        return _said_of_aim(change.sort, change.old_aim, change.new_aim)
    return _said_of_item(change)


def _said_of_aim(sort: Sort, old: Aim | None, new: Aim | None) -> str:
    if old is None or new is None:
        alone = new or old
        assert alone is not None
        text = _("新增目标：%(aim)s") if old is None else _("取消目标：%(aim)s")
        return text % {"aim": aim_text(alone)}
    if sort == Sort.METRIC:
        return _("指标名称：%(old)s → %(new)s") % {"old": old.metric, "new": new.metric}
    if sort == Sort.AIM_MOVED:
        return _("目标移到这一项：%(aim)s") % {"aim": aim_text(new)}
    return f"{new.metric}：{_aspect(sort, old)} → {_aspect(sort, new)}"


def _aspect(sort: Sort, aim: Aim) -> str:
    if sort in (Sort.EARLIER, Sort.LATER):
        return aim.deadline.isoformat() if aim.deadline else _("年底")
    if sort == Sort.STRENGTH:
        return _("力争") if aim.strength == "strive" else _("确保")
    return wording(aim)


def _said_of_item(change: Change) -> str:
    texts = {
        Sort.ITEM_ADDED: _("新增任务，%(aims)s"),
        Sort.ITEM_DROPPED: _("取消任务，%(aims)s"),
        Sort.REWORDED: _("文字调整"),
        Sort.MOVED: _("由“%(before)s”移到“%(after)s”"),
        Sort.RENUMBERED: _("第%(before)s项改为第%(after)s项"),
        Sort.DUTY_ADDED: _("增加%(after)s：%(name)s"),
        Sort.DUTY_DROPPED: _("不再是%(before)s：%(name)s"),
        Sort.ROLE: _("%(name)s：%(before)s → %(after)s"),
        Sort.FIRST_LEAD: _("第一牵头单位：%(before)s → %(after)s"),
        Sort.LEADERS: _("牵头负责领导：%(before)s → %(after)s"),
    }
    values = {
        "name": change.name,
        "before": _role(change.before) or _("无"),
        "after": _role(change.after) or _("无"),
        "aims": _aims_of(change.new_item or change.old_item),
    }
    return texts[change.sort] % values


def _role(word: str) -> str:
    return str(Responsibility.Role(word).label) if word in Responsibility.Role else word


def _aims_of(item: Item | None) -> str:
    aims: Iterable[Aim] = item.aims if item else ()
    return "；".join(aim_text(aim) for aim in aims) or _("未列目标")
