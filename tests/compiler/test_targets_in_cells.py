"""A cell of a table is a sentence of its own: no metric takes in the words of the cell before it."""

from decimal import Decimal

from tests.compiler.reading import plan_of

TABLE = """
| 序号 | 项目名称 | 年度目标 | 责任单位 |
|---|---|---|---|
| 1 | 改造老旧小区 | 改造老旧小区18个 | 区住建局 |
"""


def test_a_metric_stays_in_its_cell() -> None:
    (task,) = plan_of(TABLE).tasks
    assert [target.metric for target in task.targets] == ["改造老旧小区"]


def test_a_metric_stays_in_its_cell_between_tabs() -> None:
    (task,) = plan_of(TABLE.replace("|---|---|---|---|\n", "").replace(" | ", "\t").replace("|", "")).tasks
    assert [target.metric for target in task.targets] == ["改造老旧小区"]


INDICATORS = """
青溪区2025年主要指标表
序号\t指标名称\t单位\t2024年完成\t2025年目标\t责任单位
1\t地区生产总值增速\t%\t6.1\t7左右\t区发改局
2\t固定资产投资\t亿元\t210\t230\t区发改局
3\t城镇登记失业率\t%\t3.9\t≤4.5\t区人社局
4\t新增城镇就业\t人\t3000\t不少于3200\t区人社局
5\t社会消费品零售总额（亿元）\t\t80\t85-90\t区商务局
6\t新建学校\t所\t3\t新建学校4所\t区教育局
"""


def test_a_row_of_an_indicator_is_a_target_in_its_measure() -> None:
    """The column of what was reached last year is no target."""
    found = [target for task in plan_of(INDICATORS).tasks for target in task.targets]
    assert [(each.metric, each.op and each.op.value, each.value, each.unit) for each in found] == [
        ("地区生产总值增速", "about", 7, "%"),
        ("固定资产投资", ">=", 230, "亿元"),
        ("城镇登记失业率", "<=", Decimal("4.5"), "%"),
        ("新增城镇就业", ">=", 3200, "人"),
        ("社会消费品零售总额", "range", (85, 90), "亿元"),
        ("新建学校", ">=", 4, "所"),
    ]


def test_an_items_number_is_no_part_of_the_figure_behind_it() -> None:
    first, _second = plan_of("2023年计划\n1.50个小区新增充电设施。\n2.抓落实。\n").tasks
    assert [(each.metric, each.value) for each in first.targets] == [("小区新增充电设施", 50)]
