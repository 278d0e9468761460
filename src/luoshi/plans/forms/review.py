"""The form for a target under review."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.plans.models import Responsibility
from luoshi.plans.review.checking import OPERATORS, fitting
from luoshi.plans.review.proposal import TargetValues
from luoshi.plans.wording import OPERATORS as SIGNS

KINDS = (
    ("quantity", _("数量")),
    ("rate", _("比率、增速")),
    ("coverage", _("全覆盖")),
    ("range", _("区间")),
    ("relative", _("与他处相比")),
    ("rank", _("名次")),
    ("grade", _("等级")),
    ("direction", _("升降")),
    ("milestone", _("事项")),
)
"""What decides a target, as `compiler.model.Kind` has it."""
COMPARISONS = [("", "—"), *((sign, SIGNS[sign]) for sign in OPERATORS)]
DIRECTIONS = {"up": _("上升"), "down": _("下降")}
STRENGTHS = (("commit", _("确保完成")), ("strive", _("力争")))


def _figure(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        max_digits=30,
        decimal_places=6,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": _("请填写数字，不带单位和逗号。")},
    )


class TargetForm(forms.Form):
    """All that can be said of a target; what does not fit its kind is left out when it is read."""

    metric = forms.CharField(label=_("指标"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    kind = forms.ChoiceField(label=_("类型"), choices=KINDS)
    op = forms.ChoiceField(label=_("比较"), choices=COMPARISONS, required=False)
    value = _figure(_("目标值"))
    value_high = _figure(_("至"))
    unit = forms.CharField(label=_("计量单位"), required=False, max_length=20)
    stretch = _figure(_("力争值"))
    value_text = forms.CharField(
        label=_("文字值"),
        required=False,
        max_length=100,
        help_text=_("名次、等级；升降填“上升”或“下降”。"),
    )
    reference = forms.CharField(label=_("对照"), required=False, max_length=100)
    strength = forms.ChoiceField(label=_("力度"), choices=STRENGTHS)
    deadline = forms.DateField(
        label=_("完成时限"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("请填写日期，例如 2022-06-30。")},
    )

    @classmethod
    def showing(cls, values: TargetValues) -> "TargetForm":
        """The form filled with what is known; figures without trailing zeros."""
        known = asdict(values)
        for name in ("value", "value_high", "stretch"):
            if known[name] is not None:
                known[name] = format(known[name].normalize(), "f")
        known["value_text"] = DIRECTIONS.get(known["value_text"], known["value_text"])
        return cls(initial=known)

    def clean_value_text(self) -> str:
        """A direction is kept as the compiler keeps it."""
        typed = str(self.cleaned_data["value_text"]).strip()
        return next((kept for kept, shown in DIRECTIONS.items() if typed == shown), typed)

    def values(self) -> TargetValues:
        """What was entered, without what its kind does not use; call it on a valid form."""
        return fitting(TargetValues(**self.cleaned_data))


class DutyForm(forms.Form):
    """Who answers, by a name of the roster, and in which role."""

    name = forms.CharField(
        label=_("单位、集合或领导"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "names", "data-names": ""}),
    )
    role = forms.ChoiceField(label=_("职责"), choices=Responsibility.Role.choices)
    new = forms.BooleanField(label=_("名册里没有，发布时新建"), required=False)


class TaskForm(forms.Form):
    """A task's number and title."""

    number = forms.CharField(label=_("编号"), required=False, max_length=20)
    title = forms.CharField(label=_("标题"), max_length=300)
