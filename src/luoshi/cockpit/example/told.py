"""What the files of an example say: projects of a register, and what units reported each month."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Project:
    """A row of ``projects.csv``: an investment project and the days on which it moved; ``None`` for not yet."""

    values: dict[str, str]
    """Fields of the register, as typed."""
    lead_on: date
    signed_on: date | None
    land_on: str
    started_on: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Report:
    """A row of ``reports.csv``: what was said of a target on a day, and what became of it."""

    task: str
    """The printed number; empty for the plan's headline targets."""
    metric: str
    unit: str
    as_of: date
    said: str
    """A figure, ``met``, ``unmet``, or ``nil`` for a nil return."""
    fate: str
    """``pending``, ``returned``, ``confirmed``, ``accepted`` or ``sent back``."""
    declared: str = ""
    """The light that the unit gives itself; empty where it says none."""


def projects(folder: Path) -> Iterator[Project]:
    """In the order of the file."""
    for row in _rows(folder / "projects.csv"):
        days = {name: _day(row.pop(name)) for name in ("lead_on", "signed_on", "started_on", "ended_on")}
        lead = days["lead_on"]
        if lead is None:
            raise ValueError(f"projects.csv: {row['number']} has no day on which it became known")
        land = row.pop("land_on")
        values = {name: said for name, said in row.items() if said}
        yield Project(values, lead, days["signed_on"], land, days["started_on"], days["ended_on"])


def reports(folder: Path) -> Iterator[Report]:
    """In the order of the file."""
    for row in _rows(folder / "reports.csv"):
        yield Report(**{**row, "as_of": date.fromisoformat(row["as_of"])})  # type: ignore[arg-type]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None
