"""What is wrong in a workbook is told by row and column, with what to do; nothing of it is written."""

from datetime import date

import pytest

from luoshi.core.files import path_of
from luoshi.core.problems import Refusal, TooLarge
from luoshi.organization.models import Unit
from luoshi.registers.actions.records import move_record, open_record
from luoshi.registers.exchange.reading import BOUNDS
from luoshi.registers.models import Import, Record, Register
from tests.registers.keeping import hand, kept, project, unit, values
from tests.registers.sheets import JUNE, book, row, sent, tried
from tests.registers.test_export_a_register import rows as rows_of

pytestmark = pytest.mark.django_db


def problems(register: Register, *rows: dict[str, object], by: str = "liaison") -> list[tuple[int, str, str]]:
    """Row, column and text; nothing may have been written."""
    before = Record.objects.count()
    found = tried(register, list(rows), by=by)
    assert found.state == Import.State.REFUSED, found.counts
    assert Record.objects.count() == before
    return [(line, title, text) for line, title, text in found.problems]


@pytest.mark.parametrize(
    ("given", "title", "text"),
    [
        ({"协议投资额（亿元）": "3000万元"}, "协议投资额（亿元）", "合0.3亿元,请改填0.3"),
        ({"协议投资额（亿元）": "五亿"}, "协议投资额（亿元）", "不是数字"),
        ({"协议投资额（亿元）": -1}, "协议投资额（亿元）", "不在0～100000亿元之内"),
        ({"协议投资额（亿元）": "5公顷"}, "协议投资额（亿元）", "不能换算"),
        ({"协议投资额（亿元）": date(2022, 1, 1)}, "协议投资额（亿元）", "日期格式"),
        ({"拿地日期": "去年"}, "拿地日期", "请按2022-06-30的样子填写"),
        ({"拿地日期": "2022-02-30"}, "拿地日期", "不是日期"),
        ({"拿地日期": "1022-02-03"}, "拿地日期", "年份1022不对"),
        ({"资金来源地": "火星"}, "资金来源地", "可填：省内、省外、境外"),
        ({"资金来源地": "（清空）"}, "资金来源地", "必须填写"),
        ({"项目名称": ""}, "项目名称", "必须填写"),
        ({"项目名称": "长" * 101}, "项目名称", "最多100个字"),
        ({"项目名称": True}, "项目名称", "应填文字"),
        ({"序时开工日期": "2022-09-30", "序时竣工日期": "2022-08-30"}, "序时竣工日期", "不能早于"),
        ({"责任单位": "不存在的局"}, "责任单位", "名册中没有“不存在的局”"),
        ({"责任单位": "（清空）"}, "责任单位", "不能清空"),
        ({"备注": "注" * 501}, "备注", "最多500个字，现有501个"),
        ({"签约日期": "（清空）"}, "签约日期", "在记录页面办理"),
        ({"签约日期": "2099-01-01"}, "签约日期", "尚未发生"),
        ({"签约日期": "某日"}, "签约日期", "请写成 2022-07-01"),
        ({"竣工日期": "2022-05-01"}, "竣工日期", "不能从“线索”直接到“竣工”。请补填中间各步的日期"),
        ({"线索日期": "2022-05-01", "签约日期": "2022-04-01"}, "签约日期", "早于进入当前状态"),
        ({"签约日期": "2022-04-01", "开工日期": "2022-05-01"}, "拿地日期", "请先填写"),
        ({"签约日期": "2022-04-01", "终止日期": "2022-05-01"}, "备注", "须写明原因"),
        ({"项目编号": 1e16}, "项目编号", "设为文本格式"),
    ],
)
def test_a_cell_that_cannot_be_is_told(given: dict[str, object], title: str, text: str) -> None:
    [(line, column, said)] = problems(kept(), row("A-01") | given)
    assert (line, column) == (2, title)
    assert text in said


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = problems(
        kept(), row("A-01", 资金来源地="火星", 拿地日期="去年"), row("A-02"), row("A-03", 项目名称="")
    )
    assert [(line, title) for line, title, _text in found] == [
        (2, "资金来源地"),
        (2, "拿地日期"),
        (4, "项目名称"),
    ]


def test_two_rows_of_one_key_are_told() -> None:
    assert problems(kept(), row("A-01"), row("A-02"), row("A-01")) == [
        (4, "项目编号", "与第2行的编号相同，请只留一行。")
    ]


def test_a_row_without_a_key_is_told() -> None:
    assert problems(kept(), row("")) == [(2, "项目编号", "必须填写；导入时按它找到记录。")]


def other() -> Unit:
    found = Unit.objects.exclude(pk=unit().pk).filter(jurisdiction=unit().jurisdiction).first()
    assert found is not None
    return found


def others_record(register: Register) -> Record:
    record = project(register, key="B-01")
    record.unit = other()
    record.save()
    return record


def test_a_liaison_does_not_touch_other_units_records() -> None:
    register = kept()
    others_record(register)
    [(_line, title, text)] = problems(register, {"项目编号": "B-01", "投资方": "甲"})
    assert title == "项目编号"
    assert f"编号已用于“{other().name}”的记录" in text
    [(_line, title, text)] = problems(register, row("A-01", 责任单位=other().name))
    assert (title, text) == ("责任单位", f"您只能导入“{unit().name}”的记录。")


def test_an_import_does_not_hand_a_record_over() -> None:
    register = kept()
    project(register)
    [(_line, title, text)] = problems(
        register, {"项目编号": "A-01", "责任单位": other().name}, by="supervision"
    )
    assert title == "责任单位"
    assert "导入不能改责任单位" in text


