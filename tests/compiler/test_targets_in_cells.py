"""A cell of a table is a sentence of its own: no metric takes in the words of the cell before it."""

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
