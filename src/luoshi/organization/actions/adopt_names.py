"""Take the names that a plan prints into the organization: one unit per unit, however written."""

from collections.abc import Sequence

from luoshi.core.models import Jurisdiction
from luoshi.organization.models import Group, Person, Unit, UnitName
from luoshi.organization.naming import resolve


def adopt_people(names: Sequence[str], *, jurisdiction: Jurisdiction) -> dict[str, Person]:
    """People by printed name; made where they are new. Runs inside the caller's transaction."""
    return {
        name: Person.objects.get_or_create(jurisdiction=jurisdiction, name=name)[0]
        for name in dict.fromkeys(names)
    }


def adopt_units(names: Sequence[str], *, jurisdiction: Jurisdiction) -> dict[str, Unit | Group]:
    """Units and groups by printed name, as `naming` settles them within this one document.

    A spelling that the jurisdiction knows already keeps its unit. Runs inside the caller's
    transaction.
    """
    known: dict[str, Unit] = {
        row.name: row.unit
        for row in UnitName.objects.filter(jurisdiction=jurisdiction).select_related("unit")
    }
    named = resolve(names)
    adopted: dict[str, Unit | Group] = {}
    for unit in named.units:
        row = next((known[name] for name in unit.spellings if name in known), None)
        row = row or Unit.objects.create(jurisdiction=jurisdiction, name=unit.name, kind=unit.kind)
        _keep_names(row, unit.spellings, unit.nameplates, known=known)
        adopted.update(dict.fromkeys(unit.spellings, row))
    for group in named.groups:
        found, _made = Group.objects.get_or_create(jurisdiction=jurisdiction, name=group.name)
        adopted.update(dict.fromkeys(group.spellings, found))
    return adopted


def _keep_names(
    unit: Unit, spellings: Sequence[str], nameplates: Sequence[str], *, known: dict[str, Unit]
) -> None:
    sorts = dict.fromkeys(nameplates, UnitName.Sort.NAMEPLATE)
    sorts |= dict.fromkeys((unit.name, *spellings), UnitName.Sort.SPELLING)
    new = [name for name in sorts if name not in known]
    UnitName.objects.bulk_create(
        UnitName(jurisdiction=unit.jurisdiction, unit=unit, name=name, sort=sorts[name]) for name in new
    )
    known.update(dict.fromkeys(new, unit))
