"""The roster changed after the document was read: its names are asked of the roster as it is now."""

import pytest

from luoshi.core.models import Jurisdiction
from luoshi.core.problems import Conflict, Forbidden
from luoshi.organization.actions.roster import change_roster
from luoshi.organization.models import Person, Unit, UnitName
from luoshi.plans.actions.review.renew import renew_names
from luoshi.plans.actions.review.settle import settle_doubt
from luoshi.plans.actions.review.undo import undo, undo_latest
from luoshi.plans.models import Doubt, PlanVersion, Responsibility, Revision
from tests.plans.review.under_review import under_review
from tests.world import NOW, account, signed_in

pytestmark = pytest.mark.django_db

PLAN = """某区2030年重点工作任务
一、重点工作
1.推进湿地保护。全年完成项目3个。（牵头领导：赵甲；牵头单位：区湿地局；配合单位：区候鸟办、区财政局）
2.推进水利建设。全年完成项目5个。（牵头单位：区水利局；配合单位：区湿地局）
"""


@pytest.fixture
def version() -> PlanVersion:
    return under_review(PLAN)


def here() -> Jurisdiction:
    return account("supervision").jurisdiction


def enter(name: str, *others: str, kind: str = "department") -> Unit:
    """A unit that somebody registers meanwhile, with its short names."""
    change_roster(here(), actor=account("supervision"), now=NOW)
    row = Unit.objects.create(jurisdiction=here(), name=name, kind=kind)
    for sort, said in (("official", name), *(("alias", other) for other in others)):
        UnitName.objects.create(jurisdiction=here(), unit=row, name=said, sort=sort)
    return row


def again(version: PlanVersion, by: str = "supervision") -> Revision:
    return renew_names(version.pk, actor=account(by), now=NOW)


def settle(doubt: Doubt, answer: str) -> Revision:
    return settle_doubt(doubt.pk, answer=answer, actor=account("supervision"), now=NOW)


def asked(version: PlanVersion, code: str) -> list[Doubt]:
    return list(version.doubts.filter(code=code, settled=None))


def new_units(version: PlanVersion) -> set[str]:
    return {unit["name"] for doubt in asked(version, "N003") for unit in doubt.params["units"]}


def tied(version: PlanVersion, name: str) -> set[str]:
    duties = Responsibility.objects.filter(task__version=version, name=name)
    return {str(duty.unit) for duty in duties}


def everything(version: PlanVersion) -> list[object]:
    duties = Responsibility.objects.filter(task__version=version).order_by("pk")
    doubts = version.doubts.order_by("ordinal").values_list("code", "params", "settled_id")
    return [*duties.values_list("unit_id", "group_id", "person_id"), *doubts]


def test_what_was_registered_meanwhile_is_no_longer_new(version):
    enter("区湿地保护局", "区湿地局")
    again(version)
    assert tied(version, "区湿地局") == {"区湿地保护局"}
    assert new_units(version) == {"区候鸟办", "区水利局"}


def test_everything_registered_asks_nothing(version):
    for name in ("区湿地局", "区候鸟办", "区水利局"):
        enter(name)
    Person.objects.create(jurisdiction=here(), name="赵甲")
    again(version)
    assert not asked(version, "N003")
    assert not asked(version, "N005")
    assert "对上 5 处责任，存疑减少 2 条、新增 0 条" in version.revisions.get().note


def test_what_may_be_either_of_two_is_asked_now(version):
    enter("区湿地保护中心", "区湿地局", kind="institution")
    enter("区湿地监管局", "区湿地局")
    again(version)
    (doubt,) = asked(version, "N001")
    assert doubt.params["name"] == "区湿地局"
    assert doubt.ordinal == version.doubts.latest("ordinal").ordinal


def test_it_is_taken_back_exactly(version):
    before = everything(version)
    enter("区湿地局")
    revision = again(version)
    assert everything(version) != before
    undo(revision.pk, actor=account("supervision"), now=NOW)
    assert everything(version) == before


def test_what_somebody_settled_stays(version):
    settle(asked(version, "N003")[0], "later")
    other = enter("区湿地管理处")
    duty = Responsibility.objects.filter(task__version=version, name="区水利局").get()
    Responsibility.objects.filter(pk=duty.pk).update(unit=other)
    enter("区水利局")
    again(version)
    assert tied(version, "区水利局") == {"区湿地管理处"}
    assert not asked(version, "N003")


def test_no_unit_is_made_twice_under_two_names(version):
    """Whoever did not see that the roster changed is told, and makes no second 区湿地局."""
    enter("区湿地保护局", "区湿地局")
    with pytest.raises(Conflict, match="“区湿地局”可能已经登记。请先按 u"):
        settle(asked(version, "N003")[0], "create")
    assert not Unit.objects.filter(name="区湿地局").exists()
    again(version)
    settle(asked(version, "N003")[0], "create")
    assert tied(version, "区候鸟办") == {"区候鸟办"}


def test_a_change_that_concerns_other_units_hinders_nobody(version):
    enter("区档案局")
    settle(asked(version, "N003")[0], "create")
    assert tied(version, "区湿地局") == {"区湿地局"}


OFFER = "核对名称之后，名册有变化"


def page(version: PlanVersion, by: str = "supervision") -> str:
    return signed_in(by).get(f"/documents/{version.document_id}/review/").content.decode()


def test_the_page_offers_it_when_the_roster_changed(version):
    assert OFFER not in page(version)
    enter("区湿地局")
    assert OFFER in page(version)
    assert OFFER not in page(version, by="auditor")
    signed_in("supervision").post(f"/documents/{version.document_id}/review/renew/")
    assert OFFER not in page(version)


def test_ones_own_answers_and_taking_them_back_are_no_change_to_check_again(version):
    settle(asked(version, "N003")[0], "create")
    assert OFFER not in page(version)
    undo_latest(version.pk, actor=account("supervision"), now=NOW)
    assert OFFER not in page(version)


def test_an_answer_to_what_is_no_longer_asked_is_refused_in_words(version):
    (doubt,) = asked(version, "N005")
    Person.objects.create(jurisdiction=here(), name="赵甲")
    again(version)
    sent = {"doubt": doubt.pk, "answer": "create"}
    answer = signed_in("supervision").post(f"/documents/{version.document_id}/review/settle/", sent)
    assert answer.status_code == 409
    assert "这一条已经不在了" in answer.content.decode()


@pytest.mark.parametrize("username", ["auditor", "assessment", "liaison", "head", "leader"])
def test_only_the_supervision_office_asks_again(version, username):
    with pytest.raises(Forbidden):
        again(version, by=username)
