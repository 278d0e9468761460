"""Take the names that a plan prints into the organization: one unit per unit, however written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luoshi.core.models import Jurisdiction
from luoshi.organization.models import Group, GroupName, Person, Unit, UnitName
from luoshi.organization.naming import Doubt, Printed, resolve


def adopt_people(names: Sequence[str], *, jurisdiction: Jurisdiction) -> dict[str, Person]:
    """People by printed name; made where they are new. Runs inside the caller's transaction."""
    return {
        name: Person.objects.get_or_create(jurisdiction=jurisdiction, name=name)[0]
        for name in dict.fromkeys(names)
    }


@dataclass(frozen=True, slots=True)
class Adopted:
    """Units and groups by printed name, and the names that stay apart in doubt."""

    by_name: Mapping[str, Unit | Group]
    doubts: tuple[Doubt, ...]


def adopt_units(names: Sequence[Printed], *, jurisdiction: Jurisdiction) -> Adopted:
    """Tie printed names to units and groups, as `naming` settles them within this one document.

    ``names`` are in printed order with their place in their lists. A spelling that the
    jurisdiction knows already keeps its unit. Runs inside the caller's transaction.
    """
    known: dict[str, Unit] = {
        row.name: row.unit
        for row in UnitName.objects.filter(jurisdiction=jurisdiction).select_related("unit")
    }
    named = resolve(names)
    adopted: dict[str, Unit | Group] = {}
    for unit in named.units:
        row = next((known[name] for name in (unit.name, *unit.spellings) if name in known), None)
        row = row or Unit.objects.create(jurisdiction=jurisdiction, name=unit.name, kind=unit.kind.value)
        _keep_names(row, unit.spellings, unit.nameplates, known=known)
        adopted.update(dict.fromkeys(unit.spellings, row))
    for group in named.groups:
        found, _made = Group.objects.get_or_create(jurisdiction=jurisdiction, name=group.name)
        for name in group.spellings:
            GroupName.objects.get_or_create(jurisdiction=jurisdiction, name=name, defaults={"group": found})
        adopted.update(dict.fromkeys(group.spellings, found))
    return Adopted(by_name=adopted, doubts=named.doubts)


def _keep_names(
    unit: Unit, spellings: Sequence[str], nameplates: Sequence[str], *, known: dict[str, Unit]
) -> None:
    sorts = dict.fromkeys(nameplates, UnitName.Sort.NAMEPLATE)
    sorts |= dict.fromkeys(spellings, UnitName.Sort.SPELLING)
    sorts[unit.name] = UnitName.Sort.OFFICIAL
    new = [name for name in sorts if name not in known]
    UnitName.objects.bulk_create(
        UnitName(jurisdiction=unit.jurisdiction, unit=unit, name=name, sort=sorts[name]) for name in new
    )
    known.update(dict.fromkeys(new, unit))
