"""Keep units: open, correct, rename from a day, name otherwise, end with or without a successor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from luoshi.core.models import Jurisdiction
from luoshi.core.problems import Conflict, Refusal
from luoshi.organization.actions.hand import Hand, differing
from luoshi.organization.actions.roster_checks import (
    day_after,
    day_before,
    require_code,
    require_days,
    require_free_name,
    require_no_circle,
    tidy_name,
)
from luoshi.organization.codes import tidy_uscc
from luoshi.organization.kinds import UnitKind
from luoshi.organization.models import Post, Unit, UnitName

OFFICIAL = UnitName.Sort.OFFICIAL
GIVEN_SORTS = (UnitName.Sort.ALIAS, UnitName.Sort.NAMEPLATE)
"""Names that a person adds; official ones change by a rename, spellings come from documents."""


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit as entered. ``name`` is its present official name."""

    name: str
    kind: UnitKind
    parent: Unit | None = None
    uscc: str = ""
    since: date | None = None


@transaction.atomic
def open_unit(entry: UnitEntry, *, jurisdiction: Jurisdiction, hand: Hand) -> Unit:
    """Enter a unit that is not in the roster."""
    hand.take(jurisdiction)
    name, uscc = tidy_name(entry.name), tidy_uscc(entry.uscc)
    require_free_name(name, jurisdiction=jurisdiction, unit=None, since=entry.since, until=None)
    require_code(uscc, jurisdiction=jurisdiction, unit=None)
    unit = Unit.objects.create(
        jurisdiction=jurisdiction,
        name=name,
        kind=entry.kind,
        parent=_own(entry.parent, jurisdiction),
        uscc=uscc,
        since=entry.since,
    )
    UnitName.objects.create(jurisdiction=jurisdiction, unit=unit, name=name, sort=OFFICIAL)
    _record("unit.opened", unit, hand, {"name": name, "since": entry.since})
    return unit


@transaction.atomic
def correct_unit(pk: int, entry: UnitEntry, *, jurisdiction: Jurisdiction, hand: Hand) -> Unit:
    """Put right what was entered wrongly. A wrong name stays as a spelling, for plans may print it."""
    unit = _changed(pk, jurisdiction, hand)
    name, uscc = tidy_name(entry.name), tidy_uscc(entry.uscc)
    require_days(entry.since, unit.until)
    require_code(uscc, jurisdiction=jurisdiction, unit=unit)
    require_no_circle(unit, _own(entry.parent, jurisdiction))
    before = _facts(unit)
    if name != unit.name:
        _correct_name(unit, name)
    unit.name, unit.kind, unit.parent, unit.uscc, unit.since = (
        name,
        entry.kind,
        entry.parent,
        uscc,
        entry.since,
    )
    changes = differing(before, _facts(unit))
    if not changes:
        raise Refusal(_("没有改动，不需要保存。"))
    unit.save(update_fields=["name", "kind", "parent", "uscc", "since"])
    _record("unit.corrected", unit, hand, {"changes": changes})
    return unit


def _correct_name(unit: Unit, name: str) -> None:
    row = _official_now(unit)
    require_free_name(
        name, jurisdiction=unit.jurisdiction, unit=unit, since=row.since or unit.since, until=unit.until
    )
    _keep_spelling(unit, row.name)
    row.name = name
    row.save(update_fields=["name"])


def _keep_spelling(unit: Unit, name: str) -> None:
    sort = UnitName.Sort.SPELLING
    UnitName.objects.get_or_create(jurisdiction=unit.jurisdiction, unit=unit, name=name, sort=sort)


