"""Layouts as government sites print and store them: numbers, brackets, days and line breaks as they come."""

import pytest

from luoshi.compiler.model import Plan
from tests.compiler.reading import codes, compiled, coops, docstring, leads, plan_of


def read(test: object) -> Plan:
    return plan_of(docstring(test))  # type: ignore[arg-type]


def numbers(plan: Plan) -> list[int | str | None]:
    return [task.number for task in plan.tasks]


def printed(plan: Plan) -> list[tuple[str | None, int | str | None, list[str]]]:
    """Each task with the number of its section and who leads it."""
    return [
        (None if task.section is None else plan.sections[task.section].number, task.number, leads(task))
        for task in plan.tasks
    ]


def test_a_day_behind_the_names_is_when_the_task_is_due():
    compilation = compiled("1.抓项目。（发改局负责，2024年12月底前完成）\n2.抓产业。（工信局负责，持续推进）")
    assert compilation.plan is not None
    assert compilation.source is not None
    dues = [task.due and compilation.source.slice(task.due) for task in compilation.plan.tasks]
    assert dues == ["2024年12月底前完成", None]


def test_brackets_of_names_alone_among_clauses():
    """
    1.抓项目。（省发展改革委负责）
    2.抓产业。（省财政厅、省科技厅）
    3.抓开放。（省商务厅牵头，省财政厅配合）
    4.抓创新。（省科技厅，各县（市、区）人民政府）
    """
    assert [leads(task) for task in read(test_brackets_of_names_alone_among_clauses).tasks] == [
        ["省发展改革委"],
        ["省财政厅", "省科技厅"],
        ["省商务厅"],
        ["省科技厅", "各县（市、区）人民政府"],
    ]


def test_numbers_without_a_point():
    """
    一、稳增长
    1 抓项目。完成投资
    12亿元。（责任单位：发改局）
    2抓产业。（责任单位：工信局）
    3.抓开放。（责任单位：商务局）
    二、惠民生
    4 抓教育。（责任单位：教育局）
    """
    assert printed(read(test_numbers_without_a_point)) == [
        ("一", 1, ["发改局"]),
        ("一", 2, ["工信局"]),
        ("一", 3, ["商务局"]),
        ("二", 4, ["教育局"]),
    ]


def test_figures_at_the_heads_of_lines_are_no_numbers():
    """
    1.抓项目。全年开工
    20个项目，投产
    21个项目。（责任单位：发改局）
    2.抓产业。（责任单位：工信局）
    """
    assert numbers(read(test_figures_at_the_heads_of_lines_are_no_numbers)) == [1, 2]


@pytest.mark.parametrize(
    "heading",
    ["2022年工作回顾", "发展现状", "出台背景", "存在的主要问题", "工作基础", "面临形势", "起草依据"],
)
def test_headings_that_promise_nothing_are_no_tasks(heading: str):
    text = f"一、{heading}\n去年开工项目12个。\n二、2023年工作安排\n开工项目15个。\n三、保障措施\n加强领导。"
    assert numbers(plan_of(text)) == ["二", "三"]


def test_an_item_without_a_clause_among_items_without_points():
    """
    一、主要任务
    （一）完善设施
    1.建园区。（责任单位：发改局）
    2.修道路。（责任单位：交通局）
    二、保障措施
    （二）加强领导。建立会议制度。（责任单位：发改局）
    （三）加强督查。政府办对落实情况进行督查。
    """
    plan = read(test_an_item_without_a_clause_among_items_without_points)
    assert numbers(plan) == [1, 2, "（二）", "（三）"]


def test_what_a_government_site_prints_around_a_document():
    """
    您的位置：首页 > 政务公开 > 政策文件
    索 引 号：00123/2021-001
    发文机关：青山市人民政府办公室
    成文日期：2021-03-12
    有 效 性：有效
    青山市人民政府办公室关于印发稳增长若干措施的通知
    稳增长若干措施
    1.抓项目。（责任单位：发改局）
    2.抓产业。（责任单位：工信局）
    青山市人民政府办公室
    2021年3月12日
    扫一扫在手机打开当前页
    【打印本页】 【关闭窗口】
    分享到： 微信 微博
    主办：青山市人民政府办公室
    版权所有 网站标识码：1234567
    """
    compilation = compiled(docstring(test_what_a_government_site_prints_around_a_document), year=None)
    assert compilation.plan is not None
    assert compilation.source is not None
    assert (compilation.plan.title, compilation.plan.jurisdiction) == ("稳增长若干措施", "青山市")
    left = [compilation.source.slice(span).split("\n") for span in compilation.plan.left_out]
    assert [(part[0][:2], len(part)) for part in left] == [("您的", 5), ("扫一", 5)]
    assert leads(compilation.plan.tasks[1]) == ["工信局"]


