"""A rules file is taken whole or refused with every error's line and remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.lights import CONDITIONS, PRESETS, RuleError, RuleSet, load_rules, preset

HEAD = """family: own
title: 自定规则
description: {zh: 说明, en: description}
source: 本单位
rules:
"""

SAFE = """  - {id: no-fact, when: [no-fact], light: grey}
  - {id: reached, when: [reached], light: blue}
  - {id: no-ratio, when: [no-ratio], light: green}
"""

BANDS = """  - id: pace
    measure: pace-ratio
    bands:
"""

GOOD_BANDS = """      - {id: low, below: 60, light: red}
      - {id: high, from: 60, light: green}
"""


def load(text: str, language: str = "en") -> RuleSet | tuple[RuleError, ...]:
    return load_rules(text, name="own.yaml", language=language)


def errors(text: str) -> list[tuple[int, str]]:
    found = load(text)
    assert isinstance(found, tuple)
    assert found == tuple(sorted(found, key=lambda error: error.line))
    return [(error.line, error.message) for error in found]


def bands(*lines: str) -> str:
    return HEAD + SAFE + BANDS + "".join(f"      - {{{line}}}\n" for line in lines)


def test_a_good_file_is_a_rule_set() -> None:
    rules = load(HEAD + SAFE + BANDS + GOOD_BANDS)
    assert isinstance(rules, RuleSet)
    assert (rules.id, rules.title.say("en"), rules.description.say("zh")) == ("own", "自定规则", "说明")
    assert [rule.id for rule in rules.rules] == ["no-fact", "reached", "no-ratio", "pace"]


def test_bands_may_be_written_from_either_end() -> None:
    upward, downward = (
        load(bands(*lines))
        for lines in (
            ("id: low, below: 60, light: red", "id: high, from: 60, light: green"),
            ("id: high, from: 60, light: green", "id: low, below: 60, light: red"),
        )
    )
    assert isinstance(upward, RuleSet) and isinstance(downward, RuleSet)
    assert upward.rules[-1].bands == downward.rules[-1].bands


def test_one_band_without_limits_takes_every_value() -> None:
    assert isinstance(load(bands("id: any, light: green")), RuleSet)


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        (
            ("id: a, below: 60, light: red", "id: b, above: 60, light: green"),
            13,
            "(60 to 60) there is no light",
        ),
        (
            ("id: a, below: 60, light: red", "id: b, from: 70, light: green"),
            13,
            "(60 to 70) there is no light",
        ),
        (("id: a, to: 60, light: red", "id: b, from: 60, light: green"), 13, '"a" and "b" overlap'),
        (("id: a, below: 70, light: red", "id: b, from: 60, light: green"), 13, '"a" and "b" overlap'),
        (("id: a, below: 60, light: red", "id: b, light: green"), 13, "overlap"),
        (("id: a, from: 60, light: red",), 12, 'Values below "a" have no light'),
        (("id: a, below: 60, light: red",), 12, 'Values above "a" have no light'),
        (
            (
                "id: a, to: 0, light: red",
                "id: b, above: 9, below: 5, light: red",
                "id: c, from: 9, light: green",
            ),
            13,
            'No value can fall in "b"',
        ),
        (
            (
                "id: a, below: 5, light: red",
                "id: b, from: 5, below: 5, light: red",
                "id: c, from: 5, light: blue",
            ),
            13,
            'No value can fall in "b"',
        ),
        (("id: a, from: 1, above: 1, light: red",), 12, "One end has two limits, from and above"),
        (("id: a, below: 60%, light: red", "id: b, from: 60, light: green"), 12, "A number is needed"),
        (("id: a, below: 1e999, light: red", "id: b, from: 60, light: green"), 12, "A number is needed"),
        (("id: a, below: .nan, light: red", "id: b, from: 60, light: green"), 12, "A number is needed"),
        (("id: a, below: 60, light: purple", "id: b, from: 60, light: green"), 12, '"purple" cannot be used'),
        (("id: a, below: 60, light: red", "id: a, from: 60, light: green"), 13, 'id "a" is already taken'),
        (("below: 60, light: red", "id: b, from: 60, light: green"), 12, '"id" is missing'),
    ],
)
def test_bands_must_cut_the_line_without_gap_or_overlap(
    lines: tuple[str, ...], line: int, message: str
) -> None:
    found = errors(bands(*lines))
    assert (line, True) in [(at, message in said) for at, said in found]


def rule(line: str) -> str:
    return HEAD + f"  - {{{line}}}\n" + SAFE + BANDS + GOOD_BANDS


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "The file is empty"),
        ("# nothing\n", 1, "The file is empty"),
        ("- a\n- b\n", 1, "A mapping of names to values"),
        ("family: [own\n", 2, "This is not YAML"),
        ("family: *nowhere\n", 1, "This is not YAML"),
        ("family: a\x00b\n", 1, "characters that YAML does not allow"),
        ("[" * 5_000, 1, "go too deep"),
        ("#" * 70_000, 1, "longer than 65536"),
        (HEAD, 5, "A list with at least one item"),
        (HEAD.replace("rules:", "rules: []"), 5, "A list with at least one item"),
        (HEAD.replace("family: own\n", "") + SAFE + BANDS + GOOD_BANDS, 1, '"family" is missing'),
        (HEAD.replace("own", "007") + SAFE + BANDS + GOOD_BANDS, 1, "A text is needed"),
        (HEAD.replace("own", "''") + SAFE + BANDS + GOOD_BANDS, 1, "A text is needed"),
        (HEAD.replace(", en: description", "") + SAFE + BANDS + GOOD_BANDS, 3, '"en" is missing'),
        ("colour: red\n" + HEAD + SAFE + BANDS + GOOD_BANDS, 1, 'The name "colour" is not known'),
        ("family: twice\n" + HEAD + SAFE + BANDS + GOOD_BANDS, 2, '"family" is given twice'),
        (rule("id: x, when: [sunny], light: red"), 6, '"sunny" cannot be used here'),
        (rule("id: x, when: no-fact, light: red"), 6, "A list with at least one item"),
        (rule("id: x, when: [no-fact]"), 6, "either a light, or a measure"),
        (rule("id: x, light: red, measure: pace-ratio"), 6, "either a light, or a measure"),
        (rule("id: x, measure: speed, bands: [{id: b, light: red}]"), 6, '"speed" cannot be used here'),
        (rule("id: reached, when: [no-fact], light: grey"), 8, 'id "reached" is already taken'),
        (rule("id: x, when: [fact, no-fact], light: red"), 6, '"x" can never apply'),
        (rule("id: x, light: red"), 7, '"no-fact" can never apply'),
        (HEAD + SAFE, 6, "No rule decides this case"),
        (HEAD + BANDS + GOOD_BANDS, 6, '"pace" would apply where nothing can be measured'),
    ],
)
def test_every_other_mistake_names_its_line(text: str, line: int, message: str) -> None:
    found = errors(text)
    assert (line, True) in [(at, message in said) for at, said in found]


def test_all_mistakes_are_told_at_once_in_order() -> None:
    text = (
        rule("id: x, when: [sunny], light: red")
        .replace("below: 60", "below: sixty")
        .replace("family: own\n", "")
    )
    assert [line for line, _message in errors(text)] == [1, 5, 12]


def test_errors_are_worded_in_chinese_with_a_remedy() -> None:
    found = load(rule("id: x, when: [no-fact], light: purple"), language="zh")
    assert [str(error) for error in found] == [
        "own.yaml:6: “purple”不能用在此处。 可用：blue、green、yellow、red、grey。"
    ]


@given(st.text(max_size=200))
def test_any_text_is_a_rule_set_or_a_list_of_errors(text: str) -> None:
    found = load(text)
    assert isinstance(found, tuple) and found


@given(
    st.lists(st.tuples(st.sampled_from(sorted(CONDITIONS)), st.sampled_from(["red", "green"])), max_size=6)
)
def test_what_is_taken_decides_every_case_whatever_its_rules(picked: list[tuple[str, str]]) -> None:
    text = HEAD + "".join(
        f"  - {{id: r{n}, when: [{condition}], light: {light}}}\n"
        for n, (condition, light) in enumerate(picked)
    )
    found = load(text + SAFE + BANDS + GOOD_BANDS)
    assert isinstance(found, RuleSet) or all("can never apply" in error.message for error in found)


def test_only_the_families_that_come_with_the_product_are_presets() -> None:
    assert [preset(name).id for name in PRESETS] == list(PRESETS)
    with pytest.raises(KeyError):
        preset("own")
