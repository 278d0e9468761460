"""The form of a schedule: a shape, and points written as lines that can be pasted from a table."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from luoshi.engines.kernel import exact
from luoshi.engines.pace import POINTED, Point, Shape
from luoshi.progress.actions.schedules import Course

LABELS: dict[Shape, Promise] = {
    Shape.LINEAR_DAY: _("按日均匀"),
    Shape.LINEAR_MONTH: _("按月均匀"),
    Shape.NODES: _("季度节点"),
    Shape.S_CURVE: _("S曲线（前后慢、中间快）"),
    Shape.SEASONAL: _("按上年季节形状"),
    Shape.MILESTONES: _("加权里程碑"),
    Shape.EVENT: _("到期一次判定"),
    Shape.LEVEL: _("每日保持"),
    Shape.CEILING: _("不得突破"),
}
_GAP = re.compile(r"[\s,;]+")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class ScheduleForm(forms.Form):
    """A shape that the target may have, and its points: one per line, day, amount and (of milestones) name."""

    shape = forms.ChoiceField(label=_("怎样序时"))
    points = forms.CharField(
        label=_("节点"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: object, shapes: Sequence[Shape], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["shape"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(shape.value, LABELS[shape]) for shape in shapes]

    def clean_points(self) -> tuple[Point, ...]:
        """The lines as points; those of shapes without points are passed over."""
        shape = Shape(self.cleaned_data.get("shape") or Shape.LINEAR_DAY)
        lines = [line for line in self.cleaned_data["points"].splitlines() if line.strip()]
        if shape not in POINTED:
            return ()
        return tuple(point_of(line, share=shape is Shape.SEASONAL) for line in lines)

    def course(self) -> Course:
        """What was asked for; only of a valid form."""
        return Course(Shape(self.cleaned_data["shape"]), self.cleaned_data["points"])


class ChangeForm(ScheduleForm):
    """Another course for an agreed schedule: besides, since when and why."""

    since = forms.DateField(
        label=_("自哪天起"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("请填写日期，例如 2022-06-30。")},
    )
    reason = forms.CharField(label=_("调整原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


def point_of(line: str, *, share: bool) -> Point:
    """`2022-06-30 90` or `2022-06-30 50 主体完工`; a share is written in %. Refuses any other line."""
    parts = _GAP.split(unicodedata.normalize("NFKC", line).strip(), maxsplit=2)
    found = _DAY.fullmatch(parts[0])
    try:
        if found is None or len(parts) < 2:
            raise ValueError
        amount = Decimal(parts[1].rstrip("%"))
        day = date(*map(int, found.groups()))
        if not amount.is_finite():
            raise ValueError
    except (ValueError, InvalidOperation) as error:
        text = __("“%(line)s”看不懂，请写成“2022-06-30 90”，里程碑再加名称。")
        raise ValidationError(text % {"line": line.strip()[:60]}) from error
    return Point(day, amount / 100 if share else amount, parts[2] if len(parts) > 2 else "")


def lines_of(points: Sequence[Point], *, share: bool) -> str:
    """The points as the form reads them back."""
    return "\n".join(
        " ".join(
            filter(
                None, (each.day.isoformat(), exact(each.amount * 100 if share else each.amount), each.name)
            )
        )
        for each in points
    )
