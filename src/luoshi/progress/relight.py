"""The lights of a whole government on many days, or of many governments on one: what a nightly check asks for.

Nothing is stored: lights follow from schedules, facts and rules whenever they are asked for.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from luoshi.core.models import Jurisdiction
from luoshi.engines.lights import Light, RuleSet, preset
from luoshi.plans.models import PlanVersion
from luoshi.plans.queries import in_force
from luoshi.progress.facts import facts_on_days
from luoshi.progress.models import LightRules
from luoshi.progress.queries import DEFAULT_FAMILY, circumstances_of, judged, scheduled

Lights = dict[int, Light]
"""By ``Target.root_pk``."""


class Relit(NamedTuple):
    """How the targets of some governments stand on a day."""

    governments: int
    """Those that have a plan."""
    lights: Counter[Light]


def relight(jurisdiction: Jurisdiction, *, days: Sequence[date]) -> dict[date, Lights]:
    """The lights of the plan in force on the last of the days, on each of them. Nothing without a plan.

    A day of another version of that plan shows that version's targets. Two queries, and for each version that
    held on one of the days four more, six where the rules count silence.
    """
    found = in_force(jurisdiction, as_of=max(days)) if days else None
    if found is None:
        return {}
    chosen = list(LightRules.objects.filter(jurisdiction=jurisdiction))
    held = {day: found.on(day) for day in sorted(days)}
    relit: dict[date, Lights] = {}
    for version in dict.fromkeys(held.values()):
        relit |= _relit(version, days=[day for day in held if held[day] == version], chosen=chosen)
    return {day: relit[day] for day in held}


def _relit(version: PlanVersion, *, days: Sequence[date], chosen: Sequence[LightRules]) -> dict[date, Lights]:
    """``days`` in order."""
    targets = scheduled(version)
    rules = {day: _rules(chosen, day) for day in days}
    asking = next((each for each in rules.values() if each.reporting is not None), rules[days[0]])
    given = circumstances_of(targets, rules=asking, as_of=days[0])
    loaded = list(targets)
    lights = {}
    for day, facts in facts_on_days(version, days=days):
        now = replace(given, rules=rules[day], as_of=day)
        lights[day] = {
            each.root_pk: judged(each, facts.get(each.root_pk), now).verdict.light for each in loaded
        }
    return lights


def _rules(chosen: Sequence[LightRules], day: date) -> RuleSet:
    """The rules that judge the day; ``chosen`` in their order."""
    begun = [each for each in chosen if each.since <= day]
    return preset(begun[-1].family if begun else DEFAULT_FAMILY)


def relight_all(jurisdictions: Iterable[Jurisdiction], *, as_of: date) -> Relit:
    """All targets of these governments on a day. Six queries, or eight, for each government with a plan."""
    relit = [relight(each, days=[as_of]) for each in jurisdictions]
    counted: Counter[Light] = Counter()
    for lights in relit:
        counted.update(lights.get(as_of, {}).values())
    return Relit(governments=sum(bool(each) for each in relit), lights=counted)
