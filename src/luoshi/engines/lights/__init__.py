"""Status lights: a standing and a rule set in, a light with its reason out."""

from luoshi.engines.kernel import Words
from luoshi.engines.kernel.nodes import RuleError
from luoshi.engines.lights.discipline import Discipline, Reporting, Told, discipline
from luoshi.engines.lights.families import PRESETS, preset
from luoshi.engines.lights.forward import Forward, Known, forward
from luoshi.engines.lights.loader import load_rules
from luoshi.engines.lights.rollup import WORST_FIRST, RolledUp, disagreement, roll_up, worst
from luoshi.engines.lights.rules import MEASURES, Band, Bound, Line, Rule, RuleSet
from luoshi.engines.lights.standing import CONDITIONS, Light, Situation, Standing, situation_of, situations
from luoshi.engines.lights.verdict import Verdict, judge

__all__ = [
    "CONDITIONS",
    "MEASURES",
    "PRESETS",
    "WORST_FIRST",
    "Band",
    "Bound",
    "Discipline",
    "Forward",
    "Known",
    "Light",
    "Line",
    "Reporting",
    "RolledUp",
    "Rule",
    "RuleError",
    "RuleSet",
    "Situation",
    "Standing",
    "Told",
    "Verdict",
    "Words",
    "disagreement",
    "discipline",
    "forward",
    "judge",
    "load_rules",
    "preset",
    "roll_up",
    "situation_of",
    "situations",
    "worst",
]