@transaction.atomic
def rename_unit(pk: int, entered: str, *, since: date, jurisdiction: Jurisdiction, hand: Hand) -> Unit:
    """Call the unit so from the day on, which may lie ahead; the name before ends the day before.

    Refuses a day that is not after the beginning of the present name, or after the unit's end.
    """
    unit = _changed(pk, jurisdiction, hand)
    name = tidy_name(entered)
    old = _official_now(unit)
    _require_rename(unit, old, name, since)
    require_free_name(name, jurisdiction=jurisdiction, unit=unit, since=since, until=unit.until)
    old.until = day_before(since)
    old.save(update_fields=["until"])
    UnitName.objects.create(jurisdiction=jurisdiction, unit=unit, name=name, sort=OFFICIAL, since=since)
    unit.name = name
    unit.save(update_fields=["name"])
    _record("unit.renamed", unit, hand, {"changes": {"name": [old.name, name]}, "since": since})
    return unit


def _require_rename(unit: Unit, old: UnitName, name: str, since: date) -> None:
    begun = max((day for day in (old.since, unit.since) if day), default=None)
    if name == old.name:
        raise Refusal(_("新名称与现在的名称相同。"), field="name")
    if begun is not None and since <= begun:
        message = _("现在的名称“%(name)s”自%(begun)s起用，新名称的启用日期要晚于这一天。")
        raise Refusal(message % {"name": old.name, "begun": begun}, field="since")
    if unit.until is not None and since > unit.until:
        message = _("单位在%(until)s停用，新名称的启用日期不能晚于这一天。")
        raise Refusal(message % {"until": unit.until}, field="since")


@dataclass(frozen=True, slots=True)
class NameEntry:
    """Another way in which a unit is called: an alias or a nameplate."""

    name: str
    sort: UnitName.Sort
    since: date | None = None
    until: date | None = None


@transaction.atomic
def add_name(pk: int, entry: NameEntry, *, jurisdiction: Jurisdiction, hand: Hand) -> UnitName:
    """The unit is also called so. Others may be called so too: then whoever reads it is asked."""
    unit = _changed(pk, jurisdiction, hand)
    name = tidy_name(entry.name)
    require_days(entry.since, entry.until)
    if entry.sort not in GIVEN_SORTS:
        raise Refusal(_("请选择是简称还是加挂牌子。"), field="sort")
    if unit.names.filter(name=name, sort=entry.sort).filter(_meeting(entry)).exists():
        raise Refusal(_("“%(name)s”在这段时间已经登记了。") % {"name": name}, field="name")
    row = UnitName.objects.create(
        jurisdiction=jurisdiction,
        unit=unit,
        name=name,
        sort=entry.sort,
        since=entry.since,
        until=entry.until,
        decided_by=hand.actor,
    )
    _record("unit.named", unit, hand, {"name": name, "sort": str(entry.sort.value), "since": entry.since})
    return row


def _meeting(entry: NameEntry) -> Q:
    """Names that share a day with the entry's."""
    begun = Q(since=None) | Q(since__lte=entry.until) if entry.until else Q()
    open_ = Q(until=None) | Q(until__gte=entry.since) if entry.since else Q()
    return begun & open_


@transaction.atomic
def remove_name(pk: int, name: int, *, jurisdiction: Jurisdiction, hand: Hand) -> None:
    """Take an alias, a nameplate or a spelling off the unit. Refuses an official name."""
    unit = _changed(pk, jurisdiction, hand)
    row = unit.names.filter(pk=name).first()
    if row is None:
        raise Conflict(_("这个名称已经不在了，请刷新页面。"))
    if row.sort == OFFICIAL:
        raise Refusal(_("正式名称不能删除；写错了请“改正”，变了请“更名”。"))
    row.delete()
    _record("unit.name_removed", unit, hand, {"name": row.name, "sort": row.sort})


@transaction.atomic
def end_unit(
    pk: int, *, ended: date, successor: Unit | None, jurisdiction: Jurisdiction, hand: Hand
) -> tuple[Unit, list[Post]]:
    """From the day ``ended`` on the unit is no more; its successor answers for its tasks.

    Gives the posts in it that nobody has ended yet, which go on until somebody does.
    """
    unit = _changed(pk, jurisdiction, hand)
    last = day_before(ended)
    _require_end(unit, last)
    _require_successor(unit, _own(successor, jurisdiction), last)
    unit.until, unit.successor = last, successor
    unit.save(update_fields=["until", "successor"])
    detail = {"until": last, "successor": str(successor or "")}
    _record("unit.ended", unit, hand, detail)
    return unit, list(unit.posts.filter(Q(until=None) | Q(until__gt=last)).select_related("person"))


