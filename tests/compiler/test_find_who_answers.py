"""Responsibility clauses in the layouts that governments print."""

import pytest

from luoshi.compiler.model import Task
from tests.compiler.reading import compiled, coops, leads, plan_of


def task(clause: str) -> Task:
    return plan_of(f"一、稳增长\n1.抓项目。加快建设。{clause}\n2.抓产业。(责任单位:工信局)").tasks[0]


@pytest.mark.parametrize(
    ("clause", "lead", "coop"),
    [
        ("(牵头责任单位:区经贸局;协同单位:区投促局、财政局)", ["区经贸局"], ["区投促局", "财政局"]),
        ("（牵头单位：发改局、工信局；配合单位：财政局）", ["发改局", "工信局"], ["财政局"]),
        ("（牵头单位：发改局，配合单位：财政局）", ["发改局"], ["财政局"]),
        ("（牵头单位：发改局；责任单位：财政局、各街道）", ["发改局"], ["财政局", "各街道"]),
        ("（责任单位：发改局、财政局）", ["发改局", "财政局"], []),
        ("\n责任单位：发改局、财政局", ["发改局", "财政局"], []),
        ("[责任单位：发改局]", ["发改局"], []),
        ("〔责任单位：发改局〕", ["发改局"], []),
        ("（责任单位：发改局、财政局", ["发改局", "财政局"], []),
        ("（发改局、财政局负责）", ["发改局", "财政局"], []),
        ("（发改局、财政局等有关部门按职责分工负责）", ["发改局", "财政局"], []),
        ("（发改局牵头，财政局、住建局等配合）", ["发改局"], ["财政局", "住建局"]),
        ("（发改局牵头，财政局、住建局按职责分工负责）", ["发改局"], ["财政局", "住建局"]),
        ("（发改局牵头，财政局负责）", ["发改局"], ["财政局"]),
        ("（发改局会同财政局负责）", ["发改局"], ["财政局"]),
        (
            "(牵头责任单位:区财政局(国资局)、税务局;协同单位:各部门、各社区管委会)",
            ["区财政局(国资局)", "税务局"],
            ["各部门", "各社区管委会"],
        ),
        ("(责任单位:各县（市、区）人民政府)", ["各县（市、区）人民政府"], []),
        ("(责任单位:发改局;配合单位:无)", ["发改局"], []),
        ("(责任单位:发改局/财政局)", ["发改局", "财政局"], []),
        ("\n【责任单位】发改局、财政局", ["发改局", "财政局"], []),
        ("\n【牵头单位】发改局【配合单位】财政局、住建局", ["发改局"], ["财政局", "住建局"]),
        ("\n责任单位 发改局、财政局", ["发改局", "财政局"], []),
        ("\n牵头单位：发改局\n责任单位：财政局\n完成时限：6月底前", ["发改局"], ["财政局"]),
        ("\n牵头单位：发改局\n配合单位：财政局、住建局", ["发改局"], ["财政局", "住建局"]),
        ("（牵头：发改局；配合：财政局）", ["发改局"], ["财政局"]),
        ("（牵头单位：发改局 配合单位：财政局 住建局）", ["发改局"], ["财政局", "住建局"]),
        ("（由发改局牵头，财政局参与）", ["发改局"], ["财政局"]),
        ("（发改局负责，财政局配合）", ["发改局"], ["财政局"]),
        ("（责任单位：发改局牵头，财政局、住建局配合）", ["发改局"], ["财政局", "住建局"]),
        ("（责任单位：发改局（牵头）、财政局）", ["发改局"], ["财政局"]),
        ("（发改局牵头，会同财政局等有关部门落实）", ["发改局"], ["财政局"]),
        ("（责任单位：发改局等部门按职责分工负责）", ["发改局"], []),
        ("（责任单位：发改局和财政局）", ["发改局", "财政局"], []),
        ("（责任单位：各区、市发改委）", ["各区", "市发改委"], []),
        ("（责任单位：各镇（街道）、发改局）", ["各镇（街道）", "发改局"], []),
        ("（责任单位：1.发改局；2.财政局）", ["发改局", "财政局"], []),
    ],
)
def test_layouts(clause: str, lead: list[str], coop: list[str]):
    read = task(clause)
    assert (leads(read), coops(read)) == (lead, coop)


