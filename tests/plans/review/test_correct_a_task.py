"""A task's number and name are put right; the printed text stays."""

import pytest

from luoshi.core.models import Event
from luoshi.core.problems import Conflict, Forbidden, Refusal
from luoshi.plans.actions.review.keeping import stamp_of
from luoshi.plans.actions.review.tasks import TaskValues, correct_task
from luoshi.plans.actions.review.undo import undo
from luoshi.plans.models import PlanVersion, Revision, Task
from tests.plans.review.under_review import under_review
from tests.world import NOW, account

pytestmark = pytest.mark.django_db

PLAN = """2023年重点工作计划
1.新签约项目200个以上。牵头责任单位：区投促局；协同单位：区经贸局
2.引进外资500万美元以上。牵头责任单位：区经贸局；协同单位：区财政局
2.新建厂房20万平方米。牵头责任单位：区建发局；协同单位：区财政局
4.新增停车位500个。牵头责任单位：区城管局；协同单位：区财政局
"""


@pytest.fixture
def version() -> PlanVersion:
    return under_review(PLAN)


def correct(task: Task, number: str, title: str, *, by: str = "supervision") -> Revision:
    values = TaskValues(number=number, title=title)
    return correct_task(task.pk, values, seen=stamp_of(task), actor=account(by), now=NOW)


def third(version: PlanVersion) -> Task:
    return version.tasks.all()[2]


def test_number_and_name_are_as_given(version):
    revision = correct(third(version), " 3 ", " 新建标准化厂房 ")
    task = third(version)
    assert (task.number, task.title) == ("3", "新建标准化厂房")
    assert revision.note == "任务“2 新建厂房20万平方米”改为“3 新建标准化厂房”"
    event = Event.objects.latest("pk")
    assert (event.verb, event.detail["note"]) == ("review.corrected", revision.note)


def test_the_doubt_about_its_number_is_settled_with_it(version):
    task = third(version)
    doubt = version.doubts.get(code="O004", start=task.start)
    revision = correct(task, "3", task.title)
    doubt.refresh_from_db()
    assert doubt.settled == revision
    undo(revision.pk, actor=account("supervision"), now=NOW)
    doubt.refresh_from_db()
    assert doubt.settled is None


def test_another_name_settles_no_doubt_about_the_number(version):
    correct(third(version), "2", "新建标准化厂房")
    assert version.doubts.get(code="O004").settled is None


@pytest.mark.parametrize(
    ("number", "title", "field"),
    [("3", "", "title"), ("3", "　", "title"), ("3", "长" * 301, "title"), ("1" * 21, "新建厂房", "number")],
)
def test_what_cannot_be_is_refused_at_its_field(version, number, title, field):
    with pytest.raises(Refusal) as refused:
        correct(third(version), number, title)
    assert refused.value.field == field
    assert third(version).number == "2"


def test_saving_what_is_there_already_is_refused(version):
    task = third(version)
    with pytest.raises(Refusal, match="没有变化"):
        correct(task, task.number, task.title)


def test_of_two_at_once_the_second_is_told(version):
    shown = third(version)
    correct(third(version), "3", "新建标准化厂房")
    with pytest.raises(Conflict, match="别人改过"):
        correct(shown, "5", "新建厂房")
    assert third(version).number == "3"


def test_only_the_supervision_office_may(version):
    with pytest.raises(Forbidden):
        correct(third(version), "3", "新建厂房", by="liaison")


def test_a_published_plan_is_not_corrected():
    task = Task.objects.filter(version__publication__isnull=False)[0]
    with pytest.raises(Conflict, match="已经发布"):
        correct(task, "99", "别的")
