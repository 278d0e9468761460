"""Layouts of other governments: what is a task, what is not, and where a clause holds."""

import pytest

from luoshi.compiler.model import Plan
from tests.compiler.reading import codes, compiled, coops, docstring, leads, plan_of


def read(test: object) -> Plan:
    return plan_of(docstring(test))  # type: ignore[arg-type]


def numbers(plan: Plan) -> list[int | str | None]:
    return [task.number for task in plan.tasks]


def test_three_levels_of_headings():
    """
    第一章 经济发展
    一、工业
    （一）抓项目。（责任单位：工信局）
    （二）抓技改。（责任单位：工信局）
    二、农业
    （一）抓粮食。（责任单位：农业农村局）
    """
    plan = read(test_three_levels_of_headings)
    assert [(section.level, section.number) for section in plan.sections] == [
        (1, "第一章"),
        (2, "一"),
        (2, "二"),
    ]
    assert [(task.section, task.number) for task in plan.tasks] == [
        (1, "（一）"),
        (1, "（二）"),
        (2, "（一）"),
    ]


@pytest.mark.parametrize(
    ("marks", "printed"),
    [
        (("第一条 ", "第二条 "), ["第一条", "第二条"]),
        (("一是", "二是"), ["一是", "二是"]),
        (("（1）", "（2）"), ["（1）", "（2）"]),
        (("1、", "2、"), [1, 2]),
        (("任务1：", "任务2："), ["任务1", "任务2"]),
        (("【1】", "【2】"), ["【1】", "【2】"]),
        (("Ⅰ、", "Ⅱ、"), ["Ⅰ", "Ⅱ"]),
        (("项目一：", "项目二："), ["项目一", "项目二"]),
        (("十一、", "十二、"), ["十一", "十二"]),
    ],
)
def test_numbers_stay_as_printed(marks: tuple[str, str], printed: list[int | str]):
    text = "\n".join(f"{mark}抓工作。（责任单位：发改局）" for mark in marks)
    assert numbers(plan_of(text)) == printed


def test_a_heading_with_a_clause_and_without_items_is_a_task():
    """
    一、稳增长
    （一）抓项目
    1.抓签约。（责任单位：投促局）
    2.抓开工。（责任单位：住建局）
    （二）抓运行。加强监测。（责任单位：统计局）
    二、惠民生
    （一）抓教育
    1.建学校。（责任单位：教体局）
    """
    plan = read(test_a_heading_with_a_clause_and_without_items_is_a_task)
    assert numbers(plan) == [1, 2, "（二）", 1]
    assert leads(plan.tasks[2]) == ["统计局"]


def test_a_clause_at_the_end_of_a_section_holds_for_its_items():
    """
    一、稳增长
    1.抓项目。
    2.抓产业。
    （责任单位：发改局、工信局）
    二、惠民生
    3.抓教育。
    4.抓医疗。
    （责任单位：教体局）
    """
    plan = read(test_a_clause_at_the_end_of_a_section_holds_for_its_items)
    assert [leads(task) for task in plan.tasks] == [["发改局", "工信局"]] * 2 + [["教体局"]] * 2


def test_a_clause_in_a_heading_holds_for_its_items():
    """
    一、稳增长（责任单位：发改局）
    1.抓项目。
    2.抓产业。
    二、惠民生（责任单位：教体局）
    1.抓教育。
    """
    plan = read(test_a_clause_in_a_heading_holds_for_its_items)
    assert [leads(task) for task in plan.tasks] == [["发改局"], ["发改局"], ["教体局"]]
    assert [section.title for section in plan.sections] == ["稳增长", "惠民生"]


def test_a_number_that_was_lost_stays_unknown():
    """
    1.抓项目。（责任单位：发改局）
    抓产业。（责任单位：工信局）
    3.抓要素。（责任单位：资规局）
    """
    plan = read(test_a_number_that_was_lost_stays_unknown)
    assert numbers(plan) == [1, None, 3]
    assert leads(plan.tasks[1]) == ["工信局"]


