"""Forms on one unit: what it is, what it is called, its end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.organization.actions.units import GIVEN_SORTS, NameEntry, UnitEntry
from luoshi.organization.forms.fields import RosterVerb, UnitField, day_field
from luoshi.organization.kinds import UnitKind
from luoshi.organization.models import Unit, UnitName
from luoshi.organization.wording import KIND_LABELS

KINDS = [(kind.value, label) for kind, label in KIND_LABELS.items()]


class UnitForm(RosterVerb):
    """A unit's facts; for a new one and for corrections."""

    name = forms.CharField(label=_("正式名称"), max_length=100)
    kind = forms.ChoiceField(label=_("单位类型"), choices=KINDS)
    parent = UnitField(label=_("上级单位"), required=False)
    uscc = forms.CharField(label=_("统一社会信用代码"), required=False, max_length=30)
    since = day_field(_("成立或启用日期"), help_text=_("不清楚可以不填，表示一直都有。"))

    def entry(self) -> UnitEntry:
        """What was entered; call it on a valid form."""
        entered = self.cleaned_data
        return UnitEntry(
            name=entered["name"],
            kind=UnitKind(entered["kind"]),
            parent=entered["parent"],
            uscc=entered["uscc"],
            since=entered["since"],
        )


def facts_of(unit: Unit) -> dict[str, object]:
    """A unit's facts as the form shows them."""
    return {
        "name": unit.name,
        "kind": unit.kind,
        "parent": unit.parent.name if unit.parent else "",
        "uscc": unit.uscc,
        "since": unit.since,
    }


class RenameForm(RosterVerb):
    """A new official name from a day on."""

    name = forms.CharField(label=_("新的正式名称"), max_length=100)
    since = day_field(
        _("从哪天起"), required=True, help_text=_("这天之前的看板和文件仍用原名。可以是将来的日期。")
    )


class NameForm(RosterVerb):
    """An alias or a nameplate."""

    name = forms.CharField(label=_("名称"), max_length=100)
    sort = forms.ChoiceField(label=_("是什么"), choices=[(sort.value, sort.label) for sort in GIVEN_SORTS])
    since = day_field(_("从哪天起"))
    until = day_field(_("到哪天为止"))

    def entry(self) -> NameEntry:
        """What was entered; call it on a valid form."""
        entered = self.cleaned_data
        return NameEntry(entered["name"], UnitName.Sort(entered["sort"]), entered["since"], entered["until"])


class EndForm(RosterVerb):
    """The end of a unit, and who answers for its tasks afterwards."""

    ended = day_field(_("从哪天起停用"), required=True)
    successor = UnitField(
        label=_("并入（承接单位）"),
        required=False,
        help_text=_("填了承接单位，原单位的任务从这天起由它负责。"),
    )


class PlainVerb(RosterVerb):
    """A verb that needs nothing but the revision."""
