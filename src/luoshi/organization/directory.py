"""What the pages on units, groups and posts read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from luoshi.core.models import Event, Jurisdiction
from luoshi.core.queries import events_about
from luoshi.organization.models import Group, GroupMember, Person, Post, Roster, Unit, UnitName
from luoshi.organization.models.dated import holding
from luoshi.organization.naming import folded
from luoshi.organization.queries import Organization, organization_on
from luoshi.organization.wording import KIND_LABELS

SHOWN = 300
"""Units on one page of the list."""
OFFERED = 1000
"""Names that a field for a unit offers as one types."""
HISTORY = 60
IMPORTS = 20
"""The latest imports that a unit's history looks through."""


@dataclass(slots=True)
class UnitRow:
    """A unit on the day."""

    unit: Unit
    name: str
    nameplates: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    latest: str = ""
    """Its name now, where it was called otherwise on the day."""


@dataclass(frozen=True, slots=True)
class UnitList:
    """Units that were there on the day, and those that ended before; ``left`` are not shown."""

    rows: list[UnitRow]
    ended: list[UnitRow]
    total: int
    left: int


def units_on(jurisdiction: Jurisdiction, *, as_of: date, wanted: str = "", kind: str = "") -> UnitList:
    """Units by kind and name, found by any of their names. Four queries."""
    units = Unit.objects.filter(jurisdiction=jurisdiction).select_related("parent", "successor")
    if kind:
        units = units.filter(kind=kind)
    if wanted:
        bearing = UnitName.objects.filter(jurisdiction=jurisdiction, name__icontains=folded(wanted))
        units = units.filter(Q(pk__in=bearing.values("unit_id")) | Q(name__icontains=folded(wanted)))
    order = {kind: at for at, kind in enumerate(KIND_LABELS)}
    known = sorted(units, key=lambda unit: (order.get(unit.kind, len(order)), unit.name))
    there = [unit for unit in known if unit.holds_on(as_of)]
    ended = [unit for unit in known if unit.until is not None and unit.until < as_of]
    shown, gone = there[:SHOWN], ended[:SHOWN]
    rows = _rows([*shown, *gone], as_of=as_of)
    return UnitList(
        rows=[rows[unit.pk] for unit in shown],
        ended=[rows[unit.pk] for unit in gone],
        total=len(there),
        left=len(there) - len(shown) + len(ended) - len(gone),
    )


def _rows(units: Sequence[Unit], *, as_of: date) -> dict[int, UnitRow]:
    """One query."""
    rows = {unit.pk: UnitRow(unit, unit.name) for unit in units}
    names = UnitName.objects.filter(holding(as_of), unit__in=list(rows)).exclude(sort=UnitName.Sort.SPELLING)
    for name in names.order_by("pk"):
        row = rows[name.unit_id]
        if name.sort == UnitName.Sort.NAMEPLATE:
            row.nameplates.append(name.name)
        elif name.sort == UnitName.Sort.ALIAS:
            row.aliases.append(name.name)
        elif name.name != row.unit.name:
            row.name, row.latest = name.name, row.unit.name
    return rows


def names_offered(jurisdiction: Jurisdiction) -> list[str]:
    """Names of units to choose from as one types. One query."""
    rows = Unit.objects.filter(jurisdiction=jurisdiction, until=None).order_by("name")
    return list(rows.values_list("name", flat=True)[:OFFERED])


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """All that the roster says of one unit."""

    unit: Unit
    official: list[UnitName]
    others: list[UnitName]
    spellings: list[UnitName]
    posts: list[Post]
    children: list[Unit]
    predecessors: list[Unit]
    groups: list[Group]
    """Groups that hold it on the day."""
    events: list[Event]


def unit_record(unit: Unit, *, organization: Organization) -> UnitRecord:
    """Eight queries."""
    names = list(unit.names.order_by("since", "pk"))
    posts = list(unit.posts.select_related("person").order_by("part", "-since", "-pk"))
    holding_it = [group for group, units in organization.members.items() if units and unit.pk in units]
    official, spelling = UnitName.Sort.OFFICIAL, UnitName.Sort.SPELLING
    subjects = [("organization.unit", str(unit.pk))]
    subjects += [("organization.post", str(post.pk)) for post in posts]
    return UnitRecord(
        unit=unit,
        official=[name for name in names if name.sort == official],
        others=[name for name in names if name.sort not in (official, spelling)],
        spellings=[name for name in names if name.sort == spelling],
        posts=posts,
        children=list(unit.children.order_by("name")),
        predecessors=list(unit.predecessors.order_by("until")),
        groups=list(Group.objects.filter(pk__in=holding_it).order_by("name")),
        events=_in_order([*events_about(unit.jurisdiction, subjects), *_imports_of(unit)])[:HISTORY],
    )


def _imports_of(unit: Unit) -> list[Event]:
    """The latest imports that made or changed it. One query."""
    imports = Event.objects.filter(
        chain__jurisdiction=unit.jurisdiction, subject_type=Roster._meta.label_lower, verb="roster.imported"
    ).select_related("actor")
    latest = imports.order_by("-position")[:IMPORTS]
    return [event for event in latest if unit.pk in event.detail.get("touched", ())]


