"""The form that takes a roster's workbook in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RosterForm(forms.Form):
    """A workbook made from the template or from an export."""

    file = forms.FileField(
        label=_("名册工作簿"),
        help_text=_("用模板或导出的名册填写，.xlsx 格式，不超过 20 MB。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"empty": _("这个文件是空的。请检查后重新选择。")},
    )
