"""Keep groups: open, give a rule, list the members from a day on, attach what set it up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.compiler import catalogue, read_bytes
from luoshi.compiler.source import Source
from luoshi.core.files import keep
from luoshi.core.models import Jurisdiction, StoredFile
from luoshi.core.problems import Conflict, Refusal, TooLarge
from luoshi.organization.actions.hand import Hand, differing
from luoshi.organization.actions.roster_checks import day_after, day_before, tidy_name
from luoshi.organization.actions.units import UnitEntry, open_unit
from luoshi.organization.expansion import circle
from luoshi.organization.kinds import UnitKind, kind_of
from luoshi.organization.member_lists import Meant
from luoshi.organization.models import Group, GroupMember, GroupName, Unit, UnitName
from luoshi.web.language import language

MEGABYTE = 1 << 20
MEDIA_TYPE = "application/octet-stream"
"""These files are only ever handed out as they came, never shown by the server."""


@transaction.atomic
def open_group(entered: str, *, jurisdiction: Jurisdiction, hand: Hand) -> Group:
    """Enter a collective that no plan has printed yet. Refuses a name that is there already."""
    hand.take(jurisdiction)
    name = tidy_name(entered)
    if GroupName.objects.filter(jurisdiction=jurisdiction, name=name).exists():
        raise Refusal(_("名册里已有“%(name)s”，请直接打开它。") % {"name": name}, field="name")
    group, made = Group.objects.get_or_create(jurisdiction=jurisdiction, name=name)
    if not made:
        raise Refusal(_("名册里已有“%(name)s”，请直接打开它。") % {"name": name}, field="name")
    GroupName.objects.create(jurisdiction=jurisdiction, group=group, name=name, decided_by=hand.actor)
    hand.write("group.opened", group, jurisdiction, {"group": name})
    return group


@transaction.atomic
def set_rule(pk: int, kinds: Iterable[UnitKind], *, jurisdiction: Jurisdiction, hand: Hand) -> Group:
    """All units of these kinds belong to it, besides those of its lists. No kinds: there is no rule."""
    group = _changed(pk, jurisdiction, hand)
    before, after = sorted(group.kinds), sorted(str(kind) for kind in kinds)
    if before == after:
        raise Refusal(_("没有改动，不需要保存。"))
    group.kinds = after
    group.save(update_fields=["kinds"])
    changes = differing({"kinds": before}, {"kinds": after})
    hand.write("group.ruled", group, jurisdiction, {"group": group.name, "changes": changes})
    return group


@dataclass(frozen=True, slots=True)
class Listing:
    """Who belongs to a group from a day on; ``since`` is ``None`` for ever since, in a first list only."""

    units: Sequence[Unit] = ()
    groups: Sequence[Group] = ()
    since: date | None = None


@transaction.atomic
def set_members(pk: int, listing: Listing, *, jurisdiction: Jurisdiction, hand: Hand) -> Group:
    """From the day on exactly these belong to it; whoever is not among them left the day before.

    A list of the same day takes the place of the one that is there. Refuses an empty list, groups that
    would hold each other in a circle, and a day before that of a later list.
    """
    group = _changed(pk, jurisdiction, hand)
    _require_listing(group, listing, jurisdiction)
    rows = list(group.members.all())
    _require_day(rows, listing.since)
    wanted = {(unit.pk, None) for unit in listing.units} | {(None, inner.pk) for inner in listing.groups}
    stay = {(row.unit_id, row.subgroup_id) for row in rows if row.until is None} & wanted
    _close(group, stay, listing.since)
    GroupMember.objects.bulk_create(
        GroupMember(group=group, unit_id=unit, subgroup_id=inner, since=listing.since)
        for unit, inner in sorted(wanted - stay, key=str)
    )
    hand.write("group.listed", group, jurisdiction, _listed(group, listing))
    return group


def _require_listing(group: Group, listing: Listing, jurisdiction: Jurisdiction) -> None:
    if not listing.units and not listing.groups:
        raise Refusal(_("名单里还没有成员，没有保存。"), field="names")
    foreign = [each for each in (*listing.units, *listing.groups) if each.jurisdiction_id != jurisdiction.pk]
    if foreign:
        raise Refusal(_("“%(name)s”不是本地区的单位。") % {"name": foreign[0]}, field="names")
    gone = [unit for unit in listing.units if unit.until and listing.since and unit.until < listing.since]
    if gone:
        message = _("“%(name)s”在%(until)s已停用，不能从%(since)s起列为成员。请换成承接的单位。")
        details = {"name": gone[0], "until": gone[0].until, "since": listing.since}
        raise Refusal(message % details, field="names")
    _require_no_circle(group, listing.groups)


def _require_no_circle(group: Group, inside: Sequence[Group]) -> None:
    """One query, two where there is a circle."""
    members = GroupMember.objects.filter(group__jurisdiction_id=group.jurisdiction_id, unit=None)
    holds: dict[int, list[int]] = {}
    for outer, inner in members.exclude(group=group).values_list("group_id", "subgroup_id"):
        holds.setdefault(outer, []).append(inner)
    way = circle(group.pk, [each.pk for each in inside], holds)
    if way:
        names = dict(Group.objects.filter(pk__in=way).values_list("pk", "name"))
        message = _("集合互相包含，绕成了圈：%(way)s。请去掉其中一个。")
        raise Refusal(message % {"way": " → ".join(names[each] for each in way)}, field="names")


def _require_day(rows: Sequence[GroupMember], since: date | None) -> None:
    if not rows:
        return
    latest = _latest(rows)
    if since is None and latest is not None:
        raise Refusal(_("已有分时段的名单，请填写这份名单从哪天起。"), field="since")
    if since is not None and latest is not None and since < latest:
        message = _("已有自%(latest)s起的名单。新名单要从那一天或之后起。")
        raise Refusal(message % {"latest": latest}, field="since")


def _latest(rows: Sequence[GroupMember]) -> date | None:
    """The first day of the latest list. One that only leaves somebody out begins the day after they left."""
    came = [row.since for row in rows if row.since]
    left = [day_after(row.until) for row in rows if row.until]
    return max([*came, *left], default=None)


def _close(group: Group, stay: set[tuple[int | None, int | None]], since: date | None) -> None:
    """End the rows of all others the day before; those that only began on the day are gone."""
    open_ = [row for row in group.members.all() if row.until is None or since is None or row.until >= since]
    leaving = [row for row in open_ if row.until is not None or (row.unit_id, row.subgroup_id) not in stay]
    begun = [row.pk for row in leaving if since is None or row.since == since]
    group.members.filter(pk__in=begun).delete()
    if since is not None:
        rest = [row.pk for row in leaving if row.pk not in begun]
        group.members.filter(pk__in=rest).update(until=day_before(since))


def _listed(group: Group, listing: Listing) -> dict[str, object]:
    names = [str(each) for each in (*listing.units, *listing.groups)]
    return {"group": group.name, "since": listing.since, "count": len(names), "members": names}


@dataclass(frozen=True, slots=True)
class Paper:
    """The document that set a group up: its title and number, and its bytes where it was handed in."""

    source: str
    name: str = ""
    data: bytes | None = None


@transaction.atomic
def attach_document(pk: int, paper: Paper, *, jurisdiction: Jurisdiction, hand: Hand) -> Group:
    """Keep what the group rests on. Refuses a file whose text cannot be read, and one that is too large."""
    group = _changed(pk, jurisdiction, hand)
    before = {"source": group.source, "file": str(group.file or "")}
    group.source = paper.source.strip()
    if paper.data is not None:
        text_of(paper.data, name=paper.name)
        group.file = _kept(paper, jurisdiction, hand)
    changes = differing(before, {"source": group.source, "file": str(group.file or "")})
    if not changes and paper.data is None:
        raise Refusal(_("没有改动，不需要保存。"))
    group.save(update_fields=["source", "file"])
    hand.write("group.documented", group, jurisdiction, {"group": group.name, "changes": changes})
    return group


def text_of(data: bytes, *, name: str) -> str:
    """The text of a document. Refuses what cannot be read, with the finding's own words."""
    if len(data) > settings.DOCUMENT_LIMIT:
        message = _("文件“%(name)s”超过 %(limit)d MB，没有保存。")
        raise TooLarge(message % {"name": name, "limit": settings.DOCUMENT_LIMIT // MEGABYTE}, field="file")
    source = read_bytes(data, name=name)
    if not isinstance(source, Source):
        raise Refusal(catalogue.message(source, language=language()), field="file")
    return source.text


def _kept(paper: Paper, jurisdiction: Jurisdiction, hand: Hand) -> StoredFile:
    data = paper.data or b""
    kept = keep([data], media_type=MEDIA_TYPE)
    return StoredFile.objects.create(
        jurisdiction=jurisdiction,
        sha256=kept.sha256,
        size=kept.size,
        name=paper.name,
        media_type=kept.media_type,
        received_at=hand.now,
        received_from=hand.actor,
    )


def _changed(pk: int, jurisdiction: Jurisdiction, hand: Hand) -> Group:
    hand.take(jurisdiction)
    group = Group.objects.select_related("file").filter(pk=pk, jurisdiction=jurisdiction).first()
    if group is None:
        raise Conflict(_("这个单位集合已经不在名册里，请刷新页面。"))
    return group


@transaction.atomic
def set_named_members(
    pk: int, meant: Meant, *, since: date | None, jurisdiction: Jurisdiction, hand: Hand
) -> Group:
    """As :func:`set_members`, from a list of names: what is new in it is entered, what was chosen remembered."""
    group = _changed(pk, jurisdiction, hand)
    then = Hand(hand.actor, hand.now)
    units = list(Unit.objects.filter(jurisdiction=jurisdiction, pk__in=meant.units).order_by("pk"))
    groups = list(Group.objects.filter(jurisdiction=jurisdiction, pk__in=meant.groups).order_by("pk"))
    for name in meant.new_units:
        units.append(open_unit(UnitEntry(name, kind_of(name)), jurisdiction=jurisdiction, hand=then))
    for name in meant.new_groups:
        groups.append(open_group(name, jurisdiction=jurisdiction, hand=then))
    for name, unit in meant.spellings:
        _remember(name, unit, jurisdiction, hand)
    return set_members(group.pk, Listing(units, groups, since), jurisdiction=jurisdiction, hand=then)


def _remember(name: str, unit: int, jurisdiction: Jurisdiction, hand: Hand) -> None:
    UnitName.objects.get_or_create(
        jurisdiction=jurisdiction,
        unit_id=unit,
        name=name,
        sort=UnitName.Sort.SPELLING,
        defaults={"decided_by": hand.actor},
    )
