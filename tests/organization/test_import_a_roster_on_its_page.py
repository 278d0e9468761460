"""The page of an import: upload, look at what it would change, confirm; download what is wrong."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import Client as Browser
from pytest_django import Settings
from python_calamine import load_workbook

from luoshi.organization.actions.roster import revision_of
from luoshi.organization.models import Unit
from tests.organization.roster_files import Row, book
from tests.world import account, signed_in

pytestmark = pytest.mark.django_db

URL = "/organization/import/"
NEW: Sequence[Row] = [{"名称": "区新设局", "类型": "工作部门"}]


def uploaded(client: Client, data: bytes, name: str = "名册.xlsx"):  # type: ignore[no-untyped-def]
    return client.post(URL, {"file": SimpleUploadedFile(name, data)})


def kept_in(answer) -> str:  # type: ignore[no-untyped-def]
    return answer.context["kept"]


def test_nothing_is_imported_before_it_is_confirmed():
    client = signed_in("supervision")
    before = Unit.objects.count()
    answer = uploaded(client, book(单位=NEW))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "确认导入" in page
    assert "区新设局" in page
    assert Unit.objects.count() == before
    done = client.post(URL, {"kept": kept_in(answer)}, follow=True)
    assert "名册“名册.xlsx”已导入" in done.content.decode()
    assert Unit.objects.filter(name="区新设局", kind="department").exists()


def test_changes_are_listed_field_by_field_and_what_is_cleared_stands_out():
    unit = Unit.objects.filter(jurisdiction=account("supervision").jurisdiction).exclude(kind="").first()
    answer = uploaded(signed_in("supervision"), book(单位=[{"名称": unit.name, "简称": "某局"}]))
    page = answer.content.decode()
    assert "某局" in page
    assert "（清空）" in page
    assert "有 1 个单元格是空的" in page


def test_a_problem_is_named_with_its_cell_and_cannot_be_confirmed():
    data = book(单位=[*NEW, {"名称": "区某局", "统一社会信用代码": "123131313113213"}])
    answer = uploaded(signed_in("supervision"), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "单位 G3" in page
    assert "这里是15位" in page
    assert "确认导入" not in page


def test_the_report_is_the_workbook_with_its_problems():
    client = signed_in("supervision")
    answer = uploaded(client, book(单位=[{"名称": "区某局", "统一社会信用代码": "123"}]))
    report = client.get(URL + "report/", {"kept": kept_in(answer)})
    assert "attachment" in report["Content-Disposition"]
    with load_workbook(BytesIO(report.content)) as opened:
        assert "应为18位" in str(opened.get_sheet_by_name("单位").to_python()[1][-1])


def test_confirming_what_was_looked_at_before_somebody_else_imported_is_refused():
    first, second = signed_in("supervision"), signed_in("supervision")
    one, two = (
        uploaded(each, book(单位=[{"名称": name}])) for each, name in ((first, "甲局"), (second, "乙局"))
    )
    first.post(URL, {"kept": kept_in(one)})
    refused = second.post(URL, {"kept": kept_in(two)})
    assert refused.status_code == 409
    assert "改动" in refused.content.decode()
    assert not Unit.objects.filter(name="乙局").exists()


KEPT = {"forged": "x:y", "of nobody": "", "of another place": "WyJhIl0:1abc:abc"}


@pytest.mark.parametrize("case", KEPT)
def test_only_what_our_page_carried_can_be_confirmed(case: str):
    client = signed_in("supervision")
    revision = revision_of(account("supervision").jurisdiction)
    assert client.post(URL, {"kept": KEPT[case]}).status_code == 409
    assert client.get(URL + "report/", {"kept": KEPT[case]}).status_code == 409
    assert revision_of(account("supervision").jurisdiction) == revision


def test_a_file_that_is_too_large_is_refused(settings: Settings):
    settings.DOCUMENT_LIMIT = 1000
    answer = uploaded(signed_in("supervision"), book(单位=NEW))
    assert answer.status_code == 413
    assert "没有读取" in answer.content.decode()


@pytest.mark.parametrize(("data", "said"), [(b"", "空的"), (b"PK\x03\x04", "xlsx"), (b"text", "不是 .xlsx")])
def test_what_is_no_workbook_is_said_at_the_field(data: bytes, said: str):
    answer = uploaded(signed_in("supervision"), data)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_what_was_exported_changes_nothing_when_it_comes_back():
    client = signed_in("supervision")
    answer = uploaded(client, client.get("/organization/export/").content)
    assert "完全一致" in answer.content.decode()
    assert "确认导入" not in answer.content.decode()


def test_the_template_can_be_downloaded():
    answer = signed_in("supervision").get("/organization/export/template/")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("username", ["auditor", "administrator", "liaison", "economy"])
def test_nobody_else_uploads_or_confirms(username: str):
    client: Browser = signed_in(username)
    assert uploaded(client, book(单位=NEW)).status_code == 403
    assert client.post(URL, {"kept": "x"}).status_code == 403
    assert client.get(URL + "report/").status_code == 403
