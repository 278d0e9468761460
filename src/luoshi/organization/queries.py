"""The organization as it was on a day: what units were called, who acts for whom, who belongs to a group."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from luoshi.core.models import Jurisdiction
from luoshi.organization.expansion import Definition, expanded
from luoshi.organization.models import Group, GroupMember, Unit, UnitName
from luoshi.organization.models.dated import holding


@dataclass(frozen=True, slots=True)
class Organization:
    """A jurisdiction's units and groups on one day."""

    as_of: date
    renamed: Mapping[int, str]
    """Names on the day of the units that bore or will bear another one."""
    acting: Mapping[int, int]
    """Units that had ended by the day, with the unit that answers in their place."""
    members: Mapping[int, frozenset[int] | None]
    """Units of each group; ``None`` where nobody has said yet who belongs to it."""

    def name(self, unit: Unit) -> str:
        """What the unit was called on the day."""
        return self.renamed.get(unit.pk, unit.name)

    def answering(self, unit: int) -> int:
        """The unit that answered on the day for what is printed of this one."""
        seen = {unit}
        while unit in self.acting and self.acting[unit] not in seen:
            unit = self.acting[unit]
            seen.add(unit)
        return unit

    def units_of(self, *, unit: int | None, group: int | None) -> frozenset[int]:
        """The units behind a duty on the day: one, a group's members, or none while they are unknown."""
        if unit is not None:
            return frozenset({self.answering(unit)})
        members = self.members.get(group) if group is not None else None
        return frozenset(self.answering(each) for each in members or ())


def organization_on(jurisdiction: Jurisdiction, *, as_of: date) -> Organization:
    """Five queries, six where a group has a rule."""
    dated = UnitName.objects.filter(jurisdiction=jurisdiction, sort=UnitName.Sort.OFFICIAL)
    renamed = dated.exclude(since=None, until=None).filter(holding(as_of))
    ended = Unit.objects.filter(jurisdiction=jurisdiction, until__lt=as_of, successor__isnull=False)
    return Organization(
        as_of=as_of,
        renamed=dict(renamed.order_by("since").values_list("unit_id", "name")),
        acting=dict(ended.values_list("pk", "successor_id")),
        members=expanded(_definitions(jurisdiction, as_of=as_of)),
    )


def _definitions(jurisdiction: Jurisdiction, *, as_of: date) -> dict[int, Definition]:
    """Every group's definition on the day."""
    groups = dict(Group.objects.filter(jurisdiction=jurisdiction).values_list("pk", "kinds"))
    members = list(GroupMember.objects.filter(group__jurisdiction=jurisdiction))
    on_the_day = [member for member in members if member.holds_on(as_of)]
    listed = {member.group_id for member in members}
    by_kind = _by_kind(jurisdiction, {kind for kinds in groups.values() for kind in kinds}, as_of=as_of)
    units, inner = defaultdict(set), defaultdict(set)
    for member in on_the_day:
        (units if member.unit_id else inner)[member.group_id].add(member.unit_id or member.subgroup_id)
    return {
        group: Definition(
            units=frozenset(units[group]).union(*(by_kind[kind] for kind in kinds)),
            groups=frozenset(inner[group]),
            known=bool(kinds) or group in listed,
        )
        for group, kinds in groups.items()
    }


def _by_kind(jurisdiction: Jurisdiction, kinds: Iterable[str], *, as_of: date) -> Mapping[str, set[int]]:
    """Ids of the units of each kind that were there on the day. One query, none without kinds."""
    found: dict[str, set[int]] = {kind: set() for kind in kinds}
    if found:
        units = Unit.objects.filter(holding(as_of), jurisdiction=jurisdiction, kind__in=found)
        for pk, kind in units.values_list("pk", "kind"):
            found[kind].add(pk)
    return found
