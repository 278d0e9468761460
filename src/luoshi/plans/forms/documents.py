"""The forms that take a document in, and let it adjust a plan."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.plans.actions.adjust import BASIS
from luoshi.plans.models import PlanVersion

READ = ".docx,.xlsx,.xls,.doc,.wps,.pdf,.html,.htm,.txt,.md,.tsv,.csv,.png,.jpg,.jpeg,.tif,.tiff,.bmp"
"""What the file chooser offers; the bytes decide what a file is, so nothing is refused by its name."""


class DocumentForm(forms.Form):
    """A plan document, and its year where the text does not name it."""

    file = forms.FileField(
        label=_("计划文件"),
        help_text=_("Word、Excel、PDF、网页或纯文本，不超过 20 MB。"),
        widget=forms.FileInput(attrs={"accept": READ}),
        error_messages={"empty": _("这个文件是空的。请检查后重新选择。")},
    )
    year = forms.IntegerField(
        label=_("年度"),
        required=False,
        min_value=1978,
        max_value=2100,
        help_text=_("正文已写明年度的可不填。"),
    )


class AdjustForm(forms.Form):
    """From which day an adjusted plan holds, and what it rests on."""

    effective_from = forms.DateField(
        label=_("生效日"),
        help_text=_("这一天之前的看板仍按现行版本显示。"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("请填写日期，例如 2022-06-30。")},
    )
    basis = forms.CharField(
        label=_("调整依据"),
        max_length=BASIS,
        help_text=_("文号或会议，例如：区管委会第12次主任办公会。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)
    despite = forms.BooleanField(required=False)


class VersionsForm(forms.Form):
    """Two versions to compare; the address keeps them."""

    def __init__(self, *, initial: Mapping[str, str], versions: Sequence[PlanVersion]) -> None:
        super().__init__(initial=dict(initial))
        choices = [(f"v{version.pk}", _version_label(version)) for version in versions]
        for name, label in (("from", _("原版本")), ("to", _("新版本"))):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices)


def _version_label(version: PlanVersion) -> str:
    """`2022年（7月1日起）`; the first version of a year by its year alone."""
    since = version.publication.effective_from
    year = gettext("%(year)d年") % {"year": version.publication.plan.year}
    if (since.month, since.day) == (1, 1) and not version.publication.basis:
        return year
    return gettext("%(year)s（%(day)s起）") % {"year": year, "day": date_format(since, gettext("n月j日"))}