def _in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.position, reverse=True)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group on the day; ``count`` is ``None`` while nobody has said who belongs to it."""

    group: Group
    count: int | None


def groups_on(jurisdiction: Jurisdiction, *, as_of: date) -> list[GroupRow]:
    """Those whose members are unknown first. Seven queries at most."""
    organization = organization_on(jurisdiction, as_of=as_of)
    rows = [
        GroupRow(group, None if organization.members[group.pk] is None else _size(organization, group.pk))
        for group in Group.objects.filter(jurisdiction=jurisdiction).order_by("name")
    ]
    return sorted(rows, key=lambda row: row.count is not None)


def _size(organization: Organization, group: int) -> int:
    return len(organization.units_of(unit=None, group=group))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Members from a day to a day, both included."""

    since: date | None
    until: date | None
    units: list[Unit]
    groups: list[Group]

    @property
    def count(self) -> int:
        """How many are named, a group as one."""
        return len(self.units) + len(self.groups)


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """All that the roster says of one group."""

    group: Group
    on_the_day: list[tuple[Unit, str]] | None
    """Units behind it with their names of the day; ``None`` while they are unknown."""
    unknown_inside: list[Group]
    stretches: list[Stretch]
    spellings: list[str]
    holders: list[Group]
    events: list[Event]


def group_record(group: Group, *, as_of: date) -> GroupRecord:
    """Some twelve queries, whatever the number of members."""
    organization = organization_on(group.jurisdiction, as_of=as_of)
    members = list(group.members.select_related("unit", "subgroup"))
    inner = {row.subgroup for row in members if row.subgroup is not None and row.holds_on(as_of)}
    subject = [("organization.group", str(group.pk))]
    return GroupRecord(
        group=group,
        on_the_day=_on_the_day(group, organization),
        unknown_inside=[each for each in inner if organization.members.get(each.pk) is None],
        stretches=stretches(members),
        spellings=[name.name for name in group.names.order_by("pk") if name.name != group.name],
        holders=list(Group.objects.filter(members__subgroup=group).distinct().order_by("name")),
        events=events_about(group.jurisdiction, subject)[:HISTORY],
    )


def _on_the_day(group: Group, organization: Organization) -> list[tuple[Unit, str]] | None:
    if organization.members.get(group.pk) is None:
        return None
    pks = organization.units_of(unit=None, group=group.pk)
    return sorted(
        ((unit, organization.name(unit)) for unit in Unit.objects.filter(pk__in=pks)),
        key=lambda pair: pair[1],
    )


def stretches(members: Iterable[GroupMember]) -> list[Stretch]:
    """The lists of a group one after the other, the latest first. Pure: the rows are there already."""
    rows = list(members)
    begins = {row.since for row in rows} | {row.until + timedelta(days=1) for row in rows if row.until}
    days = sorted(begins, key=lambda day: day or date.min)
    ends: list[date | None] = [day - timedelta(days=1) for day in days[1:] if day is not None]
    found = [_stretch(since, until, rows) for since, until in zip(days, [*ends, None], strict=False) if days]
    return [each for each in reversed(found) if each.units or each.groups]


def _stretch(since: date | None, until: date | None, rows: Sequence[GroupMember]) -> Stretch:
    there = [row for row in rows if row.holds_on(since or until or date.max)]
    units = [row.unit for row in there if row.unit is not None]
    groups = [row.subgroup for row in there if row.subgroup is not None]
    return Stretch(since, until, sorted(units, key=str), sorted(groups, key=str))


@dataclass(frozen=True, slots=True)
class PostList:
    """Posts held on the day, those that ended or are to come, and people without any post."""

    leaders: list[Post]
    in_units: list[Post]
    """Heads and liaisons."""
    others: list[Post]
    without: list[Person]
    left: int
    """Posts that are not listed, because there are too many."""


def posts_on(jurisdiction: Jurisdiction, *, as_of: date, wanted: str = "") -> PostList:
    """Posts by unit and person; ``wanted`` is in the name of either, or in the title. Five queries."""
    posts = Post.objects.filter(person__jurisdiction=jurisdiction).select_related("person", "unit")
    people = Person.objects.filter(jurisdiction=jurisdiction, posts=None).order_by("name")
    if wanted:
        said = folded(wanted)
        of_unit = Q(unit__name__icontains=said) | Q(unit__names__name__icontains=said)
        named = Q(person__name__icontains=said) | Q(title__icontains=said) | of_unit
        posts, people = posts.filter(named).distinct(), people.filter(name__icontains=said)
    ordered = posts.order_by("unit__name", "person__name", "since", "pk")
    there, others = ordered.filter(holding(as_of)), ordered.exclude(holding(as_of))
    leaders, in_units = there.filter(part=Post.Part.LEADER), there.exclude(part=Post.Part.LEADER)
    shown = [list(rows[:SHOWN]) for rows in (leaders, in_units, others)]
    return PostList(
        leaders=shown[0],
        in_units=shown[1],
        others=shown[2],
        without=list(people[:SHOWN]),
        left=posts.count() - sum(map(len, shown)),
    )
