"""The pages of a register: generated from its pack, kept by units and the office, asked for by day."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luoshi.core.models import Jurisdiction
from luoshi.organization.models import Unit
from luoshi.registers.actions.records import change_record, move_record, open_record
from luoshi.registers.history import entries_of
from luoshi.registers.models import Record, Register
from tests.registers.keeping import hand, kept, project, unit, values
from tests.world import NOW, PNG, UNIT, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> Register:
    return kept()


@pytest.fixture
def record(register: Register) -> Record:
    return project(register, investment="12", start_by="2022-05-31")


@pytest.fixture
def liaison() -> Client:
    return signed_in("liaison")


def sent(**said: object) -> dict[str, object]:
    """A form's fields: those of the pack bear their prefix."""
    own = {"day", "note", "seen", "verb", "owner"}
    return {name if name in own else f"f-{name}": value for name, value in said.items()}


def test_the_office_opens_a_register_and_it_is_there() -> None:
    office = signed_in("supervision")
    assert "招商引资项目台账" in office.get("/registers/").content.decode()
    assert office.post("/registers/", {"pack": "investment-projects"}).status_code == 302
    found = Register.objects.get(pack="investment-projects")
    assert office.get(f"/registers/{found.pk}/").status_code == 200
    again = office.post("/registers/", {"pack": "investment-projects"})
    assert again.status_code == 409
    assert "已经启用" in again.content.decode()


def test_a_pack_of_ones_own_is_opened_or_refused_with_its_lines() -> None:
    office = signed_in("supervision")
    leaky = SimpleUploadedFile("own.yaml", b"pack: own\nversion: x\n")
    page = office.post("/registers/", {"file": leaky})
    assert page.status_code == 422
    assert "own.yaml:2:" in page.content.decode()
    not_text = SimpleUploadedFile("own.yaml", b"\xff\xfe\x00")
    assert "UTF-8" in office.post("/registers/", {"file": not_text}).content.decode()


def test_a_newer_edition_is_adopted_and_an_older_one_refused(register: Register) -> None:
    office = signed_in("supervision")
    text = register.editions.get().yaml
    newer = text.replace("version: 1", "version: 2").replace("zh: 所属产业", "zh: 所属产业链")
    assert office.post("/registers/", {"file": upload(newer)}).status_code == 302
    assert register.editions.count() == 2
    again = office.post("/registers/", {"file": upload(newer)})
    assert (again.status_code, "新版的version应更大" in again.content.decode()) == (422, True)


def test_an_edition_that_loses_what_is_in_use_is_refused(register: Register, record: Record) -> None:
    text = register.editions.get().yaml.replace("version: 1", "version: 2")
    without = "\n".join(line for line in text.splitlines() if "id: industry" not in line)
    page = signed_in("supervision").post("/registers/", {"file": upload(without)})
    assert (page.status_code, "industry" in page.content.decode()) == (422, True)


def upload(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("investment-projects.yaml", text.encode())


def test_the_form_has_the_packs_fields_and_enters_a_record(register: Register, liaison: Client) -> None:
    page = liaison.get(f"/registers/{register.pk}/new/").content.decode()
    assert all(said in page for said in ("项目编号", "协议投资额", "单位：亿元", "资金来源地"))
    given = sent(owner=unit().pk, number="A-9", name="基地", origin="country", day="2022-01-10")
    assert liaison.post(f"/registers/{register.pk}/new/", given).status_code == 302
    assert Record.objects.get(key="A-9").unit.name == UNIT


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"investment": "3000万元"}, "应以“亿元”计，“3000万元”合0.3亿元"),
        ({"number": ""}, "f-number"),
        ({"start_by": "2022-06-01", "finish_by": "2022-01-01"}, "不能早于序时开工日期"),
        ({"day": "2030-01-01"}, "不能登记尚未发生的事"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    register: Register, liaison: Client, said: dict[str, str], message: str
) -> None:
    given = {"number": "A-9", "name": "显示基地", "origin": "country", "day": "2022-01-10"} | said
    page = liaison.post(f"/registers/{register.pk}/new/", sent(owner=unit().pk, **given))
    assert page.status_code == 422
    assert message in page.content.decode()
    assert 'value="显示基地"' in page.content.decode()
    assert not Record.objects.exists()


def test_a_file_is_checked_by_content_kept_and_given_to_readers(register: Register, liaison: Client) -> None:
    given = {"number": "A-9", "name": "基地", "origin": "country", "day": "2022-01-10", "owner": unit().pk}
    address = f"/registers/{register.pk}/new/"
    wrong = liaison.post(address, sent(**given, agreement=SimpleUploadedFile("协议.pdf", PNG)))
    assert (wrong.status_code, "内容与扩展名不符" in wrong.content.decode()) == (422, True)
    assert (
        liaison.post(address, sent(**given, agreement=SimpleUploadedFile("协议.png", PNG))).status_code == 302
    )
    made = Record.objects.get()
    answer = liaison.get(f"/registers/records/{made.pk}/files/agreement/")
    assert b"".join(answer.streaming_content) == PNG  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "image/png"
    assert signed_in("leader").get(f"/registers/records/{made.pk}/files/agreement/").status_code == 403