def test_a_clause_on_a_line_of_its_own_belongs_to_the_item_above():
    """
    1.抓项目。（牵头单位：发改局）
    （配合单位：工信局）
    2.抓产业。
    责任单位：工信局
    """
    plan = read(test_a_clause_on_a_line_of_its_own_belongs_to_the_item_above)
    assert [(leads(task), coops(task)) for task in plan.tasks] == [(["发改局"], ["工信局"]), (["工信局"], [])]


def test_items_whose_line_breaks_were_lost():
    """
    一、稳增长
    1.抓项目。（责任单位：发改局）2.抓产业，投资1.5亿元。（责任单位：工信局）。 3.抓要素。（责任单位：资规局）
    """
    plan = read(test_items_whose_line_breaks_were_lost)
    assert [(task.number, leads(task)) for task in plan.tasks] == [
        (1, ["发改局"]),
        (2, ["工信局"]),
        (3, ["资规局"]),
    ]


def test_a_plan_without_any_number():
    """
    2023年云溪区重点工作
    加快项目建设。（责任单位：发改局）
    加快产业升级。（责任单位：工信局）
    """
    plan = read(test_a_plan_without_any_number)
    assert numbers(plan) == [None, None]
    assert [task.title for task in plan.tasks] == ["加快项目建设", "加快产业升级"]


def test_guiding_thoughts_principles_and_reviews_are_no_tasks():
    """
    一、总体要求
    （一）指导思想。坚持稳中求进。
    （二）基本原则。坚持统筹兼顾。
    二、2022年工作回顾
    （一）经济稳步增长。完成投资20亿元。
    三、重点任务
    （一）抓项目。（责任单位：发改局）
    （二）抓产业。（责任单位：工信局）
    """
    plan = read(test_guiding_thoughts_principles_and_reviews_are_no_tasks)
    assert [(task.section, task.number) for task in plan.tasks] == [(2, "（一）"), (2, "（二）")]
    assert len(plan.sections) == 3


def test_signature_and_closing_remarks_are_no_task_text():
    """
    1.抓项目。（责任单位：发改局）
    2.抓产业。（责任单位：工信局）
    本措施自印发之日起施行，有效期5年。
    云溪区人民政府办公室
    2023年3月1日
    """
    compilation = compiled(docstring(test_signature_and_closing_remarks_are_no_task_text))
    assert compilation.plan is not None
    assert compilation.source is not None
    assert compilation.source.slice(compilation.plan.tasks[-1].span) == "2.抓产业。（责任单位：工信局）"


@pytest.mark.parametrize(
    ("head", "title", "year", "place"),
    [
        ("2023年云溪区政府工作报告", "2023年云溪区政府工作报告", 2023, "云溪区"),
        ("云溪市人民政府2023年工作要点", "云溪市人民政府2023年工作要点", 2023, "云溪市"),
        ("下载\n打印\n来源:云溪日报\n云溪县2023年民生实事", "云溪县2023年民生实事", 2023, "云溪县"),
        (
            "云溪市人民政府关于印发《若干措施》的通知 各县区：\n云溪市稳增长若干措施",
            "云溪市稳增长若干措施",
            None,
            "云溪市",
        ),
        ("2023年,云溪高新区的目标是:增长6%。", None, 2023, None),
        ("2023年云溪高新区,全区的目标是:增长6%。", None, 2023, "云溪高新区"),
        ("关于推进民生工程的实施意见", "关于推进民生工程的实施意见", None, None),
    ],
)
def test_title_year_and_place(head: str, title: str | None, year: int | None, place: str | None):
    plan = compiled(f"{head}\n一、稳增长\n1.抓项目。（责任单位：发改局）", year=None).plan
    assert plan is not None
    assert (plan.title, plan.year, plan.jurisdiction) == (title, year, place)


