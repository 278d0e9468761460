"""A unit's page: who it is on the day, its duties, what waits, and its load among all."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from luoshi.core.actions.accounts import open_account
from luoshi.core.models import Jurisdiction, Role
from luoshi.organization.models import Person, Post, Unit, UnitName
from luoshi.progress.actions.report_reading import Report
from tests.cockpit.organized import BEFORE, JULY, ended, filled, renamed, unit
from tests.world import NOW, reported, signed_in

pytestmark = pytest.mark.django_db


def opened(which: Unit, day: date = BEFORE, *, by: str = "head") -> Any:
    return signed_in(by).get(reverse("cockpit:unit", args=[which.pk]) + f"?as_of={day.isoformat()}")


def numbers(held: Any) -> list[str]:
    return [row.task.number for group in held for row, _mark in group.lines]


def test_its_tasks_by_role_in_printed_order():
    page = opened(unit("区审计中心"))
    assert numbers(page.context["leading"]) == ["95"]
    assert numbers(page.context["cooperating"]) == ["23", "95"][:1]


def test_a_duty_through_a_group_says_so():
    filled("磨店社区管委会", "站北社区管委会")
    page = opened(unit("站北社区管委会"))
    assert "5" in numbers(page.context["cooperating"])
    assert "经由“各社区管委会”" in page.content.decode()


def test_who_it_is_on_the_day():
    found = renamed("区投促局", "区招商局")
    UnitName.objects.create(
        jurisdiction=found.jurisdiction, unit=found, name="招商中心", sort=UnitName.Sort.NAMEPLATE, since=JULY
    )
    person = Person.objects.create(jurisdiction=found.jurisdiction, name="甲负责人")
    Post.objects.create(person=person, part=Post.Part.HEAD, unit=found, until=BEFORE)
    before, after = opened(found, BEFORE), opened(found, JULY)
    assert (before.context["who"].name, after.context["who"].name) == ("区投促局", "区招商局")
    assert (before.context["who"].nameplates, after.context["who"].nameplates) == ([], ["招商中心"])
    assert (len(before.context["who"].heads), len(after.context["who"].heads)) == (1, 0)


def test_a_unit_that_ended_leads_to_its_successor_which_has_its_duties():
    old = ended("区投促局", successor="区经贸局")
    page = opened(old, JULY)
    assert page.context["who"].succeeded_by == unit("区经贸局")
    assert numbers(page.context["leading"]) == []
    assert "4" in numbers(opened(unit("区经贸局"), JULY).context["leading"])
    assert page.context["loads"]["led"].value == 0


def test_what_waits_to_be_confirmed():
    reading = reported("新签约项目", Report(as_of=date(2022, 6, 30), value=Decimal(120)))
    assert opened(unit("区投促局")).context["awaiting"] == [reading]
    assert opened(unit("区经贸局")).context["awaiting"] == []


def test_its_load_stands_among_that_of_all_units_with_a_duty():
    loads = opened(unit("区建设局")).context["loads"]
    led = loads["led"]
    assert led.value == len(numbers(opened(unit("区建设局")).context["leading"]))
    assert 1 <= led.rank <= led.among
    assert led.middle <= led.most
    assert led.share == 100 * led.value / led.most


def test_a_unit_of_another_jurisdiction_is_not_to_be_found():
    elsewhere = Jurisdiction.objects.create(name="别的区")
    open_account("other", "别区", jurisdiction=elsewhere, roles=[Role.SUPERVISION], password="x", now=NOW)
    assert opened(unit("区投促局"), by="other").status_code == 404
