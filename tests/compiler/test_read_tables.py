"""Tables of tasks: what names a column, what a row says, where a table begins and ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.compiler import Compilation, compile_source
from luoshi.compiler.model import Plan, Span, Task
from luoshi.compiler.source import Cell, Source, Table
from tests.compiler.reading import codes, compiled, coops, docstring, leads, plan_of

Rows = list[tuple[int | str | None, list[str], list[str]]]


def rows(plan: Plan) -> Rows:
    return [(task.number, leads(task), coops(task)) for task in plan.tasks]


def read(test: object) -> Plan:
    return plan_of(docstring(test))  # type: ignore[arg-type]


def bodies(compilation: Compilation) -> list[str]:
    assert compilation.source is not None
    assert compilation.plan is not None
    return [compilation.source.slice(task.body) for task in compilation.plan.tasks]


def due(compilation: Compilation) -> list[str | None]:
    assert compilation.source is not None
    assert compilation.plan is not None
    return [task.due and compilation.source.slice(task.due) for task in compilation.plan.tasks]


PRINTED = {
    "markdown": """
        | 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限 |
        |:--:|---|---|---|---|
        | 1 | 新建学校3所 | 区教育局 | 区住建局、区财政局 | 9月底前 |
        | 2 | 新建医院1所 | 区卫健局 | 无 | 年底前 |
        """,
    "tabs": """
        序号\t重点任务\t牵头单位\t配合单位\t完成时限
        1\t新建学校3所\t区教育局\t区住建局、区财政局\t9月底前
        2\t新建医院1所\t区卫健局\t/\t年底前
        """,
    "lined up by blanks": """
        序号  重点任务     牵头单位   配合单位            完成时限
        1     新建学校3所  区教育局   区住建局、区财政局  9月底前
        2     新建医院1所  区卫健局                       年底前
        """,
    "single blanks": """
        序号 重点任务 牵头单位 配合单位 完成时限
        1 新建学校3所 区教育局 区住建局、区财政局 9月底前
        2 新建医院1所 区卫健局 无 年底前
        """,
}


@pytest.mark.parametrize("text", PRINTED.values(), ids=PRINTED.keys())
def test_a_row_is_a_task_however_its_columns_are_parted(text: str):
    compilation = compiled(text)
    assert compilation.plan is not None
    assert rows(compilation.plan) == [
        (1, ["区教育局"], ["区住建局", "区财政局"]),
        (2, ["区卫健局"], []),
    ]
    assert bodies(compilation) == ["新建学校3所", "新建医院1所"]
    assert due(compilation) == ["9月底前", "年底前"]


@pytest.mark.parametrize(
    ("work", "lead", "coop"),
    [
        ("任务", "牵头单位", "配合单位"),
        ("工作任务", "主办单位", "协办单位"),
        ("重点举措", "牵头部门", "协同部门"),
        ("主要内容", "责任单位", "配合单位"),
        ("事项", "牵头（责任）单位", "协同单位"),
        ("项目名称", "牵头单位", "责任单位"),
        ("目标任务", "牵头单位（列第一位的负总责）", "参与单位"),
        ("2023年重点工作", "区级牵头单位", "区级配合单位"),
        ("主要指标", "牵头", "配合"),
    ],
)
def test_names_of_columns(work: str, lead: str, coop: str):
    text = f"|{work}|{lead}|{coop}|\n|---|---|---|\n|抓项目|发改局|财政局|\n|抓产业|工信局|税务局|"
    assert rows(plan_of(text)) == [(None, ["发改局"], ["财政局"]), (None, ["工信局"], ["税务局"])]


@pytest.mark.parametrize(
    "text",
    [
        "指标\t数值\n增长\t5%\n投资\t6亿元",
        "年份\t地区生产总值\t增速\n2021\t100\t5%\n2022\t105\t5%",
        "甲\t乙\t丙\n1\t抓项目\t发改局\n2\t抓产业\t工信局",
        "|甲|乙|\n|---|---|\n|抓项目|发改局|",
    ],
)
def test_a_table_without_a_known_header_makes_no_tasks(text: str):
    assert plan_of(text).tasks == ()


def test_group_rows_are_sections():
    """
    序号\t重点任务\t责任单位
    一、经济发展
    1\t抓项目\t发改局
    2\t抓产业\t工信局
    二、民生保障
    3\t抓教育\t教育局
    """
    plan = read(test_group_rows_are_sections)
    assert [(section.number, section.title) for section in plan.sections] == [
        ("一", "经济发展"),
        ("二", "民生保障"),
    ]
    assert [(task.section, task.number) for task in plan.tasks] == [(0, 1), (0, 2), (1, 3)]


def test_a_group_row_may_take_the_columns_of_number_and_task():
    """
    |序号|重点任务|责任单位|
    |---|---|---|
    |一|经济发展||
    |1|抓项目|发改局|
    |2|抓产业|工信局|
    |二|民生保障||
    |1|抓教育|教育局|
    """
    plan = read(test_a_group_row_may_take_the_columns_of_number_and_task)
    assert [(section.number, section.title) for section in plan.sections] == [
        ("一", "经济发展"),
        ("二", "民生保障"),
    ]
    assert [(task.section, task.number) for task in plan.tasks] == [(0, 1), (0, 2), (1, 1)]


def test_a_column_of_kinds_is_sections_and_empty_cells_go_on():
    """
    类别\t序号\t重点任务\t责任单位
    经济\t1\t抓项目\t发改局
    \t2\t抓产业\t工信局
    民生\t3\t抓教育\t教育局
    """
    plan = read(test_a_column_of_kinds_is_sections_and_empty_cells_go_on)
    assert [section.title for section in plan.sections] == ["经济", "民生"]
    assert [(task.section, task.number) for task in plan.tasks] == [(0, 1), (0, 2), (1, 3)]


def test_an_empty_cell_of_who_leads_goes_on_with_the_row_above():
    """
    |序号|工作任务|具体举措|牵头单位|配合单位|完成时限|
    |---|---|---|---|---|---|
    |1|抓项目|新签约100个|发改局|财政局|年底|
    | | |新开工50个||||
    | | |新投产30个|工信局|||
    """
    compilation = compiled(docstring(test_an_empty_cell_of_who_leads_goes_on_with_the_row_above))
    assert compilation.plan is not None
    assert rows(compilation.plan) == [
        (1, ["发改局"], ["财政局"]),
        (1, ["发改局"], ["财政局"]),
        (1, ["工信局"], []),
    ]
    assert due(compilation) == ["年底", "年底", None]
    assert "O004" not in codes(compilation)


def test_a_row_that_a_web_page_merged_at_its_head_begins_with_the_work():
    """
    某区2022年民生实事
    序号 | 项目内容 | 进展情况 | 责任单位 |
    1 | 新建托位7家以上。 | 已建6家。 | 区卫健局 |
    新增托育床位500个。 | 新增床位600个。 | ||
    2 | 实施公路大修100公里。 | 完成大修50公里。 | 区交通局 |
    """
    plan = read(test_a_row_that_a_web_page_merged_at_its_head_begins_with_the_work)
    assert rows(plan) == [(1, ["区卫健局"], []), (None, ["区卫健局"], []), (2, ["区交通局"], [])]
    assert [target.value for task in plan.tasks for target in task.targets] == [7, 500, 100]


def test_the_body_holds_the_column_of_goals():
    """
    |序号|重点任务|年度目标|责任单位|
    |---|---|---|---|
    |1|抓教育|新建学校3所|教育局|
    """
    plan = read(test_the_body_holds_the_column_of_goals)
    assert [(target.value, target.unit) for target in plan.tasks[0].targets] == [(3, "所")]
    assert plan.tasks[0].title == "抓教育"


def test_a_header_of_two_rows_and_one_that_comes_again():
    """
    |序号|工作任务|责任分工| |完成时限|
    |---|---|---|---|---|
    | | |牵头单位|配合单位| |
    |1|抓项目|发改局|财政局|6月底|
    |序号|工作任务|牵头单位|配合单位|完成时限|
    |2|抓产业|工信局||年底|
    """
    plan = read(test_a_header_of_two_rows_and_one_that_comes_again)
    assert rows(plan) == [(1, ["发改局"], ["财政局"]), (2, ["工信局"], [])]


def test_a_row_whose_words_might_name_columns_is_a_row():
    """
    |重点任务|责任单位|
    |---|---|
    |落实各项任务|各责任单位|
    |抓项目|发改局|
    """
    plan = read(test_a_row_whose_words_might_name_columns_is_a_row)
    assert rows(plan) == [(None, ["各责任单位"], []), (None, ["发改局"], [])]


def test_text_and_several_tables_in_one_document():
    """
    云溪区2023年工作方案
    一、总体要求
    坚持稳中求进。
    二、经济发展
    序号\t任务\t责任单位
    1\t抓项目\t发改局
    2\t抓产业\t工信局
    合计\t2项
    三、民生保障
    序号\t任务\t责任单位
    1\t抓教育\t教育局
    云溪区人民政府办公室
    """
    plan = read(test_text_and_several_tables_in_one_document)
    assert [section.number for section in plan.sections] == ["一", "二", "三"]
    assert [(task.section, task.number) for task in plan.tasks] == [(1, 1), (1, 2), (2, 1)]


def test_items_with_clauses_beside_a_table():
    """
    一、重点任务
    （一）抓项目。（责任单位：发改局）
    （二）抓产业。（责任单位：工信局）
    二、民生实事
    序号\t任务\t责任单位
    1\t抓教育\t教育局
    """
    plan = read(test_items_with_clauses_beside_a_table)
    assert [(task.section, task.number) for task in plan.tasks] == [(0, "（一）"), (0, "（二）"), (1, 1)]


@pytest.mark.parametrize(
    ("cell", "lead", "coop"),
    [
        ("发改局、工信局", ["发改局", "工信局"], []),
        ("发改局，工信局", ["发改局", "工信局"], []),
        ("发改局 工信局", ["发改局", "工信局"], []),
        ("发改局<br>工信局", ["发改局", "工信局"], []),
        ("发改局（牵头）、工信局", ["发改局"], ["工信局"]),
        ("发改局牵头，工信局配合", ["发改局"], ["工信局"]),
        ("牵头单位：发改局；配合单位：工信局", ["发改局"], ["工信局"]),
        ("发改局等有关部门", ["发改局"], []),
        ("各县（市、区）人民政府", ["各县（市、区）人民政府"], []),
        ("无", [], []),
        ("/", [], []),
        ("—", [], []),
    ],
)
def test_cells_of_units(cell: str, lead: list[str], coop: list[str]):
    task = plan_of(f"|序号|任务|责任单位|\n|---|---|---|\n|1|抓项目|{cell}|\n|2|抓产业|工信局|").tasks[0]
    assert (leads(task), coops(task)) == (lead, coop)


def test_people_beside_their_unit():
    """
    |序号|任务|责任领导|责任单位及责任人|
    |---|---|---|---|
    |1|抓教育|王五|区教育局（张三）|
    """
    task = read(test_people_beside_their_unit).tasks[0]
    assert leads(task) == ["区教育局"]
    assert [party.name for party in task.responsibility.leaders] == ["王五", "张三"]


def sheet(*printed: tuple[str, int, int, int, int]) -> Source:
    """A document of one table, as a reader gives it: text, row, column, rows, columns of each cell."""
    text, cells = "", []
    for at, (words, row, column, high, wide) in enumerate(printed):
        if at:
            text += "\n" if row != printed[at - 1][1] else "\t"
        cells.append(Cell(Span(len(text), len(text) + len(words)), row, column, high, wide))
        text += words
    table = Table(Span(0, len(text)), tuple(cells))
    return Source(name="表.docx", text=text + "\n", tables=(table,))


def read_sheet(source: Source) -> tuple[Task, ...]:
    plan = compile_source(source, year=2023).plan
    assert plan is not None
    return plan.tasks


HEADER = (("序号", 0, 0, 1, 1), ("任务", 0, 1, 1, 1), ("牵头单位", 0, 2, 1, 1), ("配合单位", 0, 3, 1, 1))


def test_a_merged_cell_holds_for_the_rows_below():
    tasks = read_sheet(
        sheet(
            *HEADER,
            ("1", 1, 0, 1, 1),
            ("抓项目", 1, 1, 1, 1),
            ("发改局", 1, 2, 2, 1),
            ("财政局", 1, 3, 1, 1),
            ("2", 2, 0, 1, 1),
            ("抓产业", 2, 1, 1, 1),
            ("", 2, 3, 1, 1),
        )
    )
    assert [(task.number, leads(task), coops(task)) for task in tasks] == [
        (1, ["发改局"], ["财政局"]),
        (2, ["发改局"], []),
    ]


def test_a_cell_across_the_table_heads_a_group_below_the_title():
    source = sheet(
        ("2023年重点任务表", 0, 0, 1, 4),
        *((words, 1, column, high, wide) for words, _row, column, high, wide in HEADER),
        ("一、经济", 2, 0, 1, 4),
        ("1", 3, 0, 1, 1),
        ("抓项目", 3, 1, 1, 1),
        ("发改局", 3, 2, 1, 1),
        ("", 3, 3, 1, 1),
    )
    plan = compile_source(source).plan
    assert plan is not None
    assert [(section.number, section.title) for section in plan.sections] == [("一", "经济")]
    assert [(task.number, task.section) for task in plan.tasks] == [(1, 0)]
    assert (plan.title, plan.year) == ("2023年重点任务表", 2023)


def test_a_name_that_its_cell_breaks_is_one_name():
    tasks = read_sheet(
        sheet(
            *HEADER,
            ("1", 1, 0, 1, 1),
            ("抓项目", 1, 1, 1, 1),
            ("市发展\n改革委\n市财政局", 1, 2, 1, 1),
            ("", 1, 3, 1, 1),
        )
    )
    assert leads(tasks[0]) == ["市发展改革委", "市财政局"]


CELLS = st.lists(
    st.lists(
        st.sampled_from(["", "1", "抓项目", "发改局", "/", "一、经济", "合计", "年底", "牵头单位"]),
        min_size=1,
        max_size=6,
    ),
    max_size=8,
)


def test_a_line_break_inside_a_cell_between_tabs():
    lines = (
        "序号\t工作任务\t牵头单位\t配合单位\t完成时限",
        "1\t新建学校，",
        "改造校舍。\t区教育局\t区住建局\t9月底前",
        "2\t新建医院\t区卫健局\t各街道",
        "办事处\t年底前",
        "二、生态环境",
        "3\t新建公园\t区城管局\t\t10月底前",
    )
    compilation = compiled("\n".join(lines))
    assert compilation.plan is not None
    assert rows(compilation.plan) == [
        (1, ["区教育局"], ["区住建局"]),
        (2, ["区卫健局"], ["各街道办事处"]),
        (3, ["区城管局"], []),
    ]
    assert bodies(compilation)[0] == "新建学校，\n改造校舍。"
    assert due(compilation) == ["9月底前", "年底前", "10月底前"]
    assert [section.title for section in compilation.plan.sections] == ["生态环境"]


def test_a_list_that_breaks_off_in_a_row_lined_up_by_blanks():
    """
    序号  重点工作  责任单位  完成时限
    1  新建学校3所  区教育局、区住建局  8月
    2  新增床位300张  区民政局、
    各街道办事处  10月
    3  治理河道5条  区水务局  12月
    """
    assert rows(read(test_a_list_that_breaks_off_in_a_row_lined_up_by_blanks)) == [
        (1, ["区教育局", "区住建局"], []),
        (2, ["区民政局", "各街道办事处"], []),
        (3, ["区水务局"], []),
    ]


@given(CELLS, st.sampled_from(["\t", "|", "  ", " "]))
def test_any_cells_below_a_header_are_read_without_harm(cells: list[list[str]], mark: str):
    head = mark.join(["序号", "任务", "牵头单位", "配合单位", "完成时限"])
    text = "\n".join([head, *(mark.join(row) for row in cells)])
    compilation = compile_source(Source(name="表.txt", text=text + "\n"))
    assert compilation.plan is not None
    for task in compilation.plan.tasks:
        assert 0 <= task.span.start <= task.body.start <= task.body.end <= task.span.end <= len(text)