def test_whole_or_all_of_the_city_is_no_place():
    assert plan_of("2012年全市工业工作要点\n1.抓项目。\n2.抓产业。").jurisdiction is None


def test_a_last_sentence_that_only_says_who_answers():
    """
    1.抓项目。开工项目20个。省发展改革委牵头，省财政厅、省科技厅配合。
    2.抓产业。省工业和信息化厅负责。
    3.抓开放。（省商务厅负责）
    4.抓督查。省政府办公厅负责督促检查。
    5.抓开工，3月底前开工25个，由省住房城乡建设厅牵头，各市配合。
    """
    plan = read(test_a_last_sentence_that_only_says_who_answers)
    assert [(leads(task), coops(task)) for task in plan.tasks] == [
        (["省发展改革委"], ["省财政厅", "省科技厅"]),
        (["省工业和信息化厅"], []),
        (["省商务厅"], []),
        ([], []),
        (["省住房城乡建设厅"], ["各市"]),
    ]


def test_articles_that_say_what_the_document_is_for_are_no_tasks():
    """
    第一条 为贯彻落实上级部署，结合本市实际，制定本措施。
    第二条 本措施所称企业，是指在本市注册的企业。
    第三条 设立发展基金10亿元。责任单位：市财政局
    第四条 奖励新认定企业50万元。责任单位：市工信局
    """
    assert numbers(read(test_articles_that_say_what_the_document_is_for_are_no_tasks)) == ["第三条", "第四条"]


def test_names_in_a_bracket_in_front_of_the_full_stop():
    """
    1.健全治理（县委政法委牵头）。
    2.深化改革（县纪委监委）。
    3.抓教育（县教育局、县财政局）。
    4.建学校（含幼儿园）。（县教育局）
    """
    plan = read(test_names_in_a_bracket_in_front_of_the_full_stop)
    assert [leads(task) for task in plan.tasks] == [
        ["县委政法委"],
        ["县纪委监委"],
        ["县教育局", "县财政局"],
        ["县教育局"],
    ]


def test_dashed_points_with_clauses_belong_to_their_item():
    """
    （一）抓农业
    ——建农田10万亩（责任单位：农业局）
    ——增企业15家（责任单位：国土局）
    （二）抓工业
    ——抓技改（责任单位：经信委）
    ——抓投资（责任单位：发改委）
    """
    plan = read(test_dashed_points_with_clauses_belong_to_their_item)
    assert [(task.number, leads(task)) for task in plan.tasks] == [
        ("（一）", ["农业局", "国土局"]),
        ("（二）", ["经信委", "发改委"]),
    ]


def test_names_in_a_bracket_at_the_end_of_a_line():
    """
    （一）新建农田10万亩（市农业局、市国土局）
    （二）新增企业15家（市农业局）
    （三）完成投资200亿元（市经信委、市发改委）
    （四）重组市委宣传部（市新闻出版局）
    """
    plan = read(test_names_in_a_bracket_at_the_end_of_a_line)
    assert [leads(task) for task in plan.tasks] == [
        ["市农业局", "市国土局"],
        ["市农业局"],
        ["市经信委", "市发改委"],
        [],
    ]


def test_brackets_of_offices_behind_paragraphs():
    """
    （一）培训教师2000人次。（人事科、师训科）
    （二）加固校舍5万平方米。（计财科、校安办）
    （三）创建学校20所。（基教科、各镇（街道））
    """
    plan = read(test_brackets_of_offices_behind_paragraphs)
    assert [leads(task) for task in plan.tasks] == [
        ["人事科", "师训科"],
        ["计财科", "校安办"],
        ["基教科", "各镇（街道）"],
    ]


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("黔岭州人民政府关于稳就业的若干措施", "黔岭州"),
        ("关于印发青山市2023年工作要点的通知", "青山市"),
        ("关于落实市委部署的分工意见", None),
        ("国务院办公厅关于推进城区管网改造的实施意见", None),
        ("为民办实事清单", None),
    ],
)
def test_a_place_is_named_before_its_business(title: str, place: str | None):
    assert plan_of(f"{title}\n1.抓项目。（责任单位：发改局）").jurisdiction == place


