"""Every message of the engines has a Chinese and an English wording with the same values."""

from string import Formatter

import pytest

from luoshi.engines.kernel import word
from luoshi.engines.kernel.messages import MESSAGES
from luoshi.engines.lights import CONDITIONS, MEASURES, PRESETS, Light, preset
from luoshi.engines.pace import Shape


def named(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_both_wordings_name_the_same_values(key: str) -> None:
    chinese, english = MESSAGES[key]
    assert chinese.strip() and english.strip()
    assert named(chinese) == named(english) or key.startswith(("error.", "remedy."))
    assert named(chinese) ^ named(english) <= {"allowed"}


def test_all_that_rules_can_name_has_words() -> None:
    keys = [
        *(f"light.{light}" for light in Light),
        *(f"when.{condition}" for condition in CONDITIONS),
        *(f"pace.{shape}" for shape in Shape),
        *(f"{part}.{measure}" for measure in MEASURES for part in ("measure", "formula", "said")),
        *(f"unit.{measure.unit}" for measure in MEASURES.values()),
    ]
    assert [key for key in keys if key not in MESSAGES] == []


def test_every_error_has_a_remedy() -> None:
    codes = {key.partition(".")[2] for key in MESSAGES if key.startswith("error.")}
    assert codes == {key.partition(".")[2] for key in MESSAGES if key.startswith("remedy.")}


@pytest.mark.parametrize(("language", "expected"), [("zh", "绿灯"), ("zh-hans", "绿灯"), ("en", "green")])
def test_a_language_reads_its_wording(language: str, expected: str) -> None:
    assert word("light.green", language=language) == expected


@pytest.mark.parametrize("family", PRESETS)
def test_a_family_can_be_read_rule_by_rule(family: str) -> None:
    rules = preset(family)
    said = {line.id: line for line in rules.lines("zh")}
    assert said["no-fact"].condition == "没有数据"
    assert said["no-fact"].light == "grey"
    assert len(said) == len(rules.lines("en")) == sum(max(1, len(rule.bands)) for rule in rules.rules)
    assert rules.title.say("zh") != rules.title.say("en")


def test_the_default_bands_say_which_end_is_included() -> None:
    *_rest, far, behind, on_pace = preset("default").lines("en")
    assert far.condition == "otherwise, Share of what is due (%) below 70%"
    assert behind.condition == "otherwise, Share of what is due (%) at least 70% and below 90%"
    assert on_pace.condition == "otherwise, Share of what is due (%) at least 90%"