@pytest.mark.parametrize(
    ("clause", "lead", "coop"),
    [
        ("（发改局、工信局负责。列第一位者为牵头单位，下同）", ["发改局", "工信局"], []),
        ("（责任单位：发改局、工信局。排名第一的为牵头单位）", ["发改局", "工信局"], []),
        ("（牵头单位：发改局；完成时限：2023年12月）", ["发改局"], []),
        ("（市级牵头部门：发改局，参与部门：工信局等）", ["发改局"], ["工信局"]),
        ("（发改局牵头，会同工信局、财政局）", ["发改局"], ["工信局", "财政局"]),
        (
            "（责任单位：各市、县（区）人民政府，省发展改革委）",
            ["各市、县（区）人民政府", "省发展改革委"],
            [],
        ),
        ("（责任单位：各设区市和省直管县）", ["各设区市和省直管县"], []),
        ("（责任单位：市发展改革委和市财政局）", ["市发展改革委", "市财政局"], []),
        ("（责任单位：市人力资源和社会保障局）", ["市人力资源和社会保障局"], []),
        ("（责任单位：各区、各部门）", ["各区", "各部门"], []),
        ("（责任单位：/）", [], []),
        ("责任单位：发改局。完成时限：6月底前。", ["发改局"], []),
        ("完成时限：6月底前。（责任单位：发改局）", ["发改局"], []),
        ("（完成时限：6月底前；责任单位：发改局）", ["发改局"], []),
        ("（发改局牵头，财政局等按职责分工负责，9月底前出台政策，年内持续推进）", ["发改局"], ["财政局"]),
        ("（2023年6月底前完成；发改局牵头，财政局配合）", ["发改局"], ["财政局"]),
        ("（发改局、各区〔含功能区，下同〕按职责分工负责）", ["发改局", "各区〔含功能区，下同〕"], []),
        ("（责任 单位 ： 发改局 、 财政局 ）", ["发改局", "财政局"], []),
        ("（发改局、财政局按职责分工负责，2024年12月底前完成）", ["发改局", "财政局"], []),
        ("（发改局牵头，各县（市）人民政府配合，持续推进）", ["发改局"], ["各县（市）人民政府"]),
        ("（发改局牵头，财政局配合；完成时限：6月底）", ["发改局"], ["财政局"]),
        ("（责任单位：发改局、财政局，6月底前完成）", ["发改局", "财政局"], []),
        ("（发改局牵头，国务院相关部门及各地区负责）", ["发改局"], ["国务院相关部门", "各地区"]),
        ("（发改局牵头，人民银行等有关部门和各地区负责）", ["发改局"], ["人民银行", "各地区"]),
    ],
)
def test_clauses(clause: str, lead: list[str], coop: list[str]):
    task = plan_of(f"1.抓项目。{clause}\n2.抓产业。（责任单位：工信局）").tasks[0]
    assert (leads(task), coops(task)) == (lead, coop)


@pytest.mark.parametrize(
    "text", ["加强组织领导：", "明确工作时间：每周两次。", "（含经营性用地1000亩）", "（以下简称负责人）"]
)
def test_words_of_the_body_are_no_clause(text: str):
    plan = plan_of(f"1.抓项目。{text}加快建设。\n2.抓产业。（责任单位：工信局）")
    assert plan.tasks[0].responsibility.spans == ()


def test_one_paragraph_with_a_clause_is_no_plan():
    assert "O001" in codes(compiled("加快项目建设。（责任单位：发改局）"))


def printed(plan: Plan) -> list[tuple[str | None, int | str | None, list[str]]]:
    """Each task with the number of its section and who leads it."""
    return [
        (None if task.section is None else plan.sections[task.section].number, task.number, leads(task))
        for task in plan.tasks
    ]


def test_items_inside_an_item_that_carry_clauses_are_the_tasks():
    """
    一、稳增长
    （一）抓项目
    1.抓签约。（责任单位：投促局）
    2.抓开工。（责任单位：住建局）
    （二）抓运行。（责任单位：统计局）
    （三）抓消费。（责任单位：商务局）
    （四）抓外贸。（责任单位：商务局）
    """
    assert printed(read(test_items_inside_an_item_that_carry_clauses_are_the_tasks)) == [
        ("（一）", 1, ["投促局"]),
        ("（一）", 2, ["住建局"]),
        ("一", "（二）", ["统计局"]),
        ("一", "（三）", ["商务局"]),
        ("一", "（四）", ["商务局"]),
    ]


