"""Write the changes of an import with bulk statements. All run inside the import's transaction."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from luoshi.core.models import Jurisdiction
from luoshi.organization.exchange.cells import DatedName
from luoshi.organization.exchange.comparison import Change, Comparison
from luoshi.organization.exchange.rows import GroupRow, MemberRow, PostRow, UnitRow
from luoshi.organization.exchange.soundness import present_since
from luoshi.organization.models import Group, GroupMember, GroupName, Person, Post, Unit, UnitName

BATCH = 400
"""Rows to a statement."""
Keys = Mapping[str, int]
"""Name as it will be to the key in the database."""
_Name = tuple[str, DatedName]
_Member = tuple[int, int | None, int | None, object, object]


def keep_units(comparison: Comparison, *, jurisdiction: Jurisdiction) -> dict[str, int]:
    """Make and change units with their names; gives all units of the roster by name."""
    changes = comparison.units.changes
    before = {change.before.name: change.after.name for change in changes if change.before}
    known = Unit.objects.filter(jurisdiction=jurisdiction).values_list("name", "pk")
    keys = {before.get(name, name): key for name, key in known}
    _lay_aside(comparison.units.changed)
    keys |= _open_units([change.after for change in comparison.units.new], keys, jurisdiction)
    _change_units(comparison.units.changed, keys)
    _refer_to_successors([change.after for change in changes if change.after.successor], keys)
    _keep_names(changes, keys, jurisdiction)
    return keys


def _open_units(rows: list[UnitRow], keys: Keys, jurisdiction: Jurisdiction) -> dict[str, int]:
    """New units, those first whose parents are there."""
    made: dict[str, int] = {}
    while rows:
        ready = [row for row in rows if not row.parent or row.parent in keys or row.parent in made]
        units = [
            Unit(
                jurisdiction=jurisdiction,
                name=row.name,
                kind=row.kind,
                parent_id=made.get(row.parent) or keys.get(row.parent),
                uscc=row.uscc,
                since=row.since,
                until=row.until,
            )
            for row in ready
        ]
        made |= {unit.name: unit.pk for unit in Unit.objects.bulk_create(units, batch_size=BATCH)}
        rows = [row for row in rows if row.name not in made]
    return made


def _lay_aside(changes: list[Change[UnitRow]]) -> None:
    """Names and codes may change places, and each is borne once: whoever gives one up lets go of it first."""
    aside = [
        Unit(pk=change.key, name=f"#{change.key}", uscc="")
        for change in changes
        if change.before
        and (change.before.name, change.before.uscc) != (change.after.name, change.after.uscc)
    ]
    Unit.objects.bulk_update(aside, ["name", "uscc"], batch_size=BATCH)


def _change_units(changes: list[Change[UnitRow]], keys: Keys) -> None:
    units = [
        Unit(
            pk=change.key,
            name=change.after.name,
            kind=change.after.kind,
            parent_id=keys.get(change.after.parent),
            uscc=change.after.uscc,
            since=change.after.since,
            until=change.after.until,
            successor=None,
        )
        for change in changes
    ]
    fields = ["name", "kind", "parent", "uscc", "since", "until", "successor"]
    Unit.objects.bulk_update(units, fields, batch_size=BATCH)


def _refer_to_successors(rows: list[UnitRow], keys: Keys) -> None:
    units = [Unit(pk=keys[row.name], successor_id=keys[row.successor]) for row in rows]
    Unit.objects.bulk_update(units, ["successor"], batch_size=BATCH)


def _keep_names(changes: list[Change[UnitRow]], keys: Keys, jurisdiction: Jurisdiction) -> None:
    """Official names are written anew where one changed, since their days hang together."""
    gone: set[tuple[int, _Name]] = set()
    anew: set[int] = set()
    rows: list[UnitName] = []
    for change in changes:
        unit = keys[change.after.name]
        had = {*_official(change.before), *_others(change.before)} if change.before else set()
        has = {*_official(change.after), *_others(change.after)}
        if change.before and set(_official(change.before)) != set(_official(change.after)):
            anew.add(unit)
            had -= set(_official(change.before))
        gone |= {(unit, name) for name in had - has}
        rows += [_name(unit, name, jurisdiction) for name in has - had]
    _forget_names(gone, anew, jurisdiction)
    UnitName.objects.bulk_create(rows, batch_size=BATCH)


def _name(unit: int, name: _Name, jurisdiction: Jurisdiction) -> UnitName:
    sort, (text, since, until) = name
    return UnitName(jurisdiction=jurisdiction, unit_id=unit, sort=sort, name=text, since=since, until=until)


def _official(row: UnitRow) -> list[_Name]:
    names = (DatedName(row.name, present_since(row)), *row.formers)
    return [(UnitName.Sort.OFFICIAL.value, each) for each in names]


def _others(row: UnitRow) -> list[_Name]:
    aliases = [(UnitName.Sort.ALIAS.value, each) for each in row.aliases]
    return aliases + [(UnitName.Sort.NAMEPLATE.value, each) for each in row.nameplates]


def _forget_names(gone: set[tuple[int, _Name]], anew: set[int], jurisdiction: Jurisdiction) -> None:
    if not (gone or anew):
        return
    found = UnitName.objects.filter(jurisdiction=jurisdiction).exclude(sort=UnitName.Sort.SPELLING)
    keys = [
        key
        for key, unit, sort, *dated in found.values_list("pk", "unit_id", "sort", "name", "since", "until")
        if (unit, (sort, DatedName(*dated))) in gone or (unit in anew and sort == UnitName.Sort.OFFICIAL)
    ]
    _delete(UnitName.objects.all(), keys)


def _delete(rows: QuerySet[Any], keys: list[int]) -> None:
    for first in range(0, len(keys), BATCH):
        rows.filter(pk__in=keys[first : first + BATCH]).delete()


def keep_posts(comparison: Comparison, *, units: Keys, jurisdiction: Jurisdiction) -> None:
    """Make and change posts, and people that are new."""
    rows = [change.after for change in comparison.posts.changes]
    people = dict(Person.objects.filter(jurisdiction=jurisdiction).values_list("name", "pk"))
    new = [name for name in dict.fromkeys(row.person for row in rows) if name not in people]
    made = Person.objects.bulk_create(
        (Person(jurisdiction=jurisdiction, name=name) for name in new), batch_size=BATCH
    )
    people |= {person.name: person.pk for person in made}
    Post.objects.bulk_create(
        (_post(None, change.after, people, units) for change in comparison.posts.new if change.after.part),
        batch_size=BATCH,
    )
    changed = [_post(change.key, change.after, people, units) for change in comparison.posts.changed]
    Post.objects.bulk_update(changed, ["title", "fields", "since", "until"], batch_size=BATCH)


def _post(key: int | None, row: PostRow, people: Keys, units: Keys) -> Post:
    return Post(
        pk=key,
        person_id=people[row.person],
        part=row.part,
        unit_id=units.get(row.unit),
        title=row.title,
        fields=row.fields,
        since=row.since,
        until=row.until,
    )


def keep_groups(comparison: Comparison, *, units: Keys, jurisdiction: Jurisdiction) -> None:
    """Make and change groups, and let each have the members that its rows name."""
    changes = comparison.groups.changes
    keys = dict(Group.objects.filter(jurisdiction=jurisdiction).values_list("name", "pk"))
    keys |= _open_groups([change.after for change in comparison.groups.new], jurisdiction)
    changed = [
        Group(pk=change.key, kinds=list(change.after.kinds), source=change.after.source)
        for change in comparison.groups.changed
    ]
    Group.objects.bulk_update(changed, ["kinds", "source"], batch_size=BATCH)
    gone: set[_Member] = set()
    new: list[_Member] = []
    for change in changes:
        had = set(change.before.members) if change.before else set()
        key = keys[change.after.name]
        gone |= {_member(key, each, keys, units) for each in had - set(change.after.members)}
        new += [_member(key, each, keys, units) for each in change.after.members if each not in had]
    _forget_members(gone, jurisdiction)
    GroupMember.objects.bulk_create(
        (
            GroupMember(group_id=group, unit_id=unit, subgroup_id=inner, since=since, until=until)
            for group, unit, inner, since, until in new
        ),
        batch_size=BATCH,
    )


def _open_groups(rows: list[GroupRow], jurisdiction: Jurisdiction) -> dict[str, int]:
    groups = Group.objects.bulk_create(
        (
            Group(jurisdiction=jurisdiction, name=row.name, kinds=list(row.kinds), source=row.source)
            for row in rows
        ),
        batch_size=BATCH,
    )
    names = (GroupName(jurisdiction=jurisdiction, group=group, name=group.name) for group in groups)
    GroupName.objects.bulk_create(names, batch_size=BATCH)
    return {group.name: group.pk for group in groups}


def _member(group: int, row: MemberRow, groups: Keys, units: Keys) -> _Member:
    unit, inner = (None, groups[row.name]) if row.group else (units[row.name], None)
    return group, unit, inner, row.since, row.until


def _forget_members(gone: set[_Member], jurisdiction: Jurisdiction) -> None:
    if not gone:
        return
    rows = GroupMember.objects.filter(group__jurisdiction=jurisdiction)
    found = rows.values_list("pk", "group_id", "unit_id", "subgroup_id", "since", "until")
    _delete(GroupMember.objects.all(), [key for key, *member in found if tuple(member) in gone])
