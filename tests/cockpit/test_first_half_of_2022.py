"""The invented first half of 2022, played through the verbs: the boards show what a small calculation gives."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from luoshi.cockpit.example.play import play
from luoshi.core.audit import first_break
from luoshi.core.models import Chain
from luoshi.plans.models import PlanVersion, Target
from tests.half_year import END, FOLDER, Aim, lights, rows
from tests.world import signed_in

pytestmark = pytest.mark.django_db


def aim(target: Target) -> Aim:
    return Aim(
        task=target.task.number if target.task else "",
        metric=target.metric,
        unit=target.unit,
        kind=target.kind,
        op=target.op,
        value=None if target.value is None else Fraction(target.value),
        deadline=target.deadline or END,
    )


@pytest.mark.parametrize("day", [date(2022, 3, 31), date(2022, 6, 30)], ids=str)
def test_the_boards_show_exactly_the_lights_of_a_small_calculation(day: date) -> None:
    version = PlanVersion.objects.get(publication__isnull=False)
    play(FOLDER, version)
    targets = {target.pk: aim(target) for target in version.targets.select_related("task")}
    given = lights(targets.values(), day, reports=rows("reports.csv"), projects=rows("projects.csv"))
    expected = {pk: given[each] for pk, each in targets.items()}
    assert {"grey", "red", "yellow", "green"} <= set(expected.values())
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
