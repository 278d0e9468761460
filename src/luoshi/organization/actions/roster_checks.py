"""What a verb on the roster refuses, in words for whoever filled in its form. Read only."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from luoshi.core.models import Jurisdiction
from luoshi.core.problems import Refusal
from luoshi.organization.checks import Spell, circle_above, days_problem
from luoshi.organization.codes import uscc_problem
from luoshi.organization.models import Unit, UnitName
from luoshi.organization.naming import folded


def tidy_name(entered: str) -> str:
    """The name as it is kept. Refuses one that is empty."""
    name = folded(entered)
    if not name:
        raise Refusal(_("请填写名称。"), field="name")
    return name


def require_days(since: date | None, until: date | None) -> None:
    """Refuse an end before its beginning."""
    if wrong := days_problem(since, until):
        raise Refusal(wrong, field="until")


def require_code(code: str, *, jurisdiction: Jurisdiction, unit: Unit | None) -> None:
    """Refuse a social credit code that is wrong or another unit's. One query."""
    if not code:
        return
    if wrong := uscc_problem(code):
        raise Refusal(wrong, field="uscc")
    other = _others(jurisdiction, unit).filter(uscc=code).first()
    if other is not None:
        message = _("这个统一社会信用代码已属于“%(name)s”。一个代码只属于一个单位，请核对。")
        raise Refusal(message % {"name": other}, field="uscc")


def require_no_circle(unit: Unit, parent: Unit | None) -> None:
    """Refuse a parent that stands under the unit, directly or over several steps. Up to two queries."""
    if parent is None:
        return
    rows = Unit.objects.filter(jurisdiction_id=unit.jurisdiction_id)
    way = circle_above(unit.pk, parent.pk, dict(rows.values_list("pk", "parent_id")))
    if way:
        names = dict(rows.filter(pk__in=way).values_list("pk", "name"))
        message = _("上级单位绕成了圈：%(way)s。单位不能在自己之下，请另选上级。")
        raise Refusal(message % {"way": " → ".join(names[each] for each in way)}, field="parent")


def require_free_name(
    name: str, *, jurisdiction: Jurisdiction, unit: Unit | None, since: date | None, until: date | None
) -> None:
    """Refuse an official name that another unit bears within these days. Up to two queries.

    A name is one unit's latest for good, so that whoever ended under it must be told apart first.
    """
    if (same := _others(jurisdiction, unit).filter(name=name).first()) is not None:
        raise Refusal(_same_name(same), field="name")
    rows = UnitName.objects.filter(jurisdiction=jurisdiction, name=name, sort=UnitName.Sort.OFFICIAL)
    wanted = Spell(name, since, until, unit)
    for row in rows.exclude(unit=unit).select_related("unit"):
        if wanted.meets(_spell(row)):
            message = _("“%(name)s”在这段时间是“%(other)s”的正式名称。同一天一个正式名称只属于一个单位。")
            raise Refusal(message % {"name": name, "other": row.unit}, field="name")


def _same_name(same: Unit) -> str:
    if same.until is None:
        return _("名册里已有“%(name)s”。是同一个单位的，请直接改它；不是的，请换一个能区分的名称。") % {
            "name": same
        }
    message = _("“%(name)s”是%(until)s停用的单位的名称。请给原单位或本单位换一个能区分的名称。")
    return message % {"name": same, "until": same.until}


def _others(jurisdiction: Jurisdiction, unit: Unit | None) -> QuerySet[Unit]:
    rows = Unit.objects.filter(jurisdiction=jurisdiction)
    return rows if unit is None else rows.exclude(pk=unit.pk)


def _spell(row: UnitName) -> Spell:
    """The name's days within those of its unit."""
    begins = [day for day in (row.since, row.unit.since) if day]
    ends = [day for day in (row.until, row.unit.until) if day]
    return Spell(row.name, max(begins, default=None), min(ends, default=None), row.unit_id)


def day_before(day: date) -> date:
    """The last day of what ends when something else begins."""
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    """The first day of what begins when something else has ended."""
    return day + timedelta(days=1)
