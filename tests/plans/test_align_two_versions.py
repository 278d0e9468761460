"""Two versions of a plan: which task is which, and which target."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.plans.alignment import Pairs, align, align_items
from luoshi.plans.edition import Aim, Edition, Item

SIGNING = "深入开展产业链招商，拓展驻点招商。全年新签约项目力争达到200个，签约投资额力争达到800亿元。"
TEXTS = {
    "4": SIGNING,
    "5": "加快已签约项目开工。制定拟开工项目序时任务表，完善要素保障。全年计划开工项目35个。",
    "39": "完成三十头发射台迁建项目前期工作。",
    "40": "加强房地产市场监管。持续推进整治规范房地产市场秩序三年行动方案的落实。",
    "41": "加强党建引领住宅小区综合治理，开展物业管理服务提升专项整治。",
}


def item(key: int, number: str, body: str, *, aims: Sequence[Aim] = ()) -> Item:
    title = body.split("。")[0]
    return Item(key=key, number=number, title=title, body=body, printed=f"{number}.{body}", aims=tuple(aims))


def aim(key: int, metric: str, value: int | None = None, unit: str = "个", kind: str = "quantity") -> Aim:
    return Aim(key=key, kind=kind, metric=metric, value=None if value is None else Decimal(value), unit=unit)


def plan(texts: dict[str, str], *, first: int = 1) -> list[Item]:
    return [item(first + at, number, body) for at, (number, body) in enumerate(texts.items())]


def numbers(pairs: Pairs[Item]) -> dict[str, str]:
    return {old.number: new.number for old, new in pairs.both}


def test_a_task_that_was_dropped_takes_no_other_with_it():
    later = {number: text for number, text in TEXTS.items() if number != "39"}
    found = align_items(plan(TEXTS), plan(later, first=100))
    assert numbers(found) == {number: number for number in later}
    assert [each.number for each in found.dropped] == ["39"]
    assert not found.added


def test_counting_anew_after_a_dropped_task_shifts_nothing():
    later = {"4": TEXTS["4"], "5": TEXTS["5"], "39": TEXTS["40"], "40": TEXTS["41"]}
    found = align_items(plan(TEXTS), plan(later, first=100))
    assert numbers(found) == {"4": "4", "5": "5", "40": "39", "41": "40"}
    assert [each.number for each in found.dropped] == ["39"]


REWORDED = {
    "another figure": (SIGNING, SIGNING.replace("200个", "180个"), True),
    "a sentence more": (SIGNING, SIGNING + "加快推动晶合三期等项目签约。", True),
    "another punctuation": (SIGNING, SIGNING.replace("，", ","), True),
    "the same title over new work": (
        "加强督查督办。制定督查工作导则，形成督查闭环。",
        "加强督查督办。将督查纳入绩效考核，开展“回头看”和明察暗访。",
        True,
    ),
    "another task under the number": (SIGNING, TEXTS["40"], False),
    "nothing left": (SIGNING, "", False),
}


@pytest.mark.parametrize("case", REWORDED)
def test_a_reworded_task_stays_itself_and_another_does_not(case: str):
    before, after, same = REWORDED[case]
    assert bool(align_items([item(1, "4", before)], [item(9, "4", after)]).both) == same


def test_a_task_split_in_halves_is_neither_of_them():
    long = "重点围绕新型显示、集成电路两个产业链"
    body = "深入开展产业链招商，做优做强优势产业集群。全年新签约项目力争达到两百个，投资额八百亿元。"
    one, other = body.split("。")[:2]
    found = align_items([item(1, "4", body)], [item(9, "6", one + long), item(10, "7", other + long)])
    assert not found.both
    assert (len(found.dropped), len(found.added)) == (1, 2)


def test_the_targets_of_a_split_task_are_found_again():
    one = "全年新签约项目二百个，深入开展产业链招商"
    other = "拓展驻点招商办法渠道，签约投资额八百亿元"
    whole = item(
        1, "4", f"加强招商。{one}。{other}。", aims=[aim(1, "新签约项目", 200), aim(2, "签约投资额", 800)]
    )
    parts = [
        item(9, "6", one, aims=[aim(11, "新签约项目", 180)]),
        item(10, "7", other, aims=[aim(12, "签约投资额", 800)]),
    ]
    found = align(Edition(2022, (whole,)), Edition(2022, tuple(parts)))
    assert not found.items.both
    assert {(old.key, new.key) for old, new in found.aims.both} == {(1, 11), (2, 12)}


TARGETS = {
    "another figure": (aim(1, "新签约项目", 200), aim(2, "新签约项目", 180), True),
    "a range for a figure": (
        aim(1, "示范校", 3, "所"),
        replace(aim(2, "示范校", 3, "所", "range"), value_high=Decimal(4)),
        True,
    ),
    "near words": (aim(1, "新签约项目", 200), aim(2, "签约项目", 180), True),
    "other words, same figure": (aim(1, "新增孵化载体", 3), aim(2, "新建孵化载体", 3), True),
    "another unit of measure": (aim(1, "土地供应", 3500, "亩"), aim(2, "土地供应", 12, "宗"), False),
    "another metric": (aim(1, "新签约项目", 200), aim(2, "签约投资额", 200), False),
    "one word of several": (aim(1, "民办学校改造", 6, "所"), aim(2, "公办学校改造", 8, "所"), False),
    "a figure for a rank": (aim(1, "基地评估", 1, ""), aim(2, "基地评估", None, "", "rank"), False),
}


@pytest.mark.parametrize("case", TARGETS)
def test_a_target_is_its_metric_and_its_measure(case: str):
    before, after, same = TARGETS[case]
    old, new = item(1, "4", SIGNING, aims=[before]), item(2, "4", SIGNING, aims=[after])
    assert bool(align(Edition(2022, (old,)), Edition(2022, (new,))).aims.both) == same


def test_two_targets_of_one_metric_keep_their_figures():
    old = [aim(1, "新建学校", 2, "所"), aim(2, "新建学校", 4, "所")]
    new = [aim(3, "新建学校", 4, "所"), aim(4, "新建学校", 3, "所")]
    found = align(Edition(2022, aims=tuple(old)), Edition(2022, aims=tuple(new))).headline
    assert {(a.key, b.key) for a, b in found.both} == {(2, 3), (1, 4)}


words = st.text("推进招商引资项目建设完成新增签约开工学校土地万亿元，。12", min_size=0, max_size=40)
aims = st.lists(
    st.builds(
        lambda metric, value, unit: (metric, value, unit),
        st.sampled_from(["签约项目", "新签约项目", "学校", "产值"]),
        st.integers(1, 9),
        st.sampled_from(["个", "所", "亿元"]),
    ),
    max_size=4,
)


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    rows = draw(st.lists(st.tuples(st.sampled_from(["", "1", "2", "3", "4"]), words, aims), max_size=12))
    items, key = [], 0
    for at, (number, body, targets) in enumerate(rows):
        mine = [aim(key + n, metric, value, unit) for n, (metric, value, unit) in enumerate(targets)]
        key += len(mine)
        items.append(item(at, number, body, aims=mine))
    return Edition(2022, tuple(items))


@given(editions())
def test_a_version_aligned_with_itself_is_the_identity(edition: Edition):
    found = align(edition, edition)
    assert all(old is new for old, new in (*found.items.both, *found.aims.both))
    assert not (found.items.dropped or found.items.added or found.aims.dropped or found.aims.added)


@given(editions(), editions(), st.randoms(use_true_random=False))
def test_the_order_of_the_tasks_decides_nothing(one: Edition, other: Edition, random: object):
    mixed = [list(one.items), list(other.items)]
    for items in mixed:
        random.shuffle(items)  # type: ignore[attr-defined]
    again = align(*(Edition(2022, tuple(items)) for items in mixed))
    plain = align(one, other)
    for found, wanted in ((again.items, plain.items), (again.aims, plain.aims)):
        assert {(a.key, b.key) for a, b in found.both} == {(a.key, b.key) for a, b in wanted.both}


@given(editions(), editions())
def test_nothing_is_paired_twice_and_nothing_is_lost(one: Edition, other: Edition):
    found = align(one, other).items
    old = [each.key for each, _ in found.both] + [each.key for each in found.dropped]
    new = [each.key for _, each in found.both] + [each.key for each in found.added]
    assert sorted(old) == [each.key for each in one.items]
    assert sorted(new) == [each.key for each in other.items]


@given(st.lists(words, unique_by=lambda text: text[:3], max_size=10), st.data())
def test_dropping_some_tasks_loses_only_those(texts: list[str], data: st.DataObject):
    """Counted anew behind them, as offices do."""
    old = [item(at, str(at + 1), text) for at, text in enumerate(texts)]
    gone = data.draw(st.sets(st.sampled_from(range(len(old))))) if old else set()
    new = [each for each in old if each.key not in gone]
    found = align_items(old, [replace(each, key=100 + each.key) for each in new])
    assert {(a.key, b.key - 100) for a, b in found.both} == {(each.key, each.key) for each in new}
    assert {each.key for each in found.dropped} == gone


def many(count: int, *, first: int = 0, more: int = 0) -> Edition:
    """Tasks that share most of their words, as a province's list of projects does."""
    return Edition(
        2022,
        tuple(
            item(
                first + n,
                str(n + 1),
                f"加快推进第{n * 7919 % 104729}号重点项目建设，完成年度投资{n + more}万元。",
            )
            for n in range(count)
        ),
    )


def test_thousands_of_like_tasks_align_quickly():
    begun = perf_counter()
    found = align(many(2000), many(2000, first=10_000, more=1)).items
    assert all(old.number == new.number for old, new in found.both)
    assert perf_counter() - begun < 10
