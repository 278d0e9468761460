"""The head of the unit confirms what the liaison reported, or gives it back."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from luoshi.core.models import Event
from luoshi.organization.models import Membership
from luoshi.progress.actions.report_reading import Report
from luoshi.progress.models import Decision, Reading
from luoshi.progress.work import my_work
from tests.world import account, reported, signed_in, target

pytestmark = pytest.mark.django_db

METRIC = "新签约项目"
REPORT = Report(as_of=date(2022, 6, 30), value=Decimal(120))


@pytest.fixture
def reading() -> Reading:
    return reported(METRIC, REPORT)


def url(reading: Reading) -> str:
    return reverse("progress:decide", args=[reading.pk])


def test_a_confirmed_reading_counts(reading: Reading):
    answer = signed_in("head").post(url(reading), {"verdict": "confirmed"})
    assert answer.status_code == 302
    assert Decision.objects.get().verdict == "confirmed"
    assert Event.objects.filter(verb="reading.confirmed", subject_id=str(reading.pk)).exists()


def test_a_returned_reading_goes_back_with_its_reason(reading: Reading):
    signed_in("head").post(url(reading), {"verdict": "returned", "reason": "与合同台账不符"})
    work = my_work(account("liaison"), reading.target.version, as_of=date(2022, 7, 1), family="default")
    assert [r.decision.reason for r in work.returned] == ["与合同台账不符"]


def test_a_return_owes_a_reason(reading: Reading):
    answer = signed_in("head").post(url(reading), {"verdict": "returned", "reason": "  "})
    assert answer.status_code == 422
    assert "请写明退回的原因" in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_second_decision_is_a_conflict(reading: Reading):
    signed_in("head").post(url(reading), {"verdict": "confirmed"})
    answer = signed_in("head").post(url(reading), {"verdict": "returned", "reason": "再想想"})
    assert answer.status_code == 409
    assert Decision.objects.get().verdict == "confirmed"


@pytest.mark.parametrize(
    "username", ["liaison", "supervision", "leader", "auditor", "economy", "administrator"]
)
def test_nobody_else_decides(reading: Reading, username: str):
    assert signed_in(username).post(url(reading), {"verdict": "confirmed"}).status_code == 403
    assert not Decision.objects.exists()


def test_whoever_reported_cannot_confirm_even_as_head(reading: Reading):
    liaison = account("liaison")
    Membership.objects.create(user=liaison, unit=reading.unit, part=Membership.Part.HEAD)
    assert signed_in("liaison").post(url(reading), {"verdict": "confirmed"}).status_code == 403


def test_headline_figures_are_confirmed_by_the_supervision_office():
    reading = reported(
        "地区生产总值增速", Report(as_of=date(2022, 6, 30), value=Decimal("9.5")), by="economy"
    )
    assert signed_in("head").post(url(reading), {"verdict": "confirmed"}).status_code == 403
    assert signed_in("supervision").post(url(reading), {"verdict": "confirmed"}).status_code == 302
    assert target("地区生产总值增速").readings.get().decision.verdict == "confirmed"
