"""The review's page: one sheet of paper, one pane, and an answer that changes only what it must."""

import re
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from luoshi.plans.actions.review.keeping import stamp_of
from luoshi.plans.actions.review.targets import correct_target, values_of_row
from luoshi.plans.models import Doubt, PlanVersion, Target
from luoshi.progress.actions.publish_plan import publish_plan
from tests.plans.review.under_review import doubt_about, next_years_plan
from tests.world import NOW, account, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> PlanVersion:
    return next_years_plan()


def address(version: PlanVersion, name: str = "review") -> str:
    return reverse(f"plans:{name}", args=[version.document_id])


def post(
    version: PlanVersion, verb_at: str, /, *, by: str = "supervision", htmx: bool = True, **given: object
):
    headers = {"HX-Request": "true"} if htmx else {}
    return signed_in(by).post(address(version, verb_at), given, headers=headers)


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def damage(version: PlanVersion) -> Doubt:
    return doubt_about(version, "推进电 建设", "D001")


def signed(version: PlanVersion) -> Target:
    return version.targets.get(metric="新签约项目")


def test_the_page_shows_every_character_of_the_document(version: PlanVersion):
    """Cut into lit pieces and put together again, the text is the text; only blank lines between items go."""
    page = text_of(signed_in("supervision").get(address(version)))
    pieces = re.findall(r'<span data-o="\d+"[^>]*>(.*?)</span>', page, re.DOTALL)
    shown = "".join(pieces).replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
    assert "".join(shown.split()) == "".join(version.document.text.split())


def test_the_pane_begins_with_the_weightiest_open_doubt(version: PlanVersion):
    first = version.doubts.filter(settled=None).first()
    page = text_of(signed_in("supervision").get(address(version)))
    assert f'data-doubt="{first.pk}"' in page[page.index('id="pane"') :][:300]
    assert "已处理 0 /" in page


def test_an_answer_brings_the_next_doubt_and_what_changed(version: PlanVersion):
    doubt = damage(version)
    answer = post(version, "review-settle", doubt=doubt.pk, answer="accept")
    html = text_of(answer)
    assert answer.status_code == 200
    assert f'id="line-{doubt.pk}"' in html
    assert "已处理 1 /" in html
    assert "lit-settled" in html
    assert "<html" not in html


def test_without_scripts_the_page_comes_back_at_the_next_doubt(version: PlanVersion):
    doubt = version.doubts.first()
    answer = post(version, "review-settle", htmx=False, doubt=doubt.pk, answer="accept")
    assert answer.status_code == 302
    assert "?doubt=" in answer.url
    assert signed_in("supervision").get(answer.url).status_code == 200


def test_a_doubt_that_a_colleague_settled_is_told_with_409(version: PlanVersion):
    doubt = damage(version)
    post(version, "review-settle", doubt=doubt.pk, answer="accept")
    answer = post(version, "review-settle", doubt=doubt.pk, answer="keep")
    assert answer.status_code == 409
    assert "已由督查室" in text_of(answer)


def fields(target: Target, **changed: object) -> dict[str, object]:
    shown = {name: getattr(target, name) for name in ("metric", "kind", "op", "value", "unit", "strength")}
    return (
        {"verb": "correct", "target": target.pk, "task": target.task_id, "seen": stamp_of(target)}
        | shown
        | changed
    )


def test_a_target_is_corrected_in_its_form(version: PlanVersion):
    target = signed(version)
    form = text_of(signed_in("supervision").get(address(version, "review-pane"), {"edit": target.pk}))
    assert 'value="200"' in form
    assert post(version, "review-target", **fields(target, value="210")).status_code == 200
    assert signed(version).value == 210


def test_what_another_kind_does_not_use_is_left_out(version: PlanVersion):
    target = signed(version)
    post(version, "review-target", **fields(target, kind="direction", value_text="下降"))
    target.refresh_from_db()
    assert (target.kind, target.value_text, target.value, target.unit) == ("direction", "down", None, "")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [({"value": "二百"}, "请填写数字"), ({"metric": ""}, "必填"), ({"value": ""}, "目标值")],
)
def test_what_was_typed_is_shown_again_with_what_is_wrong(
    version: PlanVersion, wrong: dict[str, str], told: str
):
    target = signed(version)
    answer = post(version, "review-target", **fields(target, unit="项", **wrong))
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert 'value="项"' in text_of(answer)
    assert signed(version).unit == "个"


def test_a_stale_form_keeps_what_was_typed_beside_what_stands_there_now(version: PlanVersion):
    target = signed(version)
    stale = fields(target, value="190")
    theirs = values_of_row(target)
    correct_target(
        target.pk,
        type(theirs)(**{name: getattr(theirs, name) for name in theirs.__slots__} | {"value": Decimal(210)}),
        seen=stamp_of(target),
        actor=account("supervision"),
        now=NOW,
    )
    answer = post(version, "review-target", **stale)
    html = text_of(answer)
    assert answer.status_code == 409
    assert "刚被别人改过" in html
    assert 'value="190"' in html
    assert "≥ 210 个" in html
    assert signed(version).value == 210
    again = re.search(r'name="seen" value="(\w+)"', html[html.index("data-form") :])
    assert post(version, "review-target", **stale | {"seen": again[1]}).status_code == 200
    assert signed(version).value == 190


