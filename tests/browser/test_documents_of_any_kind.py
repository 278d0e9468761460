"""A plan comes as PDF pages or as a Word table; the page shows what was read and where a doubt stands."""

from pathlib import Path

import docx

from tests.browser.visitor import Visitor

PDF = Path(__file__).resolve().parents[1] / "compiler/readers/files/plan.pdf"
ROWS = (
    ("序号", "重点任务", "牵头单位", "配合单位", "完成时限"),
    ("1", "新签约项目30个", "区投促局", "区财政局、住建局", "12月底"),
    ("3", "新建停车场5座", "区住建局", "/", "6月底"),
)


def word_table(file: Path) -> None:
    document = docx.Document()
    document.add_paragraph("2031年云溪区重点任务分解表")
    table = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for at, row in enumerate(ROWS):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    document.save(str(file))


def test_pages_are_read_in_the_background(visitor: Visitor):
    visitor.signs_in("supervision")
    visitor.uploads(PDF)
    visitor.page.get_by_role("heading", name="读取结果").wait_for()
    assert "PDF" in visitor.page.locator(".page-head").inner_text()
    assert visitor.page.locator("section[aria-labelledby=reading] tbody th[scope=row]").count() > 10


def test_a_doubt_in_a_word_table_names_its_cell(visitor: Visitor, tmp_path: Path):
    file = tmp_path / "任务分解.docx"
    word_table(file)
    visitor.signs_in("supervision")
    visitor.uploads(file)
    visitor.page.get_by_role("heading", name="读取结果").wait_for()
    assert visitor.page.locator("section[aria-labelledby=reading] tbody th[scope=row]").all_inner_texts() == [
        "新签约项目30个",
        "新建停车场5座",
    ]
    assert visitor.page.locator(".finding-place").first.inner_text() == "第1个表 A3"