def test_the_office_names_the_unit_of_a_new_record() -> None:
    assert problems(kept(), row("A-01"), by="supervision") == [
        (2, "责任单位", "新登记的记录必须填写责任单位。")
    ]


def test_moves_keep_their_roles() -> None:
    """A round of inspection is done by its unit; the office may enter it, but not do it."""
    register = kept("inspection")
    said = values(register, number="X-1", object="河段", sort="河长", planned_on="2022-06-30")
    open_record(register, said, unit=unit().pk, day=date(2022, 6, 1), hand=hand())
    done = {"巡查编号": "X-1", "已巡查日期": JUNE, "发现问题数（个）": 0}
    found = tried(register, book([done], name="巡查检查台账"), by="supervision")
    assert [tuple(each[1:]) for each in found.problems] == [("已巡查日期", "您不能办理“完成巡查”。")]


def test_an_overdue_move_needs_a_note() -> None:
    register = kept()
    record = project(register, investment="5", land_on="2022-01-05", start_by="2022-05-31")
    move_record(record.pk, "sign", day=date(2022, 2, 10), hand=hand())
    late = {"项目编号": "A-01", "开工日期": date(2022, 6, 10)}
    [(_line, title, text)] = problems(register, late)
    assert title == "备注"
    assert "已逾期10天，请写明原因" in text
    assert tried(register, [late | {"备注": "拆迁推迟"}]).problems == []


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2022, 2, 9), "台账中登记的是 2022-02-10"), (date(2022, 2, 11), "台账中登记的是 2022-02-10")],
)
def test_a_day_that_is_entered_already_is_corrected_elsewhere(day: date, text: str) -> None:
    register = kept()
    record = project(register, investment="5")
    move_record(record.pk, "sign", day=date(2022, 2, 10), hand=hand())
    [(_line, title, said)] = problems(register, {"项目编号": "A-01", "签约日期": day})
    assert title == "签约日期"
    assert text in said


def test_changes_do_not_come_before_the_record() -> None:
    register = kept()
    project(register, day="2022-05-01")
    found = tried(register, [{"项目编号": "A-01", "投资方": "甲"}], day=date(2022, 4, 1))
    assert "早于这条记录的登记日" in found.problems[0][2]


def test_formulas_and_errors_are_told_where_they_are_read() -> None:
    data = book([row("A-01", 状态="")], formulas={"D2": "=2+3", "E2": "=1+1"})
    found = tried(kept(), data)
    assert [(line, title) for line, title, _text in found.problems] == [(2, "协议投资额（亿元）")]
    assert "公式" in found.problems[0][2]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (book([{"名称": "甲"}]), "不是“招商引资项目台账”的工作簿"),
        (book([row("A-01", 规模="大")]), "不认识的列：“规模”"),
        (book([row("A-01", **{"项目编号*": "A-01"})]), "重复的列：“项目编号”"),
        (book([{"项目编号": ""}]), "没有一行数据"),
    ],
    ids=["other sheet", "unknown column", "column twice", "empty"],
)
def test_what_is_not_made_from_the_template_is_refused(data: bytes, text: str) -> None:
    found = tried(kept(), data)
    assert found.state == Import.State.REFUSED
    assert text in found.problems[0][2]


def test_a_damaged_workbook_is_told() -> None:
    data = book([row(f"A-{number}") for number in range(200)])
    at = data.index(b"xl/worksheets/sheet1.xml") + 200
    found = tried(kept(), data[:at] + b"\x00" * 200 + data[at + 200 :])
    assert found.state == Import.State.REFUSED
    assert "已损坏" in found.problems[0][2]


@pytest.mark.parametrize("data", [b"%PDF-1.7 something", book([row("A-01")])[:-500], b""])
def test_another_file_is_refused_at_once(data: bytes) -> None:
    with pytest.raises(Refusal, match=r"\.xlsx"):
        sent(kept(), data)


def test_a_file_that_is_too_large_is_refused_at_once() -> None:
    with pytest.raises(TooLarge, match="20 MB"):
        sent(kept(), b"PK\x03\x04" + b"\x00" * (20 << 20))


def test_more_rows_than_an_import_takes_are_refused() -> None:
    data = book([{"项目编号": f"A-{number}"} for number in range(BOUNDS.rows + 1)])
    found = tried(kept(), data)
    assert found.state == Import.State.REFUSED
    assert "最多导入100000行" in found.problems[0][2]


def test_it_comes_back_with_what_is_wrong_beside_each_row() -> None:
    found = tried(kept(), [row("A-01"), row("A-02", 资金来源地="火星")])
    first, second = rows_of(path_of(found.counts["report"]).read_bytes())
    assert "问题" not in first
    assert str(second["问题"]).startswith("资金来源地：没有“火星”这一项")
    assert second["协议投资额（亿元）"] == 5


def test_what_came_back_is_sent_in_again_once_it_is_right() -> None:
    register = kept()
    again = [row("A-01", 问题="资金来源地：没有“火星”这一项", 状态="线索")]
    assert tried(register, again).problems == []


def test_many_problems_are_counted_and_some_are_kept() -> None:
    found = tried(kept(), [row(f"A-{n}", 资金来源地="火星") for n in range(400)])
    assert (len(found.problems), found.counts["problems"]) == (300, 400)


def test_a_unit_may_go_by_its_other_names() -> None:
    found = tried(kept(), [row("A-01", 责任单位=unit().name.removeprefix("区"))], by="supervision")
    assert found.problems == []
