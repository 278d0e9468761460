"""Make the office program's files that the readers' tests read: needs LibreOffice (`soffice`) and Noto CJK.

The plan of an invented county: a title of two lines, paragraphs, a table that runs over pages with its
header repeated and with cells merged downwards, a running title and page numbers.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

FILES = Path(__file__).parents[1] / "tests/compiler/readers/files"
FONT = "Noto Serif CJK SC"
TITLE = "青溪县人民政府关于印发2026年全县经济社会发展重点工作任务分解方案的通知"
TEXT = (
    "现将《2026年全县经济社会发展重点工作任务分解方案》印发给你们，请认真组织实施。2026年全县地区生产总值增长6%左右，"
    "一般公共预算收入增长5%以上，规模以上工业增加值增长8%，城镇新增就业3200人以上。",
    "一、加快产业发展",
    "（一）做强主导产业。实施亿元以上工业项目32个，其中新开工15个，完成工业投资80亿元以上，净增规模以上工业企业12家，"
    "建成标准厂房20万㎡。（牵头单位：县经信局；责任单位：县发改委、县投促局、县开发区管委会）",
    "（二）发展现代农业。新建高标准农田3.5万亩，粮食总产量稳定在45万吨以上，培育省级以上龙头企业4家，6月底前完成"
    "春季造林1.2万亩。（牵头单位：县农业农村局；责任单位：县水利局、县林业局，各镇人民政府）",
    "二、重点工作任务表",
)
HEAD = ("序号", "类别", "工作内容", "牵头单位", "配合单位", "完成时限")
WIDTHS = (1.2, 1.8, 5.5, 2.4, 2.8, 2.3)
KINDS = (("项目建设", 16), ("民生保障", 14))


def main() -> int:
    """Write the files; the exit code is the office program's."""
    with tempfile.TemporaryDirectory() as folder:
        for made, name, form in (
            (plan(), "plan", "pdf"),
            (plan(), "plan", "doc"),
            (numbered(), "numbered", "doc"),
        ):
            word = Path(folder) / f"{name}.docx"
            made.save(str(word))
            command = ["soffice", "--headless", "--convert-to", form, "--outdir", str(FILES), str(word)]
            if code := subprocess.run(command, check=False, timeout=120).returncode:
                return code
    return 0


def numbered() -> Document:
    """A short document whose items Word numbers."""
    made = docx.Document()
    for text in ("新建学校3所。（责任单位：县教育局）", "改造小区5个。（责任单位：县住建局）"):
        made.add_paragraph(text, style="List Number")
    return made


def plan() -> Document:
    """The plan as a Word document."""
    made = docx.Document()
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    _edges(made)
    title = _paragraph(made, TITLE)
    title.alignment, title.runs[0].font.size = WD_ALIGN_PARAGRAPH.CENTER, Pt(22)
    _paragraph(made, "各镇人民政府，县政府各部门、各直属单位：")
    for text in TEXT:
        _paragraph(made, text).paragraph_format.first_line_indent = Pt(32)
    _table(made)
    return made


def _edges(made: Document) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.7)
    section.header.paragraphs[0].text = "青溪县人民政府文件"
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, code in (("第 ", "PAGE"), (" 页 共 ", "NUMPAGES"), (" 页", "")):
        foot.add_run(text)
        _field(foot, code)


def _field(paragraph: Paragraph, code: str) -> None:
    for kind in ("begin", "", "end") if code else ():
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        paragraph.add_run()._r.append(element)


def _paragraph(made: Document, text: str) -> Paragraph:
    paragraph = made.add_paragraph(text)
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return paragraph


def _table(made: Document) -> None:
    table = made.add_table(rows=1, cols=len(HEAD))
    table.style = "Table Grid"
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    rows = [HEAD, *(_row(number) for number in range(1, 31))]
    for number, row in enumerate(rows):
        cells = table.rows[0].cells if not number else table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    first = 1
    for kind, count in KINDS:
        table.cell(first, 1).merge(table.cell(first + count - 1, 1)).text = kind
        first += count
    for width, column in zip(WIDTHS, table.columns, strict=True):
        for cell in column.cells:
            cell.width = Cm(width)
            for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
                run.font.size = Pt(10.5)


def _row(number: int) -> tuple[str, ...]:
    work = (
        f"推进第{number}批城镇老旧小区改造，完成改造{number * 3}个小区、惠及居民{number * 120}户，"
        "年底前全部竣工并交付使用"
    )
    others = "县财政局、县自然资源局、县城管局" if number % 2 else "各镇人民政府"
    return (str(number), "", work, "县住建局", others, "2026年12月底前")


if __name__ == "__main__":
    sys.exit(main())
