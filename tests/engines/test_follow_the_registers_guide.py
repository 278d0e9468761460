"""The example and the tables of docs/registers.md do what they say."""

import re
from pathlib import Path

from luoshi.engines.registers import Kind, Pack, Type, load_pack

GUIDE = (Path(__file__).parents[2] / "docs" / "registers.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[0]
WORDS = ["reached", "in", "unless", "where", "words", "limit", "since", "count", "reason", "needs", "final"]


def test_the_example_loads() -> None:
    read = load_pack(EXAMPLE, name="visits.yaml")
    assert isinstance(read, Pack), read
    assert [metric.unit for metric in read.metrics] == ["家次", "家", "件", "%"]


def test_everything_that_a_pack_can_say_is_in_the_guide() -> None:
    listed = set(re.findall(r"^\| `([a-z]+)", GUIDE, re.MULTILINE))
    assert {*Type, *Kind} - listed == set()
    assert [word for word in WORDS if not re.search(rf"`{word}[`:]|\b{word}:", GUIDE)] == []
