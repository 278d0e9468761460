"""A lead official's page: posts, tasks by section, the units under them, the load."""

from typing import Any

import pytest
from django.urls import reverse

from luoshi.organization.models import Person, Post
from tests.cockpit.organized import BEFORE, JULY
from tests.world import signed_in

pytestmark = pytest.mark.django_db


def opened(name: str, day=BEFORE) -> Any:
    address = reverse("cockpit:person", args=[Person.objects.get(name=name).pk])
    return signed_in("liaison").get(f"{address}?as_of={day.isoformat()}")


def test_tasks_by_section_and_the_units_that_lead_them():
    page = opened("王连贵")
    assert [row.task.number for row in page.context["rows"]] == ["95"]
    assert [(each.name, each.tasks) for each in page.context["units"]] == [("区审计中心", 1)]
    assert len(opened("徐斌").context["sections"]) > 1


def test_the_posts_of_the_day():
    Post.objects.create(
        person=Person.objects.get(name="徐斌"),
        part=Post.Part.LEADER,
        title="管委会副主任",
        fields="招商",
        until=BEFORE,
    )
    assert "管委会副主任" in opened("徐斌").content.decode()
    assert "管委会副主任" not in opened("徐斌", JULY).content.decode()


def test_the_load_counts_tasks_and_targets_among_all_lead_officials():
    loads = opened("徐斌").context["loads"]
    assert loads["led"].among == 7
    assert loads["led"].value == len(opened("徐斌").context["rows"])


def test_somebody_who_bears_no_task_has_a_page_too():
    jurisdiction = Person.objects.get(name="徐斌").jurisdiction
    Person.objects.create(jurisdiction=jurisdiction, name="新来的")
    assert opened("新来的").context["rows"] == []
