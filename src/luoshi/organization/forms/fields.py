"""Fields and the base of all forms that change the roster."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from luoshi.core.models import Jurisdiction
from luoshi.organization.models import Unit, UnitName
from luoshi.organization.naming import folded

UNIT_NAMES = "unit-names"
"""Id of the page's list of names, which fields for a unit offer as one types."""


class UnitField(forms.CharField):
    """A unit by any of its names. Up to two queries when it is read."""

    jurisdiction: Jurisdiction

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": UNIT_NAMES, "autocomplete": "off"})
        super().__init__(widget=widget, max_length=100, **kwargs)

    def clean(self, value: Any) -> Unit | None:  # type: ignore[override]
        """The unit; nothing where nothing was entered. Says so where no unit or several bear the name."""
        name = folded(super().clean(value))
        return _bearer(name, self.jurisdiction) if name else None


def _bearer(name: str, jurisdiction: Jurisdiction) -> Unit:
    official = Unit.objects.filter(jurisdiction=jurisdiction, name=name).first()
    if official is not None:
        return official
    names = UnitName.objects.filter(jurisdiction=jurisdiction, name=name)
    found = list(Unit.objects.filter(pk__in=names.values("unit_id")).order_by("name"))
    if len(found) > 1:
        text = _("“%(name)s”可能是：%(units)s。请填写其中一个的全称。")
        raise forms.ValidationError(text % {"name": name, "units": "、".join(map(str, found))})
    if not found:
        raise forms.ValidationError(
            _("名册里没有“%(name)s”。请填写全称，或先登记这个单位。") % {"name": name}
        )
    return found[0]


class RosterVerb(forms.Form):
    """A form that changes the roster: it carries the revision that its page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, jurisdiction: Jurisdiction, seen: int, **kwargs: Any) -> None:
        initial = {"seen": seen} | (kwargs.pop("initial", None) or {})
        super().__init__(*args, initial=initial, **kwargs)
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.jurisdiction = jurisdiction


def day_field(label: Promise, *, required: bool = False, help_text: Promise | str = "") -> forms.DateField:
    """A day of the calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)
