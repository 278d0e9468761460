"""The form that takes a document in."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
