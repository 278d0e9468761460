"""A roster goes out as a workbook; taken in again as it is, it changes nothing."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from luoshi.core.models import Jurisdiction
from luoshi.organization.actions.import_roster import try_roster
from luoshi.organization.exchange.cells import DatedName, list_of, list_text, names_of, names_text
from luoshi.organization.exchange.columns import KINDS, SHEETS
from luoshi.organization.exchange.comparison import compare
from luoshi.organization.exchange.known import known_roster
from luoshi.organization.exchange.reading import in_order, read
from luoshi.organization.exchange.rows import GroupRow, Known, MemberRow, PostRow, UnitRow
from luoshi.organization.exchange.workbook import grids_of
from luoshi.organization.exchange.writing import report, template, workbook
from luoshi.organization.kinds import UnitKind
from tests.organization.roster_files import book
from tests.organization.test_import_a_roster import FIRST, district, imported

__all__ = ["district"]

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
names = st.text("甲乙丙丁区局办(社区)、；“”至2 ", min_size=1, max_size=12).map(
    lambda text: "局" + " ".join(text.split())
)
dated = st.builds(
    lambda name, since, length, open_: DatedName(
        name, since, None if open_ or since is None else since + timedelta(length)
    ),
    names,
    st.none() | days,
    st.integers(0, 900),
    st.booleans(),
)


@st.composite
def rosters(draw: st.DrawFn) -> Known:
    """A roster in which everything refers to something."""
    titles = draw(st.lists(names, min_size=1, max_size=5, unique_by=lambda name: name.replace(" ", "")))
    units = {key: draw(_unit(key, titles)) for key in range(len(titles))}
    groups = {
        key: GroupRow(
            name=f"第{key}组",
            kinds=tuple(sorted(draw(st.sets(st.sampled_from(list(KINDS)), max_size=3)))),
            members=draw(_members(titles, inner=[f"第{other}组" for other in range(key)])),
            source=draw(st.sampled_from(["", "某办〔2022〕3号"])),
        )
        for key in range(draw(st.integers(0, 3)))
    }
    posts = {
        key: PostRow(
            person=f"张{key}",
            part=draw(st.sampled_from(["leader", "liaison"])),
            title=draw(st.sampled_from(["", "副主任"])),
            since=draw(st.none() | days),
        )
        for key in range(draw(st.integers(0, 3)))
    }
    posts = {
        key: row
        if row.part == "leader"
        else PostRow(row.person, row.part, titles[0], row.title, "", row.since)
        for key, row in posts.items()
    }
    people = {row.person: key for key, row in posts.items()} | {"独人": 99}
    spellings = {row.name: key for key, row in groups.items()}
    return Known(units=units, posts=posts, people=people, groups=groups, spellings=spellings)


@st.composite
def _unit(draw: st.DrawFn, key: int, titles: list[str]) -> UnitRow:
    once = st.lists(dated, max_size=3, unique_by=lambda each: each.name).map(tuple).map(in_order)
    since = draw(st.none() | days)
    until = since and draw(st.none() | st.just(since + timedelta(draw(st.integers(0, 99)))))
    former = (DatedName(f"旧{key}", None, draw(days)),) if draw(st.booleans()) else ()
    return UnitRow(
        name=titles[key],
        kind=draw(st.sampled_from(["", *KINDS])),
        parent=draw(st.sampled_from(["", *titles[:key]])),
        aliases=draw(once),
        nameplates=draw(once),
        formers=former,
        since=since,
        until=until,
    )


@st.composite
def _members(draw: st.DrawFn, titles: list[str], inner: list[str]) -> tuple[MemberRow, ...]:
    since, until = draw(st.sampled_from([(None, None), (date(2022, 1, 1), None), (None, date(2022, 6, 30))]))
    listed = draw(st.lists(st.sampled_from(titles), unique=True))
    held = draw(st.lists(st.sampled_from(inner), unique=True)) if inner else []
    return tuple(MemberRow(name, False, since, until) for name in listed) + tuple(
        MemberRow(name, True) for name in held
    )


@settings(max_examples=60, deadline=None)
@given(rosters())
def test_what_goes_out_comes_in_unchanged(known: Known):
    reading = read(grids_of(workbook(known)))
    comparison = compare(known, reading.roster)
    assert reading.problems == comparison.problems == []
    assert [comparison.units.changes, comparison.posts.changes, comparison.groups.changes] == [[], [], []]
    assert comparison.units.unchanged == len(known.units)
    assert comparison.groups.unchanged == len(known.groups)


@given(st.lists(names))
def test_a_list_in_a_cell_reads_back(texts: list[str]):
    assert list_of(list_text(texts)) == tuple(texts)


@given(st.lists(dated))
def test_names_with_their_days_read_back(texts: list[DatedName]):
    assert names_of(names_text(texts)) == tuple(texts)


@pytest.mark.django_db
def test_an_imported_roster_goes_out_and_comes_in_unchanged(district: Jurisdiction):
    imported(district, **FIRST)
    trial = try_roster(workbook(known_roster(district)), jurisdiction=district, actor=None)
    assert not trial.problems
    assert trial.comparison.nothing_new
    assert trial.comparison.units.unchanged == 5


@pytest.mark.django_db
def test_the_template_is_an_empty_roster_ready_to_be_filled_in(district: Jurisdiction):
    with load_workbook(BytesIO(template())) as opened:
        assert opened.sheet_names == [*(form.name for form in SHEETS), "说明"]
    trial = try_roster(template(), jurisdiction=district, actor=None)
    assert trial.comparison.nothing_new
    assert not trial.problems


def test_the_same_roster_gives_the_same_bytes():
    known = Known(units={1: UnitRow("甲局")}, people={"张三": 1})
    assert workbook(known) == workbook(known)


def test_every_kind_of_unit_has_its_word():
    assert set(KINDS) == {kind.value for kind in UnitKind}
    assert len(set(KINDS.values())) == len(KINDS)


@pytest.mark.django_db
def test_the_report_is_what_was_sent_with_a_column_of_problems(district: Jurisdiction):
    rows = [
        {"名称": "甲局", "启用日期": "某天", "统一社会信用代码": "123"},
        {"名称": "乙局", "启用日期": date(2022, 7, 1)},
    ]
    trial = try_roster(book(单位=rows), jurisdiction=district, actor=None)
    with load_workbook(BytesIO(report(trial.tables, trial.problems))) as opened:
        titles, first, second = opened.get_sheet_by_name("单位").to_python()
    assert titles[-1] == "问题"
    assert [first[0], first[6], first[7]] == ["甲局", "123", "某天"]
    assert "启用日期：“某天”不是日期" in str(first[-1])
    assert "统一社会信用代码：" in str(first[-1])
    assert (second[0], second[7], second[-1]) == ("乙局", date(2022, 7, 1), "")


@pytest.mark.django_db
def test_the_report_can_be_mended_and_sent_again(district: Jurisdiction):
    wrong = try_roster(book(单位=[{"名称": "甲局", "启用日期": "某天"}]), jurisdiction=district, actor=None)
    again = try_roster(report(wrong.tables, wrong.problems), jurisdiction=district, actor=None)
    assert again.problems == wrong.problems
