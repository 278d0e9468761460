"""The pages of a workbook: send it in, see how far it is, what came of it, confirm it; take the register away."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luoshi.organization.models import Membership, Unit
from luoshi.registers.actions.import_records import check_import, give_up, write_import
from luoshi.registers.models import Import, Record, Register
from tests.registers.keeping import kept, liaison, project, unit
from tests.registers.sheets import book, row, sent, tried
from tests.registers.test_export_a_register import rows as rows_of
from tests.world import NOW, account, signed_in

pytestmark = pytest.mark.django_db


def upload(client: Client, register: Register, data: bytes, **more: object):  # type: ignore[no-untyped-def]
    file = SimpleUploadedFile("台账.xlsx", data)
    return client.post(f"/registers/{register.pk}/import/", {"file": file, "day": "2022-06-30", **more})


def page(found: Import, *, by: str = "liaison", part: str = "") -> str:
    answer = signed_in(by).get(f"/registers/imports/{found.pk}/{part}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_upload_to_the_records() -> None:
    register, client = kept(), signed_in("liaison")
    answer = upload(client, register, book([row("A-01")]))
    found = Import.objects.get()
    assert answer.headers["Location"] == f"/registers/imports/{found.pk}/"
    assert "核对中" in page(found)
    check_import(found.pk, now=NOW)
    assert "还没有写入" in page(found)
    client.post(f"/registers/imports/{found.pk}/", {"verb": "confirm"})
    assert "导入中" in page(found)
    write_import(found.pk, now=NOW)
    assert "已全部导入" in page(found)
    assert Record.objects.get().unit == unit()


def test_the_page_asks_again_while_work_goes_on_and_then_no_more() -> None:
    found = sent(kept(), [row("A-01")])
    assert 'hx-trigger="every 1s"' in page(found, part="progress/")
    assert '<meta http-equiv="refresh"' in page(found), "without scripts it is loaded again"
    check_import(found.pk, now=NOW)
    assert "hx-trigger" not in page(found, part="progress/")
    assert "http-equiv" not in page(found)


@pytest.mark.parametrize(
    ("done", "state", "text"),
    [
        (0, "checking", "已核对 0 行，共 50000 行"),
        (23_000, "checking", "已核对 23000 行，共 50000 行"),
        (50_000, "checking", "正在整理结果"),
        (50_000, "writing", "正在写入"),
    ],
)
def test_it_tells_how_far_it_is(done: int, state: str, text: str) -> None:
    found = sent(kept(), [row("A-01")])
    Import.objects.filter(pk=found.pk).update(rows=50_000, done=done, state=state)
    assert text in page(found, part="progress/")


def test_problems_stand_by_row_and_column_and_come_back_in_the_workbook() -> None:
    found = tried(kept(), [row("A-01", **{"协议投资额（亿元）": "3000万元"})])
    shown = page(found)
    assert "第 2 行" in shown
    assert "请改填0.3" in shown
    assert "确认导入" not in shown
    answer = signed_in("liaison").get(f"/registers/imports/{found.pk}/problems/")
    [line] = rows_of(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    assert "请改填0.3" in str(line["问题"])


def test_without_problems_there_is_no_such_workbook() -> None:
    found = tried(kept(), [row("A-01")])
    assert signed_in("liaison").get(f"/registers/imports/{found.pk}/problems/").status_code == 404


def test_what_broke_down_can_be_begun_again() -> None:
    found = sent(kept(), [row("A-01")])
    give_up(found.pk, now=NOW)
    assert "什么也没有写入" in page(found)
    signed_in("liaison").post(f"/registers/imports/{found.pk}/", {"verb": "again"})
    found.refresh_from_db()
    assert found.state == Import.State.CHECKING


def test_what_is_confirmed_twice_is_told() -> None:
    found = tried(kept(), [row("A-01")])
    client = signed_in("liaison")
    answers = [client.post(f"/registers/imports/{found.pk}/", {"verb": "confirm"}) for _ in range(2)]
    assert [each.status_code for each in answers] == [302, 409]
    assert "请刷新页面查看" in answers[1].content.decode()


def test_nothing_new_is_not_confirmed() -> None:
    register = kept()
    project(register)
    found = tried(register, [{"项目编号": "A-01"}])
    assert "完全一致" in page(found)


@pytest.mark.parametrize(
    ("data", "day", "status", "text"),
    [
        (b"%PDF-1.7", "2022-06-30", 422, "另存为 .xlsx"),
        (b"", "2022-06-30", 422, "空的"),
        (book([row("A-01")]), "2099-01-01", 422, "尚未发生"),
        (book([row("A-01")]), "", 422, "data-focus"),
        (b"PK\x03\x04" + b"\x00" * (20 << 20), "2022-06-30", 413, "超过 20 MB"),
    ],
    ids=["no workbook", "empty", "future", "no day", "too large"],
)
def test_a_refused_upload_says_why_at_its_field(data: bytes, day: str, status: int, text: str) -> None:
    answer = upload(signed_in("liaison"), kept(), data, day=day)
    assert answer.status_code == status
    assert text in answer.content.decode()
    assert not Import.objects.exists()


def test_a_liaison_of_several_units_says_for_which() -> None:
    other = Unit.objects.exclude(pk=unit().pk).filter(jurisdiction=unit().jurisdiction)[0]
    Membership.objects.create(user=liaison(), unit=other, part=Membership.Part.LIAISON)
    register, client = kept(), signed_in("liaison")
    assert "导入哪个单位的记录" in client.get(f"/registers/{register.pk}/import/").content.decode()
    upload(client, register, book([row("A-01")]), unit=other.pk)
    assert Import.objects.get().unit == other


def test_a_liaison_does_not_choose_a_unit_of_others() -> None:
    other = Unit.objects.exclude(pk=unit().pk)[0]
    upload(signed_in("liaison"), kept(), book([row("A-01")]), unit=other.pk)
    assert Import.objects.get().unit == unit()


@pytest.mark.parametrize(
    ("by", "status"), [("liaison", 200), ("supervision", 200), ("head", 404), ("auditor", 404)]
)
@pytest.mark.parametrize("part", ["", "progress/", "problems/"])
def test_a_workbook_is_seen_by_its_sender_and_the_office(by: str, status: int, part: str) -> None:
    found = tried(kept(), [row("A-01", 资金来源地="火星")])
    answer = signed_in(by).get(f"/registers/imports/{found.pk}/{part}")
    answer.close()
    assert answer.status_code == status


def test_workbooks_sent_in_last_are_listed() -> None:
    register = kept()
    tried(register, [row("A-01")])
    shown = signed_in("supervision").get(f"/registers/{register.pk}/import/").content.decode()
    assert "待确认导入" in shown
    assert account("liaison").get_full_name() in shown


def test_the_register_is_taken_away_as_of_a_day() -> None:
    register = kept()
    project(register, day="2022-03-01")
    client = signed_in("liaison")
    before, after = (
        client.get(f"/registers/{register.pk}/export/", {"as_of": day})
        for day in ("2022-02-28", "2022-03-01")
    )
    assert [len(rows_of(each.content)) for each in (before, after)] == [0, 1]
    assert "2022-03-01.xlsx" in after.headers["Content-Disposition"]
    assert rows_of(BytesIO(client.get(f"/registers/{register.pk}/template/").content).getvalue()) == []


def test_a_day_that_does_not_exist_is_told() -> None:
    register = kept()
    answer = signed_in("liaison").get(f"/registers/{register.pk}/export/", {"as_of": "2022-02-30"})
    assert answer.status_code == 400


def test_what_came_back_names_its_sender() -> None:
    found = tried(kept(), [row("A-01")])
    assert found.day == date(2022, 6, 30)
    assert "数据日期 2022-06-30" in page(found, by="supervision")
