"""The examples and tables of docs/lights.md do what they say."""

import re
from pathlib import Path

from luoshi.engines.lights import CONDITIONS, MEASURES, PRESETS, RuleSet, load_rules, preset
from luoshi.engines.pace import Shape

GUIDE = (Path(__file__).parents[2] / "docs" / "lights.md").read_text(encoding="utf-8")
EXAMPLES = [each for each in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL) if "family:" in each]
PARTS = [each for each in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL) if "family:" not in each]
PRINTED = re.findall(r"```text\n(.*?)```", GUIDE, re.DOTALL)


def test_the_example_of_ones_own_rules_loads() -> None:
    rules = load_rules(EXAMPLES[0], name="strict.yaml")
    assert isinstance(rules, RuleSet)
    assert rules.id == "strict"


def test_the_faulty_example_gives_the_printed_errors() -> None:
    found = load_rules(EXAMPLES[1], name="leaky.yaml")
    assert not isinstance(found, RuleSet)
    assert [str(error) for error in found] == PRINTED[0].splitlines()


def test_the_table_of_rules_is_the_order_that_all_families_share() -> None:
    listed = re.findall(r"^\| \d+ \| `([a-z-]+)`", GUIDE, re.MULTILINE)
    assert [[rule.id for rule in preset(family).rules][:-1] for family in PRESETS] == [listed] * len(PRESETS)


def test_everything_that_a_file_can_say_is_in_the_guide() -> None:
    words = [*CONDITIONS, *MEASURES, *PRESETS, *Shape, "from", "above", "to", "below", "note", "source"]
    assert [said for said in words if f"`{said}`" not in GUIDE] == []


def test_the_parts_that_a_family_may_add_load_with_it() -> None:
    whole = load_rules(EXAMPLES[0] + "".join(PARTS), name="strict.yaml")
    assert isinstance(whole, RuleSet), whole
    assert whole.reporting == preset("default-reporting").reporting
    assert [band.id for band in whole.rollup] == ["badly", "partly", "well"]
