"""Kinds of units in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.organization.kinds import UnitKind

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
