"""How targets stand on a day: schedules, facts and the light that follows.

Only confirmed readings count, whichever version of the plan held when they were reported. A reading counts on a board from the day that it speaks of on,
whenever it was entered, so that a past day shows what is known of that day now.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from luoshi.core.models import Jurisdiction
from luoshi.engines import lights, pace
from luoshi.engines.kernel import shown
from luoshi.plans.models import PlanVersion, Target
from luoshi.plans.wording import wording
from luoshi.progress import measure
from luoshi.progress.models import Decision, LightRules, Reading
from luoshi.web.language import language

DEFAULT_FAMILY = "default"

WORST_FIRST = (
    lights.Light.RED,
    lights.Light.YELLOW,
    lights.Light.GREEN,
    lights.Light.BLUE,
    lights.Light.GREY,
)
"""How lights roll up and are listed: the worst that is known first; grey, which says nothing, last."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One target on one day: its schedule's pace, the fact that counts, and the verdict."""

    target: Target
    reading: Reading | None
    paced: pace.Paced
    verdict: lights.Verdict

    @property
    def explanation(self) -> str:
        """Why this light, in the reader's language."""
        return self.verdict.explain(language())

    @property
    def traces(self) -> list[dict[str, object]]:
        """How pace and light came about, in the reader's language."""
        return [trace.to_dict(language=language()) for trace in (self.paced.trace, self.verdict.trace)]

    @property
    def wording(self) -> str:
        """The aim in short."""
        return wording(self.target)

    @property
    def figure(self) -> str:
        """The fact in short; empty where there is none."""
        return measure.figure(self.reading, self.target) if self.reading else ""

    @property
    def due(self) -> str:
        """What should be reached by the day, to one decimal; empty where nothing is owed."""
        return "" if self.paced.value is None else f"{shown(self.paced.value)} {self.target.unit}".strip()


def family_on(jurisdiction: Jurisdiction, *, as_of: date) -> str:
    """Id of the rule family that judges this day. One query."""
    chosen = LightRules.objects.filter(jurisdiction=jurisdiction, since__lte=as_of).last()
    return chosen.family if chosen else DEFAULT_FAMILY


def targets_of(version: PlanVersion) -> QuerySet[Target]:
    """Targets with schedule, task and section, in printed order. One query."""
    return (
        Target.objects.filter(version=version).select_related("schedule", "task__section").order_by("ordinal")
    )


def facts_about(targets: QuerySet[Target]) -> Q:
    """Readings of these targets in whatever version they were reported; a sub-query, no query of its own.

    Facts are kept under the root of a target, so that an adjusted target keeps what was reached before.
    """
    return Q(target__in=targets.order_by().values(root_pk=Coalesce("root_id", "pk")))


def confirmed(version: PlanVersion, *, as_of: date) -> dict[int, Reading]:
    """The confirmed reading that counts on the day, by ``Target.root_pk``. One query.

    The latest day wins; of two readings of one day, the later report supersedes.
    """
    readings = (
        Reading.objects.filter(
            facts_about(version.targets.all()),
            as_of__lte=as_of,
            decision__verdict=Decision.Verdict.CONFIRMED,
        )
        .select_related("unit", "decision")
        .order_by("as_of", "reported_at", "pk")
    )
    return {reading.target_id: reading for reading in readings}


def rules_on(jurisdiction: Jurisdiction, *, as_of: date) -> lights.RuleSet:
    """The rules that judge this day. One query."""
    return lights.preset(family_on(jurisdiction, as_of=as_of))


def lights_on(version: PlanVersion, *, as_of: date, family: str) -> dict[int, lights.Light]:
    """Only the lights, by ``Target.root_pk``. Two queries."""
    judged_then = standings(version, as_of=as_of, family=family)
    return {each.target.root_pk: each.verdict.light for each in judged_then}


def standings(version: PlanVersion, *, as_of: date, family: str) -> list[Standing]:
    """All targets of a version on a day. Two queries."""
    rules = lights.preset(family)
    facts = confirmed(version, as_of=as_of)
    targets = targets_of(version)
    return [judged(target, facts.get(target.root_pk), rules=rules, as_of=as_of) for target in targets]


def judged(target: Target, reading: Reading | None, *, rules: lights.RuleSet, as_of: date) -> Standing:
    """The verdict on one target. No query when schedule is loaded."""
    schedule = schedule_of(target)
    paced = pace.pace(schedule, as_of=as_of)
    standing = lights.Standing(
        shape=schedule.shape,
        op=target.op or None,
        target=target.value,
        pace=paced.value,
        actual=reading.value if reading else None,
        outcome=reading.outcome if reading else None,
        deadline=schedule.end,
        as_of=as_of,
    )
    return Standing(target=target, reading=reading, paced=paced, verdict=lights.judge(rules, standing))


def schedule_of(target: Target) -> pace.Schedule:
    """The stored schedule as the engine's value."""
    row = target.schedule
    return pace.Schedule(shape=pace.Shape(row.shape), start=row.start, end=row.end, value=row.value)


def latest_fact(target: Target) -> Reading | None:
    """The confirmed reading of the latest day, in whatever version it was reported. One query."""
    readings = Reading.objects.filter(
        target=target.root_pk, decision__verdict=Decision.Verdict.CONFIRMED
    ).select_related("target")
    return readings.order_by("as_of", "reported_at", "pk").last()
