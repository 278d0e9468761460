"""Documents, lists and bodies that a text promises, and what only sounds like one."""

import pytest

from luoshi.compiler.passes.deliverables import read_deliverables


def promised(text: str) -> list[tuple[str, str]]:
    """Verb and name of each deliverable."""
    return [(each.verb, each.name) for each in read_deliverables(text, start=0, end=len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("出台《招商引资工作方案》,抓好落实。", [("出台", "《招商引资工作方案》")]),
        (
            "制定《学校管理办法》《教师引进办法》。",
            [("制定", "《学校管理办法》"), ("制定", "《教师引进办法》")],
        ),
        ("修订完善民生工程考核办法,加大宣传。", [("修订", "民生工程考核办法")]),
        ("公布实施区级、街道(社区)权责清单。", [("公布", "区级、街道(社区)权责清单")]),
        ("发布企业人力资源发展状况白皮书。", [("发布", "企业人力资源发展状况白皮书")]),
        ("成立财务中心,健全制度。", [("成立", "财务中心")]),
        ("完成项目管理公司组建。", [("组建", "项目管理公司")]),
        ("建立物流企业电子台账。", [("建立", "物流企业电子台账")]),
        ("编制 “八五”普法规划。", [("编制", "“八五”普法规划")]),
    ],
)
def test_a_named_thing_is_found_with_its_verb(text: str, found: list[tuple[str, str]]) -> None:
    assert promised(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "建立联动快速处置机制。",
        "完善规划体系。",
        "贯彻《科学素质纲要》。",
        "修订各类应急预案。",
        "鼓励企业联合成立研究院。",
        "整合建立2~3个教育集团。",
        "落实三年行动方案。",
        "制定方案。",
    ],
)
def test_what_is_neither_named_nor_promised_is_left_out(text: str) -> None:
    assert promised(text) == []


def test_a_deliverable_lies_where_it_is_printed() -> None:
    text = "一、总则。制定防汛应急预案。"
    (found,) = read_deliverables(text, start=0, end=len(text))
    assert text[found.span.start : found.span.end] == "防汛应急预案"
