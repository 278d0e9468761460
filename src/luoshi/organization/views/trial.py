"""What an import would do, as its page shows it. Pure."""

from dataclasses import dataclass
from typing import Any, Final

from luoshi.compiler.readers.sheets import address
from luoshi.organization.actions.import_roster import Trial
from luoshi.organization.exchange.columns import GROUPS, PARTS, PEOPLE, UNITS
from luoshi.organization.exchange.rows import PostRow, Problem
from luoshi.organization.models import Post

LINES: Final = 100
"""Changes and problems that the page lists; the report has all problems."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet in numbers, and what is new and changed in it."""

    name: str
    new: int
    changed: int
    unchanged: int
    problems: int
    new_names: tuple[str, ...]
    changes: tuple[tuple[str, int, tuple[tuple[str, str, str], ...]], ...]
    """Name, row of the workbook, and the fields that differ."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem with the address of its cell."""

    sheet: str
    cell: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that the page says of a trial."""

    sheets: tuple[Sheet, ...]
    faults: tuple[Fault, ...]
    problems: int
    clears: int
    nothing_new: bool
    limit: int = LINES


def shown(trial: Trial) -> Shown:
    """The trial of a workbook; only sheets that it has."""
    comparison = trial.comparison
    outcomes = ((UNITS, comparison.units), (PEOPLE, comparison.posts), (GROUPS, comparison.groups))
    return Shown(
        sheets=tuple(
            _sheet(form.name, found, trial) for form, found in outcomes if form.name in trial.tables
        ),
        faults=tuple(_fault(problem, trial) for problem in trial.problems[:LINES]),
        problems=len(trial.problems),
        clears=trial.clears,
        nothing_new=comparison.nothing_new,
    )


def _sheet(name: str, outcome: Any, trial: Trial) -> Sheet:
    changed = [change for change in outcome.changes if change.key is not None]
    return Sheet(
        name=name,
        new=len(outcome.new),
        changed=len(changed),
        unchanged=outcome.unchanged,
        problems=sum(1 for problem in trial.problems if problem.sheet == name),
        new_names=tuple(_name(change.after) for change in outcome.new[:LINES]),
        changes=tuple((_name(change.after), change.row, change.fields) for change in changed[:LINES]),
    )


def _name(row: Any) -> str:
    """A unit's or group's name, or who holds which post where."""
    if not isinstance(row, PostRow):
        return str(row.name)
    part = PARTS[Post.Part(row.part)] if row.part else ""
    return " ".join(filter(None, (row.person, row.unit, row.title or part)))


def _fault(problem: Problem, trial: Trial) -> Fault:
    places = trial.tables[problem.sheet].places
    cell = address(problem.row - 1, places[problem.title])
    return Fault(problem.sheet, cell, problem.title, problem.text)
