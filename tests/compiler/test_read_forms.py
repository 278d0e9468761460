"""Forms: each row begins with the name of what it holds, and each form is a task."""

import pytest

from luoshi.compiler import compile_source
from luoshi.compiler.model import Plan, Span
from luoshi.compiler.source import Cell, Source, Table
from tests.compiler.reading import compiled, coops, leads, plan_of

WATER = ("新区供水改造", "改造管网40公里", "市水务局", "市住建局、各区政府", "12月底前")
PARKS = ("新建口袋公园", "建成公园15个", "市城管局", "市财政局", "10月底前")
NAMES = ("任务名称", "工作目标", "责任单位", "配合单位", "完成时限")


def answers(plan: Plan) -> list[tuple[str, list[str], list[str]]]:
    return [(task.title, leads(task), coops(task)) for task in plan.tasks]


READ = [
    ("新区供水改造", ["市水务局"], ["市住建局", "各区政府"]),
    ("新建口袋公园", ["市城管局"], ["市财政局"]),
]


@pytest.mark.parametrize("sign", ["\t", "：", "    ", " | "])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_forms_one_below_another_are_tasks(sign: str, between: str):
    forms = (
        "\n".join(name + sign + value for name, value in zip(NAMES, form, strict=True))
        for form in (WATER, PARKS)
    )
    compilation = compiled("重点任务清单\n" + between.join(forms))
    assert compilation.plan is not None
    assert compilation.source is not None
    assert answers(compilation.plan) == READ
    dues = [task.due and compilation.source.slice(task.due) for task in compilation.plan.tasks]
    assert dues == ["12月底前", "10月底前"]


def test_a_goal_may_take_several_lines():
    text = "任务名称\t修路\n工作目标\t新建\n道路3条\n责任单位\t住建局\n任务名称\t植树\n责任单位\t林业局"
    assert [leads(task) for task in plan_of(text).tasks] == [["住建局"], ["林业局"]]


def test_labelled_lines_below_numbered_items_are_no_forms():
    text = "1.修路\n工作任务：新建道路\n责任单位：住建局\n2.植树\n工作任务：新建绿地\n责任单位：林业局"
    assert [(task.number, leads(task)) for task in plan_of(text).tasks] == [(1, ["住建局"]), (2, ["林业局"])]


def test_a_single_form_in_lines_is_text():
    assert plan_of("任务名称：修路\n责任单位：住建局").tasks == ()


@pytest.mark.parametrize("across", [2, 4])
def test_forms_that_a_document_holds_as_tables(across: int):
    text, cells, tables = "", [], []
    for form in (WATER, PARKS):
        cells, begun = [], len(text)
        for at, printed in enumerate(word for pair in zip(NAMES[:4], form[:4], strict=True) for word in pair):
            cells.append(Cell(Span(len(text), len(text) + len(printed)), at // across, at % across))
            text += printed + "\t"
        tables.append(Table(Span(begun, len(text) - 1), tuple(cells)))
        text += "\n\n"
    plan = compile_source(Source(name="表.docx", text=text, tables=tuple(tables)), year=2023).plan
    assert plan is not None
    assert answers(plan) == READ
