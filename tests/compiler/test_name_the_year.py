"""A plan without a year is read all the same: its days stay open, and one finding asks for the year."""

from datetime import date

import pytest

from luoshi.compiler.model import Kind
from tests.compiler.reading import codes, compiled, docstring, plan_of


def test_without_a_year_days_stay_open() -> None:
    """东湖区工作计划
    一、抓产业
    1.年底前完成厂房封顶。(牵头单位:住建局)
    2.6月底前新建学校3所。(牵头单位:教育局)
    """
    compilation = compiled(docstring(test_without_a_year_days_stay_open), year=None)
    assert compilation.plan is not None
    milestone, schools = (task.targets[0] for task in compilation.plan.tasks)
    assert (milestone.kind, milestone.metric, milestone.deadline) == (Kind.MILESTONE, "厂房封顶", None)
    assert (schools.metric, schools.deadline) == ("新建学校", None)
    assert codes(compilation).count("C001") == 1


def test_a_year_that_is_given_closes_them() -> None:
    """东湖区工作计划
    一、抓产业
    1.年底前完成厂房封顶。(牵头单位:住建局)
    """
    compilation = compiled(docstring(test_a_year_that_is_given_closes_them), year=2024)
    assert compilation.plan is not None
    assert compilation.plan.tasks[0].targets[0].deadline == date(2024, 12, 31)
    assert "C001" not in codes(compilation)


@pytest.mark.parametrize("head", ["推进全区各项工作。", "加快我市发展。", "抓好各县工作。"])
def test_a_collective_is_no_government(head: str) -> None:
    assert plan_of(f"{head}\n一、抓产业\n1.抓项目。(牵头单位:住建局)").jurisdiction is None


def test_a_heading_that_announces_the_year_s_work_names_it() -> None:
    """
    一、2022年工作回顾
    全年新增就业6000人。
    二、2023年主要任务
    年底前新增就业7000人。
    """
    text = docstring(test_a_heading_that_announces_the_year_s_work_names_it)
    plan = compiled(text, year=None).plan
    assert plan is not None
    assert plan.year == 2023


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("东湖区促就业工作方案\n2022年投资增长5%。2023年全区主要预期目标是：就业7000人。\n1.抓就业。", 2023),
        ("东湖区促就业工作方案\n到2025年，新增就业7000人。\n1.抓就业。", None),
    ],
    ids=["a year that is announced wins", "until when is not the plan's year"],
)
def test_a_year_among_others(text: str, year: int | None) -> None:
    plan = compiled(text, year=None).plan
    assert plan is not None
    assert plan.year == year
