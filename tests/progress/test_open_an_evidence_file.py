"""Evidence is served to those with a duty or an office, and to no one else."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luoshi.core.actions.accounts import open_account
from luoshi.core.files import path_of
from luoshi.core.models import Jurisdiction, Role
from luoshi.organization.models import Membership, Unit
from luoshi.progress.actions.report_reading import Report, report_reading
from luoshi.progress.models import Evidence
from tests.world import NOW, PNG, account, signed_in, target

pytestmark = pytest.mark.django_db


@pytest.fixture
def url() -> str:
    report = Report(as_of=date(2022, 6, 30), value=Decimal(120))
    file = SimpleUploadedFile("签约清单.png", PNG)
    report_reading(target("新签约项目"), report, evidence=[file], actor=account("liaison"), now=NOW)
    return reverse("progress:evidence", args=[Evidence.objects.get().pk])


@pytest.mark.parametrize(
    "username", ["liaison", "head", "supervision", "assessment", "auditor", "economy", "leader"]
)
def test_those_with_a_duty_get_the_bytes_as_a_download(url: str, username: str):
    answer = signed_in(username).get(url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_stranger_is_told_to_sign_in(url: str):
    answer = Client().get(url)
    assert answer.status_code == 403
    assert "请先登录" in answer.content.decode()


def test_the_administrator_of_accounts_is_no_reader(url: str):
    assert signed_in("administrator").get(url).status_code == 403


def test_a_unit_without_a_duty_in_the_task_is_refused(url: str):
    jurisdiction = account("liaison").jurisdiction
    assert jurisdiction is not None
    outsider = open_account("outsider", "外单位", jurisdiction=jurisdiction, roles=[], password="x", now=NOW)
    unit = Unit.objects.create(jurisdiction=jurisdiction, name="区档案馆")
    Membership.objects.create(user=outsider, unit=unit, part=Membership.Part.LIAISON)
    answer = signed_in("outsider").get(url)
    assert answer.status_code == 403
    assert "佐证材料" in answer.content.decode()


def test_another_jurisdiction_is_refused_whatever_the_office(url: str):
    elsewhere = Jurisdiction.objects.create(name="别的区")
    open_account(
        "other", "别区督查室", jurisdiction=elsewhere, roles=[Role.SUPERVISION], password="x", now=NOW
    )
    assert signed_in("other").get(url).status_code == 403


def test_the_file_lies_outside_the_web_root(url: str, settings: object):
    path = path_of(Evidence.objects.get().file.sha256)
    assert path.read_bytes() == PNG
    assert not path.is_relative_to(settings.STATIC_ROOT)  # type: ignore[attr-defined]