def test_the_page_offers_the_moves_of_the_state_with_what_they_need(record: Record, liaison: Client) -> None:
    page = liaison.get(f"/registers/records/{record.pk}/").content.decode()
    assert 'id="move-sign"' in page
    assert 'id="move-start"' not in page
    moved = sent(verb="move-sign", seen=1, investment="12", day="2022-02-01", note="")
    assert liaison.post(f"/registers/records/{record.pk}/", moved).status_code == 302
    after = liaison.get(f"/registers/records/{record.pk}/").content.decode()
    assert "应于 2022-05-31 前办结，已逾期" in after


def test_an_older_page_is_told_and_what_was_typed_is_still_there(
    register: Register, record: Record, liaison: Client
) -> None:
    change_record(record.pk, values(register, industry="显示"), day=date(2022, 2, 1), hand=hand())
    held = {"number": "A-01", "name": "项目A-01", "origin": "country", "investment": "12"}
    stale = sent(verb="change", seen=1, day="2022-02-02", note="", investor="某集团", **held)
    page = liaison.post(f"/registers/records/{record.pk}/", stale)
    assert page.status_code == 409
    assert "已被他人更新" in page.content.decode()
    assert 'value="某集团"' in page.content.decode()
    assert Record.objects.get(pk=record.pk).values["industry"] == "显示"


def test_an_entry_is_corrected_and_both_are_seen(register: Register, record: Record, liaison: Client) -> None:
    signed = move_record(record.pk, "sign", day=date(2022, 2, 1), hand=hand())
    wrong = entries_of(signed)[-1]
    given = sent(day="2022-03-01", note="落款日期有误", seen=2)
    assert liaison.post(f"/registers/entries/{wrong.pk}/correct/", given).status_code == 302
    page = liaison.get(f"/registers/records/{record.pk}/").content.decode()
    assert page.count("entry-replaced") == 1
    assert "落款日期有误" in page


def test_a_past_day_shows_the_record_as_it_was(register: Register, record: Record, liaison: Client) -> None:
    change_record(record.pk, values(register, investment="20"), day=date(2022, 6, 1), hand=hand())
    then = liaison.get(f"/registers/records/{record.pk}/", {"as_of": "2022-05-31"}).content.decode()
    assert "<dd>12 亿元</dd>" in then
    assert "<dd>20 亿元</dd>" in liaison.get(f"/registers/records/{record.pk}/").content.decode()
    move_record(record.pk, "sign", day=date(2022, 2, 1), hand=hand())
    signed = liaison.get(f"/registers/records/{record.pk}/", {"as_of": "2022-03-01"}).content.decode()
    assert "应于 2022-05-31 前办结<" in signed
    before = liaison.get(f"/registers/records/{record.pk}/", {"as_of": "2022-01-01"}).content.decode()
    assert "这一天还没有这条记录" in before


def test_the_list_filters_and_counts(register: Register, record: Record, liaison: Client) -> None:
    move_record(record.pk, "sign", day=date(2022, 2, 1), hand=hand())
    project(register, "A-02")
    address = f"/registers/{register.pk}/"

    def keys(**query: str) -> list[str]:
        return [row["record"].key for row in liaison.get(address, query).context["rows"]]

    assert keys() == ["A-01", "A-02"]
    assert keys(state="lead") == ["A-02"]
    assert keys(overdue="1") == ["A-01"]
    assert keys(q="A-02") == ["A-02"]
    assert keys(unit="999999") == []


def test_a_liaison_sees_only_own_units_records(register: Register, record: Record, liaison: Client) -> None:
    other = Unit.objects.exclude(pk=unit().pk).filter(jurisdiction=register.jurisdiction)[0]
    foreign = open_record(
        register,
        values(register, number="B-1", name="别家", origin="省内"),
        unit=other.pk,
        day=date(2022, 1, 1),
        hand=hand("supervision"),
    )
    assert "别家" not in liaison.get(f"/registers/{register.pk}/").content.decode()
    assert liaison.get(f"/registers/records/{foreign.pk}/").status_code == 403
    assert "别家" in signed_in("auditor").get(f"/registers/{register.pk}/").content.decode()


def test_figures_open_to_the_records_that_make_them(register: Register, record: Record) -> None:
    move_record(record.pk, "sign", day=date(2022, 2, 1), hand=hand())
    office = signed_in("supervision")
    page = office.get(f"/registers/{register.pk}/metrics/", {"as_of": "2022-12-31"}).content.decode()
    assert "新签约项目数" in page
    opened = office.get(f"/registers/{register.pk}/metrics/signed-investment/", {"as_of": "2022-12-31"})
    [part] = opened.context["parts"]
    assert [(line.key, amount) for line, amount in part["lines"]] == [("A-01", 12)]
    ratio = office.get(f"/registers/{register.pk}/metrics/start-rate/", {"as_of": "2022-12-31"})
    assert [len(part["lines"]) for part in ratio.context["parts"]] == [0, 1]
    assert office.get(f"/registers/{register.pk}/metrics/nothing/").status_code == 404


def test_other_governments_registers_are_not_there(register: Register, record: Record) -> None:
    there = Jurisdiction.objects.create(name="别处")
    foreign = Register.objects.create(jurisdiction=there, pack="investment-projects", opened_at=NOW)
    assert signed_in("supervision").get(f"/registers/{foreign.pk}/").status_code == 404
