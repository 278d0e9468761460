"""What the invented first half of 2022 comes to, worked out by a small calculation of its own.

It shares nothing with the product: it reads the example's files itself, counts with fractions, and knows only the
default rules as docs/lights.md states them.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "samples" / "first-half-2022"
START, END = date(2022, 1, 1), date(2022, 12, 31)
COUNTED = {"新签约项目", "签约投资额", "新建省外亿元以上项目", "开工项目"}
"""Targets that the register of projects says."""
Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Aim:
    """A target as it was read from the plan; ``task`` is the printed number, empty for headline targets."""

    task: str
    metric: str
    unit: str
    kind: str
    op: str
    value: Fraction | None
    deadline: date


def rows(name: str) -> Rows:
    """A file of the example."""
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def counted(metric: str, day: date, projects: Rows) -> Fraction:
    """What the projects come to on a day."""
    by = day.isoformat()
    alive = [row for row in projects if not (row["ended_on"] and row["ended_on"] <= by)]
    if metric == "开工项目":
        return Fraction(sum("2022-01-01" <= row["started_on"] <= by for row in alive))
    signed = [row for row in alive if "2022-01-01" <= row["signed_on"] <= by]
    if metric == "签约投资额":
        return sum((Fraction(row["investment"]) for row in signed), Fraction(0))
    if metric == "新建省外亿元以上项目":
        return Fraction(sum(Fraction(row["investment"]) >= 1 and row["origin"] != "省内" for row in signed))
    return Fraction(len(signed))


def fact(aim: Aim, day: date, reports: Rows, projects: Rows) -> str | Fraction | None:
    """The last that was said of a target by a day and was neither returned nor sent back nor left open."""
    if aim.metric in COUNTED:
        return counted(aim.metric, day, projects)
    said = [
        row["said"]
        for row in reports
        if (row["task"], row["metric"], row["unit"]) == (aim.task, aim.metric, aim.unit)
        and row["as_of"] <= day.isoformat()
        and row["fate"] in ("confirmed", "accepted")
        and row["said"] != "nil"
    ]
    if not said:
        return None
    return said[-1] if said[-1] in ("met", "unmet") else Fraction(said[-1])


def light(aim: Aim, day: date, reports: Rows, projects: Rows) -> str:
    """The default family, in so many words."""
    known, late = fact(aim, day, reports, projects), day > aim.deadline
    if known is None:
        return "grey"
    if isinstance(known, str) or aim.value is None:
        return _outcome(aim, met=known == "met", late=late)
    if aim.op in ("<", "<=") or (aim.op == "=" and aim.value == 0):
        return ("blue" if late else "green") if known <= aim.value else "red"
    reached = known > aim.value if aim.op == ">" else known >= aim.value
    if aim.kind == "rate":
        if reached:
            return "blue" if late else "green"
        return "red" if late else _banded(known, aim.value)
    if reached:
        return "blue"
    elapsed = Fraction((day - START).days + 1, (aim.deadline - START).days + 1)
    return "red" if late else _banded(known, aim.value * elapsed)


def _outcome(aim: Aim, *, met: bool, late: bool) -> str:
    """What no number decides: a level has to hold to the end, an event is over once it came about."""
    if aim.kind == "relative":
        if met:
            return "blue" if late else "green"
        return "red" if late else "yellow"
    return "blue" if met else "red" if late else "green"


def _banded(done: Fraction, due: Fraction) -> str:
    share = done / due * 100
    return "green" if share >= 90 else "yellow" if share >= 70 else "red"


def lights(aims: Iterable[Aim], day: date, *, reports: Rows, projects: Rows) -> dict[Aim, str]:
    """Every target's light on a day."""
    return {aim: light(aim, day, reports, projects) for aim in aims}
