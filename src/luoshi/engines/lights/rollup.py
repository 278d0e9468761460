"""Several lights as one: the worst of them, or by the share that is well."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from luoshi.engines.kernel import WORKING, Trace, Value, settled, word
from luoshi.engines.lights.rules import Band, RuleSet, shown_within
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
    """The band that the share falls in; ``light`` differs from its light where none of the lights goes so far."""

    @property
    def trace(self) -> Trace:
        """How it came about."""
        inputs: tuple[tuple[str, Value], ...] = tuple(
            (f"light_{light}", self.counts.get(light, 0)) for light in WORST_FIRST
        )
        if self.share is not None:
            inputs = (*inputs, ("well", self.share))
        formula = "formula.rollup.worst" if self.band is None else "formula.rollup.share"
        return Trace("rollup", formula, inputs, f"light.{self.light}")

    def explain(self, language: str = "zh") -> str:
        """In one sentence without a full stop."""
        if self.share is not None and self.band is not None:
            return _by_share(self.light, self.share, self.band, language)
        light = word(f"light.{self.light}", language=language)
        total, count = str(sum(self.counts.values())), str(self.counts.get(self.light, 0))
        return word("rollup.worst", language=language, total=total, count=count, light=light)


def _by_share(light: Light, share: Decimal, band: Band, language: str) -> str:
    beyond = _place(band.light) - _place(light)
    key = "rollup.share" if not beyond else "rollup.share.worst" if beyond > 0 else "rollup.share.best"
    return word(
        key,
        language=language,
        share=shown_within(share, band),
        limits=band.words(unit="percent", language=language),
        asked=word(f"light.{band.light}", language=language),
        light=word(f"light.{light}", language=language),
    )


def worst(lights: Iterable[Light]) -> Light:
    """The worst light that is known; grey where there is none."""
    found = set(lights)
    return next((light for light in WORST_FIRST if light in found), Light.GREY)


def roll_up(rules: RuleSet, lights: Iterable[Light]) -> RolledUp:
    """One light for all by the family's roll-up. Grey says nothing and is left out.

    By share it is never worse than the worst of them nor better than the best: all yellow is yellow, all blue blue.
    """
    counts = Counter(lights)
    known = {light: count for light, count in counts.items() if light is not Light.GREY}
    if not rules.rollup or not known:
        return RolledUp(worst(counts), counts)
    well = known.get(Light.GREEN, 0) + known.get(Light.BLUE, 0)
    share = settled(WORKING.divide(WORKING.multiply(well, _HUNDRED), sum(known.values())))
    band = next(band for band in rules.rollup if band.holds(share))
    return RolledUp(_within(band.light, known), counts, share, band)


def _within(light: Light, known: Iterable[Light]) -> Light:
    """The light, or where none of those known goes so far, the one nearest to it."""
    places = sorted(map(_place, known))
    return _ORDER[min(max(_place(light), places[0]), places[-1])]


def _place(light: Light) -> int:
    """From the best, 0, to the worst."""
    return _ORDER.index(light)


def disagreement(declared: Light | None, computed: Light) -> str | None:
    """``better`` where a unit sees itself better than it is computed, ``worse`` for the opposite, else ``None``.

    Grey says nothing and disagrees with nothing.
    """
    if declared is None or Light.GREY in (declared, computed) or declared == computed:
        return None
    return "better" if _place(declared) < _place(computed) else "worse"
