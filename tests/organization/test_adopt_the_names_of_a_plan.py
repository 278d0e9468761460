"""A plan's names join the organization; what an earlier plan brought is found again."""

from datetime import date

import pytest

from luoshi.core.models import Jurisdiction
from luoshi.organization.actions.adopt_names import adopt_units
from luoshi.organization.models import Group, Unit
from luoshi.organization.naming import Printed

pytestmark = pytest.mark.django_db


@pytest.fixture
def jurisdiction() -> Jurisdiction:
    return Jurisdiction.objects.create(name="某区")


def adopt(jurisdiction: Jurisdiction, *names: str) -> list[str]:
    printed = [Printed(name) for name in names]
    adopted = adopt_units(printed, jurisdiction=jurisdiction, day=date(2022, 1, 1))
    units = Unit.objects.in_bulk(adopted.units.values())
    groups = Group.objects.in_bulk(adopted.groups.values())
    return [
        str(units[adopted.units[name]] if name in adopted.units else groups[adopted.groups[name]])
        for name in names
    ]


def test_spellings_of_one_plan_are_one_unit(jurisdiction: Jurisdiction) -> None:
    assert adopt(jurisdiction, "财政局", "区财政局(国资局)", "各部门") == ["区财政局", "区财政局", "各部门"]
    assert [unit.kind for unit in Unit.objects.filter(jurisdiction=jurisdiction)] == ["department"]
    assert [str(group) for group in Group.objects.filter(jurisdiction=jurisdiction)] == ["各部门"]


@pytest.mark.parametrize("again", ["区财政局", "财政局", "区财政局(国资局)", "国资局", "区财政局(金融办)"])
def test_a_later_plan_finds_the_unit_of_an_earlier_one(jurisdiction: Jurisdiction, again: str) -> None:
    adopt(jurisdiction, "财政局", "区财政局(国资局)")
    assert adopt(jurisdiction, again) == ["区财政局"]
    assert Unit.objects.filter(jurisdiction=jurisdiction).count() == 1
