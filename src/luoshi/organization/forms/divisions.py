"""Forms of the page on which a government says which division it is."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The code, and the one that was shown with the form."""

    code = forms.CharField(
        label=_("行政区划代码"),
        max_length=12,
        help_text=_("6位数字。国家标准 GB/T 2260 没有开发区的代码，可用统计用区划代码。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class DivisionsForm(forms.Form):
    """A later list of codes."""

    file = forms.FileField(
        label=_("新版代码表"),
        help_text=_("工作簿或 CSV，三列：版本、代码、名称。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": _("这个文件是空的。请检查后重新选择。")},
    )
