"""The supervision office chooses which published rule family judges, from a day on."""

import pytest
from django.urls import reverse

from luoshi.core.models import Event
from luoshi.progress.models import LightRules
from tests.world import signed_in

pytestmark = pytest.mark.django_db

VALID = {"family": "gap-points", "since": "2022-07-01"}


def choose(by: str, **changed: str) -> int:
    return signed_in(by).post(reverse("progress:rules"), VALID | changed).status_code


def test_the_choice_is_kept_with_its_day_and_its_event():
    assert choose("supervision") == 302
    assert LightRules.objects.get().family == "gap-points"
    assert Event.objects.get(verb="rules.chosen").detail == VALID


@pytest.mark.parametrize("changed", [{"family": "mine"}, {"since": "soon"}, {"since": ""}])
def test_a_choice_that_makes_no_sense_is_refused(changed: dict[str, str]):
    assert choose("supervision", **changed) == 422
    assert not LightRules.objects.exists()


@pytest.mark.parametrize("username", ["liaison", "auditor", "assessment"])
def test_nobody_else_chooses(username: str):
    assert choose(username) == 403
    assert not LightRules.objects.exists()
