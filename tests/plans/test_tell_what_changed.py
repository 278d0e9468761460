"""The difference of two versions in words and values."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.plans.difference import Change, Difference, Heading, Sort, difference, stricter
from luoshi.plans.edition import Aim, Duty, Edition, Item
from luoshi.plans.marks import marked

BODY = "拓展驻点招商。全年新签约项目力争达到200个。"
SIGNED = Aim(
    key=1,
    kind="quantity",
    metric="新签约项目",
    op=">=",
    value=Decimal(200),
    unit="个",
    strength="strive",
    words="新签约项目力争达到200个",
)
LEAD, OTHER, HELPER = (
    Duty("lead_unit", "区投促局", "unit:1"),
    Duty("lead_unit", "区经贸局", "unit:2"),
    Duty("coop_unit", "区科技局", "unit:3"),
)
BOSS, CHIEF = Duty("leader", "李志奎", "person:1"), Duty("leader", "徐斌", "person:2")
TASK = Item(
    key=1,
    number="4",
    title="拓展驻点招商",
    body=BODY,
    printed="4." + BODY,
    section="一、经济",
    duties=(BOSS, LEAD, OTHER, HELPER),
    aims=(SIGNED,),
)


def between(old: Sequence[Item], new: Sequence[Item], *, years: tuple[int, int] = (2022, 2022)) -> Difference:
    return difference(Edition(years[0], tuple(old)), Edition(years[1], tuple(new)))


def sorts(found: Difference) -> list[str]:
    return [change.sort.value for change in found.changes]


def aims(old: Aim, new: Aim, *, years: tuple[int, int] = (2022, 2022)) -> list[str]:
    """What a change of the target alone is called."""
    return sorts(between([replace(TASK, aims=(old,))], [replace(TASK, aims=(new,))], years=years))


def test_a_version_does_not_differ_from_itself():
    assert not between([TASK], [TASK]).changes


def test_another_figure_is_one_change_and_not_another_text_too():
    new = replace(SIGNED, value=Decimal(180), words="新签约项目力争达到180个")
    body = BODY.replace("200", "180")
    found = between([TASK], [replace(TASK, body=body, printed="4." + body, aims=(new,))])
    (change,) = found.changes
    assert (change.sort, change.heading) == (Sort.LOWERED, Heading.LOWERED)
    assert (change.old_aim, change.new_aim) == (SIGNED, new)


def test_other_words_beside_the_figure_are_told_as_well():
    new = replace(SIGNED, value=Decimal(180), words="新签约项目力争达到180个")
    body = "拓展驻点招商和委托招商。全年新签约项目力争达到180个。"
    assert sorts(between([TASK], [replace(TASK, body=body, aims=(new,))])) == ["lowered", "reworded"]


def test_other_punctuation_is_no_change():
    assert not between([TASK], [replace(TASK, body=BODY.replace("。", ". "))]).changes


AIMS = {
    "raised": (SIGNED, replace(SIGNED, value=Decimal(220)), ["raised"]),
    "lowered": (SIGNED, replace(SIGNED, value=Decimal(180)), ["lowered"]),
    "upper end of a range": (
        replace(SIGNED, kind="range", value_high=Decimal(300)),
        replace(SIGNED, kind="range", value_high=Decimal(250)),
        ["lowered"],
    ),
    "what is striven for": (replace(SIGNED, stretch=Decimal(220)), replace(SIGNED, stretch=Decimal(230)), ["raised"]),
    "nothing more to strive for": (replace(SIGNED, stretch=Decimal(220)), SIGNED, ["level"]),
    "another grade": (
        replace(SIGNED, kind="grade", value=None, value_text="A类", unit=""),
        replace(SIGNED, kind="grade", value=None, value_text="B类", unit=""),
        ["level"],
    ),
    "a day is set": (SIGNED, replace(SIGNED, deadline=date(2022, 9, 30)), ["earlier"]),
    "the day is put off": (
        replace(SIGNED, deadline=date(2022, 9, 30)),
        replace(SIGNED, deadline=date(2022, 10, 31)),
        ["later"],
    ),
    "the year's end is printed": (SIGNED, replace(SIGNED, deadline=date(2022, 12, 31)), []),
    "from striving to promising": (SIGNED, replace(SIGNED, strength="commit"), ["strength"]),
    "from at least to exactly": (SIGNED, replace(SIGNED, op="="), ["operator"]),
    "another word": (SIGNED, replace(SIGNED, metric="签约项目"), ["metric"]),
    "another measure": (SIGNED, replace(SIGNED, unit="亿元"), ["aim_dropped", "aim_added"]),
}  # fmt: skip


@pytest.mark.parametrize("case", AIMS)
def test_a_target_changes(case: str):
    old, new, expected = AIMS[case]
    assert aims(old, new) == expected


@pytest.mark.parametrize(
    ("op", "value", "more"), [(">=", 220, True), (">=", 180, False), ("<=", 220, False), ("<=", 180, True)]
)
def test_a_lower_ceiling_asks_for_more(op: str, value: int, more: bool):
    old = replace(SIGNED, op=op)
    (change,) = between(
        [replace(TASK, aims=(old,))], [replace(TASK, aims=(replace(old, value=Decimal(value)),))]
    ).changes
    assert stricter(change) == more


def test_next_years_deadline_is_compared_by_its_place_in_the_year():
    old = replace(SIGNED, deadline=date(2022, 9, 30))
    assert aims(old, replace(SIGNED, deadline=date(2023, 9, 30)), years=(2022, 2023)) == []
    assert aims(old, replace(SIGNED, deadline=date(2023, 6, 30)), years=(2022, 2023)) == ["earlier"]


def test_tasks_come_and_go_with_their_targets():
    other = replace(
        TASK, key=2, number="5", title="交通", body="打通淮北路等断头路。", aims=(replace(SIGNED, key=9),)
    )
    found = between([TASK], [other])
    assert sorts(found) == ["item_dropped", "item_added"]
    assert found.counts() == {Heading.ADDED: 1, Heading.DROPPED: 1}


DUTIES = {
    "a unit more": ((LEAD, HELPER), (LEAD, HELPER, OTHER), [("duty_added", "区经贸局", "", "lead_unit")]),
    "a unit less": ((LEAD, HELPER), (LEAD,), [("duty_dropped", "区科技局", "coop_unit", "")]),
    "from helping to leading": (
        (LEAD, HELPER),
        (LEAD, replace(HELPER, role="lead_unit")),
        [("role", "区科技局", "coop_unit", "lead_unit")],
    ),
    "another first lead": ((LEAD, HELPER), (OTHER, HELPER), [("first_lead", "", "区投促局", "区经贸局")]),
    "leads change places": ((LEAD, OTHER), (OTHER, LEAD), [("first_lead", "", "区投促局", "区经贸局")]),
    "the first lead helps from now on": (
        (LEAD, OTHER),
        (OTHER, replace(LEAD, role="coop_unit")),
        [("first_lead", "", "区投促局", "区经贸局"), ("role", "区投促局", "lead_unit", "coop_unit")],
    ),
    "another official": ((BOSS, LEAD), (CHIEF, LEAD), [("leaders", "", "李志奎", "徐斌")]),
    "one unit under another name": ((LEAD,), (replace(LEAD, name="投促局"),), []),
    "another order of those who help": ((LEAD, HELPER, OTHER), (LEAD, OTHER, HELPER), []),
}  # fmt: skip


@pytest.mark.parametrize("case", DUTIES)
def test_who_answers_changes(case: str):
    old, new, expected = DUTIES[case]
    found = between([replace(TASK, duties=old)], [replace(TASK, duties=new)])
    assert [(c.sort.value, c.name, c.before, c.after) for c in found.changes] == expected


def test_a_task_moves_to_another_section_but_a_reworded_heading_moves_nothing():
    tasks = [
        replace(TASK, key=n, number=str(n), body=f"推进第{n}号工程建设{'甲乙丙丁'[n] * 9}", aims=())
        for n in range(4)
    ]
    new = [replace(each, section="一、高质量发展") for each in tasks[:3]] + [
        replace(tasks[3], section="二、城建")
    ]
    (change,) = between(tasks, new).changes
    assert (change.sort, change.before, change.after) == (Sort.MOVED, "一、经济", "二、城建")


def test_another_number_is_told_apart_from_another_text():
    (change,) = between([TASK], [replace(TASK, number="3")]).changes
    assert (change.heading, change.before, change.after) == (Heading.PLACE, "4", "3")


def test_a_change_is_a_plain_value():
    assert Change(Sort.MOVED, before="一") == Change(Sort.MOVED, before="一")


MARKS = [
    ("新签约项目达到200个", "新签约项目达到180个", ["200"], ["180"]),
    ("完成投资2.5亿元", "完成投资2.8亿元", ["2.5"], ["2.8"]),
    ("由区投促局牵头", "由区经贸局牵头", ["投促"], ["经贸"]),
    ("一是招商，二是开工，三是投产", "一是招商，三是投产", ["二是开工，"], []),
    ("相同", "相同", [], []),
    ("", "全是新的", [], ["全是新的"]),
]


@pytest.mark.parametrize(("old", "new", "gone", "come"), MARKS)
def test_what_changed_is_marked_by_words(old: str, new: str, gone: list[str], come: list[str]):
    pieces = marked(old, new)
    assert [[piece.text for piece in side if piece.changed] for side in pieces] == [gone, come]


printed = st.text("推进招商项目200个，。；a1\n", max_size=60)


@given(printed, printed)
def test_pieces_joined_are_the_texts_again(old: str, new: str):
    pieces = marked(old, new)
    assert ["".join(piece.text for piece in side) for side in pieces] == [old, new]


@given(printed)
def test_nothing_is_marked_in_a_text_that_stayed(text: str):
    assert not any(piece.changed for side in marked(text, text) for piece in side)
