"""Forms made from a pack's fields: what is typed is read by the engine, and told there when it is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from luoshi.engines.lifecycle import Objection
from luoshi.engines.registers import Field, Pack, Type, typed, worded
from luoshi.registers.showing import Names, text_of
from luoshi.web.language import language

Units = Sequence[tuple[int, str]]
PREFIX = "f-"
"""In front of the names of a pack's fields, so that none is taken for the form's own."""


class DayField(forms.DateField):
    """A day with the picker of the browser."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={"invalid": _("请填写日期，例如 2022-06-30。")},
            **options,
        )


class RecordForm(forms.Form):
    """Some fields of a record, the day from which they hold, and why where that is asked."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    day = DayField(label=_("日期"))
    note = forms.CharField(
        label=_("说明"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        *args: object,
        pack: Pack,
        names: Iterable[str],
        units: Units,
        owners: Units = (),
        needed: Iterable[str] = (),
        **kwargs: object,
    ) -> None:
        """``owners``: units among which the record's own is chosen; ``needed``: fields that must be filled."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.pack, self.names, needed = pack, tuple(names), set(needed)
        day, note = self.fields.pop("day"), self.fields.pop("note")
        if owners:
            self.fields["owner"] = forms.TypedChoiceField(
                label=_("责任单位"), choices=_choices(owners, only=len(owners) == 1), coerce=int
            )
        for name in self.names:
            field = pack.field(name)
            self.fields[PREFIX + name] = _field(field, units, needed=name in needed)
        self.fields |= {"day": day, "note": note}

    def clean(self) -> dict[str, Any]:
        """Read every value as its field has it."""
        cleaned = super().clean() or self.cleaned_data
        for name in self.names:
            said = cleaned.get(PREFIX + name)
            if isinstance(said, str) and said.strip():
                found = typed(self.pack.field(name), said)
                if isinstance(found, Objection):
                    self.add_error(PREFIX + name, worded(self.pack, found, language=language()))
                else:
                    cleaned[PREFIX + name] = found
        return cleaned

    def values(self) -> dict[str, object]:
        """Typed values; ``None`` for a field left blank, files as they were uploaded, none where none was."""
        found = {name: self.cleaned_data.get(PREFIX + name) for name in self.names}
        return {
            name: None if value == "" else value
            for name, value in found.items()
            if not (self.pack.field(name).type is Type.FILE and value is None)
        }


def _field(field: Field, units: Units, *, needed: bool) -> forms.Field:
    common: dict[str, Any] = {
        "label": field.title.say(language()),
        "required": needed,
        "help_text": _hint(field),
    }
    if field.type is Type.CHOICE:
        offered = [(each.id, each.title.say(language())) for each in field.choices]
        return forms.ChoiceField(choices=[("", __("请选择")), *offered], **common)
    if field.type is Type.UNIT:
        return forms.TypedChoiceField(choices=_choices(units), coerce=int, empty_value=None, **common)
    if field.type is Type.FILE:
        return forms.FileField(**common)
    if field.type is Type.DATE:
        return forms.CharField(widget=forms.DateInput(attrs={"type": "date"}), **common)
    limit = {} if field.type.numeric else {"max_length": field.longest}
    widget = forms.TextInput(attrs={"inputmode": "decimal"} if field.type.numeric else {})
    return forms.CharField(widget=widget, **limit, **common)


def _choices(units: Units, *, only: bool = False) -> list[tuple[object, str]]:
    return [*([] if only else [("", __("请选择"))]), *units]


def _hint(field: Field) -> str:
    unit = __("单位：%(unit)s") % {"unit": field.unit} if field.unit else ""
    return " · ".join(filter(None, (unit, field.hint.say(language()) if field.hint else "")))


def initial(pack: Pack, values: Mapping[str, object]) -> dict[str, object]:
    """Typed values as the form shows them; files are not shown, they stay unless another one is sent."""
    nameless = Names({}, {})
    found: dict[str, object] = {}
    for name, value in values.items():
        field = pack.field(name)
        if field.type is Type.FILE:
            continue
        raw = field.type in (Type.CHOICE, Type.UNIT)
        text = value if raw else text_of(field, value, nameless).removesuffix(field.unit).strip()
        found[PREFIX + name] = text
    return found


class PackForm(forms.Form):
    """A pack file: a type of register of one's own, or a newer edition of one that is kept."""

    file = forms.FileField(label=_("台账类型文件（YAML）"))
