"""What the cockpit, the plan page and the task page show, made from one board."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luoshi.cockpit.board import LEAD_UNIT, LEADER, Board, Row, count
from luoshi.cockpit.plan_page import UNKNOWN
from luoshi.engines.lights import Light, disagreement
from luoshi.plans.models import PlanVersion, Section
from luoshi.progress.queries import Standing, lights_of, lights_on
from luoshi.web.days import KNOWN
from luoshi.web.language import language

LOOK_BACK = timedelta(days=7)
LOOK_AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class LightCount:
    """How many targets show a light, and the page that lists them."""

    light: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Share:
    """One row of a cockpit table: a section, an official or a unit."""

    name: str
    url: str
    counts: list[LightCount]
    tasks: int
    targets: int
    light: str
    rolled: str
    """How the lights were made one, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Change:
    """A target whose light or fact changed in the last days."""

    when: date
    standing: Standing
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Due:
    """A target that is not reached and whose deadline is near or past."""

    standing: Standing
    days_left: int


def plan_url(board: Board, **filters: str) -> str:
    """The plan page with these filters, of the board's year and on its day."""
    where = {"year": str(board.version.publication.plan.year), "as_of": board.as_of.isoformat()}
    if board.known is not None:
        where[KNOWN] = localdate(board.known).isoformat()
    return reverse("cockpit:plan") + "?" + urlencode({**where, **filters})


def light_counts(board: Board, standings: Iterable[Standing], **filters: str) -> list[LightCount]:
    """Counts of all five lights, worst first, each with the page behind it."""
    counts, page = count(standings), plan_url(board, **filters)
    return [LightCount(light.value, counts[light], f"{page}&light={light.value}") for light in Light]


def by_section(board: Board) -> list[Share]:
    """One row per section in printed order, sections without tasks left out."""
    shares = []
    for section in board.sections:
        rows = [row for row in board.rows if row.task.section_id == section.pk]
        if rows:
            shares.append(_share(board, _heading(section), rows, section=str(section.ordinal)))
    return shares


def _heading(section: Section) -> str:
    return f"{section.number}、{section.title}" if section.number else section.title


def by_leader(board: Board) -> list[Share]:
    """One row per lead official, in the order in which the plan first names them."""
    names = dict.fromkeys(name for row in board.rows for name in row.names(LEADER))
    return [
        _share(board, name, [row for row in board.rows if name in row.names(LEADER)], leader=name)
        for name in names
    ]


def by_unit(board: Board) -> list[Share]:
    """One row per unit that leads a task, itself or in a group: the worst first, then the one with most
    targets. Tasks of groups without known members stand in a row of their own, at the end."""
    rows: dict[int, list[Row]] = {}
    waiting: list[Row] = []
    for row in board.rows:
        leads = row.having(LEAD_UNIT)
        for unit in dict.fromkeys(unit for duty in leads for unit in duty.units):
            rows.setdefault(unit, []).append(row)
        waiting += [row] if any(duty.unknown for duty in leads) else []
    role = LEAD_UNIT.value
    shares = [_share(board, board.name(unit), led, unit=str(unit), role=role) for unit, led in rows.items()]
    name = _("成员待明确的集合")
    unknown = [_share(board, name, waiting, unit=str(UNKNOWN), role=role)] if waiting else []
    return sorted(shares, key=_severity) + unknown


@dataclass(frozen=True, slots=True)
class Waiting:
    """A group of which nobody has said yet who belongs to it, and how many tasks wait for that."""

    group: int
    name: str
    tasks: int


def waiting(board: Board) -> list[Waiting]:
    """Groups without known members, the one in most tasks first."""
    names: dict[int, str] = {}
    tasks: Counter[int] = Counter()
    for row in board.rows:
        for group, name in {duty.group: duty.name for duty in row.duties if duty.unknown}.items():
            if group is not None:
                names.setdefault(group, name)
                tasks[group] += 1
    return [Waiting(group, names[group], count_) for group, count_ in tasks.most_common()]


def _severity(share: Share) -> tuple[int, ...]:
    numbers = {each.light: each.count for each in share.counts}
    return (-numbers["red"], -numbers["yellow"], -share.targets, -share.tasks)


def _share(board: Board, name: str, rows: Sequence[Row], **filters: str) -> Share:
    standings = [standing for row in rows for standing in row.standings]
    rolled = board.rolled(standings)
    return Share(
        name=name,
        url=plan_url(board, **filters),
        counts=light_counts(board, standings, **filters),
        tasks=len(rows),
        targets=len(standings),
        light=rolled.light.value,
        rolled=rolled.explain(language()),
    )


def changes(board: Board, *, then: PlanVersion | None = None) -> list[Change]:
    """Targets that show another light than a week before, the latest fact first. Two queries, four or six where
    another version held.

    ``then`` is the version that held a week before, where it was another one; what it did not have yet has
    not changed.
    """
    since = board.as_of - LOOK_BACK
    before = _lights_then(board, board.version if then is None else then, since)
    found = [
        Change(
            when=_moved_on(standing, since),
            standing=standing,
            before=was.value,
            after=standing.verdict.light.value,
        )
        for standing in board.all()
        if (was := before.get(standing.target.root_pk, standing.verdict.light)) != standing.verdict.light
    ]
    return sorted(found, key=lambda change: change.when, reverse=True)


def _lights_then(board: Board, then: PlanVersion, day: date) -> dict[int, Light]:
    """Of the board's own version its targets and what judges them are at hand."""
    if then != board.version:
        return lights_on(then, as_of=day, family=board.family, known=board.known)
    targets = [standing.target for standing in board.all()]
    return lights_of(targets, then, replace(board.given, as_of=day))


def _moved_on(standing: Standing, since: date) -> date:
    """The day of the new fact; without one, time alone changed the light by the board's day."""
    reading = standing.reading
    return reading.as_of if reading and reading.as_of > since else since + LOOK_BACK


def due(board: Board) -> list[Due]:
    """Targets not reached whose deadline falls in the next 30 days or has passed, the nearest first."""
    horizon = board.as_of + LOOK_AHEAD
    rows = [
        Due(standing=standing, days_left=(standing.target.schedule.end - board.as_of).days)
        for standing in board.all()
        if standing.verdict.light != Light.BLUE and standing.target.schedule.end <= horizon
    ]
    return sorted(rows, key=lambda row: row.days_left)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A target whose unit gives it another light than is computed; ``side`` is ``better`` or ``worse``."""

    standing: Standing
    declared: str
    side: str


def disagreements(board: Board) -> list[Disagreement]:
    """Those that see themselves better first, in printed order. No query."""
    found = [
        Disagreement(each, each.declared.value, side)
        for each in board.all()
        if each.declared is not None and (side := disagreement(each.declared, each.verdict.light))
    ]
    return sorted(found, key=lambda each: each.side)


def silent(board: Board) -> list[Standing]:
    """Targets whose light is worse because reports are missing, the longest silence first. No query."""
    found = [each for each in board.all() if each.verdict.kept]
    return sorted(found, key=lambda each: -each.verdict.kept.missing if each.verdict.kept else 0)
