"""An installation may have every file looked at by a command of its own before it is kept."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import Settings

from luoshi.core.files import keep, path_of
from luoshi.core.models import StoredFile
from luoshi.core.problems import Refusal
from luoshi.progress.models import Reading
from tests.world import PNG, signed_in, target

LOOKS_FOR = "import pathlib, sys; sys.exit(b'EVIL' in pathlib.Path(sys.argv[1]).read_bytes())"
SCANNER = f'{sys.executable} -c "{LOOKS_FOR}"'
NOT_SCANNED = {
    "a command that is not there": "/nowhere/scanner --fdpass",
    "one that ends with another code": "sh -c 'exit 2'",
    "one that is ended": "sh -c 'kill -9 $$'",
    "one that takes too long": f'{sys.executable} -c "import time; time.sleep(30)"',
    "one that nobody can read": "scanner 'unclosed",
}


def kept(settings: Settings) -> list[Path]:
    folder = Path(settings.FILES_ROOT)
    return [path for path in folder.rglob("*") if path.is_file()]


def test_without_a_command_every_file_is_kept():
    assert path_of(keep([b"EVIL"], media_type="x/y").sha256).read_bytes() == b"EVIL"


def test_what_the_command_lets_pass_is_kept(settings: Settings):
    settings.SCAN = SCANNER
    assert path_of(keep([b"good ", b"bytes"], media_type="x/y").sha256).read_bytes() == b"good bytes"


def test_what_the_command_finds_is_refused_and_leaves_nothing(settings: Settings):
    settings.SCAN = SCANNER
    with pytest.raises(Refusal, match="安全扫描认为这个文件有问题"):
        keep([b"EV", b"IL"], media_type="x/y")
    assert kept(settings) == []


@pytest.mark.parametrize("case", NOT_SCANNED)
def test_what_could_not_be_scanned_is_refused_too(case: str, settings: Settings):
    settings.SCAN, settings.SCAN_SECONDS = NOT_SCANNED[case], 0.5
    with pytest.raises(Refusal, match="请联系系统管理员"):
        keep([b"good"], media_type="x/y")
    assert kept(settings) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "status"), [(PNG, 302), (PNG + b"EVIL", 422)])
def test_evidence_is_scanned_and_the_file_named(content: bytes, status: int, settings: Settings):
    settings.SCAN = SCANNER
    proof = [SimpleUploadedFile("清单.png", PNG + b"2"), SimpleUploadedFile("签约.png", content)]
    report = {"as_of": date(2022, 6, 30), "value": Decimal(120), "evidence": proof}
    url = reverse("progress:report", args=[target("新签约项目").pk])
    answer = signed_in("liaison").post(url, report)
    assert answer.status_code == status
    assert ("文件“签约.png”：安全扫描" in answer.content.decode()) == (status == 422)
    assert Reading.objects.count() == (status == 302)
    assert StoredFile.objects.filter(media_type="image/png").count() == (2 if status == 302 else 0)
