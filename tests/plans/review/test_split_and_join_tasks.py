"""A task that is two is parted, two that are one are joined, and nothing that was read is lost."""

import pytest

from luoshi.compiler.model import Span
from luoshi.core.problems import Conflict, Refusal
from luoshi.plans.actions.review.keeping import stamp_of
from luoshi.plans.actions.review.tasks import TaskValues, correct_task, join_task, split_task
from luoshi.plans.actions.review.undo import undo
from luoshi.plans.models import PlanVersion, Responsibility, Revision, Target, Task
from luoshi.plans.review.parting import part_of
from tests.plans.review.under_review import under_review
from tests.world import NOW, account

pytestmark = pytest.mark.django_db

PLAN = """2023年重点工作计划
一、招商引资
1.新签约项目200个以上。组织招商活动30场。牵头领导：张三；牵头责任单位：区投促局；协同单位：区经贸局
2.引进外资500万美元以上。牵头领导：张三；牵头责任单位：区经贸局；协同单位：区财政局
3.新建厂房20万平方米。牵头领导：李四；牵头责任单位：区建发局；协同单位：区财政局、区经贸局
4.推进招才引智。牵头领导：李四；牵头责任单位：区人社局；协同单位：区财政局
二、民生
5.新增停车位500个。牵头领导：李四；牵头责任单位：区城管局；协同单位：区财政局
"""


@pytest.fixture
def version() -> PlanVersion:
    return under_review(PLAN)


def numbered(version: PlanVersion, number: str) -> Task:
    return version.tasks.get(number=number)


def split(version: PlanVersion, number: str, before: str) -> Revision:
    task = numbered(version, number)
    return split_task(
        task.pk,
        offset=version.document.text.index(before),
        seen=stamp_of(task),
        actor=account("supervision"),
        now=NOW,
    )


def join(version: PlanVersion, number: str) -> Revision:
    task = numbered(version, number)
    return join_task(task.pk, seen=stamp_of(task), actor=account("supervision"), now=NOW)


def duties(task: Task) -> list[tuple[str, int, str]]:
    return list(task.responsibilities.values_list("role", "ordinal", "name"))


def titles(version: PlanVersion) -> list[str]:
    return list(version.tasks.values_list("title", flat=True))


def test_each_part_keeps_the_targets_printed_in_it(version):
    split(version, "1", "组织招商活动")
    first, second = version.tasks.all()[:2]
    assert [target.metric for target in first.targets.all()] == ["新签约项目"]
    assert [target.value for target in second.targets.all()] == [30]
    assert second.title == "组织招商活动30场"


def test_the_clause_behind_both_answers_for_both(version):
    before = duties(numbered(version, "1"))
    split(version, "1", "组织招商活动")
    first, second = version.tasks.all()[:2]
    assert duties(first) == duties(second) == before


def test_each_part_keeps_its_own_clause():
    clause = "牵头责任单位：区建发局。"
    version = under_review(PLAN.replace("组织招商活动", f"{clause}另组织招商活动"))
    at = version.document.text.index(clause) + 7
    Responsibility.objects.filter(task__version=version, start=at).delete()
    task = numbered(version, "1")
    Responsibility.objects.create(
        task=task, role="lead_unit", ordinal=7, name="区建发局", start=at, end=at + 4
    )
    split(version, "1", "另组织")
    first, second = version.tasks.all()[:2]
    assert [name for _, _, name in duties(first)] == ["区建发局"]
    assert ("lead_unit", 0, "区投促局") in duties(second)


def test_parts_stay_in_printed_order(version):
    split(version, "1", "组织招商活动")
    assert [title[:4] for title in titles(version)] == [
        "新签约项",
        "组织招商",
        "引进外资",
        "新建厂房",
        "推进招才",
        "新增停车",
    ]