def _require_end(unit: Unit, last: date) -> None:
    begun = max((day for day in (_official_now(unit).since, unit.since) if day), default=None)
    if unit.until is not None:
        raise Conflict(_("“%(name)s”已于%(until)s停用。") % {"name": unit, "until": unit.until})
    if begun is not None and last < begun:
        message = _("单位或它现在的名称自%(begun)s起，停用要晚于这一天。")
        raise Refusal(message % {"begun": begun}, field="ended")


def _require_successor(unit: Unit, successor: Unit | None, last: date) -> None:
    if successor is None:
        return
    if successor.pk == unit.pk:
        raise Refusal(_("承接单位不能是本单位。"), field="successor")
    if successor.until is not None and successor.until <= last:
        message = _("承接单位“%(name)s”自己在 %(until)s 已停用，请填之后还在的单位。")
        raise Refusal(message % {"name": successor, "until": successor.until}, field="successor")
    if successor.since is not None and successor.since > day_after(last):
        message = _("承接单位“%(name)s”到%(since)s才成立，中间没有单位负责。请改日期或另选单位。")
        raise Refusal(message % {"name": successor, "since": successor.since}, field="successor")


@transaction.atomic
def reopen_unit(pk: int, *, jurisdiction: Jurisdiction, hand: Hand) -> Unit:
    """The unit did not end after all. Refuses where another bears its name since."""
    unit = _changed(pk, jurisdiction, hand)
    if unit.until is None:
        raise Conflict(_("“%(name)s”没有停用，不需要恢复。") % {"name": unit})
    since = day_after(unit.until)
    require_free_name(unit.name, jurisdiction=jurisdiction, unit=unit, since=since, until=None)
    was = {"until": unit.until, "successor": str(unit.successor or "")}
    unit.until, unit.successor = None, None
    unit.save(update_fields=["until", "successor"])
    _record("unit.reopened", unit, hand, was)
    return unit


def _changed(pk: int, jurisdiction: Jurisdiction, hand: Hand) -> Unit:
    """The unit, with the roster locked and the change counted."""
    hand.take(jurisdiction)
    unit = Unit.objects.select_related("parent", "successor", "jurisdiction").filter(
        pk=pk, jurisdiction=jurisdiction
    )
    found = unit.first()
    if found is None:
        raise Conflict(_("这个单位已经不在名册里，请刷新页面。"))
    return found


def _own(unit: Unit | None, jurisdiction: Jurisdiction) -> Unit | None:
    if unit is not None and unit.jurisdiction_id != jurisdiction.pk:
        raise Refusal(_("“%(name)s”不是本地区的单位。") % {"name": unit})
    return unit


def _official_now(unit: Unit) -> UnitName:
    """The row of the latest official name; made where a unit came without one."""
    rows = unit.names.filter(sort=OFFICIAL, name=unit.name)
    latest = rows.order_by("since").last() if rows.filter(until=None).count() == 0 else None
    row = latest or rows.filter(until=None).first()
    return row or UnitName.objects.create(
        jurisdiction=unit.jurisdiction, unit=unit, name=unit.name, sort=OFFICIAL
    )


def _facts(unit: Unit) -> dict[str, object]:
    return {
        "name": unit.name,
        "kind": str(unit.kind),
        "parent": str(unit.parent or ""),
        "uscc": unit.uscc,
        "since": unit.since,
    }


def _record(verb: str, unit: Unit, hand: Hand, detail: Mapping[str, object]) -> None:
    hand.write(verb, unit, unit.jurisdiction, {"unit": unit.name, **detail})
