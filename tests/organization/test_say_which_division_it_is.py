"""A government's division code is one of a list's edition; codes and names change between editions."""

from collections.abc import Callable
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from luoshi.core.models import Event
from luoshi.organization.divisions import (
    add_edition,
    add_missing_editions,
    edition_label,
    editions,
    name_of,
    places_of,
    search,
)
from luoshi.organization.models import DivisionCode
from tests.world import account, signed_in

pytestmark = pytest.mark.django_db

URL = "/organization/code/"


@pytest.fixture(autouse=True)
def lists() -> None:
    """Two small editions: the zone changed its code between them."""
    DivisionCode.objects.all().delete()
    common = {"340000": "安徽省", "340100": "合肥市", "340104": "蜀山区"}
    add_edition("201810", common | {"340173": "合肥新站高新技术产业开发区"})
    add_edition("2023 stats", common | {"340178": "合肥新站高新技术产业开发区"})


def code() -> str:
    user = account("supervision")
    return user.jurisdiction.code if user.jurisdiction else ""


def test_an_installation_begins_with_five_editions():
    DivisionCode.objects.all().delete()
    assert add_missing_editions() > 15_000
    assert editions() == ["2023 stats", "201904", "201810", "201412", "201012"]
    assert [name_of(each, edition="2023 stats") for each in ("340178", "340173")] == [
        "合肥新站高新技术产业开发区",
        "",
    ]
    assert name_of("340173", edition="201810") == "合肥新站高新技术产业开发区"
    assert name_of("710000", edition="201904") == "台湾省"
    assert add_missing_editions() == 0


def test_a_place_that_changed_its_code_is_found_under_both():
    found = [(place.code, place.edition, place.above) for place in search("新站")]
    assert found == [("340178", "2023 stats", "安徽省合肥市"), ("340173", "201810", "安徽省合肥市")]


SEARCHES = {
    "蜀山": ["340104"],
    "3401": ["340178", "340173", "340104", "340100"],
    "": [],
    "无此地": [],
    "9": [],
}


@pytest.mark.parametrize("text", SEARCHES)
def test_search_by_name_or_by_the_beginning_of_a_code(text: str):
    assert [place.code for place in search(text)] == SEARCHES[text]


def test_a_code_is_told_by_all_editions_that_have_it():
    assert [place.edition for place in places_of("340104")] == ["2023 stats", "201810"]


LABELS = {"201904": "2019年4月", "2024": "2024年", "2023 stats": "2023年，统计用区划", "x": "x"}


@pytest.mark.parametrize("edition", LABELS)
def test_editions_in_words(edition: str):
    assert edition_label(edition) == LABELS[edition]


@pytest.mark.parametrize("username", ["supervision", "administrator"])
def test_the_code_is_set_on_its_page(username: str):
    answer = signed_in(username).post(URL, {"code": "340178", "seen": ""}, follow=True)
    assert "行政区划代码已设为 340178" in answer.content.decode()
    assert code() == "340178"
    assert Event.objects.get(verb="jurisdiction.coded").detail == {"before": "", "after": "340178"}


REFUSED = {
    "too short": ("3401", "6位数字"),
    "letters": ("34O173", "6位数字"),
    "in no edition": ("349999", "都没有 349999"),
    "nothing": ("", "必填"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_code_is_refused_with_the_reason(case: str):
    entered, said = REFUSED[case]
    answer = signed_in("supervision").post(URL, {"code": entered, "seen": ""})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert code() == ""
    assert not Event.objects.filter(verb="jurisdiction.coded").exists()


def test_two_people_setting_it_at_once_the_second_is_told():
    signed_in("administrator").post(URL, {"code": "340178", "seen": ""})
    answer = signed_in("supervision").post(URL, {"code": "340104", "seen": ""})
    assert answer.status_code == 409
    assert code() == "340178"


def test_a_search_leads_to_the_code():
    page = signed_in("supervision").get(URL, {"q": "蜀山", "code": "340104"}).content.decode()
    assert "安徽省合肥市" in page
    assert 'value="340104"' in page


def csv_text(*rows: str) -> bytes:
    return "\n".join(["版本,代码,名称", *rows]).encode()


def workbook(*rows: tuple[object, ...]) -> bytes:
    data = BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet()
    for at, row in enumerate([("代码", "名称", "版本"), *rows]):
        sheet.write_row(at, 0, row)
    book.close()
    return data.getvalue()


def sent(data: bytes, *, by: str = "administrator"):  # type: ignore[no-untyped-def]
    return signed_in(by).post(URL, {"file": SimpleUploadedFile("codes", data)}, follow=True)


@pytest.mark.parametrize(
    "data",
    [
        csv_text("202412,340104,蜀山区", "202412,340105,新设区"),
        csv_text("202412,340104,蜀山区", "202412,340105,新设区").decode().encode("gb18030"),
        workbook((340104, "蜀山区", 202412), (340105, "新设区", 202412)),
    ],
    ids=["csv", "csv of an old office program", "workbook of numbers"],
)
def test_a_later_edition_is_taken_in(data: bytes):
    assert "已导入2个代码" in sent(data).content.decode()
    assert name_of("340105", edition="202412") == "新设区"
    assert Event.objects.get(verb="divisions.imported").detail == {"editions": {"202412": 2}}


BAD: dict[str, tuple[Callable[[], bytes], int, str]] = {
    "an edition that is there": (lambda: csv_text("201810,340104,蜀山区"), 409, "已经有了"),
    "an edition that is none": (lambda: csv_text("最新,340104,蜀山区"), 422, "版本“最新”不对"),
    "a code that is none": (lambda: csv_text("2024,3401,合肥"), 422, "第2行"),
    "no name": (lambda: csv_text("2024,340104,"), 422, "没有名称"),
    "a code twice": (
        lambda: csv_text("2024,340104,甲", "2024,340104,乙"),
        422,
        "第3行：同一版本里代码 340104",
    ),
    "no titles": (lambda: b"2024,340104,x", 422, "缺少列：版本、代码、名称"),
    "no rows": (csv_text, 422, "没有代码"),
    "what is neither": (lambda: b"PK\x03\x04", 422, "xlsx"),
    "bytes": (lambda: b"\xff\xfe\x80\x81", 422, "CSV"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_list_with_anything_wrong_is_not_taken_in(case: str):
    data, status, said = BAD[case]
    before = DivisionCode.objects.count()
    answer = sent(data())
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert DivisionCode.objects.count() == before


def test_only_the_administrator_takes_lists_in():
    assert sent(csv_text("2024,340104,蜀山区"), by="supervision").status_code == 403


@pytest.mark.parametrize("username", ["auditor", "liaison", "economy"])
def test_nobody_else_sets_the_code(username: str):
    assert signed_in(username).post(URL, {"code": "340178", "seen": ""}).status_code == 403
