"""The invented first half of 2022, played through the verbs: the boards show what a small calculation gives.

The calculation below shares nothing with the product but the plan's targets as they were read: it reads the
example's files itself, counts with fractions, and knows only the rules that docs/lights.md states.
"""

import csv
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from luoshi.cockpit.example.play import play
from luoshi.core.audit import first_break
from luoshi.core.models import Chain
from luoshi.plans.models import PlanVersion, Target
from tests.world import signed_in

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[2] / "samples" / "first-half-2022"
YEAR = date(2022, 1, 1), date(2022, 12, 31)
COUNTED = {"新签约项目", "签约投资额", "新建省外亿元以上项目", "开工项目"}


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def counted(metric: str, day: date) -> Fraction:
    """What the projects come to on a day."""
    by = day.isoformat()
    alive = [row for row in rows("projects.csv") if not (row["ended_on"] and row["ended_on"] <= by)]
    if metric == "开工项目":
        return Fraction(sum("2022-01-01" <= row["started_on"] <= by for row in alive))
    signed = [row for row in alive if "2022-01-01" <= row["signed_on"] <= by]
    if metric == "签约投资额":
        return sum((Fraction(row["investment"]) for row in signed), Fraction(0))
    if metric == "新建省外亿元以上项目":
        return Fraction(sum(Fraction(row["investment"]) >= 1 and row["origin"] != "省内" for row in signed))
    return Fraction(len(signed))


def fact(target: Target, day: date) -> str | Fraction | None:
    """The last that was said of a target by a day and was neither returned nor sent back nor left open."""
    if target.metric in COUNTED:
        return counted(target.metric, day)
    number = target.task.number if target.task else ""
    said = [
        row["said"]
        for row in rows("reports.csv")
        if (row["task"], row["metric"], row["unit"]) == (number, target.metric, target.unit)
        and row["as_of"] <= day.isoformat()
        and row["fate"] in ("confirmed", "accepted")
        and row["said"] != "nil"
    ]
    if not said:
        return None
    return said[-1] if said[-1] in ("met", "unmet") else Fraction(said[-1])


def light(target: Target, day: date) -> str:
    """The default family, in so many words."""
    known = fact(target, day)
    end = target.deadline or YEAR[1]
    if known is None:
        return "grey"
    if isinstance(known, str):
        return outcome(target, met=known == "met", late=day > end)
    aim = Fraction(target.value)
    if target.op in ("<", "<=") or (target.op == "=" and aim == 0):
        return ("blue" if day > end else "green") if known <= aim else "red"
    reached = known > aim if target.op == ">" else known >= aim
    if target.kind == "rate":
        if reached:
            return "blue" if day > end else "green"
        return "red" if day > end else banded(known, aim)
    if reached:
        return "blue"
    return (
        "red" if day > end else banded(known, aim * ((day - YEAR[0]).days + 1) / ((end - YEAR[0]).days + 1))
    )


def outcome(target: Target, *, met: bool, late: bool) -> str:
    """What no number decides: a level has to hold to the end, an event is over once it came about."""
    if target.kind == "relative":
        if met:
            return "blue" if late else "green"
        return "red" if late else "yellow"
    return "blue" if met else "red" if late else "green"


def banded(done: Fraction, due: Fraction) -> str:
    share = done / due * 100
    return "green" if share >= 90 else "yellow" if share >= 70 else "red"


@pytest.mark.parametrize("day", [date(2022, 3, 31), date(2022, 6, 30)], ids=str)
def test_the_boards_show_exactly_the_lights_of_a_small_calculation(day: date) -> None:
    version = PlanVersion.objects.get(publication__isnull=False)
    play(FOLDER, version)
    targets = list(version.targets.select_related("task"))
    expected = {target.pk: light(target, day) for target in targets}
    assert {"grey", "red", "yellow", "green", "blue"} == set(expected.values()) | {"blue"}
    client = signed_in("supervision")
    shown = client.get("/plan/", {"as_of": day.isoformat()}).context["page"]
    found = {
        each.target.pk: each.verdict.light.value
        for group in shown.groups
        for line in group.lines
        for each in line.standings
    }
    board = client.get("/", {"as_of": day.isoformat()}).context
    found |= {each.target.pk: each.verdict.light.value for each in board["headline"]}
    assert found == expected
    assert {each.light: each.count for each in board["counts"] if each.count} == Counter(expected.values())
    assert first_break(Chain.objects.get(jurisdiction=version.document.jurisdiction)) is None
