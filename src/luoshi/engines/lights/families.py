"""The rule families that come with the product."""

from functools import cache
from importlib.resources import files

from luoshi.engines.lights.loader import load_rules
from luoshi.engines.lights.rules import RuleSet

PRESETS = ("default", "gap-points", "gap-relative", "default-reporting")


@cache
def preset(name: str) -> RuleSet:
    """A family of ``PRESETS``. Raises ``KeyError`` for any other name."""
    if name not in PRESETS:
        raise KeyError(name)
    file = files("luoshi.engines.lights") / "presets" / f"{name}.yaml"
    read = load_rules(file.read_text(encoding="utf-8"), name=f"{name}.yaml")
    if not isinstance(read, RuleSet):
        raise ValueError("\n".join(map(str, read)))
    return read
