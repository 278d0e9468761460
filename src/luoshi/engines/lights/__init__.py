"""Status lights: a standing and a rule set in, a light with its reason out."""

from luoshi.engines.kernel import Words
from luoshi.engines.kernel.nodes import RuleError
from luoshi.engines.lights.families import PRESETS, preset
from luoshi.engines.lights.loader import load_rules
from luoshi.engines.lights.rules import MEASURES, Band, Bound, Line, Rule, RuleSet
from luoshi.engines.lights.standing import CONDITIONS, Light, Situation, Standing, situation_of, situations
from luoshi.engines.lights.verdict import Verdict, judge

__all__ = [
    "CONDITIONS",
    "MEASURES",
    "PRESETS",
    "Band",
    "Bound",
    "Light",
    "Line",
    "Rule",
    "RuleError",
    "RuleSet",
    "Situation",
    "Standing",
    "Verdict",
    "Words",
    "judge",
    "load_rules",
    "preset",
    "situation_of",
    "situations",
]
