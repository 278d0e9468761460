"""What a table's column holds, told from its name in the header row."""

import re
from collections.abc import Sequence
from typing import Final

from luoshi.compiler.lexicon.rule import Example, Rule
from luoshi.compiler.passes.labels import COOP, EITHER, LABELS, LEAD, LEADER, OTHER

NUMBER, GROUP, TASK, DETAIL, GOAL, DUE = "number", "group", "task", "detail", "goal", "due"
MEASURE: Final = "measure"
"""``TASK`` names the work, ``DETAIL`` says what is done for it, ``GOAL`` what is to be reached, ``MEASURE`` in what."""


def _whole(*words: str) -> tuple[Example, ...]:
    return tuple(Example(word, word) for word in words)


_WHEN = r"(?:20[0-9]{2}年(?:度)?|本?年度?|全年|今年|当年|阶段性?|季度|月度|[上下]半年|[一二三四1-4]季度)"
_KIND = r"(?:年度|重点|主要|目标|工作|中心|改革|重大|创建|建设|考核|整改|责任|攻坚|具体|民生|实事|核心)"
_DUE_WORDS = r"(?:时限(?:要求)?|期限|时间(?:节点|要求|进度|安排)?|起止时间|节点)"
COLUMNS: Final[tuple[Rule[str], ...]] = (
    Rule(
        "column.number",
        r"序号|编号|项次|序列号?|序|号|(?:任务|项目|事项|指标)(?:序号|编号)|No\.?",
        NUMBER,
        _whole("序号", "编号", "任务编号"),
    ),
    Rule(
        "column.due",
        rf"{_WHEN}?(?:计划|预计|拟)?(?:完成|办结|工作|落实|整改|推进|进度|实施|目标|竣工|建设)?{_DUE_WORDS}|完成(?:日期|年限|年度)|工期",
        DUE,
        _whole("完成时限", "时间节点", "时限", "完成时间", "计划完成时间", "起止时间"),
    ),
    Rule(
        "column.group",
        r"(?:任务|工作|所属|项目|指标|事项|实事|行业|专项|产业)?(?:类别|类型|分类|领域|板块|大类|方面|条线|门类)|专项(?:行动)?|工作专项",
        GROUP,
        _whole("类别", "领域", "任务类别", "工作领域"),
    ),
    Rule(
        "column.detail",
        rf"{_WHEN}?(?:(?:具体|细化|落实|推进|任务|分解|对策|政策|实施|保障|{_KIND[3:-1]})*"
        r"(?:举措|措施|内容|做法|步骤|要点|要求|规模)(?:(?:及|和|与|、).{1,8})?"
        r"|(?:具体|细化|分解)(?:工作)?(?:任务|事项|工作|项目)|任务(?:分解|细化)|工作安排)",
        DETAIL,
        _whole("具体举措", "重点举措", "工作内容", "主要内容", "建设内容及规模", "具体任务", "工作措施"),
    ),
    Rule(
        "column.task",
        rf"{_WHEN}?{_KIND}*(?:任务|事项|工作|项目|指标)(?:名称|清单|内容|分工|安排)?|{_WHEN}?{_KIND}*指标名称|工程(?:名称)?",
        TASK,
        _whole("任务", "重点任务", "工作任务", "事项", "项目名称", "目标任务", "主要指标"),
    ),
    Rule(
        "column.goal",
        rf"(?:{_WHEN}|工作|预期|绩效|总体|完成|进度|达到|考核|任务|量化|具体|主要|计划|拟达到的?)*"
        r"(?:目标(?:值|要求|成效|任务)?|成效|效果|进度(?:安排|计划|要求)?|形象进度|指标值|计划(?:数|值|安排)?|成果(?:形式)?)",
        GOAL,
        _whole("目标", "年度目标", "2023年目标", "目标值", "预期成效"),
    ),
    Rule(
        "column.leader",
        r"(?:[市区县]级?)?(?:牵头|责任|分管|包保|联系|挂点|包联|督办)?(?:[市区县]?领导|责任人|负责人|牵头人)(?:姓名)?",
        LEADER,
        _whole("牵头领导", "责任领导", "责任人", "分管市领导"),
    ),
    Rule(
        "column.lead",
        r"(?:总?牵头|主办|主责|主管)(?:(?:责任|负责)?(?:单位|部门|科室|处室|委办局))?(?:(?:及|和|与|、)?(?:责任人|负责人))?|牵头责任单位",
        LEAD,
        _whole("牵头单位", "牵头部门", "主办单位", "牵头", "牵头单位及责任人"),
    ),
    Rule(
        "column.coop",
        r"(?:配合|协同|协办|参与|协作|协助|参加|联办|会办)(?:(?:责任|落实)?(?:单位|部门|科室|处室))?",
        COOP,
        _whole("配合单位", "协同单位", "协办部门", "配合"),
    ),
    Rule(
        "column.either",
        r"(?:市级|区级|县级)?(?:责任|负责|落实|承办|实施|完成|责任落实|建设|项目)(?:单位|部门|科室|处室|主体)"
        r"(?:(?:及|和|与|、)?(?:责任人|负责人))?|责任分工|任务分工|分工|责任",
        EITHER,
        _whole("责任单位", "责任部门", "责任单位及责任人", "实施主体"),
    ),
    Rule("column.measure", r"(?:计量|指标|数据)?单位", MEASURE, _whole("单位", "计量单位")),
    Rule(
        "column.other",
        r"备注|(?:完成|进展|落实|推进)情况|说明|(?:计划|总)?投资.{0,8}|资金.{0,6}|联系(?:人|电话|方式)|来源|任务来源|依据"
        r"|地点|建设(?:地点|性质|年限)|得分|分值|权重|责任(?:类型)?",
        OTHER,
        _whole("备注", "完成情况", "总投资（万元）"[:3], "联系人"),
    ),
)
"""Kinds of columns; the first that covers the whole name holds."""