def test_points_below_an_item_with_a_clause_are_its_text():
    """
    1.抓项目。（责任单位：发改局）
    （1）签约100个。
    （2）开工50个。
    2.抓产业。（责任单位：工信局）
    （1）培育30家。
    """
    plan = read(test_points_below_an_item_with_a_clause_are_its_text)
    assert printed(plan) == [(None, 1, ["发改局"]), (None, 2, ["工信局"])]
    assert [len(task.targets) for task in plan.tasks] == [2, 1]


def test_headings_that_some_sections_only_have():
    """
    一、稳增长
    1.抓项目。（责任单位：发改局）
    2.抓产业。（责任单位：工信局）
    二、惠民生
    （一）教育
    3.抓学校。（责任单位：教育局）
    （二）医疗
    4.抓医院。（责任单位：卫健局）
    """
    assert printed(read(test_headings_that_some_sections_only_have)) == [
        ("一", 1, ["发改局"]),
        ("一", 2, ["工信局"]),
        ("（一）", 3, ["教育局"]),
        ("（二）", 4, ["卫健局"]),
    ]


def test_ordinals_inside_a_paragraph_that_carry_the_clauses():
    """
    一、稳增长
    1.抓项目。一是抓签约。（责任单位：投促局）二是抓开工。（责任单位：住建局）
    2.抓产业。一是抓培育。（责任单位：工信局）二是抓技改。（责任单位：科技局）
    """
    assert printed(read(test_ordinals_inside_a_paragraph_that_carry_the_clauses)) == [
        ("1", "一是", ["投促局"]),
        ("1", "二是", ["住建局"]),
        ("2", "一是", ["工信局"]),
        ("2", "二是", ["科技局"]),
    ]


def test_ordinals_below_one_clause_are_text():
    """
    1.抓项目。一是抓签约；二是抓开工。（责任单位：发改局）
    2.抓产业。一是抓培育；二是抓技改。（责任单位：工信局）
    """
    assert printed(read(test_ordinals_below_one_clause_are_text)) == [
        (None, 1, ["发改局"]),
        (None, 2, ["工信局"]),
    ]


def test_paragraphs_with_clauses_inside_an_item_are_one_task():
    """
    1.抓项目。
    抓签约。（责任单位：投促局）
    抓开工。（责任单位：住建局）
    2.抓产业。（责任单位：工信局）
    """
    assert printed(read(test_paragraphs_with_clauses_inside_an_item_are_one_task)) == [
        (None, 1, ["投促局", "住建局"]),
        (None, 2, ["工信局"]),
    ]


def test_paragraphs_below_headings():
    """
    一、稳增长
    加快项目建设。（责任单位：发改局）
    加快产业升级。
    责任单位：工信局
    配合单位：科技局
    二、惠民生
    办好教育。（责任单位：教育局）
    办好医疗。（责任单位：卫健局）
    """
    plan = read(test_paragraphs_below_headings)
    assert printed(plan) == [
        ("一", None, ["发改局"]),
        ("一", None, ["工信局"]),
        ("二", None, ["教育局"]),
        ("二", None, ["卫健局"]),
    ]
    assert coops(plan.tasks[1]) == ["科技局"]


def test_a_text_without_line_breaks():
    text = (
        "云溪区2023年工作任务 一、稳增长 1.抓项目。签约100个，投资1.5亿元。（责任单位：发改局）"
        "2.抓产业。（责任单位：工信局）二、惠民生 3.抓教育。（责任单位：教育局）"
    )
    assert printed(plan_of(text)) == [
        ("一", 1, ["发改局"]),
        ("一", 2, ["工信局"]),
        ("二", 3, ["教育局"]),
    ]


def test_a_text_without_line_breaks_and_clauses():
    work = "加快建设进度，强化要素保障。" * 12
    text = f"云溪区2023年工作任务 一、稳增长 1.抓项目。{work}2.抓产业。{work}二、惠民生 3.抓教育。{work}"
    assert printed(plan_of(text)) == [("一", 1, []), ("一", 2, []), ("二", 3, [])]


