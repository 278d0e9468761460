"""The smallest numbered item that carries a clause is a task; headings around it are sections."""

from tests.compiler.reading import docstring, plan_of


def outline(test: object) -> list[tuple[str | None, list[int | str | None]]]:
    plan = plan_of(docstring(test))  # type: ignore[arg-type]
    return [
        (section.number, [task.number for task in plan.tasks if task.section == index])
        for index, section in enumerate(plan.sections)
    ]


def test_chinese_headings_arabic_items():
    """
    2023年云溪区工作要点
    一、稳增长
    1.抓项目。(牵头单位:区发改局)
    2.抓产业。(牵头单位:区工信局)
    二、惠民生
    3.抓教育。(牵头单位:区教体局)
    """
    assert outline(test_chinese_headings_arabic_items) == [("一", [1, 2]), ("二", [3])]


def test_numbers_that_restart_in_each_section():
    """
    一、稳增长
    1、抓项目。(责任单位:发改局)
    2、抓产业。(责任单位:工信局)
    二、惠民生
    1、抓教育。(责任单位:教体局)
    """
    assert outline(test_numbers_that_restart_in_each_section) == [("一", [1, 2]), ("二", [1])]


def test_bracketed_chinese_items():
    """
    一、稳增长
    （一）抓项目。加快建设。（责任单位：发改局）
    （二）抓产业。加快发展。（责任单位：工信局）
    二、惠民生
    （一）抓教育。建好学校。（责任单位：教体局）
    """
    assert outline(test_bracketed_chinese_items) == [("一", ["（一）", "（二）"]), ("二", ["（一）"])]


def test_items_below_a_task_are_part_of_it():
    """
    一、稳增长
    1.抓项目。
    （1）盯签约。
    （2）盯开工。(责任单位:发改局)
    2.抓产业。(责任单位:工信局)
    3.抓要素。(责任单位:资规局)
    """
    plan = plan_of(docstring(test_items_below_a_task_are_part_of_it))
    assert [task.number for task in plan.tasks] == [1, 2, 3]
    assert plan.tasks[0].responsibility.lead_units


def test_full_width_digits_and_stops():
    """
    一、稳增长
    １．抓项目。(责任单位:发改局)
    ２．抓产业。(责任单位:工信局)
    """
    assert outline(test_full_width_digits_and_stops) == [("一", [1, 2])]


def test_a_figure_at_the_start_of_a_line_is_no_number():
    """
    一、稳增长
    1.抓项目。全年完成投资
    1.5亿元以上。(责任单位:发改局)
    2.抓产业。(责任单位:工信局)
    """
    assert outline(test_a_figure_at_the_start_of_a_line_is_no_number) == [("一", [1, 2])]


def test_the_preamble_the_year_and_the_place():
    """
    2023年云溪高新区经济社会发展的目标是:地区生产总值增速不低于6%。
    一、稳增长
    1.抓项目。(责任单位:发改局)
    """
    plan = plan_of(docstring(test_the_preamble_the_year_and_the_place))
    assert (plan.year, plan.jurisdiction) == (2023, "云溪高新区")
    assert len(plan.targets) == 1


def test_the_web_sites_own_lines_are_left_out():
    """
    一、稳增长
    1.抓项目。(责任单位:发改局)
    声明:本站内容仅供参考,与本站立场无关。
    """
    plan = plan_of(docstring(test_the_web_sites_own_lines_are_left_out))
    assert len(plan.left_out) == 1
    assert len(plan.tasks) == 1
    assert plan.tasks[0].span.end <= plan.left_out[0].start
