"""The filters of the plan page and of the matrix."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.cockpit import matrix
from luoshi.cockpit.plan_page import Filters
from luoshi.engines.lights import Light
from luoshi.plans.models import Responsibility, Section
from luoshi.web.lights import LABELS


class FilterForm(forms.Form):
    """All fields may be empty; a value that is not on offer is passed over."""

    q = forms.CharField(label=_("正文"), required=False, max_length=100)
    section = forms.ChoiceField(label=_("部分"), required=False)
    leader = forms.ChoiceField(label=_("牵头负责领导"), required=False)
    unit = forms.ChoiceField(label=_("单位"), required=False)
    role = forms.ChoiceField(label=_("职责"), required=False)
    light = forms.ChoiceField(label=_("灯"), required=False)

    def __init__(
        self,
        data: object,
        *,
        leaders: Sequence[str],
        units: Sequence[tuple[int, str]],
        sections: Sequence[Section],
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        everything = ("", _("全部"))
        choices = {
            "section": [(str(each.ordinal), f"{each.number} {each.title}") for each in sections],
            "leader": [(name, name) for name in leaders],
            "unit": [(str(unit), name) for unit, name in units],
            "role": [
                (Responsibility.Role.LEAD_UNIT.value, _("牵头单位")),
                (Responsibility.Role.COOP_UNIT.value, _("协同单位")),
            ],
            "light": [(light.value, LABELS[light.value]) for light in Light],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [everything, *offered]

    def filters(self) -> Filters:
        """The valid part of what was asked."""
        self.full_clean()
        chosen = self.cleaned_data
        return Filters(
            leader=chosen.get("leader", ""),
            unit=int(chosen["unit"]) if chosen.get("unit") else None,
            role=chosen.get("role", ""),
            light=chosen.get("light", ""),
            section=int(chosen["section"]) if chosen.get("section") else None,
            text=chosen.get("q", "").strip(),
        )


class MatrixForm(forms.Form):
    """All fields may be empty; a value that is not on offer is passed over."""

    section = forms.ChoiceField(label=_("部分"), required=False)
    leader = forms.ChoiceField(label=_("牵头负责领导"), required=False)
    kind = forms.ChoiceField(label=_("单位类型"), required=False)

    def __init__(
        self,
        data: object,
        *,
        leaders: Sequence[str],
        kinds: Sequence[tuple[str, str]],
        sections: Sequence[Section],
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        choices = {
            "section": [(str(each.ordinal), f"{each.number} {each.title}") for each in sections],
            "leader": [(name, name) for name in leaders],
            "kind": list(kinds),
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("全部")), *offered]

    def filters(self) -> matrix.Filters:
        """The valid part of what was asked."""
        self.full_clean()
        chosen = self.cleaned_data
        return matrix.Filters(
            section=int(chosen["section"]) if chosen.get("section") else None,
            leader=chosen.get("leader", ""),
            kind=chosen.get("kind", ""),
        )
