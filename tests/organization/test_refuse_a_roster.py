"""A roster with anything wrong in it is not taken in: each fault is named with its cell and what to do."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from luoshi.core.models import Jurisdiction
from luoshi.core.problems import Refusal
from luoshi.organization.actions.import_roster import Trial, try_roster
from luoshi.organization.exchange.columns import ROWS
from luoshi.organization.exchange.workbook import grids_of
from tests.organization.roster_files import TITLES, Row, book, made
from tests.organization.test_import_a_roster import (
    CODE,
    FIRST,
    JUL_1,
    JUN_30,
    OTHER_CODE,
    contents,
    district,
    imported,
    tried,
)

__all__ = ["district"]
pytestmark = pytest.mark.django_db

HEAD = {"职务类别": "单位负责人", "单位": "区投资促进局"}

PROBLEMS: dict[str, tuple[str, list[Row], tuple[int, str, str]]] = {
    "its own parent": ("单位", [{"名称": "甲局", "上级单位": "甲局"}], (2, "上级单位", "甲局 → 甲局")),
    "a circle over two units": (
        "单位",
        [{"名称": "甲局", "上级单位": "乙局"}, {"名称": "乙局", "上级单位": "甲局"}],
        (3, "上级单位", "甲局 → 乙局 → 甲局"),
    ),
    "a circle with a unit of the roster": (
        "单位",
        [{"名称": "某区管委会", "上级单位": "区投资促进局"}],
        (2, "上级单位", "绕成了圈"),
    ),
    "an unknown parent": (
        "单位",
        [{"名称": "甲局", "上级单位": "无此局"}],
        (2, "上级单位", "没有叫“无此局”"),
    ),
    "a parent by its short name": (
        "单位",
        [{"名称": "甲局", "上级单位": "投促局"}],
        (2, "上级单位", "可能指“区投资促进局”"),
    ),
    "the same unit twice": ("单位", [{"名称": "甲局"}, {"名称": "甲局"}], (3, "名称", "与第2行重复")),
    "an official name that another had on the day": (
        "单位",
        [{"名称": "甲局", "曾用名": "乙局(至2022-06-30)"}, {"名称": "乙局"}],
        (3, "名称", "同时也是“甲局”的"),
    ),
    "no name": ("单位", [{"名称": "", "类型": "学校"}], (2, "名称", "不能空着")),
    "an endless name": ("单位", [{"名称": "局" * 101}], (2, "名称", "最多100个字")),
    "a kind that there is not": ("单位", [{"名称": "甲局", "类型": "机关"}], (2, "类型", "不在可选范围内")),
    "a wrong check digit": (
        "单位",
        [{"名称": "甲局", "统一社会信用代码": "12100000400000624E"}],
        (2, "统一社会信用代码", "末位应为“D”"),
    ),
    "a code of fifteen digits": (
        "单位",
        [{"名称": "甲局", "统一社会信用代码": "123131313113213"}],
        (2, "统一社会信用代码", "这里是15位"),
    ),
    "a code that became a number": (
        "单位",
        [{"名称": "甲局", "统一社会信用代码": 123131313113213000}],
        (2, "统一社会信用代码", "存成了数字"),
    ),
    "another unit's code": (
        "单位",
        [{"名称": "甲局", "统一社会信用代码": CODE}],
        (2, "统一社会信用代码", "已属于“区投资促进局”"),
    ),
    "one code for two units": (
        "单位",
        [{"名称": "甲局", "统一社会信用代码": OTHER_CODE}, {"名称": "乙局", "统一社会信用代码": OTHER_CODE}],
        (3, "统一社会信用代码", "也是“甲局”的"),
    ),
    "no date": ("单位", [{"名称": "甲局", "启用日期": "去年"}], (2, "启用日期", "不是日期")),
    "a day that never was": ("单位", [{"名称": "甲局", "启用日期": "2022-02-30"}], (2, "启用日期", "不存在")),
    "a bare number for a date": ("单位", [{"名称": "甲局", "启用日期": 44743}], (2, "启用日期", "不是日期")),
    "a year far away": ("单位", [{"名称": "甲局", "启用日期": "1022-01-01"}], (2, "启用日期", "年份1022")),
    "an end before the beginning": (
        "单位",
        [{"名称": "甲局", "启用日期": JUL_1, "停用日期": JUN_30}],
        (2, "停用日期", "早于"),
    ),
    "a former name without its last day": (
        "单位",
        [{"名称": "甲局", "曾用名": "乙局"}],
        (2, "曾用名", "要写明用到哪天"),
    ),
    "former names on the same days": (
        "单位",
        [{"名称": "甲局", "曾用名": "乙局(至2022-06-30)、丙局(2022-01-01至2022-12-31)"}],
        (2, "曾用名", "日期重叠"),
    ),
    "a day in a list that is none": (
        "单位",
        [{"名称": "甲局", "简称": "甲(2022-13-01至)"}],
        (2, "简称", "不存在"),
    ),
    "the same short name twice": (
        "单位",
        [{"名称": "甲局", "简称": "甲、甲(2022-01-01至)"}],
        (2, "简称", "写了两次"),
    ),
    "a successor without an end": (
        "单位",
        [{"名称": "甲局", "承接单位": "甲社区"}],
        (2, "承接单位", "就要填停用日期"),
    ),
    "its own successor": (
        "单位",
        [{"名称": "甲局", "停用日期": JUN_30, "承接单位": "甲局"}],
        (2, "承接单位", "不能是本单位"),
    ),
    "a successor that ended": (
        "单位",
        [{"名称": "甲局", "停用日期": JUL_1, "承接单位": "区外经局"}],
        (2, "承接单位", "已停用"),
    ),
    "a formula": ("单位", [{"名称": "甲局", "简称": '="甲"'}], (2, "简称", "公式")),
    "two heads at a time": (
        "人员",
        [HEAD | {"姓名": "孙七", "任职日期": "2023-01-01"}],
        (2, "任职日期", "李四任区投资促进局单位负责人"),
    ),
    "the same post twice": (
        "人员",
        [
            {"姓名": "周八", "职务类别": "分管领导", "任职日期": "2022-01-01"},
            {"姓名": "周八", "职务类别": "分管领导", "任职日期": "2022-03-01"},
        ],
        (3, "任职日期", "与第2行任职时间重叠"),
    ),
    "a head of nothing": ("人员", [{"姓名": "周八", "职务类别": "单位负责人"}], (2, "单位", "哪个单位")),
    "a lead official in a unit": (
        "人员",
        [{"姓名": "周八", "职务类别": "分管领导", "单位": "甲社区"}],
        (2, "单位", "分管领导不填单位"),
    ),
    "a post without its kind": (
        "人员",
        [{"姓名": "周八", "单位": "甲社区"}],
        (2, "职务类别", "请选职务类别"),
    ),
    "a post in an unknown unit": (
        "人员",
        [{"姓名": "周八", "职务类别": "单位负责人", "单位": "无此局"}],
        (2, "单位", "没有叫“无此局”"),
    ),
    "days of office the wrong way round": (
        "人员",
        [{"姓名": "周八", "职务类别": "分管领导", "任职日期": JUL_1, "离任日期": JUN_30}],
        (2, "离任日期", "早于"),
    ),
    "an unknown member": (
        "集合",
        [{"名称": "各局", "成员": "甲社区、无此局"}],
        (2, "成员", "没有叫“无此局”"),
    ),
    "a group in itself": ("集合", [{"名称": "各局", "成员": "各局"}], (2, "成员", "各局 → 各局")),
    "groups in a circle": (
        "集合",
        [{"名称": "各局", "成员": "各办"}, {"名称": "各办", "成员": "各局"}],
        (2, "成员", "各局 → 各办 → 各局"),
    ),
    "a member twice on a day": (
        "集合",
        [{"名称": "各局", "成员": "甲社区"}, {"名称": "各局", "成员": "甲社区", "自": JUL_1}],
        (2, "成员", "列了两次"),
    ),
    "two rules for one group": (
        "集合",
        [{"名称": "各局", "规则": "学校"}, {"名称": "各局", "规则": "医疗卫生机构", "成员": "甲社区"}],
        (3, "规则", "不一致"),
    ),
    "members the wrong way round": (
        "集合",
        [{"名称": "各局", "成员": "甲社区", "自": JUL_1, "至": JUN_30}],
        (2, "至", "早于"),
    ),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_a_fault_is_named_with_its_cell_and_nothing_is_taken_in(district: Jurisdiction, case: str):
    imported(district, **FIRST)
    sheet, rows, (row, title, said) = PROBLEMS[case]
    before = contents()
    trial = tried(district, **{sheet: rows})
    assert [(each.row, each.title) for each in trial.problems if said in each.text] == [(row, title)]
    with pytest.raises(Refusal, match="没有导入"):
        imported(district, **{sheet: rows})
    assert contents() == before


def test_one_wrong_row_among_good_ones_keeps_all_of_them_out(district: Jurisdiction):
    rows = [{"名称": f"第{at}局"} for at in range(20)] + [{"名称": "甲局", "启用日期": "某天"}]
    with pytest.raises(Refusal, match="1处问题"):
        imported(district, 单位=rows)
    assert not district.units.exists()


def test_titles_below_a_heading_and_in_another_order(district: Jurisdiction):
    titles = [*reversed(TITLES["单位"]), "备注"]
    data = made({"单位": [["某区单位一览表"], [], titles, [*[""] * 9, "甲局", "电话2222"]]})
    grid = grids_of(data)["单位"]
    assert len(grid.rows) == 4
    trial = tried_bytes(district, data)
    assert not trial.problems
    assert [change.after.name for change in trial.comparison.units.new] == ["甲局"]


def tried_bytes(district: Jurisdiction, data: bytes) -> Trial:
    return try_roster(data, jurisdiction=district, actor=None)


def packed(**parts: bytes) -> bytes:
    """An archive with these parts; names have `__` for a dot and `_` for a slash."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", ".").replace("_", "/"), content)
    return data.getvalue()


