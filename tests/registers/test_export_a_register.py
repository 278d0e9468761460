"""A register is taken away as a workbook: what the account may read, as it stood on a day, ready to be filled in."""

import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from python_calamine import load_workbook

from luoshi.core.models import User
from luoshi.engines.registers import Pack, pack, packs, read_pack
from luoshi.registers.actions.corrections import correct_entry, withdraw_record
from luoshi.registers.actions.records import change_record, move_record
from luoshi.registers.exchange.columns import columns_of
from luoshi.registers.exchange.showing import export, template
from luoshi.registers.exchange.writing import workbook
from luoshi.registers.history import entries_of
from tests.registers.keeping import PROJECTS, hand, kept, project, unit, values
from tests.world import NOW, account

pytestmark = pytest.mark.django_db
JUNE = date(2022, 6, 30)
LATER = NOW + timedelta(hours=1)


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    book = load_workbook(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def rows(data: bytes) -> list[dict[str, object]]:
    """The records' cells that are filled, by title without its mark."""
    head, *lines = next(iter(sheets(data).values()))
    titles = [str(each).rstrip("*") for each in head]
    return [{title: cell for title, cell in zip(titles, line, strict=True) if cell != ""} for line in lines]


def part(data: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    return zipfile.ZipFile(BytesIO(data)).read(name).decode()


def exported(register, *, by: str = "supervision", as_of: date = JUNE, **more):  # type: ignore[no-untyped-def]
    reader: User = account(by)
    return rows(export(register, reader=reader, as_of=as_of, **more)[0])


def signed():  # type: ignore[no-untyped-def]
    register = kept()
    record = project(register, investment="5", land_on="2022-01-05")
    return register, move_record(record.pk, "sign", day=date(2022, 2, 10), hand=hand())


def test_a_record_is_a_row_with_its_values_and_the_days_of_its_states() -> None:
    register, _record = signed()
    assert exported(register) == [
        {
            "项目编号": "A-01",
            "责任单位": unit().name,
            "项目名称": "项目A-01",
            "资金来源地": "省外",
            "协议投资额（亿元）": 5,
            "拿地日期": date(2022, 1, 5),
            "状态": "签约",
            "线索日期": date(2022, 1, 10),
            "签约日期": date(2022, 2, 10),
        }
    ]


def test_it_is_as_it_stood_on_the_day() -> None:
    register, record = signed()
    change_record(record.pk, values(register, investment="6"), day=date(2022, 5, 1), hand=hand())
    assert exported(register, as_of=date(2022, 1, 9)) == []
    assert exported(register, as_of=date(2022, 2, 9))[0]["状态"] == "线索"
    assert exported(register, as_of=date(2022, 4, 30))[0]["协议投资额（亿元）"] == 5
    assert exported(register, as_of=date(2022, 5, 1))[0]["协议投资额（亿元）"] == 6


def test_it_is_as_it_was_known_at_a_moment() -> None:
    register, record = signed()
    wrong = entries_of(record)[-1]
    correct_entry(wrong.pk, day=date(2022, 3, 1), changes={}, note="日期有误", hand=hand(now=LATER))
    assert exported(register)[0]["签约日期"] == date(2022, 3, 1)
    assert exported(register, known=NOW)[0]["签约日期"] == date(2022, 2, 10)


def test_a_withdrawn_record_is_left_out() -> None:
    register, record = signed()
    withdraw_record(record.pk, note="重复", hand=hand())
    assert exported(register) == []


@pytest.mark.parametrize(("by", "count"), [("supervision", 1), ("liaison", 1), ("head", 1), ("auditor", 1)])
def test_each_gets_what_it_may_read(by: str, count: int) -> None:
    register, _record = signed()
    assert len(exported(register, by=by)) == count


def test_somebody_of_no_unit_gets_nothing() -> None:
    register, _record = signed()
    stranger = User.objects.create_user("stranger", jurisdiction=register.jurisdiction)
    assert rows(export(register, reader=stranger, as_of=JUNE)[0]) == []


def test_the_same_records_give_the_same_bytes() -> None:
    register, _record = signed()
    once, again = (export(register, reader=account("supervision"), as_of=JUNE)[0] for _ in range(2))
    assert once == again


def test_what_looks_like_a_formula_stays_text() -> None:
    register = kept()
    project(register, investor="=1+1")
    data, _count = export(register, reader=account("supervision"), as_of=JUNE)
    assert rows(data)[0]["投资方"] == "=1+1"
    assert "<f>" not in part(data)


def test_the_template_lets_in_only_what_fits() -> None:
    data = template(kept(), reader=account("supervision"), as_of=JUNE)
    sheet = part(data)
    assert rows(data) == []
    assert 'state="frozen"' in sheet
    assert '"省内,省外,境外"' in sheet.replace("&quot;", '"')
    assert '<dataValidation type="decimal" errorStyle="warning"' in sheet
    assert '<dataValidation type="date" errorStyle="warning"' in sheet


def test_a_list_that_a_rule_cannot_hold_stands_on_a_hidden_sheet() -> None:
    units = [f"第{number}街道办事处" for number in range(1, 61)]
    data = workbook(pack(PROJECTS), (), units=units)
    assert "<formula1>选项!$A$1:$A$60</formula1>" in part(data)
    assert [line[0] for line in sheets(data)["选项"]] == units
    assert 'state="hidden"' in part(data, "xl/workbook.xml")


def test_a_liaison_chooses_among_its_own_units() -> None:
    data = template(kept(), reader=account("liaison"), as_of=JUNE)
    assert f'"{unit().name}"' in part(data).replace("&quot;", '"')


def test_the_guide_tells_fields_choices_and_moves() -> None:
    guide = sheets(template(kept(), reader=account("supervision"), as_of=JUNE))["填写说明"]
    told = {str(about): str(text) for about, text in guide}
    assert "省内、省外、境外" in told["资金来源地*"]
    assert told["协议投资额（亿元）"] == "以“亿元”计，只填数字，最多6位小数，不小于0，不大于100000。"
    assert told["流转：签约"] == "从“线索”到“签约”，须已填写协议投资额。"
    assert "原因" in told["流转：终止"]


@pytest.mark.parametrize("found", packs(), ids=lambda found: found.id)
def test_every_pack_has_a_workbook_whose_columns_bear_different_titles(found: Pack) -> None:
    titles = [each.title for each in columns_of(found)]
    assert len(set(titles)) == len(titles)
    assert rows(workbook(found, (), units=["区财政局"])) == []
    assert all(each.help for each in columns_of(found))


def test_a_field_that_is_called_as_another_column_says_so() -> None:
    yaml = pack(PROJECTS).yaml.replace("zh: 投资方,", "zh: 备注,").replace("zh: 拿地日期,", "zh: 开工日期,")
    titles = {each.name or each.title: each.title for each in columns_of(read_pack(yaml))}
    assert titles["investor"] == "备注（字段）"
    assert titles["land_on"] == "开工日期（字段）"
    assert titles["started"] == "开工日期"


def test_figures_are_numbers_that_can_be_added_up() -> None:
    register = kept()
    project(register, investment="1234.56")
    assert exported(register)[0]["协议投资额（亿元）"] == 1234.56
