"""A standing's light, the rule that gave it, and why in words."""

from dataclasses import dataclass, replace
from decimal import Decimal

from luoshi.engines.kernel import Trace, Value, Words, exact, shown, word
from luoshi.engines.lights.discipline import Discipline, Reporting
from luoshi.engines.lights.rules import MEASURES, Band, Rule, RuleSet, shown_within
from luoshi.engines.lights.standing import Light, Standing, situation_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """The light of a standing by a rule set; ``measure`` is unrounded, ``None`` without bands."""

    light: Light
    rules: str
    rule: Rule
    standing: Standing
    band: Band | None = None
    measure: Decimal | None = None
    kept: Discipline | None = None
    """How reports came, where that made the light worse."""

    @property
    def rule_id(self) -> str:
        """Id of the rule that fired; with bands: ``rule/band``."""
        fired = f"{self.rule.id}/{self.band.id}" if self.band else self.rule.id
        return f"{fired}+missing" if self.kept else fired

    @property
    def values(self) -> tuple[tuple[str, Value], ...]:
        """The named values that decided."""
        standing = self.standing
        outcome = None if standing.outcome is None else "fact.met" if standing.outcome else "fact.unmet"
        fact = ("actual", standing.actual) if standing.numeric else ("outcome", outcome)
        named = (
            fact,
            ("pace", standing.pace),
            ("target", standing.target),
            ("deadline", standing.deadline),
            ("as_of", standing.as_of),
        )
        return tuple((name, value) for name, value in named if value is not None)

    @property
    def trace(self) -> Trace:
        """How the light came about."""
        steps = (*(() if self.measure is None else (_measured(self),)), *_kept_trace(self))
        inputs = (*self.values, ("rules", self.rules), ("rule", self.rule_id))
        return Trace("verdict", "formula.rule", inputs, f"light.{self.light}", children=steps)

    def explain(self, language: str = "zh") -> str:
        """The rule that fired with its numbers, in one sentence without a full stop."""
        comma = word("say.comma", language=language)
        reasons = comma.join(
            (
                *_facts(self, language),
                *_because(self, language),
                *_banded(self, language),
                *_kept(self, language),
            )
        )
        light = word(f"light.{self.light}", language=language)
        note = self.band.note if self.band else self.rule.note
        return _sentence(reasons, light, note, language)


def judge(rules: RuleSet, standing: Standing, kept: Discipline | None = None) -> Verdict:
    """The light by the first rule that applies; a loaded rule set has one for every standing.

    ``kept`` says how reports came; where the family has a rule on that, missing ones make a green or yellow
    light worse, never better.
    """
    verdict = _by_rules(rules, standing)
    if kept is None or rules.reporting is None or not kept.missing:
        return verdict
    light = _after(rules.reporting, verdict.light, kept)
    return verdict if light is verdict.light else replace(verdict, light=light, kept=kept)


def _by_rules(rules: RuleSet, standing: Standing) -> Verdict:
    situation = situation_of(standing)
    rule = next(rule for rule in rules.rules if rule.applies(situation))
    if rule.light is not None:
        return Verdict(rule.light, rules.id, rule, standing)
    value = MEASURES[str(rule.measure)](standing)
    band = next(band for band in rule.bands if band.holds(value))
    return Verdict(band.light, rules.id, rule, standing, band, value)


def _after(reporting: Reporting, light: Light, kept: Discipline) -> Light:
    if light not in (Light.GREEN, Light.YELLOW):
        return light
    silent = kept.missing >= reporting.silent_after
    asked = reporting.silent if silent else reporting.late
    return Light.RED if Light.RED in (light, asked) else asked


def _kept_trace(verdict: Verdict) -> tuple[Trace, ...]:
    if verdict.kept is None or verdict.kept.due is None:
        return ()
    inputs: tuple[tuple[str, Value], ...] = (("missing", verdict.kept.missing), ("due", verdict.kept.due))
    return (Trace("discipline", "formula.discipline", inputs, f"light.{verdict.light}"),)


def _kept(verdict: Verdict, language: str) -> list[str]:
    if verdict.kept is None or verdict.kept.due is None:
        return []
    missing, due = str(verdict.kept.missing), verdict.kept.due.isoformat()
    return [word("said.missing", language=language, missing=missing, due=due)]


def _measured(verdict: Verdict) -> Trace:
    name = str(verdict.rule.measure)
    inputs = tuple(pair for pair in verdict.values if pair[0] in ("actual", "pace", "target"))
    return Trace(f"measure.{name}", f"formula.{name}", inputs, verdict.measure)


def _facts(verdict: Verdict, language: str) -> list[str]:
    standing = verdict.standing
    if not situation_of(standing).fact:
        return [word("fact.none", language=language)]
    if not standing.numeric:
        return [word("fact.met" if standing.outcome else "fact.unmet", language=language)]
    actual = exact(standing.actual) if standing.actual is not None else ""
    return [word("fact.actual", language=language, actual=actual), _owed(verdict, language)]


def _owed(verdict: Verdict, language: str) -> str:
    standing, situation = verdict.standing, situation_of(verdict.standing)
    strictly = standing.op if standing.op in ("<", ">") else ""
    target = "" if standing.target is None else f"{strictly}{exact(standing.target)}"
    if situation.shape == "ceiling":
        return word("owed.ceiling", language=language, target=target)
    if (
        verdict.measure is None and (situation.reached or situation.past_deadline)
    ) or situation.shape == "level":
        return word("owed.target", language=language, target=target)
    return word("owed.pace", language=language, pace=shown(standing.pace or Decimal(0)))


def _because(verdict: Verdict, language: str) -> list[str]:
    shape = situation_of(verdict.standing).shape
    deadline = verdict.standing.deadline.isoformat()
    keys = (
        REASONS.get((condition, shape)) or REASONS.get((condition, "")) for condition in verdict.rule.when
    )
    return [word(key, language=language, deadline=deadline) for key in keys if key]


REASONS = {
    ("past-deadline", ""): "because.past-deadline",
    ("before-deadline", ""): "because.before-deadline",
    ("reached", ""): "because.reached",
    ("unreached", ""): "because.unreached",
    ("reached", "ceiling"): "because.reached.ceiling",
    ("unreached", "ceiling"): "because.unreached.ceiling",
    ("no-ratio", "linear"): "because.no-ratio",
    ("no-ratio", "level"): "because.no-ratio.level",
}
"""How a condition is worded in an explanation, by shape where that matters; the rest goes without saying."""


def _banded(verdict: Verdict, language: str) -> list[str]:
    if verdict.measure is None or verdict.band is None:
        return []
    name = str(verdict.rule.measure)
    level = situation_of(verdict.standing).shape == "level" and name != "pace-shortfall"
    key = f"said.{name}.level" if level else f"said.{name}"
    return [
        word(key, language=language, measure=shown_within(verdict.measure, verdict.band)),
        verdict.band.words(unit=MEASURES[name].unit, language=language),
    ]


def _sentence(reasons: str, light: str, note: Words | None, language: str) -> str:
    if note is None:
        return word("say.verdict", language=language, reasons=reasons, light=light)
    return word("say.verdict.note", language=language, reasons=reasons, light=light, note=note.say(language))