def far_out(cell: str) -> bytes:
    """A workbook whose one cell lies where it is told."""
    data = book(单位=[{"名称": "甲局"}])
    changed = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(changed, "w", ZIP_DEFLATED) as target:
        for part in source.namelist():
            content = source.read(part)
            if part.endswith("sheet1.xml"):
                content = content.replace(b'r="A2"', b'r="' + cell.encode() + b'"')
            target.writestr(part, content)
    return changed.getvalue()


def bomb() -> bytes:
    return packed(xl_workbook__xml=b"<workbook/>", xl_worksheets_sheet1__xml=b" " * (60 << 20))


FILES = {
    "nothing": (lambda: b"", "不是 .xlsx"),
    "a text": (lambda: "名称,类型".encode(), "不是 .xlsx"),
    "an archive of something else": (lambda: packed(readme__txt=b"x"), "不是 .xlsx"),
    "a damaged workbook": (lambda: book(单位=[])[:900], "xlsx|损坏"),
    "a workbook without our sheets": (lambda: made({"Sheet1": [["名称"]]}), "没有名册的工作表"),
    "a sheet without its titles": (lambda: made({"单位": [["单位名称", "类型"]]}), "缺少列：名称、类型"),
    "a sheet without some titles": (
        lambda: made({"集合": [["名称", "规则", "成员"]]}),
        "缺少列：自、至、依据",
    ),
    "an empty sheet": (lambda: made({"单位": []}), "缺少列"),
    "a cell a million rows down": (lambda: far_out("A1000000"), "过大"),
    "a cell far to the right": (lambda: far_out("XFD2"), "过大"),
    "too many rows": (
        lambda: made({"单位": [TITLES["单位"], *[["甲"]] * (ROWS + 1)]}),
        "一次最多导入20000行",
    ),
    "what unpacks to too much": (bomb, "解压后超过"),
}


@pytest.mark.parametrize("case", FILES)
def test_what_is_no_roster_is_refused_as_a_whole(district: Jurisdiction, case: str):
    data, said = FILES[case]
    with pytest.raises(Refusal, match=said) as refused:
        tried_bytes(district, data())
    assert refused.value.field == "file"


def test_an_error_value_is_named(district: Jurisdiction):
    data = made({"单位": [TITLES["单位"], ["甲局", "", "", "=1/0"]]})
    changed = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(changed, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            if part.endswith("sheet1.xml"):
                content = content.replace(b'<c r="D2"><f>1/0</f><v>0</v>', b'<c r="D2" t="e"><v>#DIV/0!</v>')
            target.writestr(part, content)
    (problem,) = tried_bytes(district, changed.getvalue()).problems
    assert (problem.row, problem.title) == (2, "简称")
    assert "错误值" in problem.text


@pytest.mark.parametrize(
    "day", [date(2022, 7, 1), "2022-07-01", "2022/7/1", "2022.7.1", "2022年7月1日", "2022-7-1"]
)
def test_days_as_people_write_them(district: Jurisdiction, day: object):
    imported(district, 单位=[{"名称": "甲局", "启用日期": day}])
    assert district.units.get().since == JUL_1
