"""The matrix: units against tasks in printed order, each unit's part as shape and letter."""

import pytest

from luoshi.cockpit.matrix import UNKNOWN_KIND, Filters, Mark, Matrix, Part, matrix
from tests.cockpit.organized import BEFORE, JULY, board, ended, filled, unit
from tests.world import signed_in

pytestmark = pytest.mark.django_db


def read(day=BEFORE, **filters: object) -> Matrix:
    return matrix(board(day), Filters(**filters))  # type: ignore[arg-type]


def marks(found: Matrix, number: str) -> dict[str, Mark]:
    lines = [line for _section, lines in found.sections for line in lines]
    (line,) = [line for line in lines if line.row.task.number == number]
    return {c.name: m for c, m in zip(found.columns, line.marks, strict=True) if m}


def test_every_task_in_printed_order_under_its_section():
    found = read()
    assert found.shown == found.total == 94
    assert len(found.sections) == 8
    assert sum(span for _label, span in found.kinds) == len(found.columns)


def test_the_first_lead_unit_the_others_and_those_that_cooperate_differ():
    parts = {name: mark.part for name, mark in marks(read(), "5").items()}
    assert parts["区投促局"] == Part.FIRST
    assert parts["区经贸局"] == parts["综保办"] == Part.LEAD
    assert marks(read(), "7")["区科技局"] == Mark(Part.COOP)


def test_members_of_a_group_are_marked_as_such():
    filled("磨店社区管委会", "站北社区管委会")
    assert marks(read(), "5")["站北社区管委会"] == Mark(Part.COOP_VIA, via="各社区管委会")


def test_a_unit_that_is_named_itself_is_not_marked_as_a_member():
    filled("区科技局", of="各部门")
    assert marks(read(), "12")["区科技局"].part == Part.FIRST


def test_groups_without_known_members_share_the_last_column_unless_asked_for():
    assert [column.key for column in read().columns if not column.is_unit] == [read().columns[-1].key]
    assert len(read(kind=UNKNOWN_KIND).columns) > 1
    assert not any(column.is_unit for column in read(kind=UNKNOWN_KIND).columns)


def test_a_unit_that_ended_has_no_column_from_the_next_day_on():
    ended("区投促局", successor="区经贸局")
    assert "区投促局" in {column.name for column in read(BEFORE).columns}
    assert "区投促局" not in {column.name for column in read(JULY).columns}
    assert marks(read(JULY), "5")["区经贸局"].part == Part.FIRST


def test_totals_of_tasks_and_units_agree():
    found = read()
    lines = [line for _section, lines in found.sections for line in lines]
    assert sum(line.leads for line in lines) == sum(each.leads for each in found.held)
    assert sum(line.coops for line in lines) == sum(each.coops for each in found.held)


@pytest.mark.parametrize(
    ("filters", "shown"),
    [({"section": 1}, 8), ({"leader": "王连贵"}, 1), ({"section": 1, "leader": "王连贵"}, 0)],
)
def test_filters(filters: dict[str, object], shown: int):
    assert read(**filters).shown == shown


def test_by_kind_only_units_of_that_kind_and_their_tasks():
    found = read(kind="state_company")
    assert {column.kind for column in found.columns} == {"state_company"}
    assert 0 < found.shown < 94
    assert {column.kind for column in read(kind=UNKNOWN_KIND).columns} == {UNKNOWN_KIND}


def test_the_page_says_each_part_in_words_and_links_units_and_tasks():
    page = signed_in("head").get("/matrix/?as_of=2022-06-30").content.decode()
    assert "第一牵头" in page
    assert f"/units/{unit('区投促局').pk}/?as_of=2022-06-30" in page


@pytest.mark.parametrize("query", ["section=x", "leader=%00", "kind=none"])
def test_a_filter_that_is_not_on_offer_is_passed_over(query: str):
    assert signed_in("head").get("/matrix/?" + query).context["matrix"].shown == 94
