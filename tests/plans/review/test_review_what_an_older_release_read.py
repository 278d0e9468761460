"""A release without a review read a document; after the upgrade its doubts are there to be settled."""

import pytest

from luoshi.cli.prepare import prepare
from luoshi.plans.models import Doubt, PlanVersion
from tests.plans.review.under_review import next_years_plan

pytestmark = pytest.mark.django_db


def told() -> list[tuple[int, str, int | None]]:
    return list(Doubt.objects.order_by("version", "ordinal").values_list("version", "code", "start"))


def older(versions) -> None:
    Doubt.objects.filter(version__in=versions).delete()
    versions.update(doubts_raised=False)


def test_what_nobody_published_gets_its_doubts_once():
    version = next_years_plan()
    before = told()
    older(PlanVersion.objects.filter(pk=version.pk))
    prepare()
    assert told() == before
    assert before
    prepare()
    assert told() == before


def test_what_is_in_force_is_left_alone():
    published = PlanVersion.objects.filter(publication__isnull=False)
    older(published)
    prepare()
    assert not Doubt.objects.filter(version__in=published).exists()
