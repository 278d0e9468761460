"""Items that people parted or joined are parted and joined in the next edition, where they are printed alike."""

import pytest

from luoshi.plans.actions.review.keeping import stamp_of
from luoshi.plans.actions.review.targets import drop_target
from luoshi.plans.actions.review.tasks import join_task, split_task
from luoshi.plans.models import PlanVersion, Responsibility, Target
from luoshi.progress.actions.publish_plan import publish_plan
from tests.plans.review.under_review import under_review
from tests.world import NOW, account

pytestmark = pytest.mark.django_db

PLAN = """2023年重点工作计划
一、招商引资
1.新签约项目200个以上。组织招商活动30场。牵头领导：张三；牵头责任单位：区投促局；协同单位：区经贸局
2.引进外资500万美元以上。牵头领导：张三；牵头责任单位：区经贸局；协同单位：区财政局
3.新建厂房20万平方米。牵头领导：李四；牵头责任单位：区建发局；协同单位：区财政局、区经贸局
4.推进招才引智。牵头领导：李四；牵头责任单位：区人社局；协同单位：区财政局
"""
LATER = PLAN.replace("一、招商引资\n", "按照上级部署，制定本计划。\n一、招商引资\n")


def published(version: PlanVersion) -> None:
    document = version.document
    publish_plan(document, actor=account("supervision"), now=NOW, despite=True)


def items(version: PlanVersion) -> list[tuple[str, str]]:
    text = version.document.text
    return [(task.title, text[task.start : task.end]) for task in version.tasks.all()]


def held(version: PlanVersion) -> list[tuple[str, ...]]:
    """Targets and duties with the item they belong to."""
    targets = Target.objects.filter(version=version).values_list("task__title", "metric")
    duties = Responsibility.objects.filter(task__version=version).values_list("task__title", "role", "name")
    return sorted([*targets, *duties])


@pytest.fixture
def first() -> PlanVersion:
    return under_review(PLAN)


def part(version: PlanVersion) -> None:
    task = version.tasks.get(number="1")
    offset = version.document.text.index("组织招商活动")
    split_task(task.pk, offset=offset, seen=stamp_of(task), actor=account("supervision"), now=NOW)


def join(version: PlanVersion) -> None:
    task = version.tasks.get(number="4")
    join_task(task.pk, seen=stamp_of(task), actor=account("supervision"), now=NOW)


@pytest.mark.parametrize("verbs", [(part,), (join,), (part, join)])
def test_the_next_edition_has_the_same_items_with_what_they_hold(first, verbs):
    for verb in verbs:
        verb(first)
    published(first)
    second = under_review(LATER)
    assert items(second) == items(first)
    assert held(second) == held(first)


def test_what_was_corrected_in_a_part_stays_corrected(first):
    part(first)
    target = first.targets.get(metric__contains="招商活动")
    drop_target(target.pk, seen=stamp_of(target), actor=account("supervision"), now=NOW)
    published(first)
    assert not under_review(LATER).targets.filter(metric__contains="招商活动").exists()


@pytest.mark.parametrize(("verb", "changed"), [(part, ("200个", "180个")), (join, ("20万", "30万"))])
def test_an_item_whose_words_changed_is_read_as_it_is_printed(first, verb, changed):
    verb(first)
    published(first)
    second = under_review(LATER.replace(*changed))
    assert [task.number for task in second.tasks.all()] == ["1", "2", "3", "4"]
