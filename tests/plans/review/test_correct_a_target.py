"""The supervision office puts a target right: its values, its words, or that it is one at all."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from luoshi.core.models import Event
from luoshi.core.problems import Conflict, Forbidden, Refusal
from luoshi.plans.actions.review.keeping import stamp_of
from luoshi.plans.actions.review.targets import (
    add_target,
    correct_target,
    drop_target,
    merge_targets,
    proposal,
    split_target,
    values_of_row,
)
from luoshi.plans.actions.review.undo import undo_latest
from luoshi.plans.models import PlanVersion, Target
from luoshi.plans.review.changes import values
from luoshi.plans.review.proposal import Place, TargetValues
from tests.plans.review.under_review import next_years_plan, under_review
from tests.world import NOW, account

pytestmark = pytest.mark.django_db

PLAN = """2023年目标。
一、稳中求进
1.抓项目。全年新签约项目30个，力争40个开工。6月底前新增规上企业12家。（牵头责任单位：区发改局）
"""


@pytest.fixture
def version() -> PlanVersion:
    return next_years_plan()


def office():
    return account("supervision")


def signed(version: PlanVersion) -> Target:
    return version.targets.get(metric="新签约项目")


def correct(target: Target, **changed: object):
    wanted = replace(values_of_row(target), **changed)
    return correct_target(target.pk, wanted, seen=stamp_of(target), actor=office(), now=NOW)


def stored(version: PlanVersion) -> list[dict[str, object]]:
    return [values(row) | {"pk": row.pk} for row in version.targets.order_by("pk")]


CORRECTIONS = {
    "value": {"value": Decimal(210)},
    "unit of measure": {"unit": "项"},
    "metric": {"metric": "新签约亿元以上项目"},
    "operator": {"op": "="},
    "deadline": {"deadline": date(2023, 6, 30)},
    "strength": {"strength": "strive"},
    "a higher figure to strive for": {"stretch": Decimal(220)},
    "another kind": {"kind": "range", "value": Decimal(1), "value_high": Decimal(3), "op": ""},
}


@pytest.mark.parametrize("case", CORRECTIONS)
def test_a_value_is_corrected_and_undone(version: PlanVersion, case: str):
    before = stored(version)
    target = signed(version)
    correct(target, **CORRECTIONS[case])
    target.refresh_from_db()
    assert {name: getattr(target, name) for name in CORRECTIONS[case]} == CORRECTIONS[case]
    assert target.by_hand
    undo_latest(version.pk, actor=office(), now=NOW)
    assert stored(version) == before


REFUSED = {
    "no metric": ({"metric": " "}, "metric"),
    "no figure": ({"value": None}, "value"),
    "a figure that cannot be": ({"value": Decimal(10) ** 18}, "value"),
    "no number at all": ({"value": Decimal("NaN")}, "value"),
    "a range upside down": (
        {"kind": "range", "value": Decimal(3), "value_high": Decimal(1), "op": ""},
        "value_high",
    ),
    "no way to compare": ({"op": ""}, "op"),
    "a rank without words": ({"kind": "rank", "value_text": ""}, "value_text"),
    "a direction that is none": ({"kind": "direction", "value_text": "left"}, "value_text"),
    "nothing to compare with": ({"kind": "relative", "reference": ""}, "reference"),
    "a deadline in another decade": ({"deadline": date(2203, 6, 30)}, "deadline"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_at_its_field(version: PlanVersion, case: str):
    changed, field = REFUSED[case]
    before = stored(version)
    with pytest.raises(Refusal) as refused:
        correct(signed(version), **changed)
    assert refused.value.field == field
    assert stored(version) == before
    assert not version.revisions.exists()


def test_two_people_never_overwrite_each_other(version: PlanVersion):
    mine, theirs = signed(version), signed(version)
    correct(theirs, value=Decimal(210))
    with pytest.raises(Conflict, match="刚被别人改过"):
        correct(mine, value=Decimal(190))
    with pytest.raises(Conflict, match="刚被别人改过"):
        drop_target(mine.pk, seen=stamp_of(mine), actor=office(), now=NOW)
    assert signed(version).value == 210


def test_what_is_no_target_goes_and_comes_back(version: PlanVersion):
    before = stored(version)
    target = signed(version)
    drop_target(target.pk, seen=stamp_of(target), actor=office(), now=NOW)
    assert not version.targets.filter(metric="新签约项目").exists()
    undo_latest(version.pk, actor=office(), now=NOW)
    assert stored(version) == before


def test_doubts_inside_a_corrected_target_are_settled_with_it(version: PlanVersion):
    """A metric that lost characters is written anew by hand; nobody asks about the loss again."""
    target = version.targets.get(metric="新建雨污水管")
    doubt = version.doubts.get(code="D001", start__gte=target.start - 1, start__lte=target.end)
    target.start, target.end = min(target.start, doubt.start), max(target.end, doubt.end)
    target.save()
    revision = correct(target, metric="新建雨污水管网")
    doubt.refresh_from_db()
    assert doubt.settled == revision


def test_selected_words_are_read_as_a_target():
    version = under_review(PLAN)
    text = version.document.text
    version.targets.all().delete()
    start = text.index("新增规上企业")
    place = proposal(version, start, start + len("新增规上企业12家"))
    assert (place.values.value, place.values.unit) == (12, "家")
    assert place.values.deadline == date(2023, 6, 30)
    add_target(version.pk, place, actor=office(), now=NOW)
    added = version.targets.get()
    assert added.task == version.tasks.get()
    assert "规上企业" in added.metric


def test_what_is_read_already_is_not_added_again(version: PlanVersion):
    target = signed(version)
    place = Place(target.start, target.end, values_of_row(target))
    before = stored(version)
    with pytest.raises(Refusal, match="已读作目标“新签约项目”") as refused:
        add_target(version.pk, place, actor=office(), now=NOW)
    assert refused.value.field == "metric"
    assert stored(version) == before


def test_a_selection_over_several_targets_proposes_the_one_that_is_missing():
    version = under_review(PLAN)
    missing = version.targets.order_by("start").last()
    place = Place(missing.start, missing.end, values_of_row(missing))
    drop_target(missing.pk, seen=stamp_of(missing), actor=office(), now=NOW)
    task = version.tasks.get()
    found = proposal(version, task.start, task.end)
    assert (found.start, found.end) == (place.start, place.end)


def test_words_without_a_number_become_an_event(version: PlanVersion):
    text = version.document.text
    start = text.index("招商引资")
    place = proposal(version, start, start + 4)
    assert place.values == TargetValues(metric="招商引资", kind="milestone")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-1, 4), (10, 5), (0, 10**7)])
def test_an_empty_or_impossible_selection_is_refused(version: PlanVersion, start: int, end: int):
    with pytest.raises(Refusal, match="选中"):
        proposal(version, start, end)


def test_one_target_is_parted_into_two():
    version = under_review(PLAN)
    target = version.targets.order_by("start").first()
    target.start = version.document.text.index("新签约")
    target.end = version.document.text.index("个开工") + 3
    target.save()
    before = stored(version)
    at = version.document.text.index("力争40")
    split_target(target.pk, at=at, seen=stamp_of(target), actor=office(), now=NOW)
    words = [version.document.text[each.start : each.end] for each in version.targets.order_by("start")]
    assert [word.startswith(("新签约", "力争")) for word in words[:2]] == [True, True]
    assert sorted(int(each.value) for each in version.targets.filter(unit="个")) == [30, 40]
    undo_latest(version.pk, actor=office(), now=NOW)
    assert stored(version) == before


def test_two_targets_that_are_one_commitment_are_joined(version: PlanVersion):
    """`不低于9%，力争10%`, read as two: the higher figure is what is striven for."""
    first = signed(version)
    second = Target.objects.create(
        version=version,
        task=first.task,
        ordinal=999,
        kind="quantity",
        metric="新签约项目",
        op=">=",
        value=Decimal(220),
        unit="个",
        strength="strive",
        start=first.end,
        end=first.end + 3,
    )
    before = stored(version)
    second.refresh_from_db()
    seen = stamp_of(first, second)
    merge_targets([second.pk, first.pk], seen=seen, actor=office(), now=NOW)
    joined = signed(version)
    assert (joined.value, joined.stretch, joined.end) == (200, 220, second.end)
    undo_latest(version.pk, actor=office(), now=NOW)
    assert stored(version) == before


def test_targets_of_two_tasks_are_not_joined(version: PlanVersion):
    first = signed(version)
    other = version.targets.exclude(task=first.task).exclude(task=None).first()
    with pytest.raises(Refusal, match="同一项任务"):
        merge_targets([first.pk, other.pk], seen="", actor=office(), now=NOW)


@pytest.mark.parametrize("username", ["auditor", "liaison", "head"])
def test_only_the_supervision_office_corrects(version: PlanVersion, username: str):
    target = signed(version)
    with pytest.raises(Forbidden):
        drop_target(target.pk, seen=stamp_of(target), actor=account(username), now=NOW)


def test_every_correction_is_an_event_in_words(version: PlanVersion):
    correct(signed(version), value=Decimal(210))
    event = Event.objects.get(verb="review.corrected")
    assert "210" in event.detail["note"]
    assert event.actor == office()
