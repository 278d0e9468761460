"""Several lights as one: the worst of them, or by the share that is well."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from luoshi.engines.kernel import WORKING, Trace, settled, shown, word
from luoshi.engines.lights.rules import Band, RuleSet
from luoshi.engines.lights.standing import Light

WORST_FIRST = (Light.RED, Light.YELLOW, Light.GREEN, Light.BLUE, Light.GREY)
"""The worst that is known first; grey, which says nothing, last."""
_ORDER = (Light.BLUE, Light.GREEN, Light.YELLOW, Light.RED)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class RolledUp:
    """One light for many, and what it was made from."""

    light: Light
    counts: Mapping[Light, int]
    share: Decimal | None = None
    """Of the lights that are known, those that are green or blue, in %; unrounded; ``None`` by the worst."""
    band: Band | None = None

    @property
    def trace(self) -> Trace:
        """How it came about."""
        inputs = tuple((f"light_{light}", self.counts.get(light, 0)) for light in WORST_FIRST)
        formula = "formula.rollup.worst" if self.band is None else "formula.rollup.share"
        return Trace("rollup", formula, inputs, f"light.{self.light}")

    def explain(self, language: str = "zh") -> str:
        """In one sentence without a full stop."""
        total = str(sum(self.counts.values()))
        light = word(f"light.{self.light}", language=language)
        if self.share is not None and self.band is not None:
            share, limits = shown(self.share), self.band.words(unit="percent", language=language)
            return word("rollup.share", language=language, share=share, limits=limits, light=light)
        count = str(self.counts.get(self.light, 0))
        return word("rollup.worst", language=language, total=total, count=count, light=light)


def worst(lights: Iterable[Light]) -> Light:
    """The worst light that is known; grey where there is none."""
    found = set(lights)
    return next((light for light in WORST_FIRST if light in found), Light.GREY)


def roll_up(rules: RuleSet, lights: Iterable[Light]) -> RolledUp:
    """One light for all by the family's roll-up. Grey says nothing and is left out; all blue is blue."""
    counts = Counter(lights)
    known = {light: count for light, count in counts.items() if light is not Light.GREY}
    if not rules.rollup or len(known) <= 1:
        return RolledUp(worst(counts), counts)
    well = known.get(Light.GREEN, 0) + known.get(Light.BLUE, 0)
    share = settled(WORKING.divide(WORKING.multiply(well, _HUNDRED), sum(known.values())))
    band = next(band for band in rules.rollup if band.holds(share))
    return RolledUp(band.light, counts, share, band)


def disagreement(declared: Light | None, computed: Light) -> str | None:
    """``better`` where a unit sees itself better than it is computed, ``worse`` for the opposite, else ``None``.

    Grey says nothing and disagrees with nothing.
    """
    if declared is None or Light.GREY in (declared, computed) or declared == computed:
        return None
    return "better" if _ORDER.index(declared) < _ORDER.index(computed) else "worse"
