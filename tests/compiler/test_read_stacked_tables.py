"""A table that became text cell by cell: each cell a line, a number at the head of each row."""

from luoshi.compiler.model import Plan
from tests.compiler.reading import coops, docstring, leads, plan_of


def rows(plan: Plan) -> list[tuple[int | str | None, str | None, list[str], list[str]]]:
    return [
        (
            task.number,
            None if task.section is None else plan.sections[task.section].title,
            leads(task),
            coops(task),
        )
        for task in plan.tasks
    ]


def test_a_number_on_its_own_line_begins_a_row() -> None:
    """
    2023年云溪区重点工作责任分解

    序号
    主 要 工 作 任 务
    牵头单位
    配合单位
    1
    新增高新技术企业20家。
    区科技局
    区经信局、区财政局
    2
    新建幼儿园3所，
    新增学位500个。
    区教育局
    区住建局
    """
    plan = plan_of(docstring(test_a_number_on_its_own_line_begins_a_row))
    assert rows(plan) == [
        (1, None, ["区科技局"], ["区经信局", "区财政局"]),
        (2, None, ["区教育局"], ["区住建局"]),
    ]
    assert [len(task.targets) for task in plan.tasks] == [1, 2]


def test_a_title_between_two_rows_is_a_section() -> None:
    """
    2023年云溪区重点工作责任分解
    序号
    工作任务
    责任单位
    一、产业发展
    1
    新签约项目20个。
    区投促局
    二、民生实事
    2
    新建幼儿园3所。
    区教育局
    云溪区人民政府办公室
    """
    plan = plan_of(docstring(test_a_title_between_two_rows_is_a_section))
    assert rows(plan) == [(1, "产业发展", ["区投促局"], []), (2, "民生实事", ["区教育局"], [])]


def test_lines_that_only_look_like_names_of_columns_make_no_table() -> None:
    """
    2023年云溪区工作要点
    序号
    1.抓项目。（责任单位：区发改局）
    2.抓产业。（责任单位：区工信局）
    """
    plan = plan_of(docstring(test_lines_that_only_look_like_names_of_columns_make_no_table))
    assert rows(plan) == [(1, None, ["区发改局"], []), (2, None, ["区工信局"], [])]