@pytest.mark.parametrize(
    ("printed", "completed"),
    [
        ("磨店社区、三十头社区、站北社区管委会", ["磨店社区管委会", "三十头社区管委会", "站北社区管委会"]),
        ("区安委会、消委会各成员单位", ["区安委会各成员单位", "消委会各成员单位"]),
        ("东城街道、西城街道办事处", ["东城街道办事处", "西城街道办事处"]),
        ("区教体局、财政局,各社区管委会", ["区教体局", "财政局", "各社区管委会"]),
        ("各部门、各社区管委会", ["各部门", "各社区管委会"]),
        ("高新区、经开区、综合保税区管委会", ["高新区管委会", "经开区管委会", "综合保税区管委会"]),
        ("市委、市政府督查室", ["市委督查室", "市政府督查室"]),
        ("应急局，各县（市、区）党委、政府", ["应急局", "各县（市、区）党委、政府"]),
        ("人行支行及各金融机构", ["人行支行", "各金融机构"]),
    ],
)
def test_an_elliptical_list_is_completed(printed: str, completed: list[str]):
    assert coops(task(f"(牵头单位:发改局;协同单位:{printed})")) == completed


def test_people_are_no_units():
    read = task("(牵头负责领导:张三、李四;牵头责任单位:发改局)")
    assert [party.name for party in read.responsibility.leaders] == ["张三", "李四"]
    assert leads(read) == ["发改局"]


def test_names_of_two_characters_are_set_as_wide_as_those_of_three():
    read = task("\n牵头领导：李  明、周　涛\n责任单位：发改局")
    assert [party.name for party in read.responsibility.leaders] == ["李明", "周涛"]


def test_a_label_in_the_midst_of_a_bracket():
    read = task("（发改局牵头，财政局配合，责任人：张三、李四）")
    assert (leads(read), coops(read)) == (["发改局"], ["财政局"])
    assert [party.name for party in read.responsibility.leaders] == ["张三", "李四"]


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        ("市委常委、常务副市长 王明", ["王明"]),
        ("副市长李红、张志强", ["李红", "张志强"]),
        ("王明副县长", ["王明"]),
        ("陈锋同志", ["陈锋"]),
        ("各单位分管负责同志", ["各单位分管负责同志"]),
        ("赵敏（区文旅局局长）、何丽", ["赵敏", "何丽"]),
        ("县委副书记、县长 刘洋，周涛", ["刘洋", "周涛"]),
        ("李长江、石书记", ["李长江", "石书记"]),
    ],
)
def test_offices_are_no_part_of_a_persons_name(printed: str, people: list[str]):
    read = task(f"\n牵头领导：{printed}\n责任单位：发改局")
    assert [party.name for party in read.responsibility.leaders] == people


def test_several_clauses_are_joined_without_repeats():
    assert leads(task("(责任单位:发改局)再抓一批。(责任单位:财政局、发改局)")) == ["发改局", "财政局"]


def test_every_name_covers_what_is_printed():
    compilation = compiled("1.抓项目。(牵头单位:磨店社区、站北社区管委会)\n2.抓产业。(牵头单位:工信局)")
    assert compilation.source is not None
    assert compilation.plan is not None
    parties = compilation.plan.tasks[0].responsibility.lead_units
    assert [compilation.source.slice(party.span) for party in parties] == ["磨店社区", "站北社区管委会"]


def test_the_clause_is_no_part_of_the_body():
    compilation = compiled("1.抓项目。加快建设。(责任单位:发改局)\n2.抓产业。(责任单位:工信局)")
    assert compilation.source is not None
    assert compilation.plan is not None
    assert compilation.source.slice(compilation.plan.tasks[0].body) == "抓项目。加快建设。"


def test_a_person_in_brackets_behind_a_unit():
    read = task("（牵头单位及责任人：区教育局（张三））")
    assert leads(read) == ["区教育局"]
    assert [party.name for party in read.responsibility.leaders] == ["张三"]


@pytest.mark.parametrize(
    "clause",
    [
        "（责任单位：发改局；完成时限：6月底前）",
        "（完成时限：6月底前；责任单位：发改局）",
        "\n责任单位：发改局\n完成时限：6月底前",
        "完成时限：6月底前。（责任单位：发改局）",
        "（责任单位：发改局）完成时限：6月底前。",
        "（责任单位：发改局）\n【完成时限】6月底前",
    ],
)
def test_until_when(clause: str):
    compilation = compiled(f"1.抓项目。{clause}\n2.抓产业。（责任单位：工信局）")
    assert compilation.plan is not None
    assert compilation.source is not None
    first, second = compilation.plan.tasks
    assert first.due is not None
    assert compilation.source.slice(first.due) == "6月底前"
    assert second.due is None
    assert leads(first) == ["发改局"]
