"""A unit's page: who it is on the day, all its duties, its targets, and its load against the others'."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from luoshi.cockpit import load
from luoshi.cockpit.board import LEAD_UNIT, Board, Row
from luoshi.cockpit.matrix import Mark, Part, marks_of
from luoshi.organization.models import Group, Person, Post, Unit, UnitName
from luoshi.organization.wording import kind_label
from luoshi.plans.models import Section
from luoshi.progress.facts import facts_about
from luoshi.progress.models import Reading
from luoshi.progress.queries import Standing


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the unit is on the day."""

    unit: Unit
    name: str
    kind: str
    nameplates: Sequence[str]
    aliases: Sequence[str]
    earlier: Sequence[UnitName]
    """Official names of other days."""
    groups: Sequence[Group]
    """Groups to which it belongs on the day."""
    heads: Sequence[Person]
    liaisons: Sequence[Person]
    succeeded_by: Unit | None
    """Answers in its place on the day."""
    predecessors: Sequence[Unit]
    """Units in whose place it answers on the day."""


def identity(unit: Unit, board: Board) -> Identity:
    """Six queries at most."""
    day, organization = board.as_of, board.organization
    names = list(unit.names.order_by("since", "pk"))
    on_the_day = [each for each in names if each.holds_on(day)]
    posts = [each for each in unit.posts.select_related("person") if each.holds_on(day)]
    name = organization.name(unit)
    answering = organization.answering(unit.pk)
    replaced = [each for each in organization.acting if organization.answering(each) == unit.pk]
    inside = [group for group, units in organization.members.items() if units and unit.pk in units]
    official = [each for each in names if each.sort == UnitName.Sort.OFFICIAL and each.name != name]
    return Identity(
        unit=unit,
        name=name,
        kind=kind_label(unit.kind),
        nameplates=_of(on_the_day, UnitName.Sort.NAMEPLATE),
        aliases=_of(on_the_day, UnitName.Sort.ALIAS),
        earlier=[each for each in official if each.since or each.until],
        groups=list(Group.objects.filter(pk__in=inside).order_by("pk")) if inside else [],
        heads=[each.person for each in posts if each.part == Post.Part.HEAD],
        liaisons=[each.person for each in posts if each.part == Post.Part.LIAISON],
        succeeded_by=Unit.objects.get(pk=answering) if answering != unit.pk else None,
        predecessors=list(Unit.objects.filter(pk__in=replaced)) if replaced else [],
    )


def _of(names: Sequence[UnitName], sort: UnitName.Sort) -> list[str]:
    return list(dict.fromkeys(each.name for each in names if each.sort == sort))


@dataclass(frozen=True, slots=True)
class Held:
    """Tasks of one section, each with the unit's part in it."""

    section: Section | None
    lines: Sequence[tuple[Row, Mark]]


def held(unit: int, board: Board, *, leading: bool) -> list[Held]:
    """Tasks that the unit leads, or in which it cooperates, in printed order by section."""
    wanted = (Part.FIRST, Part.LEAD, Part.LEAD_VIA) if leading else (Part.COOP, Part.COOP_VIA)
    found = [(row, marks_of(row).get(("unit", unit))) for row in board.rows]
    lines = [(row, mark) for row, mark in found if mark and mark.part in wanted]
    return [Held(section, list(each)) for section, each in groupby(lines, lambda line: line[0].task.section)]


def targets(unit: int, board: Board) -> list[Standing]:
    """Targets of the tasks that it leads."""
    leading = [row for row in board.rows if any(unit in duty.units for duty in row.having(LEAD_UNIT))]
    return [standing for row in leading for standing in row.standings]


def awaiting(unit: int, board: Board) -> list[Reading]:
    """Readings of the unit, and of those in whose place it answers, that nobody has settled. Two queries."""
    organization = board.organization
    units = {unit, *(each for each in organization.acting if organization.answering(each) == unit)}
    readings = Reading.objects.filter(
        facts_about(board.version.targets.all()),
        unit__in=units,
        decision=None,
        source=None,
        as_of__lte=board.as_of,
    )
    return _at_hand(list(readings.select_related("reported_by").order_by("-as_of", "-pk")), board)


def _at_hand(readings: Sequence[Reading], board: Board) -> list[Reading]:
    """Each with the target of the board's own version."""
    own = {standing.target.root_pk: standing.target for standing in board.all()}
    for reading in readings:
        reading.target = own[reading.target_id]
    return list(readings)


def loads(unit: int, board: Board) -> dict[str, load.Measure]:
    """Its load among that of all units with a duty."""
    everyone = load.by_unit(board)
    return {
        "led": load.measure(unit, everyone, lambda each: each.led),
        "cooperated": load.measure(unit, everyone, lambda each: each.cooperated),
        "targets": load.measure(unit, everyone, lambda each: each.targets),
    }
