"""Forms on groups of units."""

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.organization.forms.fields import RosterVerb, day_field
from luoshi.organization.forms.units import KINDS
from luoshi.organization.kinds import UnitKind


class GroupForm(RosterVerb):
    """A new collective."""

    name = forms.CharField(
        label=_("集合名称"), max_length=100, help_text=_("照文件上的写法，如“区安委会各成员单位”。")
    )


class RuleForm(RosterVerb):
    """The kinds of which all units belong to the group."""

    kinds = forms.MultipleChoiceField(
        label=_("这些类型的单位都是成员"),
        choices=KINDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("以后新登记的同类单位自动成为成员。全部不选，就只按名单。"),
    )

    def rule(self) -> list[UnitKind]:
        """The kinds that were ticked; call it on a valid form."""
        return [UnitKind(kind) for kind in self.cleaned_data["kinds"]]


class MembersForm(RosterVerb):
    """A list of names and the day from which it holds."""

    names = forms.CharField(
        label=_("成员名单"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("一行一个，或用顿号隔开；可从文件里整段粘贴。集合的名称也可以列入。"),
    )
    since = day_field(
        _("从哪天起"), help_text=_("第一份名单可以不填，表示一直如此。之前的名单到前一天为止。")
    )


class DocumentForm(RosterVerb):
    """What set the group up."""

    source = forms.CharField(label=_("文件标题和文号"), required=False, max_length=300)
    file = forms.FileField(
        label=_("文件"), required=False, help_text=_("Word、PDF、Excel、网页或文本，不超过 20 MB。")
    )
