"""Targets that several units lead: who they are, and how their reports may make one fact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from luoshi.organization.models import Unit
from luoshi.organization.queries import Organization
from luoshi.plans.models import PlanVersion, Target
from luoshi.progress.facts import counting
from luoshi.progress.models import Reading, Source
from luoshi.progress.policy import lead_unit_ids

ADDS_UP = frozenset({"quantity", "coverage", "range"})
"""Kinds of target whose figures are amounts of something."""
PARTS_OF_A_WHOLE = frozenset({"%", "％", "‰", "成", "个百分点"})
"""Units of figures that say a part of a whole; two units' parts do not add up."""


@dataclass(frozen=True, slots=True)
class Several:
    """A target with two or more lead units on the day, in printed order."""

    target: Target
    units: list[str]
    source: Source | None
    """Where its facts come from, and how shares make one; ``None`` where nobody has said so."""

    @property
    def bound(self) -> bool:
        """Whether a register says the figure, so that there is nothing to share."""
        return self.source is not None and self.source.kind == Source.Kind.METRIC

    @property
    def proposal(self) -> Source.Sharing:
        """What the target's words suggest."""
        return proposal(self.target)


def proposal(target: Target) -> Source.Sharing:
    """Amounts add up; of rates, grades and what is brought about, the worst decides."""
    if target.kind in ADDS_UP and target.unit not in PARTS_OF_A_WHOLE:
        return Source.Sharing.SUM
    return Source.Sharing.WORST


def led_by_several(version: PlanVersion, organization: Organization) -> list[Several]:
    """The version's targets that two or more units lead on the organization's day. Four queries."""
    targets = version.targets.filter(task__isnull=False).select_related("task").order_by("ordinal")
    led = {
        each: lead_unit_ids(each, organization) for each in targets.prefetch_related("task__responsibilities")
    }
    several = {target: units for target, units in led.items() if len(units) > 1}
    names = _names(several.values(), organization)
    sources = _sources(several)
    return [
        Several(target, [names[each] for each in units], sources.get(target.root_pk))
        for target, units in several.items()
    ]


def _names(lists: Iterable[Iterable[int]], organization: Organization) -> Mapping[int, str]:
    """What the units are called on the day. One query."""
    wanted = {unit for units in lists for unit in units}
    return {unit.pk: organization.name(unit) for unit in Unit.objects.filter(pk__in=wanted)}


def _sources(targets: Iterable[Target]) -> dict[int, Source]:
    """By root. One query."""
    rows = Source.objects.filter(target__in=[each.root_pk for each in targets], ended_at=None)
    return {source.target_id: source for source in rows.select_related("set_by")}


def source_of(target: Target) -> Source | None:
    """Where the target's facts come from now. One query."""
    return Source.objects.filter(target=target.root_pk, ended_at=None).first()


def is_shared(source: Source | None) -> bool:
    """Whether each lead unit reports its own part."""
    return source is not None and source.sharing != Source.Sharing.WHOLE


def last_fact(target: Target, *, shared: bool, unit: Unit | None) -> Reading | None:
    """The fact that a nil return would keep: the unit's own where it reports a share. One query."""
    whose = Q(unit=unit) if shared else Q()
    facts = Reading.objects.filter(whose, counting(), target=target.root_pk, nil=False)
    return facts.order_by("as_of", "reported_at", "pk").last()