def test_a_table_of_contents_does_not_count_twice():
    """
    云溪区2023年工作方案
    目 录
    一、稳增长..........1
    （一）抓项目..........2
    （二）抓产业..........2
    一、稳增长
    （一）抓项目
    签约100个。（责任单位：发改局）
    （二）抓产业
    培育30家。（责任单位：工信局）
    """
    plan = read(test_a_table_of_contents_does_not_count_twice)
    assert printed(plan) == [("一", "（一）", ["发改局"]), ("一", "（二）", ["工信局"])]
    assert len(plan.sections) == 1


@pytest.mark.parametrize(
    "text",
    [
        "# 云溪区2023年工作要点\n## 一、稳增长\n### 1.抓项目\n（责任单位：发改局）\n### 2.抓产业\n（责任单位：工信局）",
        "# 云溪区2023年工作要点\n## 一、稳增长\n**1.抓项目。**（责任单位：发改局）\n**2.** 抓产业。**责任单位：** 工信局",
        "# 云溪区2023年工作要点\n**一、稳增长**\n- 1.抓项目。（责任单位：发改局）\n- 2.抓产业。（责任单位：工信局）",
    ],
)
def test_markdown(text: str):
    plan = plan_of(text)
    assert plan.title == "云溪区2023年工作要点"
    assert [section.title for section in plan.sections] == ["稳增长"]
    assert printed(plan) == [("一", 1, ["发改局"]), ("一", 2, ["工信局"])]


def test_markdown_without_numbers():
    """
    # 云溪区2023年工作要点
    ## 稳增长
    - 抓项目。（责任单位：发改局）
    - 抓产业。（责任单位：工信局）
    ## 惠民生
    - 抓教育。（责任单位：教育局）
    - 抓医疗。（责任单位：卫健局）
    """
    plan = read(test_markdown_without_numbers)
    assert [section.title for section in plan.sections] == ["稳增长", "惠民生"]
    assert [(task.section, task.title) for task in plan.tasks] == [
        (0, "抓项目"),
        (0, "抓产业"),
        (1, "抓教育"),
        (1, "抓医疗"),
    ]


def test_a_notice_and_what_it_covers():
    """
    云溪区人民政府办公室关于印发2023年重点工作的通知
    各镇人民政府：
    请做好以下工作：
    一、提高认识。各单位要高度重视。
    二、压实责任。
    附件：2023年云溪区重点工作
    云溪区人民政府办公室
    2023年3月1日
    附件
    2023年云溪区重点工作
    一、抓项目。（责任单位：发改局）
    二、抓产业。（责任单位：工信局）
    """
    assert printed(read(test_a_notice_and_what_it_covers)) == [
        (None, "一", ["发改局"]),
        (None, "二", ["工信局"]),
    ]


@pytest.mark.parametrize(
    ("marks", "printed"),
    [
        (("①", "②"), ["①", "②"]),
        (("1）", "2）"), [1, 2]),
        (("⒈", "⒉"), [1, 2]),
        (("★1.", "2."), [1, 2]),
        (("（ 一 ）", "（ 二 ）"), ["（ 一 ）", "（ 二 ）"]),
        (("1.1 ", "1.2 "), ["1.1", "1.2"]),
    ],
)
def test_rarer_numbers(marks: tuple[str, str], printed: list[int | str]):
    text = "\n".join(f"{mark}抓工作。（责任单位：发改局）" for mark in marks)
    assert numbers(plan_of(text)) == printed


def test_general_provisions_are_no_tasks():
    """
    第一章 总则
    第一条 为促进发展，制定本措施。
    第二章 措施
    第二条 抓项目。（责任单位：发改局）
    第三条 抓产业。（责任单位：工信局）
    第四条 本措施自印发之日起施行。
    """
    assert numbers(read(test_general_provisions_are_no_tasks)) == ["第二条", "第三条"]
