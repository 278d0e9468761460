"""Who answers for a task is put right: another unit or official, another role, another order."""

import pytest

from luoshi.core.problems import Conflict, Forbidden, Refusal
from luoshi.organization.models import Person, Unit, UnitName
from luoshi.plans.actions.review.duties import (
    DutyValues,
    add_duty,
    change_duty,
    drop_duty,
    move_duty,
)
from luoshi.plans.actions.review.keeping import stamp_of
from luoshi.plans.actions.review.undo import undo
from luoshi.plans.models import PlanVersion, Responsibility, Revision, Task
from tests.plans.review.under_review import under_review
from tests.world import NOW, account

pytestmark = pytest.mark.django_db

PLAN = """2023年重点工作计划
1.新签约项目200个以上。牵头领导：张三；牵头责任单位：区投促局、区经贸局；协同单位：区财政局
2.引进外资500万美元以上。牵头责任单位：区经贸局；协同单位：区财政局
3.新建厂房20万平方米。牵头责任单位：区建发局；协同单位：区财政局
4.推进招才引智。牵头责任单位：区人社局；协同单位：区财政局
5.新增停车位500个。牵头责任单位：区城管局；协同单位：区财政局
6.新建公园2个。牵头责任单位：区城管局
"""


@pytest.fixture
def version() -> PlanVersion:
    return under_review(PLAN)


def who() -> dict[str, object]:
    return {"actor": account("supervision"), "now": NOW}


def task(version: PlanVersion, number: str) -> Task:
    return version.tasks.get(number=number)


def duty(version: PlanVersion, number: str, name: str) -> Responsibility:
    return Responsibility.objects.get(task=task(version, number), name=name)


def change(row: Responsibility, name: str, role: str = "lead_unit", *, new: bool = False) -> Revision:
    values = DutyValues(role=role, name=name, new=new)
    return change_duty(row.pk, values, seen=stamp_of(row), **who())


def names(version: PlanVersion, number: str, role: str) -> list[str]:
    rows = Responsibility.objects.filter(task=task(version, number), role=role)
    return list(rows.values_list("name", flat=True))


def test_another_unit_of_the_roster_answers(version):
    revision = change(duty(version, "1", "区投促局"), "区财政局")
    changed = Responsibility.objects.get(task=task(version, "1"), role="lead_unit", name="区财政局")
    assert str(changed.unit) == "区财政局"
    assert changed.ordinal == 0
    assert revision.note == "“牵头单位区投促局”改为“牵头单位区财政局”"


def test_an_alias_is_the_unit_that_bears_it(version):
    unit = Unit.objects.get(name="区投促局")
    UnitName.objects.create(jurisdiction=unit.jurisdiction, unit=unit, name="招商办", sort="alias")
    change(duty(version, "2", "区经贸局"), " 招商办 ")
    assert duty(version, "2", "招商办").unit == unit


def test_the_same_unit_in_another_role_comes_last_there(version):
    change(duty(version, "1", "区经贸局"), "区经贸局", "coop_unit")
    assert names(version, "1", "lead_unit") == ["区投促局"]
    assert names(version, "1", "coop_unit") == ["区财政局", "区经贸局"]


def test_a_name_that_the_roster_does_not_have_is_asked_about(version):
    row = duty(version, "1", "区投促局")
    with pytest.raises(Refusal, match="名册里没有“区投捉局”") as refused:
        change(row, "区投捉局")
    assert refused.value.field == "name"
    change(row, "区数据局", new=True)
    assert duty(version, "1", "区数据局").unit is None


def test_a_name_of_several_units_is_not_guessed(version):
    units = Unit.objects.filter(name__in=("区投促局", "区财政局"))
    for unit in units:
        UnitName.objects.create(jurisdiction=unit.jurisdiction, unit=unit, name="服务专班", sort="nameplate")
    with pytest.raises(Refusal, match=r"可能指区\w+局、区\w+局"):
        change(duty(version, "2", "区经贸局"), "服务专班")


