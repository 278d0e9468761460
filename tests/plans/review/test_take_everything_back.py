"""Whatever was done to a version, in whatever order: taken back, the version is exactly as it was read."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.core.problems import Conflict, Refusal
from luoshi.plans.actions.review.duties import DutyValues, add_duty, change_duty, drop_duty, move_duty
from luoshi.plans.actions.review.keeping import stamp_of
from luoshi.plans.actions.review.settle import settle_alike, settle_doubt
from luoshi.plans.actions.review.targets import (
    add_target,
    correct_target,
    drop_target,
    merge_targets,
    proposal,
    split_target,
    values_of_row,
)
from luoshi.plans.actions.review.tasks import TaskValues, correct_task, join_task, split_task
from luoshi.plans.actions.review.undo import undo
from luoshi.plans.models import (
    Damage,
    Deliverable,
    Doubt,
    PlanVersion,
    Responsibility,
    Revision,
    Target,
    Task,
)
from luoshi.plans.review.answers import offers
from tests.plans.review.under_review import under_review
from tests.world import NOW, account

pytestmark = pytest.mark.django_db

PLAN = """2023年重点工作计划
一、招商引资
1.新签约项目200个以上，力争220个。加快土地 批，收储土地500亩。编制招商图谱1份。牵头领导：张三；牵头责任单位：区投促局；协同单位：区经贸局
2.引进外资500万美元以上，增长10%，在册企业30家。牵头领导：张三；牵头责任单位：区经贸局；协同单位：区财政局
2.新建厂房20万平方米，6月底前完成。牵头领导：李四；牵头单位：区建发局、经贸局；协同单位：区财政局
5.推进招才引智，制定人才政策。牵头责任单位：区人社局，协同单位：区财政局
二、民生
6.新增停车位500个；改造老旧小区3个。牵头领导：李四；牵头责任单位：区城管局
"""
KEPT = (Task, Target, Responsibility, Deliverable, Damage, Doubt)

Step = tuple[int, int, int]
Verb = Callable[[PlanVersion, int, int], Revision]
STEPS = st.lists(st.tuples(st.integers(0, 13), st.integers(0, 40), st.integers(0, 60)), max_size=12)


def who() -> dict[str, Any]:
    return {"actor": account("supervision"), "now": NOW}


def picked(rows: Sequence[Any], at: int) -> Any:
    """One of the rows; as good as refused where there is none."""
    if not rows:
        raise Refusal("nothing there")
    return rows[at % len(rows)]


def within(start: int, end: int, at: int) -> int:
    """A place between both."""
    return start + at % max(1, end - start)


def settle_one(version: PlanVersion, row: int, other: int) -> Revision:
    doubt = picked(version.doubts.select_related("finding"), row)
    answer = picked(offers(doubt), other).answer
    return settle_doubt(doubt.pk, answer=answer, text="补上", **who())


def settle_all_alike(version: PlanVersion, row: int, other: int) -> Revision:
    doubt = picked(version.doubts.select_related("finding"), row)
    return settle_alike(doubt.pk, answer=picked(offers(doubt), other).answer, **who())


def correct(version: PlanVersion, row: int, other: int) -> Revision:
    target = picked(version.targets.all(), row)
    values = replace(values_of_row(target), metric=f"指标{other}", strength="strive")
    return correct_target(target.pk, values, seen=stamp_of(target), **who())


def drop(version: PlanVersion, row: int, other: int) -> Revision:
    target = picked(version.targets.all(), row)
    return drop_target(target.pk, seen=stamp_of(target), **who())


def add(version: PlanVersion, row: int, other: int) -> Revision:
    task = picked(version.tasks.all(), row)
    place = proposal(version, within(task.body_start, task.body_end, other), task.body_end)
    values = replace(place.values, kind="quantity", op=">=", value=Decimal(other), unit="个", value_high=None)
    return add_target(version.pk, replace(place, values=values), **who())


def split(version: PlanVersion, row: int, other: int) -> Revision:
    target = picked(version.targets.all(), row)
    return split_target(target.pk, at=within(target.start, target.end, other), seen=stamp_of(target), **who())


def merge(version: PlanVersion, row: int, other: int) -> Revision:
    pair = picked(version.targets.all(), row), picked(version.targets.all(), row + 1)
    pair = tuple(sorted(pair, key=lambda target: (target.start, target.ordinal)))
    return merge_targets([target.pk for target in pair], seen=stamp_of(*pair), **who())


def name_task(version: PlanVersion, row: int, other: int) -> Revision:
    task = picked(version.tasks.all(), row)
    values = TaskValues(number=str(other), title=f"任务{other}")
    return correct_task(task.pk, values, seen=stamp_of(task), **who())


def part_task(version: PlanVersion, row: int, other: int) -> Revision:
    task = picked(version.tasks.all(), row)
    offset = within(task.body_start, task.body_end, other)
    return split_task(task.pk, offset=offset, seen=stamp_of(task), **who())


def put_together(version: PlanVersion, row: int, other: int) -> Revision:
    task = picked(version.tasks.all(), row)
    return join_task(task.pk, seen=stamp_of(task), **who())


def a_duty(version: PlanVersion, row: int) -> Responsibility:
    duties = Responsibility.objects.filter(task__version=version).order_by("task__start", "start", "pk")
    found: Responsibility = picked(duties, row)
    return found


def give_duty(version: PlanVersion, row: int, other: int) -> Revision:
    values = DutyValues(role=Responsibility.Role.values[other % 3], name=f"区{other % 5}局", new=True)
    return add_duty(picked(version.tasks.all(), row).pk, values, **who())


def change_it(version: PlanVersion, row: int, other: int) -> Revision:
    duty = a_duty(version, row)
    values = DutyValues(role=Responsibility.Role.values[other % 3], name=f"区{other % 5}局", new=True)
    return change_duty(duty.pk, values, seen=stamp_of(duty), **who())


def take_duty(version: PlanVersion, row: int, other: int) -> Revision:
    duty = a_duty(version, row)
    return drop_duty(duty.pk, seen=stamp_of(duty), **who())


def shift_duty(version: PlanVersion, row: int, other: int) -> Revision:
    duty = a_duty(version, row)
    return move_duty(duty.pk, to=other % 3, seen=stamp_of(duty), **who())


VERBS: tuple[Verb, ...] = (
    settle_one,
    settle_all_alike,
    correct,
    drop,
    add,
    split,
    merge,
    name_task,
    part_task,
    put_together,
    give_duty,
    change_it,
    take_duty,
    shift_duty,
)


def rows(version: PlanVersion) -> list[list[dict[str, Any]]]:
    """Everything that was read, as the database holds it."""
    owned = {Task: "version", Target: "version", Doubt: "version"}
    return [
        list(
            model._default_manager.filter(**{owned.get(model, "task__version"): version})
            .order_by("pk")
            .values()
        )
        for model in KEPT
    ]


def done(version: PlanVersion, steps: Sequence[Step]) -> list[int]:
    """Carry the steps out, without those that are refused; ids of the revisions."""
    made = []
    for verb, row, other in steps:
        try:
            made.append(VERBS[verb](version, row, other).pk)
        except Refusal:
            continue
    return made


RELAXED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def version() -> PlanVersion:
    return under_review(PLAN)


@RELAXED
@given(steps=STEPS)
def test_taken_back_one_by_one_the_version_is_as_it_was_read(version, steps):
    before = rows(version)
    for revision in reversed(done(version, steps)):
        undo(revision, **who())
    assert rows(version) == before


@RELAXED
@given(steps=STEPS, order=st.randoms(use_true_random=False))
def test_in_any_order_what_others_built_on_waits_until_they_are_taken_back(version, steps, order):
    before = rows(version)
    waiting = done(version, steps)
    order.shuffle(waiting)
    while waiting:
        left = [revision for revision in waiting if not taken_back(revision)]
        assert len(left) < len(waiting)
        waiting = left
    assert rows(version) == before


def taken_back(revision: int) -> bool:
    try:
        undo(revision, **who())
    except Conflict:
        return False
    return True
