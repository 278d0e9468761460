"""Boards of a day show the organization of that day: names, successors, members of groups."""

import pytest
from django.urls import reverse

from luoshi.cockpit.board import COOP_UNIT, LEAD_UNIT, Row
from luoshi.cockpit.plan_page import UNKNOWN, Filters, plan_page, units
from luoshi.cockpit.queries import by_unit, waiting
from tests.cockpit.organized import BEFORE, JULY, board, ended, filled, group, renamed, unit
from tests.world import signed_in

pytestmark = pytest.mark.django_db

COMMUNITY, OTHER = "磨店社区管委会", "站北社区管委会"


def row(number: str, day=BEFORE) -> Row:
    return next(row for row in board(day).rows if row.task.number == number)


def test_a_renamed_unit_bears_the_name_of_the_day():
    renamed("区投促局", "区招商局")
    assert row("5", BEFORE).names(LEAD_UNIT)[0] == "区投促局"
    assert row("5", JULY).names(LEAD_UNIT)[0] == "区招商局"
    assert row("5", JULY).having(LEAD_UNIT)[0].printed == "区投促局"
    assert "区招商局" in {share.name for share in by_unit(board(JULY))}


def test_a_unit_that_ended_is_answered_for_by_its_successor_from_the_next_day_on():
    old = ended("区投促局", successor="区经贸局")
    assert "区投促局" in {share.name for share in by_unit(board(BEFORE))}
    assert "区投促局" not in {share.name for share in by_unit(board(JULY))}
    assert old.pk not in dict(units(board(JULY)))
    assert "区经贸局" in row("4", JULY).names(LEAD_UNIT)


def test_a_unit_that_takes_over_a_task_it_shares_is_named_once():
    ended("区投促局", successor="区经贸局")
    assert row("5", JULY).names(LEAD_UNIT).count("区经贸局") == 1


def test_a_groups_duty_is_each_members_on_the_day():
    filled(COMMUNITY, OTHER, since=JULY)
    member = unit(OTHER).pk
    (duty,) = [each for each in row("5", JULY).having(COOP_UNIT) if each.name == "各社区管委会"]
    assert (member in duty.units, duty.via, duty.unknown) == (True, "各社区管委会", False)
    version = board(JULY).version
    found = plan_page(board(JULY), Filters(unit=member), text=version.document.text)
    numbers = {line.row.task.number for part in found.groups for line in part.lines if line.row}
    assert "5" in numbers


def test_the_duties_of_a_group_without_known_members_wait_and_are_told():
    nobody = group("区招商引资工作领导小组各成员单位")
    (told,) = [each for each in waiting(board()) if each.group == nobody.pk]
    assert (told.name, told.tasks) == (nobody.name, 1)
    found = plan_page(board(), Filters(unit=UNKNOWN), text=board().version.document.text)
    assert "4" in {line.row.task.number for part in found.groups for line in part.lines if line.row}


def test_the_supervision_office_is_led_to_the_group_others_only_read_its_name():
    address = f"/organization/groups/{group('区招商引资工作领导小组各成员单位').pk}/"
    pages = {
        name: signed_in(name).get("/?as_of=2022-06-30").content.decode() for name in ("supervision", "head")
    }
    assert address in pages["supervision"]
    assert address not in pages["head"]
    assert "区招商引资工作领导小组各成员单位" in pages["head"]


def test_units_and_officials_lead_to_their_pages():
    page = signed_in("leader").get("/plan/?as_of=2022-06-30").content.decode()
    assert reverse("cockpit:unit", args=[unit("区投促局").pk]) in page
    assert "/people/" in page
