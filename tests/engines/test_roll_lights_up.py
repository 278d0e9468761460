"""Several lights as one, and what a unit says of itself beside what is computed."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.lights import Light, RuleSet, disagreement, load_rules, preset, roll_up, worst

B, G, Y, R, N = Light.BLUE, Light.GREEN, Light.YELLOW, Light.RED, Light.GREY
ROLLUP = """
rollup:
  - {id: well, from: 90, light: green}
  - {id: partly, from: 60, below: 90, light: yellow}
  - {id: badly, below: 60, light: red}
"""


@cache
def family() -> RuleSet:
    read = load_rules(preset("default").yaml + ROLLUP, name="x.yaml")
    assert isinstance(read, RuleSet)
    return read


@pytest.mark.parametrize(
    ("lights", "expected"),
    [([], N), ([N, N], N), ([B, B], B), ([B, N], B), ([G, B], G), ([G, Y, R], R), ([Y, N], Y)],
)
def test_by_default_the_worst_that_is_known_counts(lights: list[Light], expected: Light) -> None:
    assert worst(lights) is expected
    assert roll_up(preset("default"), lights).light is expected


@pytest.mark.parametrize(
    ("lights", "expected"),
    [
        ([], N),
        ([N], N),
        ([B, B, B], B),
        ([G] * 9 + [R], G),
        ([G] * 6 + [R] * 4, Y),
        ([B] * 3 + [G] * 3 + [R] * 5, R),
        ([G] * 6 + [R] * 4 + [N] * 50, Y),
        ([Y], Y),
        ([Y] * 3, Y),
        ([B] + [Y] * 3, Y),
        ([R, N], R),
    ],
)
def test_a_family_may_go_by_the_share_that_is_well(lights: list[Light], expected: Light) -> None:
    assert roll_up(family(), lights).light is expected


def test_it_says_how_it_was_rolled_up() -> None:
    lights = [G, G, R]
    assert roll_up(preset("default"), lights).explain() == "按最差灯汇总：3 项中 1 项红灯"
    assert roll_up(family(), lights).explain() == "绿灯、蓝灯占 66.7%，不低于 60%、低于 90%：黄灯"
    assert roll_up(family(), lights).trace.to_dict()["result"] == "黄灯"


def test_it_says_where_the_band_went_beyond_what_there_is() -> None:
    mild = load_rules(preset("default").yaml + ROLLUP.replace("light: red", "light: yellow"), name="x.yaml")
    assert roll_up(family(), [B, Y, Y, Y]).explain() == (
        "绿灯、蓝灯占 25%，低于 60%，应为红灯，但其中最差的是黄灯：黄灯"
    )
    assert roll_up(mild, [R, R]).explain("en") == (
        "0% green or blue, below 60% asks for yellow, but the best of them is red: red"
    )
    assert roll_up(family(), [B, B]).explain("en").endswith("but the worst of them is blue: blue")


def test_a_share_just_below_a_limit_is_not_shown_as_the_limit() -> None:
    lights = [G] * 1799 + [R] * 200
    assert roll_up(family(), lights).explain().startswith("绿灯、蓝灯占 89.99%，不低于 60%、低于 90%")


lights_ = st.lists(st.sampled_from([B, G, Y, R]), min_size=1, max_size=12)


@given(lights=lights_, place=st.integers(0, 11), better=st.sampled_from([B, G, Y]))
def test_a_light_that_gets_better_never_makes_the_whole_worse(
    lights: list[Light], place: int, better: Light
) -> None:
    at = place % len(lights)
    order = [B, G, Y, R]
    improved = min(better, lights[at], key=order.index)
    after = [*lights[:at], improved, *lights[at + 1 :]]
    for rules in (family(), preset("default")):
        before, now = roll_up(rules, lights).light, roll_up(rules, after).light
        assert order.index(now) <= order.index(before)
        assert min(map(order.index, lights)) <= order.index(before) <= max(map(order.index, lights))


def test_the_worst_may_be_asked_for_by_name() -> None:
    read = load_rules(preset("default").yaml + "\nrollup: worst\n", name="x.yaml")
    assert isinstance(read, RuleSet)
    assert roll_up(read, [G, Y, N]).light is Y


@pytest.mark.parametrize(
    ("rollup", "line", "said"),
    [
        ("rollup: best", 1, '"best" cannot be used here'),
        (ROLLUP.strip().replace("light: green", "light: blue"), 2, '"blue" cannot be used here'),
        (ROLLUP.strip().replace("light: red", "light: grey"), 4, '"grey" cannot be used here'),
        (
            ROLLUP.strip()
            .replace("light: yellow", "light: red")
            .replace("below: 60, light: red", "below: 60, light: green"),
            2,
            'The higher share of "partly" has a worse light than "badly"',
        ),
        ("rollup: {share: 90}", 1, "A list with at least one item"),
    ],
)
def test_a_rollup_that_does_not_hold_is_told_with_its_line(rollup: str, line: int, said: str) -> None:
    found = load_rules(f"{preset('default').yaml.rstrip()}\n{rollup}", name="x.yaml", language="en")
    first = len(preset("default").yaml.rstrip().splitlines())
    assert [(each.line - first, said in str(each)) for each in found] == [(line, True)]


def test_bands_with_a_gap_are_refused() -> None:
    leaky = ROLLUP.replace("from: 60", "from: 70")
    found = load_rules(preset("default").yaml + leaky, name="x.yaml", language="en")
    assert "there is no light" in str(found[0])


@pytest.mark.parametrize(
    ("declared", "computed", "expected"),
    [
        (None, R, None),
        (G, G, None),
        (G, R, "better"),
        (B, G, "better"),
        (R, Y, "worse"),
        (G, N, None),
        (N, R, None),
    ],
)
def test_a_unit_may_see_itself_otherwise(
    declared: Light | None, computed: Light, expected: str | None
) -> None:
    assert disagreement(declared, computed) == expected
