"""The roster as it is kept, in the rows of its workbook. Read-side."""

from collections import defaultdict
from datetime import date

from luoshi.core.models import Jurisdiction
from luoshi.organization.exchange.cells import DatedName
from luoshi.organization.exchange.reading import in_order
from luoshi.organization.exchange.rows import GroupRow, Known, MemberRow, PostRow, UnitRow
from luoshi.organization.models import Group, GroupMember, GroupName, Person, Post, Unit, UnitName

_Names = dict[str, dict[int, list[DatedName]]]


def known_roster(jurisdiction: Jurisdiction) -> Known:
    """Seven queries, whatever the size."""
    units = list(Unit.objects.filter(jurisdiction=jurisdiction).order_by("pk"))
    names = {unit.pk: unit.name for unit in units}
    groups = list(Group.objects.filter(jurisdiction=jurisdiction).order_by("pk"))
    return Known(
        units=_units(units, names, _unit_names(jurisdiction)),
        posts=_posts(jurisdiction, names),
        people=dict(Person.objects.filter(jurisdiction=jurisdiction).values_list("name", "pk")),
        groups=_groups(groups, names),
        spellings={group.name: group.pk for group in groups}
        | dict(GroupName.objects.filter(jurisdiction=jurisdiction).values_list("name", "group_id")),
    )


def _unit_names(jurisdiction: Jurisdiction) -> _Names:
    """By sort and unit; spellings met in documents are no part of a roster."""
    found: _Names = defaultdict(lambda: defaultdict(list))
    rows = UnitName.objects.filter(jurisdiction=jurisdiction).exclude(sort=UnitName.Sort.SPELLING)
    for unit, sort, *dated in rows.values_list("unit_id", "sort", "name", "since", "until"):
        found[sort][unit].append(DatedName(*dated))
    return found


def _units(units: list[Unit], names: dict[int, str], written: _Names) -> dict[int, UnitRow]:
    def of(unit: Unit, sort: UnitName.Sort) -> tuple[DatedName, ...]:
        return in_order(tuple(written[sort].get(unit.pk, ())))

    return {
        unit.pk: UnitRow(
            name=unit.name,
            kind=unit.kind,
            parent=names.get(unit.parent_id or 0, ""),
            aliases=of(unit, UnitName.Sort.ALIAS),
            nameplates=of(unit, UnitName.Sort.NAMEPLATE),
            formers=_formers(unit.name, of(unit, UnitName.Sort.OFFICIAL)),
            uscc=unit.uscc,
            since=unit.since,
            until=unit.until,
            successor=names.get(unit.successor_id or 0, ""),
        )
        for unit in units
    }


def _formers(name: str, official: tuple[DatedName, ...]) -> tuple[DatedName, ...]:
    """All official names but the present one: the last stretch of it, where it was borne before too."""
    present = max((each for each in official if each.name == name), key=_end, default=None)
    return tuple(each for each in official if each is not present)


def _end(each: DatedName) -> date:
    return each.until or date.max


def _posts(jurisdiction: Jurisdiction, names: dict[int, str]) -> dict[int, PostRow]:
    posts = Post.objects.filter(person__jurisdiction=jurisdiction).select_related("person").order_by("pk")
    return {
        post.pk: PostRow(
            person=post.person.name,
            part=post.part,
            unit=names.get(post.unit_id or 0, ""),
            title=post.title,
            fields=post.fields,
            since=post.since,
            until=post.until,
        )
        for post in posts
    }


def _groups(groups: list[Group], names: dict[int, str]) -> dict[int, GroupRow]:
    members: dict[int, list[MemberRow]] = defaultdict(list)
    by_key = {group.pk: group.name for group in groups}
    for member in GroupMember.objects.filter(
        group__jurisdiction_id__in={group.jurisdiction_id for group in groups}
    ):
        inner = by_key.get(member.subgroup_id or 0, "")
        name = inner or names.get(member.unit_id or 0, "")
        members[member.group_id].append(MemberRow(name, bool(inner), member.since, member.until))
    return {
        group.pk: GroupRow(
            name=group.name,
            kinds=tuple(sorted(group.kinds)),
            members=tuple(members[group.pk]),
            source=group.source,
        )
        for group in groups
    }
