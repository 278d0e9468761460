"""The board on a day is a function of plan, facts, rules and day."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.cockpit.board import Board, load_board
from luoshi.cockpit.queries import by_leader, by_section, by_unit, changes, due, light_counts
from luoshi.plans.models import PlanVersion
from luoshi.progress.actions.choose_rules import choose_rules
from luoshi.progress.actions.report_reading import Report
from luoshi.progress.models import Reading
from luoshi.progress.queries import family_on
from tests.world import NOW, account, confirmed, reported, signed_in

pytestmark = pytest.mark.django_db

METRIC = "新签约项目"
HALF_YEAR = Report(as_of=date(2022, 6, 30), value=Decimal(120))


def board(day: date, *, family: str = "default") -> Board:
    return load_board(PlanVersion.objects.get(), as_of=day, family=family)


def light(day: date, *, metric: str = METRIC, family: str = "default") -> str:
    return next(s.verdict.light.value for s in board(day, family=family).all() if s.target.metric == metric)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 3, 31), "grey"),
        (date(2022, 6, 29), "grey"),
        (date(2022, 6, 30), "green"),
        (date(2022, 9, 30), "yellow"),
        (date(2022, 12, 31), "red"),
        (date(2023, 1, 1), "red"),
    ],
)
def test_one_fact_through_the_year(day: date, expected: str):
    """120 of 200 by the end of June: ahead then, behind in September, overdue in January."""
    confirmed(METRIC, HALF_YEAR)
    assert light(day) == expected


def test_a_reached_target_is_blue_from_that_day_on():
    confirmed(METRIC, Report(as_of=date(2022, 10, 31), value=Decimal(200)))
    assert [light(date(2022, 10, 30)), light(date(2022, 10, 31)), light(date(2023, 1, 1))] == [
        "grey",
        "blue",
        "blue",
    ]


def test_what_is_only_reported_does_not_count():
    reported(METRIC, HALF_YEAR)
    assert light(date(2022, 6, 30)) == "grey"


def test_a_later_report_of_the_same_day_supersedes():
    confirmed(METRIC, HALF_YEAR)
    confirmed(METRIC, Report(as_of=date(2022, 6, 30), value=Decimal(60)))
    assert light(date(2022, 6, 30)) == "red"
    assert Reading.objects.count() == 2


def test_a_late_report_of_an_earlier_day_does_not_hide_a_newer_fact():
    confirmed(METRIC, HALF_YEAR)
    confirmed(METRIC, Report(as_of=date(2022, 3, 31), value=Decimal(10)))
    assert light(date(2022, 6, 30)) == "green"
    assert light(date(2022, 3, 31)) == "red"


def test_the_families_differ_as_published():
    """120 of a pace of 149.6 in September: 14.8 points of the target behind; 19.8 % of the plan short."""
    confirmed(METRIC, HALF_YEAR)
    lights = {
        family: light(date(2022, 9, 30), family=family)
        for family in ("default", "gap-points", "gap-relative")
    }
    assert lights == {"default": "yellow", "gap-points": "yellow", "gap-relative": "yellow"}


def test_rules_hold_from_their_day_on():
    user = account("supervision")
    assert user.jurisdiction is not None
    choose_rules(user.jurisdiction, family="gap-points", since=date(2022, 7, 1), actor=user, now=NOW)
    assert family_on(user.jurisdiction, as_of=date(2022, 6, 30)) == "default"
    assert family_on(user.jurisdiction, as_of=date(2022, 7, 1)) == "gap-points"


def test_every_target_is_counted_once_in_the_total_and_in_its_section():
    today = board(date(2022, 6, 30))
    total = sum(each.count for each in light_counts(today, today.all()))
    by_sections = sum(share.targets for share in by_section(today))
    assert total == len(today.all()) == PlanVersion.objects.get().targets.count()
    assert by_sections == total - len(today.headline)


def test_sections_officials_and_units():
    today = board(date(2022, 6, 30))
    assert len(by_section(today)) == 8
    assert sum(share.tasks for share in by_section(today)) == 94
    assert len(by_leader(today)) == 7
    names = [share.name for share in by_unit(today)]
    assert len(names) == len(set(names))
    assert "区财政局" in names
    assert "财政局" not in names


def test_what_changed_in_the_last_week():
    confirmed(METRIC, HALF_YEAR)
    (change,) = changes(board(date(2022, 7, 2)))
    assert (change.when, change.before, change.after) == (date(2022, 6, 30), "grey", "green")
    assert not changes(board(date(2022, 8, 2)))


def test_what_is_due_in_the_next_thirty_days():
    assert not due(board(date(2022, 6, 30)))
    december = due(board(date(2022, 12, 15)))
    assert len(december) == PlanVersion.objects.get().targets.count()
    assert december[0].days_left == 16


def test_a_day_that_does_not_exist_is_told():
    answer = signed_in("supervision").get("/?as_of=2022-02-30")
    assert answer.status_code == 400
    assert "2022-02-30" in answer.content.decode()
