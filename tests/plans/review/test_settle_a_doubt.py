"""One key settles a doubt: what was proposed is taken, or the print stands as it is."""

import pytest

from luoshi.core.models import Event
from luoshi.core.problems import Conflict, Forbidden, Refusal
from luoshi.plans.actions.review.settle import settle_alike, settle_doubt
from luoshi.plans.actions.review.undo import undo, undo_latest
from luoshi.plans.models import Damage, PlanVersion
from luoshi.plans.review.answers import offers
from luoshi.plans.review.changes import values
from luoshi.plans.review.queries import next_open, progress
from luoshi.progress.actions.publish_plan import publish_plan
from tests.plans.review.under_review import doubt_about, next_years_plan
from tests.world import NOW, account

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> PlanVersion:
    return next_years_plan()


def settle(version: PlanVersion, words: str, code: str, answer: str, text: str = ""):
    doubt = doubt_about(version, words, code)
    return settle_doubt(doubt.pk, answer=answer, text=text, actor=account("supervision"), now=NOW)


def everything(version: PlanVersion) -> dict[str, list[dict[str, object]]]:
    """All rows that a review may change."""
    rows = {
        "tasks": version.tasks.order_by("pk"),
        "targets": version.targets.order_by("pk"),
        "damage": Damage.objects.filter(task__version=version).order_by("pk"),
    }
    return {name: [values(row) | {"pk": row.pk} for row in found] for name, found in rows.items()}


def test_every_finding_is_a_doubt_and_has_an_answer_on_enter(version: PlanVersion):
    doubts = list(version.doubts.exclude(finding=None))
    assert len(doubts) == version.document.findings.count()
    assert all(offers(doubt)[0].key == "Enter" for doubt in doubts)


def test_doubts_stand_in_order_of_weight(version: PlanVersion):
    severities = [doubt.severity for doubt in version.doubts.all()]
    assert severities.index("info") > max(n for n, each in enumerate(severities) if each == "warning")


def test_lost_characters_are_put_back_into_what_was_read(version: PlanVersion):
    """`新建雨污水管 30公里` is a network; its title and metric say so from then on."""
    settle(version, "新建雨污水管 30公里", "D001", "accept")
    assert version.targets.filter(metric="新建雨污水管网").exists()
    settle(version, "推进电 建设", "D001", "accept")
    settle(version, "统筹推进交通路 建设", "D001", "accept")
    assert version.tasks.filter(title="统筹推进交通路网建设").exists()


def test_the_text_itself_is_never_changed(version: PlanVersion):
    before = version.document.text
    settle(version, "新建雨污水管 30公里", "D001", "accept")
    version.document.refresh_from_db()
    assert version.document.text == before


def test_the_person_may_know_better_than_the_proposal(version: PlanVersion):
    settle(version, "统筹推进交通路 建设", "D001", "other", "筹推进交通路桥建设")
    assert version.tasks.filter(title="统筹推进交通路桥建设").exists()


def test_nothing_may_have_been_lost(version: PlanVersion):
    settle(version, "统筹推进交通路 建设", "D001", "keep")
    assert Damage.objects.get(task__version=version, printed__contains="交通路").confirmed is False
    assert version.tasks.filter(title__contains="交通路 建设").exists()


def test_a_number_that_was_passed_over_becomes_a_target(version: PlanVersion):
    before = version.targets.count()
    settle(version, "5类", "T004", "accept")
    added = version.targets.order_by("pk").last()
    assert version.targets.count() == before + 1
    assert added is not None
    assert (added.value, added.unit) == (5, "类")
    assert added.task is not None


def test_progress_counts_what_is_settled(version: PlanVersion):
    before = progress(version)
    settle(version, "推进电 建设", "D001", "accept")
    after = progress(version)
    assert (after.settled, after.total) == (before.settled + 1, before.total)


def test_the_same_answer_for_all_that_are_alike_is_one_change(version: PlanVersion):
    first = version.doubts.filter(code="D001").first()
    before = everything(version)
    revision = settle_alike(first.pk, answer="accept", actor=account("supervision"), now=NOW)
    assert not version.doubts.filter(code="D001", settled=None).exists()
    undo(revision.pk, actor=account("supervision"), now=NOW)
    assert everything(version) == before
    assert not version.doubts.filter(code="D001", settled__isnull=False).exists()


def test_what_was_settled_is_undone_exactly(version: PlanVersion):
    before = everything(version)
    for words, code, answer in (
        ("新建雨污水管 30公里", "D001", "accept"),
        ("5类", "T004", "accept"),
        ("统筹推进交通路 建设", "D001", "keep"),
    ):
        settle(version, words, code, answer)
    for _each in range(3):
        undo_latest(version.pk, actor=account("supervision"), now=NOW)
    assert everything(version) == before
    assert not version.doubts.filter(settled__isnull=False).exists()
    with pytest.raises(Conflict):
        undo_latest(version.pk, actor=account("supervision"), now=NOW)


def test_what_a_later_change_builds_on_is_not_undone_alone(version: PlanVersion):
    first = settle(version, "统筹推进交通路 建设", "D001", "accept")
    version.tasks.filter(title="统筹推进交通路网建设").update(title="别的题目")
    with pytest.raises(Conflict, match="后来又改过"):
        undo(first.pk, actor=account("supervision"), now=NOW)
    assert version.doubts.filter(settled=first).exists()


def test_a_doubt_that_a_colleague_settled_says_who_and_how(version: PlanVersion):
    settle(version, "推进电 建设", "D001", "accept")
    with pytest.raises(Conflict, match=r"督查室.*补为"):
        settle(version, "推进电 建设", "D001", "keep")


def test_an_answer_that_is_not_offered_changes_nothing(version: PlanVersion):
    with pytest.raises(Refusal, match="没有这种处理方式"):
        settle(version, "推进电 建设", "D001", "choose:3")
    with pytest.raises(Refusal, match="补上缺字"):
        settle(version, "推进电 建设", "D001", "other", " ")
    assert progress(version).settled == 0


@pytest.mark.parametrize("username", ["auditor", "liaison", "administrator", "economy"])
def test_only_the_supervision_office_settles(version: PlanVersion, username: str):
    doubt = next_open(version)
    with pytest.raises(Forbidden):
        settle_doubt(doubt.pk, answer="keep", actor=account(username), now=NOW)


def test_every_settlement_and_every_undoing_is_an_event(version: PlanVersion):
    revision = settle(version, "推进电 建设", "D001", "accept")
    undo(revision.pk, actor=account("supervision"), now=NOW)
    verbs = Event.objects.filter(subject_type="plans.planversion", subject_id=str(version.pk))
    assert list(verbs.order_by("position").values_list("verb", flat=True)) == [
        "review.settled",
        "review.undone",
    ]


def test_what_is_published_is_frozen(version: PlanVersion):
    publish_plan(version.document, actor=None, now=NOW, despite=True)
    doubt = version.doubts.first()
    with pytest.raises(Conflict, match="已经发布"):
        settle_doubt(doubt.pk, answer="keep", actor=account("supervision"), now=NOW)
