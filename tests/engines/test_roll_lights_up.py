"""Several lights as one, and what a unit says of itself beside what is computed."""

import pytest

from luoshi.engines.lights import Light, RuleSet, disagreement, load_rules, preset, roll_up, worst

B, G, Y, R, N = Light.BLUE, Light.GREEN, Light.YELLOW, Light.RED, Light.GREY
ROLLUP = """
rollup:
  - {id: well, from: 90, light: green}
  - {id: partly, from: 60, below: 90, light: yellow}
  - {id: badly, below: 60, light: red}
"""


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
    ],
)
def test_a_family_may_go_by_the_share_that_is_well(lights: list[Light], expected: Light) -> None:
    assert roll_up(family(), lights).light is expected


def test_it_says_how_it_was_rolled_up() -> None:
    lights = [G, G, R]
    assert roll_up(preset("default"), lights).explain() == "按最差灯汇总：3 项中 1 项红灯"
    assert roll_up(family(), lights).explain() == "绿灯、蓝灯占 66.7%，不低于 60%、低于 90%：黄灯"
    assert roll_up(family(), lights).trace.to_dict()["result"] == "黄灯"


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
