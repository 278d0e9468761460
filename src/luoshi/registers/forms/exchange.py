"""The form that takes a register's workbook in."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _


class WorkbookForm(forms.Form):
    """A workbook, the day from which its changes hold, and the unit where the sender serves several."""

    file = forms.FileField(
        label=_("工作簿"),
        help_text=_("用本台账的模板或导出的工作簿填写，.xlsx 格式，不超过 20 MB、10 万行。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"empty": _("这个文件是空的。请检查后重新选择。")},
    )
    day = forms.DateField(
        label=_("数据日期"),
        help_text=_("表中改动从这一天起生效。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    unit = forms.TypedChoiceField(label=_("导入哪个单位的记录"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: object, units: Mapping[int, str], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        if len(units) < 2:
            del self.fields["unit"]
        else:
            self.fields["unit"].choices = list(units.items())  # type: ignore[attr-defined]
