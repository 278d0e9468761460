"""Whoever hands in a PDF gets the paragraphs and tables that are printed on its pages."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.compiler import Compilation, compile_bytes, read_bytes
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.model import Plan
from luoshi.compiler.readers.pdf_lines import lines
from luoshi.compiler.readers.pdf_page import Glyph
from luoshi.compiler.source import Source
from tests.compiler.readers.pages import (
    LEFT,
    PITCH,
    SIZE,
    TOP,
    WIDTH,
    Page,
    made,
    read_pages,
    typeset,
    unruled,
)

SAMPLE = Path(__file__).resolve().parents[3] / "samples/xinzhan-2022.txt"
MADE_BY_OFFICE = Path(__file__).parent / "files/plan.pdf"

PARAGRAPHS = (
    "2026年青溪县重点工作安排如下，请各单位对照分工方案认真抓好落实，按月报送进展情况。",
    "一、加快产业发展",
    "（一）实施亿元以上工业项目32个，其中新开工15个，完成工业投资80亿元以上，净增规模以上工业企业12家。"
    "（牵头单位：县经信局；责任单位：县发改委、县投促局）",
    "（二）新建高标准农田3.5万亩，粮食总产量稳定在45万吨以上，6月底前完成春季造林1.2万亩，培育龙头企业4家。",
    "二、保障和改善民生",
    "（三）城镇新增就业3200人以上，改造老旧小区18个，新增公办幼儿园学位600个，办好10件民生实事。",
)
TEXT = "\n".join(PARAGRAPHS * 6)


def written(pages: Sequence[Page]) -> list[str]:
    """The lines that were read from those pages."""
    return read_pages(pages).text.splitlines()


def test_the_sample_plan_means_the_same_as_a_pdf() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    plain = facts(compile_bytes(text.encode(), name="plan"))
    pages = typeset(text, header="2022年重点工作任务", footer="— {} —")
    assert facts(compile_bytes(made(pages), name="plan")) == plain


def facts(compilation: Compilation) -> object:
    """Tasks with who answers and with their targets."""
    plan = compilation.plan
    assert isinstance(plan, Plan)
    return [
        (
            task.number,
            *(
                tuple(party.name for party in parties)
                for parties in (task.responsibility.lead_units, task.responsibility.coop_units)
            ),
            [
                (target.metric, target.op, target.value, target.unit, target.deadline)
                for target in task.targets
            ],
        )
        for task in plan.tasks
    ]


@pytest.mark.parametrize("indent", [2, 0], ids=["set in", "flush"])
@pytest.mark.parametrize(
    "footer",
    ["— {} —", "- {} -", "第{}页 共9页", "第 {} 页", "{}", "{}/9", ""],
    ids=lambda footer: footer or "none",
)
def test_lines_become_paragraphs_without_page_numbers_and_running_titles(indent: int, footer: str) -> None:
    pages = typeset(TEXT, indent=indent, header="青溪县人民政府文件", footer=footer)
    assert written(pages) == list(PARAGRAPHS * 6)


def test_a_line_that_ends_early_before_a_bracket_that_would_not_fit_goes_on() -> None:
    page = Page()
    full = "认真落实省政府办公厅关于做好重点工作的通知和任务清单"
    printed = (full, full, f"{full[:-5]}文", "〔2026〕18号和本通知。", "第二段从这里开始。", full)
    for order, line in enumerate(printed):
        page.write(line, LEFT + (2 * SIZE if line.startswith("第二") else 0), TOP + order * PITCH)
    assert "文〔2026〕18号" in read_pages([page]).text


def test_a_number_in_the_text_is_no_page_number() -> None:
    page = Page()
    for order, line in enumerate(("指标", "2026", "单位")):
        page.write(line, LEFT, TOP + 100 + order * 3 * PITCH)
    assert written([page]) == ["指标", "2026", "单位"]


def test_a_title_of_two_lines_is_one() -> None:
    pages = typeset(TEXT)
    pages[0].write("青溪县2026年经济社会发展", 190, 30, size=20)
    pages[0].write("重点工作任务分解方案", 200, 60, size=20)
    assert written(pages)[0] == "青溪县2026年经济社会发展重点工作任务分解方案"


@pytest.mark.parametrize(
    ("pieces", "read"),
    [
        ((("投资", 0), ("800", 2.25), ("亿元", 4)), "投资800亿元"),
        ((("土地", 0), ("批等前期工作", 3)), "土地 批等前期工作"),
        ((("Mini", 0), ("LED", 2.3)), "Mini LED"),
        ((("⼯作", 0),), "工作"),
        ((("⻋间", 0),), "车间"),
        ((("重点", 0), ("重点", 0.05)), "重点"),
    ],
    ids=[
        "extraction's gap",
        "a character lost",
        "two words",
        "a radical",
        "another radical",
        "printed twice",
    ],
)
def test_what_is_a_blank_and_what_is_not(pieces: Sequence[tuple[str, float]], read: str) -> None:
    page = Page()
    for text, at in pieces:
        page.write(text, LEFT + at * SIZE, TOP)
    assert written([page]) == [read]


def test_a_dash_that_is_one_sign_of_the_font_keeps_both_halves() -> None:
    signs = [("—", 0, 32), ("—", 0, 32), ("稳", 32, 48)]
    (line,) = lines((Glyph(text, 20, left, 4, right, 22) for text, left, right in signs), page=1)
    assert line.text == "——稳"


HEAD = ["序号", "工作内容", "责任单位"]
SIDES = [60, 110, 380, 520]


def test_a_ruled_table_is_read_cell_by_cell() -> None:
    page = Page()
    page.write("重点任务表", 250, 60)
    page.table([HEAD, ["1", "新建学校\n3所", "县教育局"]], SIDES, 100)
    source = read_pages([page])
    assert source.text == "重点任务表\n序号\t工作内容\t责任单位\n1\t新建学校\n3所\t县教育局\n"
    assert [source.slice(cell.span) for cell in source.tables[0].cells][3:] == [
        "1",
        "新建学校\n3所",
        "县教育局",
    ]


def test_a_full_line_of_a_cell_goes_on_in_the_next() -> None:
    page = Page()
    page.table([HEAD, ["1", "新建学校", "县教育局、县财政局、县发改\n委"]], SIDES, 100)
    assert read_pages([page]).text.endswith("县教育局、县财政局、县发改委\n")


def test_a_table_goes_on_over_pages_without_its_header_again() -> None:
    pages = [Page(), Page()]
    pages[0].table([HEAD, ["1", "甲项工作", "县教育局"]], SIDES, 100)
    pages[1].table([HEAD, ["2", "乙项工作", "县民政局"]], SIDES, 100)
    source = read_pages(pages)
    assert source.text.splitlines() == [
        "序号\t工作内容\t责任单位",
        "1\t甲项工作\t县教育局",
        "2\t乙项工作\t县民政局",
    ]
    assert len(source.tables) == 1


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["1", "新建学校4所", "区教育局"], ["2", "新增床位300张", "区卫健委"]] * 3, True),
        ([["联系人：张三", "电话：5500", "传真：5501"]], False),
        ([["", "云溪县人民政府办公室", ""], ["", "2026年3月1日", ""]] * 3, False),
    ],
    ids=["a table", "one line of three parts", "a signature"],
)
def test_a_table_without_ruling_lines_is_said_to_be_one(rows: list[list[str]], found: bool) -> None:
    source = read_pages([unruled(rows, [80, 140, 400])])
    assert [each.code for each in source.findings] == (["R027"] if found else [])


def test_a_row_cut_by_the_end_of_the_page_is_whole() -> None:
    pages = [Page(), Page()]
    pages[0].table([HEAD, ["1", "新建学校三所，改造", "县教育局"]], SIDES, 100)
    pages[1].table([["", "校舍五万平方米。", ""], ["2", "乙项工作", "县民政局"]], SIDES, 100)
    assert read_pages(pages).text.splitlines()[1:] == [
        "1\t新建学校三所，改造校舍五万平方米。\t县教育局",
        "2\t乙项工作\t县民政局",
    ]


def test_a_document_made_by_an_office_program() -> None:
    source = read_bytes(MADE_BY_OFFICE.read_bytes(), name="plan.pdf")
    assert isinstance(source, Source)
    table = source.tables[0]
    merged = [(source.slice(cell.span), cell.row, cell.rows) for cell in table.cells if cell.rows > 1]
    assert merged == [("项目建设", 1, 16), ("民生保障", 17, 14)]
    assert len({cell.row for cell in table.cells}) == 31
    assert source.text.splitlines()[0].endswith("任务分解方案的通知")
    assert "第" not in source.text.splitlines()[-1][:1]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_lying_on_its_side_is_read_upright(turned: int) -> None:
    lines = ["一、甲项工作", "（一）新建学校3所。"]
    page = Page(turned=turned)
    for order, line in enumerate(lines):
        page.write(line, LEFT, TOP + order * PITCH)
    assert written([page]) == lines


def test_every_place_leads_back_to_its_page_and_line() -> None:
    source = read_pages(typeset(TEXT))
    for sign, page in (("经信局", 1), ("办好10件", 2)):
        origin = source.origin(source.text.rindex(sign) if page > 1 else source.text.index(sign))
        assert origin is not None and origin.page is not None and origin.page >= page
        assert origin.box is not None
        assert 0 <= origin.box.left < origin.box.right <= WIDTH
        assert origin.box.bottom - origin.box.top < 2 * SIZE


def test_a_watermark_across_the_page_is_left_out() -> None:
    page = Page()
    page.write("一、甲项工作", LEFT, TOP)
    page.drawn.append(
        f"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <{'征求意见'.encode('utf-16-be').hex()}> Tj ET"
    )
    assert written([page]) == ["一、甲项工作"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made([Page()]), "R014"),
        (made([]), "R012"),
        (made(typeset(TEXT))[:300], "R012"),
        (b"%PDF-1.7\n%%EOF", "R012"),
    ],
    ids=["blank page", "no page", "cut off", "nothing"],
)
def test_a_pdf_without_text_says_so(data: bytes, code: str) -> None:
    found = read_bytes(data, name="plan.pdf")
    assert isinstance(found, Diagnostic) and found.code == code


@given(st.binary(max_size=2000))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    assert isinstance(read_bytes(b"%PDF-1.4\n" + data, name="x"), Source | Diagnostic)


WHOLE = made(typeset(TEXT))


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=20))
def test_no_damage_makes_it_fail(at: int, damage: bytes) -> None:
    damaged = WHOLE[:at] + damage + WHOLE[at + len(damage) :]
    assert isinstance(read_bytes(damaged, name="x"), Source | Diagnostic)
