"""What must never hold in a roster: circles, overlapping posts, names that two units bear."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.organization.checks import (
    Spell,
    borne_twice,
    circle_above,
    circles,
    claim_of,
    days_problem,
    overlapping,
)

JAN, JUN, JUL, DEC = date(2022, 1, 1), date(2022, 6, 30), date(2022, 7, 1), date(2022, 12, 31)

CIRCLES = {
    "its own parent": ("a", "a", {}, ("a", "a")),
    "over one step": ("a", "b", {"b": "a"}, ("a", "b", "a")),
    "over two steps": ("a", "b", {"b": "c", "c": "a"}, ("a", "b", "c", "a")),
    "none": ("a", "b", {"b": "c", "c": None}, ()),
    "no parent": ("a", None, {}, ()),
    "a circle above that it is no part of": ("a", "b", {"b": "c", "c": "b"}, ()),
}


@pytest.mark.parametrize("case", CIRCLES)
def test_the_way_from_a_unit_up_to_itself(case: str):
    unit, parent, parents, way = CIRCLES[case]
    assert circle_above(unit, parent, parents) == way


def test_each_circle_of_a_roster_is_found_once():
    parents = {"a": "b", "b": "a", "c": "a", "d": None, "e": "e", "f": "d"}
    assert circles(parents) == [("a", "b", "a"), ("e", "e")]


@given(st.dictionaries(st.integers(0, 12), st.none() | st.integers(0, 12)))
def test_a_roster_has_a_circle_exactly_where_some_unit_stands_above_itself(parents: dict[int, int | None]):
    within = {unit for unit in parents if circle_above(unit, parents[unit], parents)}
    assert {unit for way in circles(parents) for unit in way} == within


OVERLAPS = {
    "both open": (None, None, None, None, True),
    "one day shared": (JAN, JUN, JUN, DEC, True),
    "one after the other": (JAN, JUN, JUL, DEC, False),
    "open end before": (JAN, None, JUL, DEC, True),
    "open beginning after": (JUL, None, None, JUN, False),
    "one inside the other": (JAN, DEC, JUN, JUL, True),
}


@pytest.mark.parametrize("case", OVERLAPS)
def test_spells_share_a_day_or_not(case: str):
    since, until, since_2, until_2, shared = OVERLAPS[case]
    spells = [Spell("post", since, until, "row 2"), Spell("post", since_2, until_2, "row 3")]
    assert bool(overlapping(spells)) == shared
    assert not overlapping([spells[0], spells[1]._replace(about="another post")])


day = st.none() | st.dates(JAN, DEC)
spells = st.lists(st.builds(Spell, st.just("name"), day, day, st.integers(0, 3)), max_size=7)


@given(spells)
def test_a_name_is_borne_twice_exactly_where_two_holders_share_a_day(given: list[Spell]):
    sound = [each for each in given if not days_problem(each.since, each.until)]
    pairs = [(a, b) for at, a in enumerate(sound) for b in sound[:at] if a.meets(b)]
    assert bool(overlapping(sound)) == bool(pairs)
    assert bool(borne_twice(sound)) == any(a.holder != b.holder for a, b in pairs)


CLAIMS = {
    "two heads of a unit": (
        {"part": "head", "person": 1, "unit": 9},
        {"part": "head", "person": 2, "unit": 9},
        True,
    ),
    "two liaisons of a unit": (
        {"part": "liaison", "person": 1, "unit": 9},
        {"part": "liaison", "person": 2, "unit": 9},
        False,
    ),
    "a liaison twice": (
        {"part": "liaison", "person": 1, "unit": 9, "title": "科员"},
        {"part": "liaison", "person": 1, "unit": 9},
        True,
    ),
    "a lead official twice": (
        {"part": "leader", "person": 1, "unit": None, "title": "副主任"},
        {"part": "leader", "person": 1, "unit": None, "title": "副主任"},
        True,
    ),
    "two offices of a lead official": (
        {"part": "leader", "person": 1, "unit": None, "title": "副主任"},
        {"part": "leader", "person": 1, "unit": None, "title": "党工委委员"},
        False,
    ),
}


@pytest.mark.parametrize("case", CLAIMS)
def test_which_posts_cannot_be_held_at_the_same_time(case: str):
    first, second, same = CLAIMS[case]
    assert (claim_of(**first) == claim_of(**second)) == same


def test_a_name_may_be_given_on_but_not_borne_by_two_at_a_time():
    names = [Spell("区商务局", None, JUN, "经贸局"), Spell("区商务局", JUL, None, "投促局")]
    assert not borne_twice(names)
    assert len(borne_twice([*names, Spell("区商务局", DEC, None, "文旅局")])) == 1
    assert not borne_twice([names[0], names[0]])
    assert len(overlapping([names[0], names[0]])) == 1


@pytest.mark.parametrize("days", [(None, None), (JAN, None), (None, JAN), (JAN, JAN), (JAN, DEC)])
def test_days_in_order(days: tuple[date | None, date | None]):
    assert days_problem(*days) == ""


def test_an_end_before_its_beginning_is_said():
    assert "2022-01-01 早于起始日期 2022-12-31" in days_problem(DEC, JAN)
