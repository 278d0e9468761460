"""A table as comma-separated values is read as a table; sentences with commas stay sentences."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.compiler import compile_bytes, read_bytes
from luoshi.compiler.source import Source
from tests.compiler.readers.making import grid, source_of

PLAIN = "序号,任务,责任单位\n1,新建学校4所,区教育局\n2,修路,区交通局\n"
QUOTED = '"序号","任务","责任单位"\r\n"1","新建学校4所","区教育局"\r\n"2","修路","区交通局"\r\n'
TITLED = "某区2023年分工表,,\n\n序号,任务,责任单位\n1,新建学校4所,区教育局\n2,修路,区交通局\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("text", [PLAIN, QUOTED, TITLED])
def test_its_tasks_are_read(text: str, encoding: str):
    plan = compile_bytes(text.encode(encoding), name="表.csv", year=2023).plan
    assert plan is not None
    assert [task.title for task in plan.tasks] == ["新建学校4所", "修路"]
    assert [task.responsibility.lead_units[0].name for task in plan.tasks] == ["区教育局", "区交通局"]


def test_a_place_is_the_cell_that_a_spreadsheet_shows():
    source = read_bytes(TITLED.encode(), name="分工表.csv")
    assert isinstance(source, Source)
    where = source.origin(source.text.index("修路"))
    assert where is not None
    assert (where.sheet, where.cell) == ("分工表", "B5")


def test_commas_and_line_breaks_inside_quotes_are_kept():
    source = source_of('序号,任务,单位\n1,"修路,\n修桥",""\n'.encode())
    (table,) = source.tables
    assert grid(source, table)[1, 1] == "修路,\n修桥"


@pytest.mark.parametrize(
    "text",
    [
        "一、工业\n1.新签约,新开工,新投产。\n2.抓项目,抓招商,抓服务。\n",
        "1.新签约,新开工,新投产\n2.抓项目,抓招商,抓服务\n",
        "抓好项目,抓好招商,抓好服务。\n抓好安全,抓好信访,抓好稳定。\n",
        "任务,单位\n修路,区交通局\n",
        "序号,任务,单位\n",
        "序号,任务,单位\n1,修路\n",
        '序号,任务,单位\n1,"修"路,区交通局\n',
    ],
)
def test_anything_else_stays_text(text: str):
    source = source_of(text.encode())
    assert (source.text, source.tables) == (text, ())


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z", "Cn", "Co"]), max_size=8)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6))
def test_every_cell_comes_back(rows: list[list[str]]):
    written = StringIO()
    csv.writer(written).writerows([["序号", "任务", "单位"], *rows])
    source = read_bytes(written.getvalue().encode(), name="x.csv")
    if isinstance(source, Source):
        for text in (cell for row in rows for cell in row):
            assert text in source.text