def test_spans_meet_at_the_cut(version):
    end = numbered(version, "1").end
    split(version, "1", "组织招商活动")
    first, second = version.tasks.all()[:2]
    text = version.document.text
    assert text[first.body_start : first.body_end] == "新签约项目200个以上。"
    assert text[second.start : second.body_end] == "组织招商活动30场。"
    assert second.end == end


def test_a_printed_number_of_a_part_is_its_number_and_its_clause_no_body():
    text = "6、加快土地报批500亩。牵头责任单位：区自规分局；协同单位：区财政局"
    part = part_of(text, Span(0, len(text)), body_end=len(text), year=2023)
    assert (part.number, part.title) == ("6", "加快土地报批500亩")
    assert text[part.body.start : part.body.end] == "加快土地报批500亩。"


@pytest.mark.parametrize("place", ["1.新签约", "新签约项目", "牵头领导", "2.引进"])
def test_a_place_outside_of_the_words_is_refused(version, place):
    with pytest.raises(Refusal, match="正文中间"):
        split(version, "1", place)
    assert version.tasks.count() == 5


def test_a_place_inside_of_a_target_is_refused(version):
    with pytest.raises(Refusal, match="中间"):
        split(version, "1", "0个以上")
    assert not version.revisions.exists()


def test_joined_tasks_hold_what_both_held(version):
    targets = set(
        Target.objects.filter(task__version=version, task__number__in="12").values_list("pk", flat=True)
    )
    join(version, "2")
    first = numbered(version, "1")
    assert set(first.targets.values_list("pk", flat=True)) == targets
    assert duties(first) == [
        ("coop_unit", 0, "区经贸局"),
        ("coop_unit", 1, "区财政局"),
        ("lead_unit", 0, "区投促局"),
        ("lead_unit", 1, "区经贸局"),
        ("leader", 0, "张三"),
    ]
    assert version.document.text[first.start : first.end].endswith("区财政局")


@pytest.mark.parametrize(("number", "message"), [("1", "第一项"), ("5", "另一部分")])
def test_what_has_nothing_before_it_is_not_joined(version, number, message):
    with pytest.raises(Refusal, match=message):
        join(version, number)
    assert version.tasks.count() == 5


def test_split_and_joined_again_is_as_it_was(version):
    before = titles(version)
    split(version, "1", "组织招商活动")
    second = version.tasks.all()[1]
    join_task(second.pk, seen=stamp_of(second), actor=account("supervision"), now=NOW)
    assert titles(version) == before
    assert numbered(version, "1").targets.count() == 2


@pytest.mark.parametrize("verb", ["split", "join"])
def test_it_can_be_taken_back(version, verb):
    before = list(version.tasks.values()), list(Responsibility.objects.filter(task__version=version).values())
    revision = split(version, "1", "组织招商活动") if verb == "split" else join(version, "2")
    assert len(titles(version)) != 5
    undo(revision.pk, actor=account("supervision"), now=NOW)
    after = list(version.tasks.values()), list(Responsibility.objects.filter(task__version=version).values())
    assert after == before


def test_a_part_to_which_something_was_added_is_not_taken_back(version):
    revision = split(version, "1", "组织招商活动")
    second = version.tasks.all()[1]
    Target.objects.create(
        version=version,
        task=second,
        ordinal=99,
        kind="milestone",
        metric="活动方案",
        strength="commit",
        start=second.start,
        end=second.end,
    )
    with pytest.raises(Conflict):
        undo(revision.pk, actor=account("supervision"), now=NOW)
    assert Target.objects.filter(metric="活动方案").exists()


def test_a_stale_split_is_refused(version):
    task = numbered(version, "1")
    seen = stamp_of(task)
    values = TaskValues(number="1", title="招商")
    correct_task(task.pk, values, seen=seen, actor=account("supervision"), now=NOW)
    with pytest.raises(Conflict, match="别人改过"):
        split_task(
            task.pk,
            offset=version.document.text.index("组织招商"),
            seen=seen,
            actor=account("supervision"),
            now=NOW,
        )
    assert version.tasks.count() == 5
