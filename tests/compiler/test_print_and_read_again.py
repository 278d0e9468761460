"""Print a plan as Markdown or as a workbook, compile that: it is the same plan."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.compiler import Compilation, compile_bytes
from luoshi.compiler.printer.again import Printed, differences
from luoshi.compiler.printer.markdown import as_markdown
from luoshi.compiler.printer.workbook import as_workbook
from tests.compiler.corpus import FOLDER, phrases
from tests.compiler.reading import compiled

SAMPLE = Path(__file__).parents[2] / "samples" / "xinzhan-2022.txt"
FORMATS = [("plan.md", as_markdown), ("plan.xlsx", as_workbook)]
Printer = Callable[[Compilation], Printed]

TABLE = (
    "某县2023年重点工作分工表\n"
    "序号\t重点任务\t工作内容\t牵头单位\t配合单位\t完成时限\n"
    "一、产业\n"
    "1\t工业\t新增规模以上企业30家。\t县工信局\t各乡镇\t年底前\n"
    "2\t农业\t新建高标准农田2万亩。\t县农业农村局\t—\t6月底前\n"
    "二、民生\n"
    "3\t教育\t建成学校4所。\t县教育局\t县住建局、县财政局\t年底前\n"
)
INDICATORS = (
    "某县2023年主要目标任务表\n\n"
    "指标名称\t单位\t2022年完成\t2023年目标\t责任单位\n"
    "地区生产总值增速\t%\t6.1\t7\t县发改局\n"
    "城镇新增就业\t人\t11800\t12000\t县人社局\n"
)
CELLS = '"序号","任务","目标","牵头单位","配合单位"\n"1","建学校","建成学校4所\n新增学位3000个","县教育局","县住建局\n县财政局"\n"2","修路","修路30公里","县交通局",""\n'
LAYOUTS = {
    "clauses in brackets": "2023年某市工作要点\n一、工业\n1.新签约项目60个。（牵头单位：工信局；配合单位：各区）\n"
    "2.技改投资增长9%以上,力争10%。（工信局牵头，发改局配合）\n二、民生\n3.新建学校4所。（教育局负责）\n",
    "numbers that start anew": "2023年计划\n一、工业\n1.新签约项目60个。(责任单位:工信局)\n二、民生\n1.新建学校4所。(责任单位:教育局)\n",
    "sections in sections": "某区2023年计划\n第一章 发展\n一、工业\n（一）新签约项目60个。（责任单位：甲局）\n"
    "（二）亩均税收提高5%。（责任单位：乙局）\n二、农业\n（一）粮食产量12万吨。（责任单位：丙局）\n",
    "abbreviated names": "2023年计划\n1.新建学校4所。（责任单位：甲社区、乙社区、丙社区管委会）\n"
    "2.抓好整改。（责任单位：甲社区，丙社区管委会）\n",
    "one clause for a section": "2023年计划\n一、工业\n1.新签约项目60个。\n2.技改投资增长9%。\n（责任单位：工信局）\n"
    "二、民生\n3.新建学校4所。\n4.新增床位300张。\n（责任单位：卫健委）\n",
    "a task of several lines": "2023年计划\n1.抓项目。\n（1）新签约项目60个。\n（2）新开工项目40个。（责任单位：发改局）\n"
    "2.抓安全。（责任单位：应急局）\n3.抓教育。\n（1）新建学校4所。\n（责任单位：教育局）\n",
    "no numbers": "2023年某市民生实事\n新建学校4所。（教育局负责）\n\n新增床位300张。（卫健委负责）\n",
    "no year in the text": "1.新建学校4所,6月底前完成。(责任单位:教育局)\n2.抓好安全。(责任单位:应急局)\n",
    "signs of tables in the text": "2023年计划\n1.抓好“A|B”两个平台。(责任单位:大数据局)\n2.新建*学校*4所。(责任单位:教育局)\n",
    "a table": TABLE,
    "a table of indicators": INDICATORS,
}


@pytest.mark.parametrize(("name", "printer"), FORMATS)
def test_the_sample_reads_back_the_same(name: str, printer: Printer):
    first = compile_bytes(SAMPLE.read_bytes(), name="plan.txt")
    printed = printer(first)
    assert printed.differences == 0
    assert differences(first, compile_bytes(printed.data, name=name)) == 0


@pytest.mark.parametrize(("name", "printer"), FORMATS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_reads_back_the_same(layout: str, name: str, printer: Printer):
    first = compiled(LAYOUTS[layout])
    assert first.plan is not None and first.plan.tasks
    printed = printer(first)
    assert differences(first, compile_bytes(printed.data, name=name)) == 0


@pytest.mark.parametrize(("name", "printer"), FORMATS)
@pytest.mark.parametrize("corpus", sorted(path.name for path in FOLDER.glob("targets*.txt")))
def test_every_phrase_of_the_corpus_reads_back_the_same(corpus: str, name: str, printer: Printer):
    tasks = [f"{at}.{phrase.text}(责任单位:甲局)" for at, phrase in enumerate(phrases(corpus), 1)]
    first = compiled("2023年计划\n" + "\n".join(tasks))
    assert differences(first, compile_bytes(printer(first).data, name=name)) == 0


@pytest.mark.parametrize(("name", "printer"), FORMATS)
def test_line_breaks_inside_cells_read_back_the_same(name: str, printer: Printer):
    first = compile_bytes(CELLS.encode(), name="分工表.csv", year=2023)
    assert first.plan is not None and len(first.plan.tasks) == 2
    assert len(first.plan.tasks[0].targets) == 2
    assert differences(first, compile_bytes(printer(first).data, name=name)) == 0


@pytest.mark.parametrize(("title", "text"), [("建成学校", "建成学校4所。"), ("抓教育", "建成学校5所。")])
def test_another_title_or_text_counts_as_a_difference(title: str, text: str):
    def table(title: str, text: str) -> Compilation:
        return compiled(f"2023年分工表\n序号\t任务\t工作内容\t牵头单位\n1\t{title}\t{text}\t县教育局\n")

    assert differences(table("抓教育", "建成学校4所。"), table("抓教育", "建成学校4所。")) == 0
    assert differences(table("抓教育", "建成学校4所。"), table(title, text)) > 0


UNIT = st.sampled_from(
    [
        "区财政局(国资局)",
        "发改局",
        "各社区管委会",
        "区安委会各成员单位",
        "市发展改革委",
        "各县（市、区）人民政府",
        "投促局",
    ]
)
WORK = st.sampled_from(
    [
        "全年新签约项目力争达到200个,签约投资额800亿元",
        "建成交付安置房2.53万套、216万㎡",
        "年底前完成结构封顶",
        "规上工业增加值增速不低于9%,力争10%",
        "出台《招商引资考核办法》",
        "实现污水管网全覆盖",
        "“四上”企业新增1~3家",
        "空气质量优良天数比例居全市前列",
        "抓好安全生产",
    ]
)
LEADS = st.lists(UNIT, min_size=1, max_size=4, unique=True)
TASK = st.tuples(
    st.lists(WORK, min_size=1, max_size=3), LEADS, st.lists(UNIT, max_size=3, unique=True), st.booleans()
)
PLAN = st.lists(st.lists(TASK, min_size=1, max_size=4), min_size=1, max_size=4)


def printed_plan(sections: list[list[tuple[list[str], list[str], list[str], bool]]], *, anew: bool) -> str:
    """A plan as governments print it: sections `一、`, tasks `1.`, a clause in brackets at the end."""
    lines, number = ["某市2023年工作计划", "2023年,全市生产总值增长6%左右。"], 0
    for at, tasks in enumerate(sections):
        lines.append(f"{'一二三四'[at]}、重点工作")
        number = 0 if anew else number
        for work, leads, coops, due in tasks:
            number += 1
            coop = f";协同单位:{'、'.join(coops)}" if coops else ""
            limit = ";完成时限:6月底前" if due else ""
            lines.append(f"{number}.{'。'.join(work)}。(牵头单位:{'、'.join(leads)}{coop}{limit})")
    return "\n".join(lines)


@pytest.mark.parametrize(("name", "printer"), FORMATS)
@given(sections=PLAN, anew=st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_plan_reads_back_the_same(
    name: str,
    printer: Printer,
    sections: list[list[tuple[list[str], list[str], list[str], bool]]],
    anew: bool,
):
    first = compiled(printed_plan(sections, anew=anew))
    assert differences(first, compile_bytes(printer(first).data, name=name)) == 0


@pytest.mark.parametrize(("name", "printer"), FORMATS)
@given(
    text=st.text(
        st.sampled_from("1一2.、。（）:：|\n\t #*任务责任单位序号甲局建成学校4所%年底前"), max_size=200
    )
)
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_printed_and_says_what_it_lost(name: str, printer: Printer, text: str):
    first = compiled(text)
    if first.plan is not None:
        printed = printer(first)
        assert printed.differences == differences(first, compile_bytes(printed.data, name=name))


@pytest.mark.parametrize("printer", [as_markdown, as_workbook])
def test_the_same_plan_gives_the_same_bytes(printer: Printer):
    first = compile_bytes(SAMPLE.read_bytes(), name="plan.txt")
    assert printer(first).data == printer(first).data


def test_a_row_is_as_tall_as_its_longest_cell():
    """Not every program fits rows to wrapped text: without heights a print lies over itself."""
    short, long = "抓项目。", "新签约项目60个，" * 20
    plan = f"2023年计划\n1.{short}(责任单位:甲局)\n2.{long}抓落实。(责任单位:甲局)\n"
    workbook = zipfile.ZipFile(BytesIO(as_workbook(compiled(plan)).data))
    sheet = workbook.read("xl/worksheets/sheet1.xml").decode()
    *_, one, many = map(float, re.findall(r'<row [^>]* ht="([0-9.]+)"', sheet))
    assert one < 30 < 60 < many
