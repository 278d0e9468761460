"""Each code has its wording in both languages, its entry in the docs, and a text that brings it about."""

import re
from pathlib import Path

import pytest

from luoshi.compiler import compile_bytes, compile_source
from luoshi.compiler.catalogue import CATALOGUE, hint, message
from luoshi.compiler.diagnostics import Diagnostic, Severity
from luoshi.compiler.readers.ocr import marked
from luoshi.compiler.source import Source
from tests.compiler.readers.making import docx_of, table_of
from tests.compiler.readers.pages import Page, made, typeset, unruled
from tests.compiler.reading import codes, compiled

FILES = Path(__file__).parent / "readers/files"
DOCS = Path(__file__).parent.parent.parent / "docs" / "diagnostics.md"

TASKS = "\n".join(f"{n}.抓工作。(牵头单位:区发改局;协同单位:区财政局)" for n in range(1, 8))

OFTEN = "".join(f"{n}.抓工作。(责任单位:区住房和城乡建设局)\n" for n in range(1, 9))

BRINGS_ABOUT = {
    "O001": "各单位要高度重视,抓好落实。",
    "O007": "全年新增就业7000人。",
    "O002": "1.甲。(责任单位:发改局)\n3.乙。(责任单位:工信局)",
    "O003": "1.甲。(责任单位:发改局)\n免责声明:本站内容仅供参考。",
    "O004": "7.甲。(责任单位:发改局)\n8.乙。(责任单位:工信局)\n7.丙。(责任单位:工信局)",
    "O005": "2023年云溪区的目标是:增长6%。\n1.甲。(责任单位:发改局)",
    "O006": "1.甲。(责任单位:发改局)\n推进乙。(责任单位:工信局)",
    "L001": TASKS + "\n8.抓工作。(主办单位:区发改局;协同单位:区财政局)",
    "L002": TASKS + "\n8.抓工作。(牵头单位:区发改局,协同单位:区财政局)",
    "L003": TASKS + "\n8.抓工作。(牵头单位:区发改局)",
    "L004": TASKS + "\n8.抓工作。",
    "L005": "1.甲。(发改局、工信局负责。列第一位者为牵头单位,下同)",
    "L006": "一、甲\n1.甲。\n2.乙。\n(责任单位:发改局)\n二、乙\n3.丙。\n4.丁。\n(责任单位:工信局)",
    "L007": "1.甲。(责任单位:磨店社区、站北社区管委会)\n2.乙。(责任单位:工信局)",
    "L008": OFTEN + "9.甲。(责任单位:区住房与城乡建设局)",
    "T001": "1.新建30公里。(责任单位:发改局)\n2.乙。(责任单位:工信局)",
    "T002": "1.一般公共预算收入增长6%。(责任单位:财政局)\n2.确保一般公共预算收入增长7%。(责任单位:税务局)",
    "T003": "2023年云溪区工作要点\n1.2021年底前新建学校3所。(责任单位:教育局)\n2.乙。(责任单位:工信局)",
    "T004": "1.加强5类机构监管。(责任单位:金融办)\n2.乙。(责任单位:工信局)",
    "T005": "1.新建学校5~3所。(责任单位:教育局)\n2.乙。(责任单位:工信局)",
    "T006": "1.产品抽检合格率达到120%。(责任单位:市场监管局)\n2.乙。(责任单位:工信局)",
    "T007": "1.确保13月底前完成改造。(责任单位:住建局)\n2.乙。(责任单位:工信局)",
    "D001": "1.推进电 建设,加强 格化管理。(责任单位:政法委)\n2.乙。(责任单位:工信局)",
    "C001": "1.甲。(责任单位:发改局)",
    "C002": "1.甲。(责任单位:发改局)\n云溪区人民政府办公室\n2023年3月1日",
}
UNREADABLE = {
    "R001": b"",
    "R002": b"text\x00text",
    "R003": "计划".encode() + b"\xff" * 9,
    "R010": b"{\\rtf1}",
    "R011": b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
    "R012": b"PK\x03\x04",
    "R013": docx_of(" " * (97 << 20)),
    "R014": docx_of("<w:p/>"),
    "R016": b"<html>" + b"<b>" * 500_000,
    "R018": "新增30个。\n".encode() * 250_000,
    "R015": docx_of(table_of([["任务", "单位"]] * 50_001)),
    "R021": made([Page(picture=True)]),
    "R022": made([*typeset("1.甲。"), Page(picture=True)]),
    "R023": b"\xd0\xcf\x11\xe0" + bytes(600),
    "R024": made([Page(["BT /F1 9 Tf", *["<" + "4e00" * 8000 + "> Tj"] * 376, "ET"])]),
    "R026": (FILES / "numbered.doc").read_bytes(),
    "R027": made([unruled([["1", "新建学校4所", "区教育局", "年底前"]] * 6, [80, 120, 300, 420])]),
}
RECOGNIZED = {"R020": "1.甲。", "R025": "1.新增绿地500m2。"}


@pytest.mark.parametrize("code", RECOGNIZED)
def test_the_recognized_text_that_brings_it_about(code: str):
    source = marked(Source(name="scan", text=RECOGNIZED[code]))
    assert code in codes(compile_source(source))


@pytest.mark.parametrize("code", BRINGS_ABOUT)
def test_the_text_that_brings_it_about(code: str):
    assert code in codes(compiled(BRINGS_ABOUT[code], year=None))


@pytest.mark.parametrize("code", UNREADABLE)
def test_the_bytes_that_bring_it_about(code: str):
    assert code in codes(compile_bytes(UNREADABLE[code], name="x.txt"))


def test_nothing_is_left_out():
    documented = set(re.findall(r"^## ([A-Z]\d{3}) ", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert set(CATALOGUE) == documented == {*BRINGS_ABOUT, *UNREADABLE, *RECOGNIZED}


@pytest.mark.parametrize("code", BRINGS_ABOUT)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_worded_with_all_its_values(code: str, language: str):
    compilation = compiled(BRINGS_ABOUT[code], year=None)
    found = next(each for each in compilation.diagnostics if each.code == code)
    text = message(found, language=language) + hint(found, language=language)
    assert "{" not in text
    assert found.severity is CATALOGUE[code].severity


def test_a_plan_in_good_order_has_no_finding():
    text = "2023年云溪区工作要点\n一、稳增长\n" + TASKS
    assert codes(compiled(text, year=None)) == []


def test_a_count_that_begins_anew_in_each_section_repeats_nothing():
    text = "一、甲\n1.甲。(责任单位:发改局)\n2.甲。(责任单位:发改局)\n二、乙\n1.乙。(责任单位:发改局)\n2.乙。(责任单位:发改局)"
    assert "O004" not in codes(compiled(text))


def test_both_places_of_a_number_are_named():
    compilation = compiled(BRINGS_ABOUT["O004"])
    (found,) = [each for each in compilation.diagnostics if each.code == "O004"]
    assert found.span is not None
    assert compilation.source is not None
    assert compilation.source.place(found.span.start).line == 3
    assert (found.params["line"], found.params["column"]) == ("1", "1")


def test_an_unknown_code_is_a_bug_of_ours():
    with pytest.raises(KeyError):
        message(Diagnostic(code="X999", severity=Severity.INFO))
