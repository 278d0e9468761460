"""Targets are read wherever they stand, and nowhere where a text looks back."""

from collections.abc import Callable

import pytest

from luoshi.compiler.model import Plan
from tests.compiler.reading import docstring, plan_of


def of_the_plan(plan: Plan) -> list[str]:
    """Metrics of the targets that belong to no task."""
    return [target.metric for target in plan.targets]


def of_the_tasks(plan: Plan) -> list[str]:
    """Metrics of the tasks' targets."""
    return [target.metric for task in plan.tasks for target in task.targets]


def test_an_aim_under_the_overall_requirements_belongs_to_the_plan() -> None:
    """
    云溪县2023年工作要点
    一、总体要求
    全年地区生产总值增长6%。
    二、重点任务
    1.新签约项目20个。（责任单位：县投促局）
    2.新开工项目10个。（责任单位：县发改委）
    """
    plan = plan_of(docstring(test_an_aim_under_the_overall_requirements_belongs_to_the_plan))
    assert of_the_plan(plan) == ["地区生产总值增长"]
    assert of_the_tasks(plan) == ["新签约项目", "新开工项目"]


def look_back_by_heading() -> None:
    """
    2023年云溪县政府工作报告
    一、2022年工作回顾
    全年新增就业6000人，改造老旧小区12个。
    建成高标准农田3万亩。
    二、2023年主要目标
    全年新增就业7000人。
    """


def look_back_by_paragraph() -> None:
    """
    2023年云溪县政府工作报告
    过去一年，我们新增就业6000人。
    项目建设提速。开工项目30个。
    今年，新增就业7000人。
    """


def look_back_over_five_years() -> None:
    """
    2023年云溪县政府工作报告
    “十三五”时期，建成高速公路200公里。
    2023年工作安排如下。
    新增就业7000人。
    """


def look_back_in_parts() -> None:
    """
    2023年云溪县政府工作报告
    第一部分 2022年工作回顾
    2022年，主要预期目标圆满完成。
    一、重点任务扎实推进。开工项目30个。
    （一）下半年以来，工业用电量增长9%。
    二、民生实事全部完成。争取资金5亿元，实施三年行动计划，新增学位900个。
    第二部分 2023年工作安排
    一、稳就业。新增就业7000人。
    """


def look_back_without_numbers() -> None:
    """
    2023年云溪县政府工作报告
    过去一年工作回顾
    （一）综合实力再上台阶。开工项目30个。
    2023年工作建议
    （一）稳就业。新增就业7000人。
    """


def look_back_without_line_ends() -> None:
    """
    2023年云溪县政府工作报告 各位代表：请予审议。一、2022年工作回顾2022年是很不平凡的一年。完成投资30亿元，开工项目30个。（一）工业向好。新增企业9家。二、2023年工作安排2023年，新增就业7000人。
    """


def look_back_without_line_ends_or_numbers() -> None:
    """
    2023年云溪县政府工作报告 各位代表：请予审议。2022年工作回顾2022年是很不平凡的一年。完成投资30亿元。新增企业9家。2023年工作安排2023年是关键之年。新增就业7000人。
    """


def look_back_and_ahead_in_one_paragraph() -> None:
    """
    云溪县稳就业工作方案
    2022年全县完成投资30亿元，增长5%。2023年主要目标是：新增就业7000人。
    """


def look_back_over_half_a_year() -> None:
    """
    云溪县2023年上半年工作总结及下半年工作安排
    一、上半年工作情况
    完成投资30亿元，开工项目30个。
    存在问题：工业投资下降5%，有8个项目滞后。
    二、下半年工作安排
    新增就业7000人。
    """


def look_back_that_begins_anew() -> None:
    """
    云溪镇2022年工作总结及2023年工作思路
    一、“十三五”回顾
    我镇立足实际，稳步前行。
    一、农业结构不断优化
    新建茶叶基地16个。
    二、设施不断加强
    新改建校舍12所。
    二、2023年工作思路
    新增就业7000人。
    """


def the_year_is_another_but_meant() -> None:
    """
    五年来，我们新开工项目860个。
    今后五年，到2023年，城市更加美丽。
    2019年是第一年，要重点抓好以下工作：
    新增就业7000人。
    """


def achievements_under_no_heading() -> None:
    """
    2023年云溪县政府工作报告（节选）
    （一）经济运行稳中向好。地区生产总值突破300亿元、增长6.8%，增速居全省第2位。
    （二）城乡面貌持续改善。改造老旧小区36个，成功创建国家园林城市，新增停车位900个。
    今年，我们将重点抓好以下工作：
    （一）稳就业。新增就业7000人。
    """


def what_is_wrong() -> None:
    """
    2023年云溪县政府工作报告
    新增就业7000人。
    我们也清醒看到：规上企业只有28家，研发投入强度低于全省1个百分点。
    """


def one_sentence_looks_back() -> None:
    """
    2023年云溪县政府工作报告
    去年完成投资30亿元，较好完成了任务。今年新增就业7000人。
    我们建成了20个口袋公园。
    """


@pytest.mark.parametrize(
    "text",
    [
        look_back_by_heading,
        look_back_by_paragraph,
        look_back_over_five_years,
        look_back_in_parts,
        look_back_without_numbers,
        look_back_and_ahead_in_one_paragraph,
        look_back_without_line_ends,
        look_back_without_line_ends_or_numbers,
        look_back_over_half_a_year,
        look_back_that_begins_anew,
        the_year_is_another_but_meant,
        achievements_under_no_heading,
        what_is_wrong,
        one_sentence_looks_back,
    ],
)
def test_what_was_achieved_before_is_no_target(text: Callable[[], None]) -> None:
    plan = plan_of(docstring(text))
    assert [*of_the_plan(plan), *of_the_tasks(plan)] == ["新增就业"]


def test_aims_that_are_worded_like_achievements_are_still_aims() -> None:
    """
    2023年云溪县政府工作报告（节选）
    （一）推动产业升级步伐加快。力争获批国家级集群1个，入选省级试点3个，荣获省质量奖企业2家。
    """
    plan = plan_of(docstring(test_aims_that_are_worded_like_achievements_are_still_aims))
    assert len(of_the_plan(plan) + of_the_tasks(plan)) == 3


def test_a_sentence_that_is_broken_over_lines_is_read_as_one() -> None:
    """
    2023年云溪县政府工作报告（节选）
    今年主要预期目标是，地区生产总值增长6%以上，社会消费
    品零售总额增长7%，全县城镇调查失业率控制在5%以内，城
    镇新增就业7000人，新建改建农村公路120公里，改造老旧小
    区18个，惠及居民2600户。
    一是稳就业。开展职业技能培训3000人次，新增公益性岗位
    500个。
    """
    plan = plan_of(docstring(test_a_sentence_that_is_broken_over_lines_is_read_as_one))
    metrics = of_the_plan(plan) + of_the_tasks(plan)
    assert [*metrics[1:4], metrics[5], metrics[8]] == [
        "社会消费品零售总额增长",
        "全县城镇调查失业率",
        "城镇新增就业",
        "改造老旧小区",
        "新增公益性岗位",
    ]
