"""How a reading is scored against one made by hand: each question, and what counts neither way."""

from typing import Any

import pytest

from scripts.reader_score import Score, Scores, likeness, score, total
from tests.compiler.reading import compiled

TEXT = """
2023年云溪区工作要点
一、稳增长
1.抓项目。全年新开工项目20个,力争建成厂房3万平方米。(牵头单位:发改局;协同单位:财政局)
2.抓消费。社会消费品零售总额增长8%左右。(牵头单位:商务局)
"""


def target(kind: str, metric: str, op: str | None, value: object, unit: str | None, **more: Any):
    return {
        "kind": kind,
        "metric": metric,
        "op": op,
        "value": value,
        "unit": unit,
        "strength": "commit",
        **more,
    }


def task(number: int | None, leads: list[str], *targets: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"number": number, "lead_units": leads, "targets": list(targets), "deliverables": [], **more}


PROJECTS = target("quantity", "新开工项目", ">=", 20, "个", text="新开工项目20个")
SPACE = target("quantity", "建成厂房", ">=", 30000, "平方米", strength="strive")
SALES = target("rate", "社会消费品零售总额增长", "about", 8, "%")
FIRST = task(1, ["发改局"], PROJECTS, SPACE, coop_units=["财政局"])
SECOND = task(2, ["商务局"], SALES)
GOLD: dict[str, Any] = {"sections": [{"number": "一", "title": "稳增长"}], "tasks": [FIRST, SECOND]}


def scored(gold: dict[str, Any], text: str = TEXT) -> Scores:
    return score(gold, compiled(text))


def counts(tally: Score) -> tuple[int, int, int]:
    return tally.hit, tally.extra, tally.missed


def test_a_reading_without_a_difference():
    scores = scored(GOLD)
    assert {question: counts(one) for question, one in scores.items() if one.asked} == {
        "sections": (1, 0, 0),
        "tasks": (2, 0, 0),
        "units": (3, 0, 0),
        "first unit": (2, 0, 0),
        "targets by value": (3, 0, 0),
        "targets in full": (3, 0, 0),
        "metric wording": (3, 0, 0),
    }


@pytest.mark.parametrize(
    ("change", "question", "expected"),
    [
        ({"value": 21}, "targets by value", (2, 1, 1)),
        ({"op": ">"}, "targets by value", (3, 0, 0)),
        ({"op": ">"}, "targets in full", (2, 1, 1)),
        ({"strength": "strive"}, "targets in full", (2, 1, 1)),
        ({"deadline": "2023-06-30"}, "targets in full", (2, 1, 1)),
        ({"metric": "本区新开工项目"}, "metric wording", (3, 0, 0)),
        ({"metric": "招商引资"}, "metric wording", (2, 1, 1)),
        ({"metric": "招商引资", "metric_alt": ["新开工项目数"]}, "metric wording", (3, 0, 0)),
        ({"optional": True}, "targets by value", (2, 0, 0)),
        ({"optional": True, "value": 21}, "targets by value", (2, 1, 0)),
    ],
)
def test_what_a_difference_in_a_target_costs(
    change: dict[str, Any], question: str, expected: tuple[int, ...]
):
    tasks = [{**FIRST, "targets": [PROJECTS | change, SPACE]}, SECOND]
    assert counts(scored({**GOLD, "tasks": tasks})[question]) == expected


def test_a_lost_task_takes_everything_in_it_along():
    scores = scored(GOLD, TEXT.partition("2.抓")[0])
    assert counts(scores["tasks"]) == (1, 0, 1)
    assert counts(scores["units"]) == (2, 0, 1)
    assert counts(scores["targets by value"]) == (2, 0, 1)


def test_tasks_whose_numbers_are_lost_are_known_by_their_words():
    text = TEXT.replace("2.抓消费", "抓消费")
    lost = {**SECOND, "number": None, "body": "抓消费。社会消费品零售总额"}
    assert counts(scored({**GOLD, "tasks": [FIRST, lost]}, text)["tasks"]) == (2, 0, 0)


def test_numbers_that_restart_are_paired_in_printed_order():
    text = TEXT + "二、惠民生\n1.办实事。新增学位500个。(牵头单位:教育局)\n"
    third = task(1, ["教育局"], target("quantity", "新增学位", ">=", 500, "个"))
    gold = {
        "sections": [*GOLD["sections"], {"number": "二", "title": "惠民生"}],
        "tasks": [FIRST, SECOND, third],
    }
    scores = scored(gold, text)
    assert counts(scores["tasks"]) == (3, 0, 0)
    assert counts(scores["first unit"]) == (3, 0, 0)


def test_an_excerpt_has_targets_only_wherever_they_were_read():
    scores = scored({"targets": [SALES, PROJECTS, SPACE]})
    assert counts(scores["targets in full"]) == (3, 0, 0)
    assert not scores["tasks"].asked


def test_the_order_of_units_matters_only_for_the_first():
    text = TEXT.replace("牵头单位:商务局", "牵头单位:商务局、财政局")
    swapped = {**SECOND, "lead_units": ["财政局", "商务局"]}
    scores = scored({**GOLD, "tasks": [FIRST, swapped]}, text)
    assert counts(scores["units"]) == (4, 0, 0)
    assert counts(scores["first unit"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("restored", "found", "right"),
    [("推进电网建设", (1, 0, 0), (1, 0, 0)), ("推进电力建设", (1, 0, 0), (0, 1, 1))],
)
def test_damage_is_found_by_its_place_and_restored_by_its_characters(
    restored: str, found: tuple[int, ...], right: tuple[int, ...]
):
    text = "1.推进电 建设,加强 格化管理。(责任单位:政法委)\n2.乙。(责任单位:工信局)"
    damage = [
        {"printed": "推进电 建设", "restored": restored},
        {"printed": "加强 格化", "restored": "加强网格化", "optional": True},
    ]
    scores = scored({"tasks": [task(1, ["政法委"], damage=damage), task(2, ["工信局"])]}, text)
    assert counts(scores["damage found"]) == found
    assert counts(scores["damage restored"]) == right


def test_a_miss_names_its_place():
    scores = scored({**GOLD, "tasks": [{**FIRST, "targets": [PROJECTS | {"value": 21}, SPACE]}, SECOND]})
    missed, extra = scores["targets by value"].misses
    assert TEXT.strip()[missed.offset :].startswith("新开工项目20个")
    assert TEXT.strip()[extra.offset :].startswith("全年新开工项目20个")


def test_totals_add_counts():
    assert counts(total([scored(GOLD), scored(GOLD)])["units"]) == (6, 0, 0)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("新签约项目", "新签约项目", 1.0),
        ("ＧＤＰ 增速", "GDP增速", 1.0),
        ("甲乙", "丙丁", 0.0),
        ("甲", "乙", 0.0),
        ("甲乙丙", "甲乙", 2 / 3),
    ],
)
def test_likeness_of_wordings(left: str, right: str, expected: float):
    assert likeness(left, right) == pytest.approx(expected)
