"""Who is meant is settled once: the answer ties every duty that prints the name, and later plans do not ask."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from luoshi.core.models import Event, Jurisdiction
from luoshi.core.problems import Conflict, Refusal
from luoshi.organization.models import Group, GroupMember, GroupName, Person, Roster, Unit, UnitName
from luoshi.plans.actions.review.settle import settle_doubt
from luoshi.plans.actions.review.undo import undo
from luoshi.plans.models import Doubt, PlanVersion, Responsibility, Revision
from luoshi.plans.review.name_codes import NAME_CODES, hint, message
from luoshi.plans.review.names import name_offers
from luoshi.progress.actions.publish_plan import publish_plan
from tests.plans.review.under_review import next_years_plan, under_review
from tests.world import NOW, account, signed_in

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]
ROLES = ("牵头单位", "配合单位")


def plan(*clauses: str, year: int = 2030) -> PlanVersion:
    """A plan with one task per clause, each clause as printed between the brackets."""
    tasks = "\n".join(
        f"{n}.推进第{n}项工作。全年完成项目{n}个。（{each}）" for n, each in enumerate(clauses, 1)
    )
    return under_review(f"某区{year}年重点工作任务\n一、重点工作\n{tasks}\n")


def jurisdiction() -> Jurisdiction:
    return account("supervision").jurisdiction


def unit(name: str, *others: tuple[str, str], **days: date) -> Unit:
    """A unit of the roster with its official name and others as (sort, name)."""
    row = Unit.objects.create(jurisdiction=jurisdiction(), name=name, kind="department", **days)
    for sort, said in (("official", name), *others):
        UnitName.objects.create(jurisdiction=row.jurisdiction, unit=row, name=said, sort=sort)
    return row


def doubts(version: PlanVersion) -> dict[str, list[Doubt]]:
    found: dict[str, list[Doubt]] = {}
    for doubt in version.doubts.filter(code__startswith="N", settled=None):
        found.setdefault(doubt.code, []).append(doubt)
    return found


def settle(doubt: Doubt, answer: str | None = None) -> Revision:
    """By the answer that Enter gives, if none is named."""
    given = answer or name_offers(doubt)[0].answer
    return settle_doubt(doubt.pk, answer=given, actor=account("supervision"), now=NOW)


def meant(version: PlanVersion) -> dict[str, str]:
    """Printed name to what it is tied to, over all duties; a name that is not tied is missing."""
    duties = Responsibility.objects.filter(task__version=version).select_related("unit", "group", "person")
    tied = {duty.name: duty.unit or duty.group or duty.person for duty in duties}
    return {name: str(row) for name, row in tied.items() if row}


def test_what_is_certain_is_tied_when_the_document_is_read() -> None:
    version = plan("牵头单位：区财政局；配合单位：经贸局、各社区管委会")
    assert meant(version) == {"区财政局": "区财政局", "经贸局": "区经贸局", "各社区管委会": "各社区管委会"}


def test_the_same_plan_a_year_later_asks_for_no_name_again() -> None:
    assert set(doubts(next_years_plan())) <= {"N004"}


def test_several_units_of_one_alias_are_never_merged() -> None:
    first, second = unit("区人事处", ("alias", "人才办")), unit("区组织部", ("alias", "人才办"))
    version = plan("牵头单位：人才办；配合单位：区财政局", "牵头单位：区财政局；配合单位：人才办")
    (doubt,) = doubts(version)["N001"]
    assert "人才办" not in meant(version)
    assert [offer.answer for offer in name_offers(doubt)] == [f"unit:{first.pk}", f"unit:{second.pk}", "new"]
    settle(doubt, f"unit:{second.pk}")
    assert meant(version)["人才办"] == "区组织部"
    assert Responsibility.objects.filter(task__version=version, unit=second).count() == 2


def test_a_decision_is_remembered_with_who_made_it() -> None:
    unit("区人事处", ("alias", "人才办"))
    second = unit("区组织部", ("alias", "人才办"))
    version = plan("牵头单位：人才办")
    settle(doubts(version)["N001"][0], f"unit:{second.pk}")
    decided = UnitName.objects.get(name="人才办", sort="spelling")
    assert (decided.unit, decided.decided_by) == (second, account("supervision"))
    again = plan("牵头单位：人才办；配合单位：区财政局", year=2031)
    assert "N001" not in doubts(again)
    assert meant(again)["人才办"] == "区组织部"


@pytest.mark.parametrize(
    ("known", "printed"),
    [
        ("区农业农村水务局", "区农水局"),
        ("新站区大数据发展管理局", "区大数据局"),
        ("区退役军人事务局", "区退役军人事物局"),
    ],
)
def test_a_short_or_misspelt_name_is_offered_with_the_reason(known: str, printed: str) -> None:
    unit(known)
    version = plan(f"牵头单位：{printed}")
    (doubt,) = doubts(version)["N002"]
    first = name_offers(doubt)[0]
    assert (first.label, first.key) == (f"是“{known}”", "Enter")
    assert first.detail
    settle(doubt)
    assert meant(version) == {printed: known}
    assert not doubts(plan(f"牵头单位：{printed}", year=2031))


def test_a_unit_that_ended_gives_way_to_its_successor() -> None:
    heir = unit("区文旅局")
    unit("区旅游局", until=date(2028, 12, 31), successor=heir)
    version = plan("牵头单位：区旅游局")
    (doubt,) = doubts(version)["N002"]
    assert name_offers(doubt)[0].detail == "承接了“区旅游局”的职责"
    settle(doubt)
    assert meant(version) == {"区旅游局": "区文旅局"}


def test_another_level_is_another_unit_unless_a_person_says_otherwise() -> None:
    version = plan("牵头单位：市财政局")
    (doubt,) = doubts(version)["N002"]
    assert [offer.answer.partition(":")[0] for offer in name_offers(doubt)] == ["new", "unit"]
    settle(doubt)
    assert meant(version) == {"市财政局": "市财政局"}


def test_a_unit_that_the_same_document_prints_is_made_when_it_is_chosen() -> None:
    version = plan("牵头单位：区水利处、市水利处", "牵头单位：水利处")
    (doubt,) = doubts(version)["N001"]
    settle(doubt, "printed:区水利处")
    assert meant(version) == {"水利处": "区水利处", "区水利处": "区水利处"}
    assert Unit.objects.get(name="区水利处").names.filter(name="水利处", sort="spelling").exists()


def test_new_units_are_made_all_at_once_with_their_kinds_and_nameplates() -> None:
    version = plan("牵头单位：区水利处(河长办)；配合单位：水利处、龙子湖中学、淮上物流公司")
    (doubt,) = doubts(version)["N003"]
    assert name_offers(doubt)[0].label == "按原文新建 3 个单位"
    settle(doubt)
    made = Unit.objects.filter(name__in=["区水利处", "龙子湖中学", "淮上物流公司"])
    assert {row.name: row.kind for row in made} == {
        "区水利处": "department",
        "龙子湖中学": "school",
        "淮上物流公司": "state_company",
    }
    assert set(UnitName.objects.filter(unit__name="区水利处").values_list("name", "sort")) == {
        ("区水利处", "official"),
        ("河长办", "nameplate"),
        ("区水利处(河长办)", "spelling"),
        ("水利处", "spelling"),
    }
    assert not doubts(plan("牵头单位：水利处；配合单位：河长办", year=2031))


def test_a_unit_entered_meanwhile_under_the_same_name_is_taken() -> None:
    version = plan("牵头单位：区水利处")
    entered = unit("区水利处")
    settle(doubts(version)["N003"][0])
    assert Responsibility.objects.get(task__version=version).unit == entered


def test_a_group_takes_the_rule_that_its_name_says() -> None:
    version = plan("牵头单位：区财政局；配合单位：各镇街、区双拥工作领导小组各成员单位")
    by_name = {doubt.params["name"]: doubt for doubt in doubts(version)["N004"]}
    assert [offer.answer for offer in name_offers(by_name["各镇街"])] == ["rule:subdistrict", "later", "fill"]
    settle(by_name["各镇街"])
    assert Group.objects.get(name="各镇街").kinds == ["subdistrict"]
    assert [offer.answer for offer in name_offers(by_name["区双拥工作领导小组各成员单位"])] == [
        "later",
        "fill",
    ]
    settle(by_name["区双拥工作领导小组各成员单位"])
    assert "N004" not in doubts(version)


def test_a_list_is_filled_in_on_its_own_page_which_leads_back() -> None:
    version = plan("牵头单位：区财政局；配合单位：区双拥工作领导小组各成员单位")
    (doubt,) = doubts(version)["N004"]
    (fill,) = (offer for offer in name_offers(doubt) if offer.url)
    assert signed_in("supervision").get(fill.url).status_code == 200
    assert f"/documents/{version.document_id}/review/" in unquote(fill.url)
    group = Group.objects.get(pk=doubt.params["group"])
    GroupMember.objects.create(group=group, unit=Unit.objects.get(name="区财政局"))
    assert name_offers(doubt)[0].label == "成员已经填好"
    settle(doubt)
    assert "N004" not in doubts(version)
    assert "N004" not in doubts(plan("牵头单位：区财政局；配合单位：区双拥工作领导小组各成员单位", year=2031))


def test_a_rule_may_be_chosen_among_several() -> None:
    version = plan("牵头单位：区财政局；配合单位：区直各部门")
    (doubt,) = doubts(version)["N004"]
    settle(doubt, name_offers(doubt)[1].answer)
    assert Group.objects.get(name="区直各部门").kinds == ["department", "vertical_agency"]


def test_a_collective_that_is_written_like_a_known_one() -> None:
    group = Group.objects.create(
        jurisdiction=jurisdiction(), name="区双拥工作领导小组各成员单位", kinds=["department"]
    )
    version = plan("牵头单位：区财政局；配合单位：区双拥领导小组各成员单位")
    (doubt,) = doubts(version)["N002"]
    settle(doubt)
    assert meant(version)["区双拥领导小组各成员单位"] == group.name
    assert GroupName.objects.get(name="区双拥领导小组各成员单位").decided_by == account("supervision")
    assert not doubts(plan("牵头单位：区财政局；配合单位：区双拥领导小组各成员单位", year=2031))


def test_new_lead_officials_are_made_all_at_once() -> None:
    version = plan("牵头领导：欧阳明德、李四海；牵头单位：区财政局", "牵头领导：李四海；牵头单位：区财政局")
    (doubt,) = doubts(version)["N005"]
    assert name_offers(doubt)[0].detail == "欧阳明德、李四海"
    settle(doubt)
    assert Person.objects.filter(name__in=["欧阳明德", "李四海"]).count() == 2
    assert meant(version)["李四海"] == "李四海"


def test_a_bracket_that_is_no_nameplate() -> None:
    version = plan("牵头单位：区应急局(消防大队)")
    (doubt,) = doubts(version)["N006"]
    assert [offer.label for offer in name_offers(doubt)][:2] == ["是“区应急局”", "是“消防大队”"]
    settle(doubt)
    assert meant(version) == {"区应急局(消防大队)": "区应急局"}


def test_everything_is_taken_back_with_the_answer() -> None:
    def stand() -> list[object]:
        models = (Unit, UnitName, Group, GroupName, Person, Responsibility)
        return [list(model.objects.order_by("pk").values()) for model in models]

    unit("区农业农村水务局")
    version = plan(
        "牵头领导：欧阳明德；牵头单位：区水利处(河长办)、区农水局；配合单位：各镇街、区应急局(消防大队)"
    )
    for doubt in version.doubts.filter(code__startswith="N"):
        before = stand()
        for offer in (each for each in name_offers(doubt) if not each.url):
            revision = settle(doubt, offer.answer)
            undo(revision.pk, actor=account("supervision"), now=NOW)
            assert stand() == before


def test_every_answer_counts_as_a_change_of_the_roster() -> None:
    version = plan("牵头单位：区水利处")
    before = Roster.objects.get(jurisdiction=jurisdiction()).revision
    settle(doubts(version)["N003"][0])
    assert Roster.objects.get(jurisdiction=jurisdiction()).revision == before + 1
    assert Event.objects.filter(verb="review.settled", actor=account("supervision")).exists()


@pytest.mark.parametrize(
    "answer", ["unit:999999", "unit:x", "rule:nothing", "create", "printed:区水利处", ""]
)
def test_an_answer_that_means_nothing_changes_nothing(answer: str) -> None:
    unit("区农业农村水务局")
    version = plan("牵头单位：区农水局")
    (doubt,) = doubts(version)["N002"]
    with pytest.raises((Refusal, Conflict)):
        settle_doubt(doubt.pk, answer=answer, actor=account("supervision"), now=NOW)
    assert meant(version) == {}


def test_a_unit_of_another_government_cannot_be_chosen() -> None:
    other = Jurisdiction.objects.create(name="邻区")
    foreign = Unit.objects.create(jurisdiction=other, name="区农水局")
    unit("区农业农村水务局")
    (doubt,) = doubts(plan("牵头单位：区农水局"))["N002"]
    with pytest.raises((Refusal, Conflict)):
        settle(doubt, f"unit:{foreign.pk}")


def test_what_nobody_settled_becomes_a_unit_of_its_own_at_publishing() -> None:
    unit("区农业农村水务局")
    version = plan("牵头领导：欧阳明德；牵头单位：区农水局；配合单位：区水利处、各镇街")
    publish_plan(version.document, actor=account("supervision"), now=NOW, despite=True)
    assert set(meant(version)) == {"欧阳明德", "区农水局", "区水利处", "各镇街"}
    assert meant(version)["区农水局"] == "区农水局"


def test_publishing_keeps_what_a_person_settled() -> None:
    known = unit("区农业农村水务局")
    version = plan("牵头单位：区农水局；配合单位：区水利处")
    settle(doubts(version)["N002"][0])
    publish_plan(version.document, actor=account("supervision"), now=NOW, despite=True)
    assert meant(version) == {"区农水局": str(known), "区水利处": "区水利处"}
    assert not Unit.objects.filter(name="区农水局").exists()


EXAMPLES = {
    "N001": "牵头单位：区水利处、市水利处",
    "N002": "牵头单位：市财政局",
    "N003": "牵头单位：区水利处",
    "N004": "牵头单位：区财政局；配合单位：各镇街",
    "N005": "牵头领导：欧阳明德；牵头单位：区财政局",
    "N006": "牵头单位：区应急局(消防大队)",
}


@pytest.mark.parametrize("code", NAME_CODES)
def test_every_code_is_brought_about_worded_and_documented(code: str) -> None:
    more = ["牵头单位：水利处"] if code == "N001" else []
    doubt = doubts(plan(EXAMPLES[code], *more))[code][0]
    for language in ("zh", "en"):
        assert "{" not in message(code, doubt.params, language=language)
        assert hint(code, doubt.params, language=language)
    assert name_offers(doubt)[0].key == "Enter"
    assert code in set(_documented())


def test_no_other_code_is_documented() -> None:
    assert set(_documented()) == set(NAME_CODES)


def _documented() -> Iterator[str]:
    page = (ROOT / "docs" / "names.md").read_text(encoding="utf-8")
    return iter(re.findall(r"^### (N\d{3})", page, flags=re.MULTILINE))
