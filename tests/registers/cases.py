"""Records of invented cases, one file per pack, and what their metrics come to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from luoshi.engines.lifecycle import Passage
from luoshi.engines.registers import Entry, Pack, pack, typed

FOLDER = Path(__file__).parent / "examples"


@dataclass(frozen=True)
class Step:
    """Something entered about a record: opened (no move), moved, or values changed (``move`` is ``change``)."""

    day: date
    move: str
    values: dict[str, Any]
    note: str
    by: str


@dataclass(frozen=True)
class Case:
    """One pack's file."""

    pack: Pack
    start: date
    records: dict[str, list[Step]]
    metrics: dict[str, dict[date, Decimal | None]]
    due: dict[str, dict[date, date]]


def names() -> list[str]:
    """Packs that have a case."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def case(name: str) -> Case:
    """The case of a pack."""
    read = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return Case(
        pack=pack(read["pack"]),
        start=read["start"],
        records={key: [_step(each) for each in steps] for key, steps in read["records"].items()},
        metrics={
            metric: {day: None if value is None else Decimal(str(value)) for day, value in figures.items()}
            for metric, figures in read["metrics"].items()
        },
        due=read.get("due", {}),
    )


def _step(read: dict[str, Any]) -> Step:
    return Step(
        read["day"],
        read.get("move", "change"),
        read.get("values", {}),
        read.get("note", ""),
        read.get("by", ""),
    )


def entries(of: Case, steps: list[Step]) -> Iterator[Entry]:
    """The steps as the engine takes them, the first of them opening the record."""
    for place, step in enumerate(steps):
        values = {name: typed(of.pack.field(name), str(said)) for name, said in step.values.items()}
        yield Entry(step.day, state_after(of, step, first=place == 0), values)


def state_after(of: Case, step: Step, *, first: bool) -> str | None:
    """The state that a step leads to; ``None`` where it only changes values."""
    if first:
        return of.pack.lifecycle.start.id
    return None if step.move == "change" else of.pack.lifecycle.transition(step.move).target


def passages(of: Case, steps: list[Step]) -> list[Passage]:
    """The states gone through."""
    return [Passage(each.day, each.state) for each in entries(of, steps) if each.state]
