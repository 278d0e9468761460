"""A liaison of a lead unit reports how a target stood on a day."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.core.models import Event, StoredFile
from luoshi.progress.models import Evidence, Reading
from tests.world import PNG, signed_in, target

pytestmark = pytest.mark.django_db

METRIC = "新签约项目"
VALID = {"as_of": "2022-06-30", "value": "120"}


def form_url(metric: str = METRIC) -> str:
    return reverse("progress:report", args=[target(metric).pk])


def picture(name: str = "签约清单.png", content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def nothing_written() -> bool:
    return not (
        Reading.objects.exists()
        or Evidence.objects.exists()
        or StoredFile.objects.filter(media_type="image/png").exists()
        or Event.objects.filter(verb="reading.reported").exists()
    )


def test_the_figure_its_day_its_proof_and_its_event_are_kept():
    answer = signed_in("liaison").post(
        form_url(), VALID | {"evidence": [picture(), picture("合同.png", PNG + b"2")]}
    )
    reading = Reading.objects.get()
    assert (answer.status_code, reading.value, reading.as_of) == (302, Decimal(120), date(2022, 6, 30))
    assert reading.unit is not None
    assert reading.unit.name == "区投促局"
    assert [e.file.name for e in reading.evidence.order_by("pk")] == ["签约清单.png", "合同.png"]
    assert Event.objects.get(verb="reading.reported").detail["value"] == "120"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("120", "120"), ("1,200", "1200"), ("１２０", "120"), (" 12.5 ", "12.5"), ("0", "0"), ("1e2", "100")],
)
def test_numbers_as_people_type_them(typed: str, kept: str):
    signed_in("liaison").post(form_url(), VALID | {"value": typed})
    assert Reading.objects.get().value == Decimal(kept)


REFUSED = {
    "a day in the future": ({"as_of": "2999-01-01"}, "晚于今天"),
    "a day before the plan's year": ({"as_of": "2021-12-31"}, "不能早于计划开始"),
    "a day that does not exist": ({"as_of": "2022-02-30"}, "请填写日期"),
    "no day": ({"as_of": ""}, "这个字段是必填项"),
    "a negative count": ({"value": "-3"}, "不会是负数"),
    "a figure without end": ({"value": "1e999"}, "数字过大"),
    "a figure that no column holds": ({"value": "1" + "0" * 17}, "数字过大"),
    "infinity": ({"value": "Infinity"}, "请填写数字"),
    "not a number": ({"value": "NaN"}, "请填写数字"),
    "text": ({"value": "一百二"}, "请填写数字"),
    "a unit behind the number": ({"value": "120个"}, "请填写数字"),
    "nothing": ({"value": ""}, "这个字段是必填项"),
    "seven decimals": ({"value": "1.0000001"}, "最多填写6位小数"),
    "a program as proof": ({"evidence": picture("数据.exe")}, "不支持"),
    "a picture that is none": ({"evidence": picture("签约.png", b"MZ" * 20)}, "内容与扩展名不符"),
    "an empty file": ({"evidence": picture("签约.png", b"")}, "空"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input_is_told_and_nothing_is_written(case: str):
    changed, message = REFUSED[case]
    answer = signed_in("liaison").post(form_url(), VALID | changed)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert nothing_written()


def test_what_was_typed_is_still_there_after_a_refusal():
    answer = signed_in("liaison").post(form_url(), VALID | {"value": "-3", "note": "六月底统计"})
    assert 'value="-3"' in answer.content.decode()
    assert "六月底统计" in answer.content.decode()


def test_a_file_over_the_limit_is_413(settings: object):
    settings.EVIDENCE_LIMIT = 1024 * 1024  # type: ignore[attr-defined]
    big = picture(content=PNG + b"\0" * (1024 * 1024))
    answer = signed_in("liaison").post(form_url(), VALID | {"evidence": big})
    assert answer.status_code == 413
    assert nothing_written()


@pytest.mark.parametrize("metric", ["战略性新兴产业产值", "建筑业产值"])
def test_a_liaison_of_another_unit_is_refused(metric: str):
    answer = signed_in("liaison").post(form_url(metric), VALID)
    assert answer.status_code == 403
    assert "牵头单位的联络员" in answer.content.decode()
    assert nothing_written()


@pytest.mark.parametrize(
    "username", ["supervision", "head", "leader", "auditor", "assessment", "administrator"]
)
def test_only_liaisons_report(username: str):
    assert signed_in(username).post(form_url(), VALID).status_code == 403
    assert nothing_written()


def test_a_target_that_no_number_decides_asks_for_an_outcome():
    """区投促局 does not lead such a task, so the economic bureau's headline target serves."""
    url = form_url("城镇常住居民人均可支配收入增幅")
    page = signed_in("economy").get(url).content.decode()
    assert 'name="outcome"' in page
    assert 'name="value"' not in page
    answer = signed_in("economy").post(url, {"as_of": "2022-12-31", "outcome": "1"})
    assert answer.status_code == 302
    assert Reading.objects.get().outcome is True


def test_a_growth_rate_may_be_negative():
    answer = signed_in("economy").post(form_url("地区生产总值增速"), {"as_of": "2022-03-31", "value": "-1.2"})
    assert answer.status_code == 302
    assert Reading.objects.get().value == Decimal("-1.2")


def test_the_day_of_the_board_is_the_first_guess():
    page = signed_in("liaison").get(form_url() + "?as_of=2022-06-30").content.decode()
    assert 'value="2022-06-30"' in page