def test_an_official_of_the_roster_leads(version):
    person = Person.objects.exclude(name="张三")[0]
    add_duty(task(version, "2").pk, DutyValues(role="leader", name=person.name), **who())
    assert duty(version, "2", person.name).person == person


@pytest.mark.parametrize(
    ("role", "name", "field"),
    [
        ("lead_unit", "", "name"),
        ("lead_unit", "长" * 101, "name"),
        ("boss", "区财政局", "role"),
        ("coop_unit", "区财政局", "name"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(version, role, name, field):
    with pytest.raises(Refusal) as refused:
        add_duty(task(version, "1").pk, DutyValues(role=role, name=name), **who())
    assert refused.value.field == field
    assert not version.revisions.exists()


def test_adding_whoever_was_missing_settles_the_doubt(version):
    doubt = version.doubts.get(code="L003")
    revision = add_duty(task(version, "6").pk, DutyValues(role="coop_unit", name="区财政局"), **who())
    doubt.refresh_from_db()
    assert doubt.settled == revision
    assert revision.note == "“新建公园2个”增加协同单位区财政局"


def test_an_added_one_may_have_a_place_in_print(version):
    start = version.document.text.index("区建发局")
    values = DutyValues(role="coop_unit", name="区城管局")
    add_duty(task(version, "3").pk, values, place=(start, start + 4), **who())
    assert duty(version, "3", "区城管局").start == start
    with pytest.raises(Refusal, match="选中"):
        add_duty(task(version, "2").pk, values, place=(9, 9), **who())


def test_who_has_no_duty_is_taken_out(version):
    row = duty(version, "1", "区经贸局")
    drop_duty(row.pk, seen=stamp_of(row), **who())
    assert names(version, "1", "lead_unit") == ["区投促局"]


def test_the_one_that_is_put_first_answers(version):
    row = duty(version, "1", "区经贸局")
    move_duty(row.pk, to=0, seen=stamp_of(row), **who())
    assert names(version, "1", "lead_unit") == ["区经贸局", "区投促局"]


@pytest.mark.parametrize("to", [-1, 1, 2])
def test_a_place_that_is_none_or_its_own_is_refused(version, to):
    row = duty(version, "1", "区经贸局")
    with pytest.raises(Refusal):
        move_duty(row.pk, to=to, seen=stamp_of(row), **who())


def test_saving_what_is_there_already_is_refused(version):
    change(duty(version, "2", "区经贸局"), "区城管局")
    with pytest.raises(Refusal, match="没有变化"):
        change(duty(version, "2", "区城管局"), "区城管局")


def test_of_two_at_once_the_second_is_told_and_the_first_stays(version):
    shown = duty(version, "1", "区投促局")
    change(duty(version, "1", "区投促局"), "区城管局")
    with pytest.raises(Conflict, match="别人改过"):
        change(shown, "区建发局")
    with pytest.raises(Conflict, match="别人改过"):
        drop_duty(shown.pk, seen=stamp_of(shown), **who())
    assert names(version, "1", "lead_unit") == ["区城管局", "区经贸局"]


def test_only_the_supervision_office_may(version):
    row = duty(version, "1", "区投促局")
    with pytest.raises(Forbidden):
        drop_duty(row.pk, seen=stamp_of(row), actor=account("head"), now=NOW)


def test_each_can_be_taken_back(version):
    everything = Responsibility.objects.filter(task__version=version).order_by("pk")
    before = list(everything.values())
    row = duty(version, "1", "区经贸局")
    made = [
        move_duty(row.pk, to=0, seen=stamp_of(row), **who()),
        add_duty(task(version, "6").pk, DutyValues(role="coop_unit", name="区财政局"), **who()),
        change(duty(version, "3", "区建发局"), "区城管局"),
    ]
    lead = duty(version, "4", "区人社局")
    made.append(drop_duty(lead.pk, seen=stamp_of(lead), **who()))
    for revision in reversed(made):
        undo(revision.pk, **who())
    assert list(everything.values()) == before
