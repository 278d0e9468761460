"""Forms of reporting and confirming."""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.engines.kernel import exact
from luoshi.engines.lights import PRESETS, preset
from luoshi.engines.pace import Point
from luoshi.plans.models import Target
from luoshi.progress.actions.report_reading import DECLARABLE
from luoshi.progress.measure import by_milestones, decided_by_number, milestones
from luoshi.progress.models import Rating, Source
from luoshi.progress.sharing import Several
from luoshi.web.language import language
from luoshi.web.lights import LABELS, MEANINGS


class FigureField(forms.DecimalField):
    """A number as people type it: full-width digits, separators of thousands and blanks are fine."""

    default_error_messages: ClassVar = {
        "invalid": _("请填写数字，例如 120 或 99.5，不要带单位。"),
        "max_digits": _("数字过大，请核对位数和计量单位。"),
        "max_whole_digits": _("数字过大，请核对位数和计量单位。"),
        "max_decimal_places": _("最多填写6位小数。"),
    }

    def __init__(self, **options: object) -> None:
        super().__init__(max_digits=24, decimal_places=6, localize=False, **options)  # type: ignore[arg-type]
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: object) -> Decimal | None:
        """Fold the typed text to plain digits, then read it."""
        text = unicodedata.normalize("NFKC", str(value or ""))
        return super().to_python(text.replace(",", "").replace(" ", ""))


class FilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files as a list."""

    widget = FilesInput

    def clean(self, data: object, initial: object = None) -> list[UploadedFile]:
        """Check each file as Django checks one."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(file, initial) for file in files]


def _declarable() -> list[tuple[str, str]]:
    """No light, and the lights that a unit may give itself, with what they say."""
    told = [(light, f"{LABELS[light]}（{MEANINGS[light]}）") for light in DECLARABLE]
    return [("", gettext("不自评")), *told]


class ReadingForm(forms.Form):
    """A reading of one target; asks for a figure or for an outcome, as the target needs."""

    as_of = forms.DateField(
        label=_("数据截至日期"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("请填写日期，例如 2022-06-30。")},
    )
    value = FigureField(label=_("累计完成"))
    outcome = forms.TypedChoiceField(
        label=_("是否达成"),
        choices=[("", _("请选择")), ("1", _("已达成")), ("0", _("尚未达成"))],
        coerce=lambda chosen: chosen == "1",
        empty_value=None,
    )
    done = forms.MultipleChoiceField(
        label=_("已完成的里程碑"), required=False, widget=forms.CheckboxSelectMultiple
    )
    nil = forms.BooleanField(label=_("本期无变化"), required=False)
    declared = forms.ChoiceField(label=_("自评灯"), choices=_declarable, required=False)
    note = forms.CharField(
        label=_("说明"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    evidence = FilesField(label=_("佐证材料"), required=False)

    def __init__(self, *args: object, target: Target, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        asked = _asked(target)
        for name in {"value", "outcome", "done"} - {asked}:
            del self.fields[name]
        if asked == "done":
            field = self.fields["done"]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [(each.name, _milestone(each)) for each in milestones(target)]
        if self.data.get("nil"):
            self.fields[asked].required = False


def _asked(target: Target) -> str:
    """The field that tells how far the target is."""
    if by_milestones(target):
        return "done"
    return "value" if decided_by_number(target) else "outcome"


def _milestone(point: Point) -> str:
    return f"{point.name}（{point.day.isoformat()}，{exact(point.amount)}%）"


class DecisionForm(forms.Form):
    """Confirm, or give back with a reason."""

    verdict = forms.ChoiceField(choices=[("confirmed", _("确认")), ("returned", _("退回"))])
    reason = forms.CharField(label=_("退回原因"), max_length=500, required=False)


class SendBackForm(forms.Form):
    """One reading and why it goes back."""

    reading = forms.IntegerField()
    reason = forms.CharField(label=_("退回原因"), max_length=500, required=False)


class SharingForm(forms.Form):
    """How the shares of each target's lead units make one fact; a choice for each target that no register
    says."""

    def __init__(self, *args: object, several: Iterable[Several], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for each in several:
            if not each.bound:
                self.fields[_name(each.target)] = forms.ChoiceField(
                    label=each.target.metric,
                    choices=Source.Sharing.choices,
                    initial=each.source.sharing if each.source else each.proposal,
                )

    def rows(self, several: Iterable[Several]) -> list[tuple[Several, forms.BoundField | None]]:
        """Each target with its field; ``None`` where a register says the figure."""
        return [(each, None if each.bound else self[_name(each.target)]) for each in several]

    def chosen(self, several: Iterable[Several]) -> dict[Target, str]:
        """What was chosen, by target."""
        return {each.target: self.cleaned_data[_name(each.target)] for each in several if not each.bound}


def _name(target: Target) -> str:
    return f"target-{target.pk}"


class SupportForm(forms.Form):
    """What a cooperating unit did in the quarter."""

    text = forms.CharField(
        label=_("本季度做了什么"), required=False, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500})
    )


class RatingForm(forms.Form):
    """How a lead unit found one cooperating unit; no grade leaves it unsaid."""

    grade = forms.ChoiceField(
        label=_("评价"), choices=[("", _("未评价")), *Rating.Grade.choices], required=False
    )
    reason = forms.CharField(
        label=_("理由"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": 500, "autocomplete": "off"}),
    )


def _families() -> list[tuple[str, str]]:
    """Ids and titles of the rule families, in the reader's language."""
    return [(name, getattr(preset(name).title, language())) for name in PRESETS]


class RulesForm(forms.Form):
    """Which family judges, and from which day on."""

    family = forms.ChoiceField(label=_("规则"), choices=_families)
    since = forms.DateField(
        label=_("生效日"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("请填写日期，例如 2022-06-30。")},
    )
