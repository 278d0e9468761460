"""Where characters were lost: found from words that are no words without them, and from nothing else."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.compiler.passes.damage import read_damage


def restored(text: str) -> list[str]:
    """The restored stretches of a text."""
    return [place.restored for place in read_damage(text)]


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("推进电 建设", "推进电网建设"),
        ("完善用地 批流程", "完善用地报批流程"),
        ("打击电信 络诈骗", "打击电信网络诈骗"),
        ("新建供水管 。", "新建供水管网。"),
        ("改造雨污水管 30公里", "改造雨污水管网30公里"),
        ("每年150元/学期?生", "学期·生"),
        ("事故起数和亡人数", "事故起数和死亡人数"),
        ("加强互\ufffd网监管", "加强互联网监管"),
    ],
)
def test_a_lost_character_is_suggested(printed: str, whole: str) -> None:
    assert restored(printed) == [whole]


@pytest.mark.parametrize(
    "text",
    [
        "培育 “专精特新”企业",
        "不低于 150 元",
        "推进1+1+N 突出问题整改",
        "区政府 办公室",
        "张 三 李 四",
        "为什么?人人参与",
        "伤亡人数下降",
        "加强道路 建设,推进道路建设",
    ],
)
def test_a_stray_blank_that_lost_nothing_is_no_damage(text: str) -> None:
    assert restored(text) == []


def test_two_letters_prove_a_character_only_where_the_document_lost_it_elsewhere_too() -> None:
    alone = "迅速 送资料"
    assert restored(alone) == []
    assert restored(f"规范用地 批流程。{'抓好落实。' * 20}{alone}") == ["规范用地报批流程", "迅速报送资料"]


def test_text_set_with_blanks_throughout_tells_nothing() -> None:
    assert restored("推 进 电 网 建 设 管 理 工 作 落 实") == []


@given(st.text(alphabet="电网路管 建设报批络诈骗?。,1元/学期生\ufffd", max_size=300))
def test_places_lie_in_the_text_in_order_and_keep_what_is_printed(text: str) -> None:
    places = read_damage(text)
    for place in places:
        assert text[place.span.start : place.span.end] == place.printed
        assert place.restored != place.printed
    assert all(before.span <= after.span for before, after in pairwise(places))
