"""The form that opens an account."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from luoshi.core.models import Jurisdiction, Role
from luoshi.organization.actions.open_member_account import NewAccount
from luoshi.organization.models import Membership


class AccountForm(forms.Form):
    """Name and duties; units and officials are those of the jurisdiction."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    display_name = forms.CharField(label=_("姓名或岗位"), max_length=50)
    roles = forms.MultipleChoiceField(
        label=_("科室职责"), choices=Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    unit = forms.ModelChoiceField(label=_("所在单位"), queryset=None, required=False, empty_label="—")
    part = forms.ChoiceField(
        label=_("在该单位"), choices=[("", "—"), *Membership.Part.choices], required=False
    )
    person = forms.ModelChoiceField(
        label=_("分管领导"),
        queryset=None,
        required=False,
        help_text=_("领导本人或其秘书的账号，可看该领导分管的任务。"),
    )

    def __init__(self, *args: Any, jurisdiction: Jurisdiction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("unit", jurisdiction.units), ("person", jurisdiction.people)):
            field = self.fields[name]
            field.queryset = rows.order_by("name")  # type: ignore[attr-defined]

    def account(self) -> NewAccount:
        """What was entered; call it on a valid form."""
        entered = self.cleaned_data
        return NewAccount(
            username=entered["username"],
            display_name=entered["display_name"],
            roles=[Role(role) for role in entered["roles"]],
            unit=entered["unit"],
            part=Membership.Part(entered["part"]) if entered["part"] else None,
            person=entered["person"],
        )
