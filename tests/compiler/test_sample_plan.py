"""The sample plan, read by the compiler and by hand: what must agree, and how nearly."""

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from luoshi.compiler import Compilation, compile_bytes
from luoshi.compiler.model import Target

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from reader_score import Score, score  # noqa: E402


@cache
def sample() -> Compilation:
    """The sample plan compiled."""
    path = ROOT / "samples/xinzhan-2022.txt"
    return compile_bytes(path.read_bytes(), name=path.name)


@cache
def gold() -> Any:
    """The sample plan read by hand."""
    return json.loads((ROOT / "corpus/xinzhan-2022.gold.json").read_text(encoding="utf-8"))


@cache
def scores() -> dict[str, Score]:
    """The comparison of both."""
    return score(gold(), sample())


def targets() -> list[Target]:
    """All targets in printed order."""
    plan = sample().plan
    assert plan is not None
    return [*plan.targets, *(target for task in plan.tasks for target in task.targets)]


@pytest.mark.parametrize("question", ["sections", "tasks", "units", "first unit"])
def test_tasks_leaders_and_units_are_exactly_those_read_by_hand(question: str) -> None:
    tally = scores()[question]
    assert (tally.extra, tally.missed, tally.misses) == (0, 0, [])


@pytest.mark.parametrize(
    ("question", "least"),
    [
        ("targets by value", 0.98),
        ("targets in full", 0.96),
        ("metric wording", 0.95),
        ("deliverables", 0.93),
        ("damage found", 0.95),
        ("damage restored", 0.9),
    ],
)
def test_targets_deliverables_and_damage_are_nearly_those_read_by_hand(question: str, least: float) -> None:
    tally = scores()[question]
    assert tally.f1 >= least, tally.misses


def test_no_place_is_called_damaged_that_is_not() -> None:
    assert scores()["damage found"].extra == 0


def test_sections_have_their_numbers_and_titles() -> None:
    plan = sample().plan
    assert plan is not None
    printed = [(section["number"], section["title"]) for section in gold()["sections"]]
    assert [(section.number, section.title) for section in plan.sections] == printed


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("新签约项目", 200),
        ("签约投资额", 800),
        ("新建省外亿元以上项目", 50),
        ("开工项目", 35),
        ("战略性新兴产业产值", 700),
        ("建筑业产值", 104),
        ("地区生产总值增速", 9),
        ("城镇常住居民人均可支配收入增幅", None),
    ],
)
def test_a_board_can_show_the_measure_by_itself(metric: str, value: int | None) -> None:
    assert [target.value for target in targets() if target.metric == metric] == [value]


def test_a_target_lies_where_it_is_printed() -> None:
    source = sample().source
    assert source is not None
    for target in targets():
        if target.unit and target.kind != "coverage" and target.value:
            assert target.unit.rstrip("元") in source.slice(target.span), target
