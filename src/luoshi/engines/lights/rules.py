"""Light rules as values: conditions tried in order, and bands that cut a measure's line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from luoshi.engines.kernel import WORKING, Words, half_up, settled, shown, word
from luoshi.engines.lights.discipline import Reporting
from luoshi.engines.lights.standing import CONDITIONS, Light, Situation, Standing

_MOST_PLACES = 40


@dataclass(frozen=True, slots=True)
class Bound:
    """An end of a band; ``inclusive`` when the threshold itself belongs to the band."""

    at: Decimal
    inclusive: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a measure's line and its light; a ``None`` end is open without limit."""

    id: str
    low: Bound | None
    high: Bound | None
    light: Light
    note: Words | None = None

    def holds(self, value: Decimal) -> bool:
        """Whether the value lies in the band."""
        above = self.low is None or value > self.low.at or (self.low.inclusive and value == self.low.at)
        below = self.high is None or value < self.high.at or (self.high.inclusive and value == self.high.at)
        return above and below

    def words(self, *, unit: str, language: str) -> str:
        """The band's limits: ``不低于 70%、低于 90%``."""
        sides = (("from", "above", self.low), ("to", "below", self.high))
        said = [
            word(
                f"bound.{closed if bound.inclusive else open_}",
                language=language,
                bound=_with_unit(bound, unit, language),
            )
            for closed, open_, bound in sides
            if bound
        ]
        return word("bound.and", language=language).join(said) or word("bound.none", language=language)


def shown_within(value: Decimal, band: Band) -> str:
    """The value with one decimal, or as many as it takes not to be read as out of its band."""
    places = next((n for n in range(1, _MOST_PLACES) if band.holds(half_up(value, n))), _MOST_PLACES)
    return shown(value, places=places)


def _with_unit(bound: Bound, unit: str, language: str) -> str:
    return word(f"unit.{unit}", language=language, number=format(bound.at.normalize(), "f"))


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure worked out of due, done and target, all numbers, due and target above 0."""

    unit: str
    of: Callable[[Decimal, Decimal, Decimal], Decimal]

    def __call__(self, standing: Standing) -> Decimal:
        """The measure of a standing whose situation has a fact and a ratio.

        Raises ``ValueError`` for any other standing.
        """
        due, done, target = standing.pace, standing.actual, standing.target
        if due is None or done is None or target is None:
            raise ValueError("only a numeric standing with a fact can be measured")
        return settled(self.of(due, done, target))


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return WORKING.divide(WORKING.multiply(part, Decimal(100)), whole)


MEASURES: Mapping[str, Measure] = {
    "pace-ratio": Measure("percent", lambda due, done, target: _percent(done, due)),
    "target-gap": Measure("points", lambda due, done, target: _percent(WORKING.subtract(due, done), target)),
    "pace-shortfall": Measure(
        "percent", lambda due, done, target: _percent(WORKING.subtract(due, done), due)
    ),
}
"""What a rule may measure: the share of the pace, the gap in points of the target, the shortfall."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Applies when all conditions hold; then gives its light, or measures and asks its bands."""

    id: str
    line: int
    when: tuple[str, ...]
    light: Light | None = None
    measure: str | None = None
    bands: tuple[Band, ...] = ()
    note: Words | None = None

    def applies(self, situation: Situation) -> bool:
        """Whether every condition holds."""
        return all(CONDITIONS[condition](situation) for condition in self.when)


@dataclass(frozen=True, slots=True)
class Line:
    """One rule or band as a page lists it."""

    id: str
    condition: str
    light: Light
    note: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A family of light rules that holds for every standing; ``yaml`` is its full text."""

    id: str
    title: Words
    description: Words
    source: Words
    rules: tuple[Rule, ...]
    yaml: str
    reporting: Reporting | None = None
    """When reports are due, and what their absence does to a light; ``None``: nothing."""
    rollup: tuple[Band, ...] = ()
    """Bands of the share of green and blue lights; empty: the worst light counts."""

    def lines(self, language: str = "zh") -> tuple[Line, ...]:
        """Every rule and band in words, in the order in which they are tried."""
        return tuple(line for rule in self.rules for line in _lines(rule, language))


def _lines(rule: Rule, language: str) -> list[Line]:
    comma = word("say.comma", language=language)
    asked = comma.join(word(f"when.{condition}", language=language) for condition in rule.when)
    asked = asked or word("when.always", language=language)
    if rule.light is not None:
        return [Line(rule.id, asked, rule.light, _said(rule.note, language))]
    label = word(f"measure.{rule.measure}", language=language)
    unit = MEASURES[str(rule.measure)].unit
    return [
        Line(
            band.id,
            f"{asked}{comma}{label} {band.words(unit=unit, language=language)}",
            band.light,
            _said(band.note, language),
        )
        for band in rule.bands
    ]


def _said(note: Words | None, language: str) -> str:
    return note.say(language) if note else ""