def test_a_signed_notice_with_points_of_its_own_and_what_it_covers():
    """
    青山市人民政府办公室关于印发2023年重点工作分工的通知
    各县区人民政府：
    一、压实责任。各单位要加强领导。
    二、严格督查。各单位要按月报送进展。
    青山市人民政府办公室
    2023年1月16日
    （此件公开发布）
    2023年重点工作分工
    一、稳增长
    （一）抓项目。（责任单位：发改局）
    （二）抓产业。（责任单位：工信局）
    """
    plan = read(test_a_signed_notice_with_points_of_its_own_and_what_it_covers)
    assert plan.title == "2023年重点工作分工"
    assert plan.jurisdiction == "青山市"
    assert [(section.number, section.title) for section in plan.sections] == [("一", "稳增长")]
    assert numbers(plan) == ["（一）", "（二）"]


def test_a_title_ends_before_the_bracket_of_its_clause():
    plan = plan_of(
        "1.改造旧村28个 (牵头单位:住建局;配合单位:财政局)\n2.修路(近期)。加快。（责任单位：交通局）"
    )
    assert [task.title for task in plan.tasks] == ["改造旧村28个", "修路(近期)"]


def test_bullets_before_numbered_items_are_headings():
    """
    ●经济运行类
    1、GDP增长6.5%【责任领导：吴斌】【责任单位：发改局】
    2、工业增加值增长9%【责任领导：吴斌】【责任单位：经信局】
    ●项目建设类
    3、新开工项目15个【责任领导：郑敏】【责任单位：发改局】
    """
    plan = read(test_bullets_before_numbered_items_are_headings)
    assert printed(plan) == [(None, 1, ["发改局"]), (None, 2, ["经信局"]), (None, 3, ["发改局"])]
    assert [section.title for section in plan.sections] == ["经济运行类", "项目建设类"]
    assert [task.section for task in plan.tasks] == [0, 0, 1]
    assert plan.tasks[0].title == "GDP增长6.5%"


def test_a_note_on_a_line_of_its_own_inside_the_bracket():
    """
    （一）抓科技。（科技厅牵头，教育厅等按职责分工负责，
    排在首位的为牵头单位，下同）
    （二）抓人才。（组织部负责）
    """
    plan = read(test_a_note_on_a_line_of_its_own_inside_the_bracket)
    assert [(leads(task), coops(task)) for task in plan.tasks] == [(["科技厅"], ["教育厅"]), (["组织部"], [])]


def test_labels_without_brackets_in_a_text_without_line_breaks():
    text = (
        "重点任务分解 一、产业发展 1.新增企业10家。责任单位：县工信局 配合单位：县统计局、各乡镇"
        " 2.用电量增长8%。责任单位：县供电公司 二、城乡建设 3.修路60公里。责任单位：县交通局、县住建局"
        " 4.改造房屋500户。责任单位：县住建局 配合单位：各乡镇"
    )
    plan = plan_of(text)
    assert printed(plan) == [
        ("一", 1, ["县工信局"]),
        ("一", 2, ["县供电公司"]),
        ("二", 3, ["县交通局", "县住建局"]),
        ("二", 4, ["县住建局"]),
    ]
    assert [coops(task) for task in plan.tasks] == [["县统计局", "各乡镇"], [], [], ["各乡镇"]]


def test_names_below_their_label():
    """
    1.抓项目。
    责任单位：
    市发展改革委、市财政局
    2.抓产业。
    责任单位：
    3.抓开放。
    责任单位：市商务局
    """
    assert [leads(task) for task in read(test_names_below_their_label).tasks] == [
        ["市发展改革委", "市财政局"],
        [],
        ["市商务局"],
    ]


def test_a_figure_behind_the_number_of_an_item():
    """
    一、信息化
    6.培育企业30家。
    7.争取资金2亿元。
    8.3G网络覆盖所有乡镇。
    二、能源
    9.装机达到
    1.5万千瓦。
    """
    assert numbers(read(test_a_figure_behind_the_number_of_an_item)) == [6, 7, 8, 9]


def test_a_list_of_attachments_in_front_of_the_signature_is_no_task():
    """
    1.抓项目。（责任单位：发改局）
    2.抓产业。（责任单位：工信局）
    附件：1.任务分解表
    2.考核办法
    云溪区人民政府
    2023年3月1日
    """
    compilation = compiled(docstring(test_a_list_of_attachments_in_front_of_the_signature_is_no_task))
    assert compilation.plan is not None
    assert numbers(compilation.plan) == [1, 2]
    assert "O004" not in codes(compilation)
