"""Kinds of units in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.organization.kinds import UnitKind
from luoshi.organization.lookup import Hint

KIND_LABELS: Mapping[str, Promise] = {
    UnitKind.DEPARTMENT: _("工作部门"),
    UnitKind.SUBDISTRICT: _("街道、乡镇"),
    UnitKind.COMMUNITY: _("社区管委会"),
    UnitKind.RESIDENTS_COMMITTEE: _("居(村)委会"),
    UnitKind.GOVERNMENT: _("政府、管委会"),
    UnitKind.VERTICAL_AGENCY: _("垂直管理机构"),
    UnitKind.COURT: _("法院、检察院"),
    UnitKind.STATE_COMPANY: _("国有企业"),
    UnitKind.COMPANY: _("其他企业"),
    UnitKind.INSTITUTION: _("事业单位"),
    UnitKind.SCHOOL: _("学校"),
    UnitKind.HOSPITAL: _("医疗卫生机构"),
    UnitKind.MASS_ORGANIZATION: _("群团组织"),
    UnitKind.WORKING_GROUP: _("议事协调机构"),
    UnitKind.OTHER: _("其他"),
}
"""In the order in which lists show them."""


def kind_label(kind: str) -> str:
    """The kind in the reader's language; an unknown one as it stands."""
    return str(KIND_LABELS.get(kind, kind))


_HINTS: Mapping[Hint, Promise] = {
    Hint.OFFICIAL: _("正式名称相同"),
    Hint.ALIAS: _("“%(printed)s”是它的简称"),
    Hint.NAMEPLATE: _("“%(printed)s”是它的加挂牌子"),
    Hint.SPELLING: _("以前的文件这样写过"),
    Hint.LEVEL: _("同名，级别不同或没有写明"),
    Hint.ENDED: _("“%(known)s”已经撤销，没有承接单位"),
    Hint.SUCCESSOR: _("承接了“%(known)s”的职责"),
    Hint.RENAMED: _("原名“%(known)s”，已更名"),
    Hint.NOT_YET: _("“%(known)s”这个名称在计划年度初还没有启用"),
    Hint.SHORT_OF: _("“%(printed)s”像是“%(known)s”的简称"),
    Hint.LONG_FOR: _("“%(printed)s”像是“%(known)s”的全称"),
    Hint.SIMILAR: _("与“%(known)s”只差个别字"),
    Hint.CARRIES: _("括号里写的是它"),
    Hint.HEAD: _("括号前面写的是它"),
    Hint.INSIDE: _("括号里写的是它"),
    Hint.PRINTED: _("同一份文件里写作“%(known)s”"),
}


def hint_words(hint: Hint, *, known: str, printed: str) -> str:
    """Why something is offered for the printed name; ``known`` is the name that the hint speaks of."""
    text = str(_HINTS[hint])
    return text % {"known": known, "printed": printed} if "%(" in text else text
