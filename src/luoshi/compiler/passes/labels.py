"""The words that say whose names follow: labels of responsibility clauses, and of a table's columns."""

from typing import Final

from luoshi.compiler.lexicon.rule import Example, Rule

LEADER, LEAD, COOP, EITHER, DUE, OTHER = "leader", "lead", "coop", "either", "due", "other"
"""``either`` is a plain `责任单位`: it leads, unless another label already says who leads.
``due`` says until when. ``other`` names no one (`责任分工`), but ends the list in front of it."""


def _whole(*words: str) -> tuple[Example, ...]:
    """Examples that the pattern covers from end to end."""
    return tuple(Example(word, word) for word in words)


_LEVEL = "(?:[省市区县州镇乡]级?|市直|区直|县直)?"
_BODY = "[ \u3000]?(?:单[ \u3000]?位|部[ \u3000]?门|科室|处室|股室|站所|主体)"
_AND_WHO = "(?:(?:及|和|与|、|/)?(?:责任人|负责人|责任领导))?"
LABELS: Final[tuple[Rule[str], ...]] = (
    Rule(
        "label.leader",
        rf"{_LEVEL}(?:牵头|包保|分管|联系|责任|主要|负责|挂点|包联|督办|挂帅){{0,2}}{_LEVEL}领导|(?:直接|具体|第一)?责任人|负责人|牵头人",
        LEADER,
        _whole("牵头负责领导", "分管领导", "责任领导", "包保领导", "牵头市领导", "市级领导", "责任人"),
    ),
    Rule(
        "label.lead",
        rf"{_LEVEL}(?:总?牵头(?:责任|负责|主责|落实)?|主(?:办|责|管|要责任|体责任)|第一责任|组织实施){_BODY}{_AND_WHO}"
        r"|牵头|主办|主责",
        LEAD,
        _whole(
            "牵头责任单位", "牵头单位", "牵头部门", "主办单位", "主责部门", "区级牵头部门", "牵头单位及责任人"
        ),
    ),
    Rule(
        "label.coop",
        rf"{_LEVEL}(?:协同|配合|协办|参与|参加|协作|协助|协调|联办|会办|共同)(?:责任|落实|实施)?{_BODY}|配合|协同|协办|参与",
        COOP,
        _whole("协同单位", "配合单位", "协办单位", "参与部门", "配合科室", "配合"),
    ),
    Rule(
        "label.either",
        rf"{_LEVEL}(?:责任|负责|落实|承办|实施|完成|责任落实|承担|具体负责|建设|办理|任务){_BODY}{_AND_WHO}",
        EITHER,
        _whole("责任单位", "负责部门", "承办单位", "责任主体", "市责任单位", "责任单位及责任人"),
    ),
    Rule(
        "label.due",
        r"(?:完成|办结|整改|落实|计划完成|目标)(?:时限(?:要求)?|期限|时间(?:节点)?)|时限(?:要求)?|时间节点|时间要求|工作时限|完成日期",
        DUE,
        _whole("完成时限", "时间节点", "完成时间", "时限要求"),
    ),
    Rule(
        "label.other",
        r"(?:工作|目标|落实)?时间|责任分工|联系人|联系电话|备注|工作目标|预期(?:目标|成效)|督办单位|督导单位|监督单位",
        OTHER,
        _whole("责任分工", "联系人", "备注"),
    ),
)
"""Labels by role."""