_WHOLE: Final = tuple((column.yields, re.compile(rf"(?:{column.pattern})\Z")) for column in COLUMNS)
_LABELLED: Final = tuple((label.yields, re.compile(rf"(?:{label.pattern})\Z")) for label in LABELS)
_WEIGHT: Final = (TASK, DETAIL, LEAD, EITHER, COOP, GOAL, LEADER, DUE, GROUP)
"""Which of several kinds in one name counts."""
_LONGEST_UNKNOWN: Final = 12
_NO_ROLE = re.compile("来源|情况|[督监]|计量|编制|填报|所在|备注")
_ENDS: Final = (
    (COOP, re.compile("(?:配合|协|参与|其他).*(?:单位|部门)$")),
    (LEAD, re.compile("(?:牵头|主[责办]).*(?:单位|部门)$")),
    (EITHER, re.compile("[责包实承落具].*(?:单位|部门)$|^(?:工作)?专班$|^项目业主$|^部门$")),
    (LEADER, re.compile("领导$")),
    (DUE, re.compile("(?:时限|期限|完成时间|截止时间|截止日期|进度安排)$")),
    (GROUP, re.compile("(?:领域|类别|分类|板块)$")),
    (DETAIL, re.compile("(?:举措|措施|内容)$")),
    (TASK, re.compile("(?:任务|事项|项目|工作|行动|指标)(?:名称)?$")),
    (GOAL, re.compile("(?:目标|成效)$")),
)
_BLANKS = re.compile(r"<br ?/?>|[\s\u3000\u00a0*:：]+")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_LONGEST: Final = 24


def column_of(name: str) -> str | None:
    """What a column of this name holds; ``None`` for a name that is not known."""
    if len(name) > 2 * _LONGEST:
        return None
    return usual_column(name) or _by_its_end(_BRACKETS.sub("", _BLANKS.sub("", name)))


def usual_column(name: str) -> str | None:
    """What a column of this name holds, where the whole name is a usual one."""
    if len(name) > 2 * _LONGEST:
        return None
    bare = _BLANKS.sub("", name)
    for form in (_BRACKETS.sub("", bare), re.sub(r"[(（)）/]", "", bare)):
        role = _known(form) or _of_several(form) if 0 < len(form) <= _LONGEST else None
        if role:
            return role
    return None


def _known(name: str) -> str | None:
    found = next((role for role, pattern in _WHOLE if pattern.match(name)), None)
    return found or next((role for role, pattern in _LABELLED if pattern.match(name)), None)


def _of_several(name: str) -> str | None:
    """`目标及重点任务` holds work, `责任领导及责任单位` units."""
    parts = [_known(part) for part in re.split("[及和与、]", name)]
    if len(parts) < 2 or None in parts:
        return None
    return next((role for role in _WEIGHT if role in parts), None)


def _by_its_end(name: str) -> str | None:
    """A name that is not known, by the word that it ends with."""
    if len(name) > _LONGEST_UNKNOWN or _NO_ROLE.search(name):
        return None
    return next((role for role, end in _ENDS if end.search(name)), None)


def header_of(names: Sequence[str]) -> list[str | None] | None:
    """What each column holds, where the names are a header row: work and who or when, or work and number."""
    filled = [name for name in names if name.strip()]
    roles = [column_of(name) if name.strip() else None for name in names]
    known = {role for role in roles if role}
    work = known & {TASK, DETAIL, GOAL}
    owned = known & {LEADER, LEAD, COOP, EITHER, DUE}
    numbered = NUMBER in known and known & {TASK, DETAIL}
    if not work or not (owned or numbered) or 2 * sum(map(bool, roles)) < len(filled):
        return None
    return roles
