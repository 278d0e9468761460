"""Take the names that a plan prints into the organization: one unit per unit, however written.

All of it runs inside the caller's transaction, which has counted the change (`change_roster`).
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from luoshi.core.models import Jurisdiction
from luoshi.organization.kinds import kind_of
from luoshi.organization.lookup import Way
from luoshi.organization.models import Group, GroupName, Person, Unit, UnitName
from luoshi.organization.naming import NamedGroup, NamedUnit, Printed, folded, taken_apart
from luoshi.organization.resolution import Resolution, Unsure, resolved
from luoshi.organization.rosters import roster_of


def adopt_people(names: Iterable[str], *, jurisdiction: Jurisdiction) -> dict[str, Person]:
    """People by printed name; made where they are new. A blank inside a name tells nothing."""
    wanted = {name: folded(name) for name in names}
    rows = {folded(row.name): row for row in Person.objects.filter(jurisdiction=jurisdiction)}
    new = [name for name in dict.fromkeys(wanted.values()) if name not in rows]
    made = Person.objects.bulk_create(Person(jurisdiction=jurisdiction, name=name) for name in new)
    rows |= {person.name: person for person in made}
    return {name: rows[said] for name, said in wanted.items()}


@dataclass(frozen=True, slots=True)
class Adopted:
    """Ids of units and groups by printed name, and the names that stay apart in doubt."""

    units: Mapping[str, int]
    groups: Mapping[str, int]
    doubts: tuple[Unsure, ...]


def adopt_units(
    names: Sequence[Printed],
    *,
    jurisdiction: Jurisdiction,
    day: date,
    only: Container[str] | None = None,
) -> Adopted:
    """Tie all names of one document, in printed order with their places in their lists.

    Where a person has settled some of them already, ``only`` has those that are still to be tied.

    What is new becomes a unit or a group. What is in doubt becomes one of its own, for nothing is merged
    that nobody decided; the next document asks again.
    """
    found = _only(resolved(names, roster_of(jurisdiction), day=day), only)
    new = [*found.new_units, *(_apart(doubt) for doubt in found.unsure if not doubt.collective)]
    groups = [*found.new_groups, *(_group_apart(doubt) for doubt in found.unsure if doubt.collective)]
    made = open_units(new, jurisdiction=jurisdiction)
    gathered = open_groups(groups, jurisdiction=jurisdiction)
    _learn(found, jurisdiction=jurisdiction)
    return Adopted(
        units={**found.units, **_by_spelling(new, made)},
        groups={**found.groups, **_by_spelling(groups, gathered)},
        doubts=found.unsure,
    )


def _only(found: Resolution, names: Container[str] | None) -> Resolution:
    """Without the units, groups and doubts of which no spelling is asked for."""
    if names is None:
        return found

    def asked(each: Unsure | NamedUnit | NamedGroup) -> bool:
        return any(spelling in names for spelling in each.spellings)

    return replace(
        found,
        unsure=tuple(filter(asked, found.unsure)),
        new_units=tuple(filter(asked, found.new_units)),
        new_groups=tuple(filter(asked, found.new_groups)),
    )


def open_units(named: Sequence[NamedUnit], *, jurisdiction: Jurisdiction) -> list[Unit]:
    """A unit for each, in this order, with its names; one that is called so already stays."""
    wanted = [unit.name for unit in named]
    known = {u.name: u for u in Unit.objects.filter(jurisdiction=jurisdiction, name__in=wanted)}
    new = {unit.name: unit for unit in named if unit.name not in known}
    rows = Unit.objects.bulk_create(
        Unit(jurisdiction=jurisdiction, name=unit.name, kind=unit.kind.value) for unit in new.values()
    )
    known |= {row.name: row for row in rows}
    _keep([row for unit in named for row in names_of(known[unit.name], unit)])
    return [known[unit.name] for unit in named]


def open_groups(named: Sequence[NamedGroup], *, jurisdiction: Jurisdiction) -> list[Group]:
    """A group for each, in this order; its members are for a person to say."""
    made = []
    for group in named:
        row, _made = Group.objects.get_or_create(jurisdiction=jurisdiction, name=group.name)
        for name in dict.fromkeys((group.name, *group.spellings)):
            GroupName.objects.get_or_create(jurisdiction=jurisdiction, name=name, defaults={"group": row})
        made.append(row)
    return made


def names_of(unit: Unit, named: NamedUnit) -> list[UnitName]:
    """All names under which the document knows the unit, not saved."""
    sorts = dict.fromkeys(named.nameplates, UnitName.Sort.NAMEPLATE)
    sorts |= dict.fromkeys(named.spellings, UnitName.Sort.SPELLING)
    sorts[unit.name] = UnitName.Sort.OFFICIAL
    return [
        UnitName(jurisdiction_id=unit.jurisdiction_id, unit=unit, name=name, sort=sort)
        for name, sort in sorts.items()
    ]


def _learn(found: Resolution, *, jurisdiction: Jurisdiction) -> None:
    """Remember what only this document says of known units: their nameplates, and spellings it joined."""
    rows = []
    for name, unit in found.units.items():
        sorts = {plate.name: UnitName.Sort.NAMEPLATE for plate in taken_apart(name).nameplates}
        if found.ways[name] is Way.DOCUMENT:
            sorts[name] = UnitName.Sort.SPELLING
        rows += [
            UnitName(jurisdiction=jurisdiction, unit_id=unit, name=said, sort=sort)
            for said, sort in sorts.items()
        ]
    _keep(rows)


def _keep(rows: Sequence[UnitName]) -> None:
    """Save names that their units do not bear yet in any sort. One query and one per 500 names."""
    borne = UnitName.objects.filter(unit__in={row.unit_id for row in rows})
    known = set(borne.values_list("unit_id", "name"))
    new = {(row.unit_id, row.name): row for row in rows if (row.unit_id, row.name) not in known}
    UnitName.objects.bulk_create(new.values(), batch_size=500)


def _apart(doubt: Unsure) -> NamedUnit:
    plates = [plate.name for name in doubt.spellings for plate in taken_apart(name).nameplates]
    return NamedUnit(doubt.name, kind_of(doubt.name), tuple(dict.fromkeys(plates)), doubt.spellings)


def _group_apart(doubt: Unsure) -> NamedGroup:
    return NamedGroup(doubt.name, doubt.spellings)


def _by_spelling(named: Iterable[NamedUnit | NamedGroup], rows: Iterable[Unit | Group]) -> dict[str, int]:
    return {name: row.pk for each, row in zip(named, rows, strict=True) for name in each.spellings}
