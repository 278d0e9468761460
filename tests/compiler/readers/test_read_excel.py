"""A workbook is read as its sheets show it: formats, merged cells, several sheets, nothing hidden."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.compiler import read_bytes
from luoshi.compiler.readers.sheets import address, place
from tests.compiler.readers.making import code_of, grid, source_of


def book(*fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A workbook after those steps."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        for step in fill:
            step(workbook)
    return made.getvalue()


def sheet(*rows: tuple[object, ...], name: str | None = None) -> Callable[[xlsxwriter.Workbook], None]:
    """A step that adds a sheet of those rows."""

    def add(workbook: xlsxwriter.Workbook) -> None:
        made = workbook.add_worksheet(name)
        for at, row in enumerate(rows):
            made.write_row(at, 0, row)

    return add


HEAD = ("序号", "任务", "责任单位")


def test_a_table_is_printed_row_by_row_and_its_cells_are_told():
    source = source_of(book(sheet(HEAD, (1, "建成\n两所学校", "区教育局"), (2, "修路", "区交通局"))))
    assert source.text == "序号\t任务\t责任单位\n1\t建成\n两所学校\t区教育局\n2\t修路\t区交通局\n"
    (table,) = source.tables
    assert grid(source, table)[1, 1] == "建成\n两所学校"
    where = source.origin(source.text.index("修路"))
    assert where is not None
    assert (where.sheet, where.cell) == ("Sheet1", "B3")


def test_the_title_above_and_the_remark_below_are_no_rows():
    source = source_of(book(sheet(("2022年任务分解表",), HEAD, (1, "修路", "区交通局"), (), ("注：下同",))))
    assert source.text.split("\n")[0] == "2022年任务分解表"
    assert source.text.endswith("\n注：下同\n")
    (table,) = source.tables
    assert source.slice(table.span) == "序号\t任务\t责任单位\n1\t修路\t区交通局"


def test_a_merged_cell_stands_once_and_reaches_over_its_rows():
    def fill(workbook: xlsxwriter.Workbook) -> None:
        made = workbook.add_worksheet()
        made.write_row(0, 0, HEAD)
        made.write_column(1, 1, ["修路", "架桥"])
        made.merge_range("C2:C3", "区交通局")

    source = source_of(book(fill))
    assert source.text.count("区交通局") == 1
    (cell,) = [each for each in source.tables[0].cells if source.slice(each.span) == "区交通局"]
    assert (cell.row, cell.column, cell.rows) == (1, 2, 2)


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (3, "", "3"),
        (3.0, "", "3"),
        (0.1 + 0.2, "", "0.3"),
        (0.155, "0.0%", "15.5%"),
        (0.15, "0%", "15%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, '0.0"万元"', "1234.5万元"),
        (12, '0"个"', "12个"),
        (2.50, "0.##", "2.5"),
        (7, "0.00_ ", "7.00"),
        (-3, "0;-0", "-3"),
        (-3, '0.0;"减"0.0', "-减3.0"),
        (datetime(2022, 6, 30), "yyyy/m/d", "2022年6月30日"),
        (datetime(2022, 6, 30), "yyyy-mm-dd;@", "2022年6月30日"),
        (datetime(2022, 6, 1), 'yyyy"年"m"月"', "2022年6月"),
        (datetime(2022, 6, 1), "[$-804]yyyy年m月d日;@", "2022年6月1日"),
        (datetime(2022, 6, 30), 'm"月"d"日"', "6月30日"),
        (datetime(2022, 6, 30, 8, 5), "yyyy/m/d h:mm", "2022年6月30日08:05"),
    ],
)
def test_numbers_and_dates_are_read_as_shown(value: object, form: str, shown: str):
    def fill(workbook: xlsxwriter.Workbook) -> None:
        made = workbook.add_worksheet()
        made.write_row(0, 0, ["任务", "目标"])
        made.write(1, 0, "修路")
        made.write(1, 1, value, workbook.add_format({"num_format": form}))

    source = source_of(book(fill))
    assert grid(source, source.tables[0])[1, 1] == shown


def test_several_sheets_stand_under_their_names_and_hidden_ones_are_left_out():
    def hide(workbook: xlsxwriter.Workbook) -> None:
        made = workbook.add_worksheet("底稿")
        made.write_row(0, 0, ["不", "看"])
        made.hide()

    source = source_of(book(sheet(HEAD, name="工业"), hide, sheet(HEAD, name="农业"), sheet(name="空")))
    assert source.text == "工业\n序号\t任务\t责任单位\n农业\n序号\t任务\t责任单位\n"
    assert len(source.tables) == 2


def test_hidden_rows_and_columns_are_left_out():
    def fill(workbook: xlsxwriter.Workbook) -> None:
        made = workbook.add_worksheet()
        for row in range(3):
            made.write_row(row, 0, [f"甲{row}", f"乙{row}", f"丙{row}"])
        made.set_row(1, None, None, {"hidden": True})
        made.set_column(1, 1, None, None, {"hidden": True})

    assert source_of(book(fill)).text == "甲0\t丙0\n甲2\t丙2\n"


def test_a_sheet_of_one_column_is_a_text():
    source = source_of(book(sheet(("2022年工作要点",), ("一、修路。",), ("1.修三条路。",))))
    assert source.text == "2022年工作要点\n一、修路。\n1.修三条路。\n"
    assert source.tables == ()


def test_a_workbook_of_the_old_format_is_read_as_shown():
    """Made by xlwt 1.3: a title over four columns, a unit over two rows, a date, 15 %, a hidden sheet."""
    source = source_of((Path(__file__).parent / "files/tasks-97.xls").read_bytes())
    assert source.text.startswith("云溪区2022年任务分解表\n序号\t任务\t责任单位\t完成时限\n1\t新建学校3所。")
    assert grid(source, source.tables[0])[1, 3] == "2022年6月30日"
    assert [each.rows for each in source.tables[0].cells if source.slice(each.span) == "区教育局"] == [2]
    assert grid(source, source.tables[0])[2, 3] == "15%"
    assert "不看" not in source.text


def test_an_empty_workbook_says_so():
    assert code_of(book(sheet())) == "R014"


@given(st.integers(0, 99_999), st.integers(0, 16_383))
def test_addresses_come_back(row: int, column: int):
    assert place(address(row, column)) == (row, column)


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=8)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6))
def test_any_table_survives(rows: list[tuple[str, str]]):
    def fill(workbook: xlsxwriter.Workbook) -> None:
        made = workbook.add_worksheet()
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                made.write_string(at, column, text)

    source = source_of(book(fill))
    (table,) = source.tables
    expected = {(row, column): text for row, each in enumerate(rows) for column, text in enumerate(each)}
    assert grid(source, table) == expected


WHOLE = {
    "xlsx": book(sheet(HEAD, (1, "修路", "区交通局"))),
    "xls": (Path(__file__).parent / "files/tasks-97.xls").read_bytes(),
}


@pytest.mark.parametrize("kind", WHOLE)
@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_damaged_workbook_never_makes_it_fall_over(kind: str, data: st.DataObject):
    whole = bytearray(WHOLE[kind])
    for _ in range(data.draw(st.integers(1, 20))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    read_bytes(bytes(whole), name="x.xlsx")
