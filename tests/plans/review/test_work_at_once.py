"""Two people review one plan: each is shown what the other did, and nothing is overwritten."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from luoshi.core.actions.accounts import open_account
from luoshi.core.models import Role, User
from luoshi.core.problems import Conflict, Refusal
from luoshi.plans.actions.review.duties import drop_duty
from luoshi.plans.actions.review.keeping import stamp_of
from luoshi.plans.actions.review.settle import settle_doubt
from luoshi.plans.actions.review.targets import drop_target, merge_targets
from luoshi.plans.actions.review.tasks import join_task
from luoshi.plans.actions.review.undo import undo, undo_latest
from luoshi.plans.models import Doubt, PlanVersion, Revision
from luoshi.plans.review import queries
from tests.plans.review.under_review import next_years_plan
from tests.world import NOW, account, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> PlanVersion:
    return next_years_plan()


@pytest.fixture
def colleague() -> User:
    """Another one of the supervision office."""
    here = account("supervision").jurisdiction
    assert here is not None
    return open_account(
        "wang", "王科员", jurisdiction=here, roles=[Role.SUPERVISION], password="Correct-Horse-7", now=NOW
    )


def damage(version: PlanVersion, at: int = 0) -> Doubt:
    return version.doubts.filter(code="D001")[at]


def settled(doubt: Doubt, by: User, answer: str = "accept") -> Revision:
    return settle_doubt(doubt.pk, answer=answer, actor=by, now=NOW)


def asked(browser: Client, version: PlanVersion, path: str, *, knows: int, **sent: Any) -> HttpResponse:
    """What the page's script is answered; a request with ``sent`` is a form."""
    address = f"/documents/{version.document_id}/review/{path}"
    known = {"HTTP_HX_REQUEST": "true", "HTTP_X_SEEN_REVISION": str(knows)}
    return browser.post(address, sent, **known) if sent else browser.get(address, **known)


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_what_a_colleague_settled_is_refused_and_stays(version, colleague):
    doubt = damage(version)
    first = settled(doubt, colleague)
    with pytest.raises(Conflict, match="王科员"):
        settled(doubt, account("supervision"), "keep")
    doubt.refresh_from_db()
    assert doubt.settled == first


def test_the_page_is_told_who_did_what(version, colleague):
    revision = settled(damage(version), colleague)
    answer = asked(signed_in("supervision"), version, "since/?revision=0", knows=0)
    assert f"王科员刚处理：{revision.note}" in text(answer)


def test_the_page_is_told_to_load_again_where_tasks_came_or_went(version, colleague):
    task = version.tasks.order_by("ordinal")[1]
    join_task(task.pk, seen=stamp_of(task), actor=colleague, now=NOW)
    answer = asked(signed_in("supervision"), version, "since/?revision=0", knows=0)
    assert '<a href="">刷新页面</a>' in text(answer)


def test_the_page_is_told_what_a_colleague_took_back(version, colleague):
    revision = settled(damage(version), colleague)
    undo(revision.pk, actor=colleague, now=NOW)
    answer = asked(signed_in("supervision"), version, f"since/?revision={revision.pk}", knows=revision.pk)
    assert f"撤销：{revision.note}" in text(answer)
    assert f'id="line-{damage(version).pk}"' in text(answer)


def test_an_answer_also_brings_what_a_colleague_did_meanwhile(version, colleague):
    theirs, mine = damage(version, 0), damage(version, 1)
    settled(theirs, colleague)
    answer = asked(signed_in("supervision"), version, "settle/", knows=0, doubt=mine.pk, answer="accept")
    assert f'id="line-{theirs.pk}"' in text(answer)
    assert f'id="line-{mine.pk}"' in text(answer)


@pytest.mark.parametrize("knows", ["", "x", "１", "9" * 30])
def test_a_page_that_says_nonsense_is_answered_all_the_same(version, knows):
    doubt = damage(version)
    answer = asked(signed_in("supervision"), version, "settle/", knows=knows, doubt=doubt.pk, answer="accept")
    assert answer.status_code == 200


def test_nothing_new_is_nothing_to_say(version):
    settled(damage(version), account("supervision"))
    assert asked(signed_in("supervision"), version, "since/?revision=0", knows=0).status_code == 204


def test_each_takes_back_their_own_last_change(version, colleague):
    mine = settled(damage(version, 0), account("supervision"))
    theirs = settled(damage(version, 1), colleague)
    assert undo_latest(version.pk, actor=account("supervision"), now=NOW) == mine
    theirs.refresh_from_db()
    assert theirs.undone_at is None


def test_taking_back_is_not_taken_back(version):
    undo(settled(damage(version), account("supervision")).pk, actor=account("supervision"), now=NOW)
    told = version.revisions.get(verb=queries.UNDONE)
    with pytest.raises(Conflict, match="撤销"):
        undo(told.pk, actor=account("supervision"), now=NOW)
    with pytest.raises(Conflict, match="没有可以撤销"):
        undo_latest(version.pk, actor=account("supervision"), now=NOW)


def removed(version: PlanVersion, verb: str) -> None:
    """Ask for a verb on a row that is no longer there."""
    office, gone = account("supervision"), 10**9
    {
        "settle": lambda: settle_doubt(gone, answer="accept", actor=office, now=NOW),
        "join targets": lambda: merge_targets([gone, gone + 1], seen="", actor=office, now=NOW),
        "drop a target": lambda: drop_target(gone, seen="", actor=office, now=NOW),
        "drop a duty": lambda: drop_duty(gone, seen="", actor=office, now=NOW),
        "join a task": lambda: join_task(gone, seen="", actor=office, now=NOW),
    }[verb]()


@pytest.mark.parametrize("verb", ["settle", "join targets", "drop a target", "drop a duty", "join a task"])
def test_what_a_colleague_removed_is_told(version, verb):
    with pytest.raises(Conflict, match="刚被别人移除"):
        removed(version, verb)


def test_targets_are_joined_as_the_last_one_left_them(version):
    """The second of two who ask at once waits, and is told what the first did."""
    task = next(task for task in version.tasks.all() if task.targets.count() > 1)
    first, second = task.targets.all()[:2]
    seen = stamp_of(first, second)
    drop_target(second.pk, seen=stamp_of(second), actor=account("supervision"), now=NOW)
    with pytest.raises(Refusal, match="两个目标"):
        merge_targets([first.pk, second.pk], seen=seen, actor=account("supervision"), now=NOW)
