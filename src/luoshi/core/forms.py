"""Forms about accounts, and what every form shares."""

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.core.problems import Refusal


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("用户名"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def show(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal where the user looks: at its field, or above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