def test_selected_words_open_a_filled_form(version: PlanVersion):
    start = version.document.text.index("5类非银行性")
    form = text_of(
        signed_in("supervision").get(address(version, "review-pane"), {"start": start, "end": start + 2})
    )
    assert "补录目标" in form
    assert 'value="5"' in form


@pytest.mark.parametrize("given", [{"start": "5", "end": "5"}, {"start": "9", "end": "99999999"}])
def test_no_words_no_form(version: PlanVersion, given: dict[str, str]):
    pane = text_of(signed_in("supervision").get(address(version, "review-pane"), given))
    assert "选中文字" in pane
    assert "data-form" not in pane


def test_who_answers_is_changed_by_typing_a_name_of_the_roster(version: PlanVersion):
    duty = signed(version).task.responsibilities.get(role="lead_unit", ordinal=0)
    names = text_of(signed_in("supervision").get(address(version, "review-names"), {"name": "审计"}))
    assert "区审计中心" in names
    given = {"verb": "correct", "duty": duty.pk, "seen": stamp_of(duty), "role": "lead_unit"}
    answer = post(version, "review-duty", task=duty.task_id, name="区审计中心", **given)
    assert answer.status_code == 200
    duty.refresh_from_db()
    assert duty.unit is not None
    assert duty.unit.name == "区审计中心"


def test_a_name_that_nobody_bears_is_asked_about(version: PlanVersion):
    duty = signed(version).task.responsibilities.get(role="lead_unit", ordinal=0)
    given = {"verb": "correct", "duty": duty.pk, "seen": stamp_of(duty), "role": "lead_unit"}
    answer = post(version, "review-duty", task=duty.task_id, name="区无此局", **given)
    assert answer.status_code == 422
    assert 'value="区无此局"' in text_of(answer)


def test_a_task_is_joined_and_the_page_comes_anew(version: PlanVersion):
    task = version.tasks.all()[5]
    answer = post(version, "review-task", verb="join", task=task.pk, seen=stamp_of(task))
    assert answer.headers["HX-Redirect"].startswith(address(version))
    assert version.tasks.count() == 93
    assert post(version, "review-undo").headers["HX-Redirect"].startswith(address(version))
    assert version.tasks.count() == 94


def test_what_others_did_is_told_to_those_who_look_on(version: PlanVersion):
    assert signed_in("auditor").get(address(version, "review-since"), {"revision": 0}).status_code == 204
    post(version, "review-settle", doubt=damage(version).pk, answer="accept")
    news = text_of(
        signed_in("auditor").get(
            address(version, "review-since"), {"revision": 0}, headers={"HX-Request": "true"}
        )
    )
    assert "督查室刚处理" in news
    own = signed_in("supervision").get(address(version, "review-since"), {"revision": 0})
    assert own.status_code == 204


MAY = {"supervision": 200, "auditor": 200, "liaison": 403, "head": 403, "economy": 403, "administrator": 403}


@pytest.mark.parametrize("username", MAY)
def test_who_may_look(version: PlanVersion, username: str):
    assert signed_in(username).get(address(version)).status_code == MAY[username]


@pytest.mark.parametrize("username", ["auditor", "liaison", "administrator"])
@pytest.mark.parametrize(
    "name", ["review-settle", "review-target", "review-duty", "review-task", "review-undo"]
)
def test_who_may_change(version: PlanVersion, username: str, name: str):
    target = signed(version)
    duty = target.task.responsibilities.first()
    given = {
        "doubt": damage(version).pk,
        "answer": "accept",
        "target": target.pk,
        "verb": "drop",
        "duty": duty.pk,
    }
    if name == "review-task":
        given |= {"verb": "join", "task": target.task_id}
    assert post(version, name, by=username, **given).status_code == 403
    assert not version.revisions.exists()


def test_strangers_are_sent_to_sign_in(version: PlanVersion):
    assert Client().get(address(version)).status_code == 302


def test_what_is_published_is_shown_without_any_button(version: PlanVersion):
    publish_plan(version.document, actor=None, now=NOW, despite=True)
    page = text_of(signed_in("supervision").get(address(version)))
    assert 'data-key="Enter"' not in page
    assert "已发布" in page
    assert post(version, "review-settle", doubt=damage(version).pk, answer="accept").status_code == 409


@pytest.mark.parametrize(
    "given", [{"doubt": "999999"}, {"task": "999999"}, {"doubt": "x" * 40}, {"from": "99999"}]
)
def test_an_address_that_leads_nowhere_breaks_nothing(version: PlanVersion, given: dict[str, str]):
    assert signed_in("supervision").get(address(version), given).status_code in (200, 404)


@pytest.mark.parametrize(("place", "warned"), [("合肥新站高新区", False), ("庐阳区", True)])
def test_the_page_warns_of_another_governments_plan(version: PlanVersion, place: str, warned: bool):
    """With every doubt settled one key publishes from here: who handed in a wrong file is told before."""
    PlanVersion.objects.filter(pk=version.pk).update(place=place)
    page = text_of(signed_in("supervision").get(address(version)))
    assert ("请确认没有传错文件" in page) == warned
