"""An edition of the same year adjusts the plan from a day on, once its difference has been approved."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.urls import reverse

from luoshi.core.models import Event, Jurisdiction
from luoshi.engines.pace import Shape
from luoshi.organization.models import Unit, UnitName
from luoshi.plans.models import (
    Document,
    Finding,
    PlanVersion,
    Publication,
    Responsibility,
    Target,
    Task,
)
from luoshi.plans.queries import in_force
from luoshi.progress.actions.schedules import Course, agree_schedules, propose_schedule
from luoshi.progress.models import Schedule
from tests.adjusting import BASIS, JULY, adjusted, edition, fewer, fingerprint, mid_year, sample, without
from tests.plans.test_take_in_a_document import PLAN
from tests.world import NOW, account, signed_in

pytestmark = pytest.mark.django_db

TEXT = without(fewer(sample()), 39)


def post(document: Document, *, by: str = "supervision", **changed: str) -> HttpResponse:
    given = {
        "effective_from": "2022-07-01",
        "basis": BASIS,
        "fingerprint": fingerprint(document),
        "despite": "1",
    }
    return signed_in(by).post(reverse("progress:adjust", args=[document.pk]), given | changed)


def version_on(day: date) -> PlanVersion:
    found = in_force(Jurisdiction.objects.get(), as_of=day, year="2022")
    assert found is not None
    return found.version


def test_the_edition_holds_from_its_day_on_and_the_earlier_one_before():
    first = PlanVersion.objects.get()
    document = edition(TEXT)
    assert post(document).status_code == 302
    assert [version_on(day) for day in (date(2022, 6, 30), JULY)] == [first, document.version]
    published = Publication.objects.get(version=document.version)
    assert (published.effective_from, published.basis) == (JULY, BASIS)


def test_what_stays_shares_a_root_and_what_is_new_has_none():
    mid_year()
    old, new = PlanVersion.objects.order_by("pk")
    assert not Task.objects.filter(version=old, number="39", later__isnull=False).exists()
    assert Task.objects.filter(version=new, root__version=old).count() == 93
    target = Target.objects.get(version=new, metric="新签约项目")
    assert target.root == Target.objects.get(version=old, metric="新签约项目")
    assert not Target.objects.filter(version=new, root=None).exists()


def test_a_third_edition_shares_the_root_of_the_first():
    mid_year()
    adjusted(
        sample().replace("全年新签约项目力争达到200个", "全年新签约项目力争达到170个"), since=date(2022, 9, 1)
    )
    roots = set(Target.objects.filter(metric="新签约项目").values_list("root__version", flat=True))
    assert roots == {None, PlanVersion.objects.earliest("pk").pk}


def test_a_task_that_comes_back_is_the_one_that_it_was():
    first = Task.objects.get(number="39")
    mid_year()
    adjusted(fewer(sample()), since=date(2022, 9, 1))
    assert Task.objects.latest("version", "ordinal").version.tasks.get(number="39").root == first


def test_a_continued_target_counts_from_january_and_a_new_one_from_its_day():
    added = fewer(sample()).replace("全年计划开工项目35个。", "全年计划开工项目35个,竣工项目20个。")
    version = adjusted(added).version
    starts = dict(Schedule.objects.filter(target__version=version).values_list("target__metric", "start"))
    assert starts["新签约项目"] == starts["开工项目"] == date(2022, 1, 1)
    assert starts["竣工项目"] == JULY
    assert Schedule.objects.get(target__version=version, target__metric="新签约项目").value == Decimal(180)


def test_the_event_says_what_changed_from_which_day_and_why():
    document = edition(TEXT)
    post(document)
    detail = Event.objects.get(verb="plan.adjusted").detail
    assert detail["changes"] == {"dropped": 1, "lowered": 1}
    assert (detail["effective_from"], detail["basis"], detail["document"]) == (
        "2022-07-01",
        BASIS,
        document.pk,
    )


def test_an_earlier_mistake_is_withdrawn_by_an_edition_of_the_same_day():
    mid_year()
    right = adjusted(sample().replace("200个,签约投资额", "190个,签约投资额"))
    assert version_on(JULY) == right.version
    assert version_on(date(2022, 6, 30)) == PlanVersion.objects.earliest("pk")


REFUSED = {
    "no basis": ({"basis": " "}, 422, "这个字段是必填项"),
    "a basis without end": ({"basis": "会" * 201}, 422, "200"),
    "no day": ({"effective_from": ""}, 422, "这个字段是必填项"),
    "a day that does not exist": ({"effective_from": "2022-06-31"}, 422, "请填写日期"),
    "a day of another year": ({"effective_from": "2023-01-01"}, 422, "不在2022年内"),
    "a difference that nobody saw": ({"fingerprint": "0" * 12}, 409, "又有变化"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_told_on_the_page_and_changes_nothing(case: str):
    changed, status, message = REFUSED[case]
    document = edition(TEXT)
    answer = post(document, **changed)
    assert answer.status_code == status
    assert message in answer.content.decode()
    assert Publication.objects.count() == 1
    assert not Task.objects.exclude(root=None).exists()
    assert not Event.objects.filter(verb="plan.adjusted").exists()


def test_a_day_before_the_version_that_holds_is_refused():
    mid_year()
    document = edition(fewer(sample()))
    answer = post(document, effective_from="2022-06-30")
    assert answer.status_code == 422
    assert "不能早于这一天" in answer.content.decode()


def test_of_two_editions_compared_with_the_same_version_the_second_is_compared_anew():
    one, other = edition(TEXT), edition(fewer(sample()), name="另一稿.txt")
    seen = fingerprint(other)
    assert post(one).status_code == 302
    answer = post(other, fingerprint=seen)
    assert answer.status_code == 409
    assert fingerprint(other) in answer.content.decode()


def test_an_edition_that_was_corrected_meanwhile_is_compared_anew():
    document = edition(TEXT)
    seen = fingerprint(document)
    Target.objects.filter(version__document=document, metric="新签约项目").update(value=190)
    assert post(document, fingerprint=seen).status_code == 409


CONFLICTS = {
    "an edition without a difference": (sample() + "\n", "没有差别"),
    "a year without a plan": (PLAN, "还没有发布过计划"),
    "an edition without tasks": ("2022年政府工作报告\n全年新增就业7000人。\n", "没有任务"),
}


@pytest.mark.parametrize("case", CONFLICTS)
def test_what_cannot_adjust_a_plan(case: str):
    text, message = CONFLICTS[case]
    answer = post_unseen(edition(text))
    assert answer.status_code == 409
    assert message in answer.content.decode()
    assert Publication.objects.count() == 1


def post_unseen(document: Document) -> HttpResponse:
    values = {"effective_from": "2022-07-01", "basis": BASIS, "fingerprint": "x", "despite": "1"}
    return signed_in("supervision").post(reverse("progress:adjust", args=[document.pk]), values)


def test_an_edition_in_force_is_not_put_in_force_again():
    document = edition(TEXT)
    assert post(document).status_code == 302
    assert post_unseen(document).status_code == 409


def test_an_error_that_nobody_settled_hinders_it():
    document = edition(TEXT)
    Finding.objects.create(document=document, ordinal=999, code="N001", severity="error")
    answer = post(document)
    assert answer.status_code == 409
    assert "处错误没有处理" in answer.content.decode()


@pytest.mark.parametrize("username", ["liaison", "head", "leader", "auditor", "economy", "administrator"])
def test_only_the_supervision_office_adjusts(username: str):
    assert post(edition(TEXT), by=username).status_code == 403
    assert Publication.objects.count() == 1


def test_another_jurisdictions_document_is_not_to_be_found():
    document = edition(TEXT)
    Document.objects.filter(pk=document.pk).update(jurisdiction=Jurisdiction.objects.create(name="别的区"))
    assert post_unseen(document).status_code == 404


def test_a_unit_renamed_from_the_day_is_the_same_unit_under_its_new_name():
    unit = Unit.objects.get(names__name="区城管局")
    UnitName.objects.create(
        jurisdiction=unit.jurisdiction, unit=unit, name="区综合执法局", sort="official", since=JULY
    )
    known = Unit.objects.count()
    version = adjusted(
        fewer(sample()).replace("牵头责任单位:区城管局;", "牵头责任单位:区综合执法局;")
    ).version
    duties = Responsibility.objects.filter(task__version=version, name="区综合执法局")
    assert set(duties.values_list("unit", flat=True)) == {unit.pk}
    assert Unit.objects.count() == known


def test_an_agreed_schedule_goes_on_unless_its_amount_changed():
    kept, changed = (Target.objects.get(metric=metric) for metric in ("签约投资额", "新签约项目"))
    for target in (kept, changed):
        propose_schedule(target.pk, Course(Shape.S_CURVE), actor=account("liaison"), now=NOW)
    agree_schedules([kept.pk, changed.pk], actor=account("head"), now=NOW)
    version = mid_year()
    found = {
        target.metric: (target.schedule.shape, target.schedule.state)
        for target in Target.objects.filter(version=version.version).select_related("schedule")
    }
    assert found["签约投资额"] == ("s_curve", "agreed")
    assert found["新签约项目"] == ("linear_day", "proposed")
