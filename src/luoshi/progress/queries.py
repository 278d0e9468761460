"""How targets stand on a day: schedules, facts and the light that follows.

Readings count whichever version of the plan held when they were reported, on a board from the day that they
speak of on. A past day shows what is known of that day now, or what was known of it at a moment.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from luoshi.core.models import Jurisdiction
from luoshi.engines import lights, pace
from luoshi.engines.kernel import shown
from luoshi.plans.models import PlanVersion, Target
from luoshi.plans.wording import wording
from luoshi.progress import measure
from luoshi.progress.calendar import working_calendar
from luoshi.progress.courses import Earlier, course_on, earlier_courses, value_of
from luoshi.progress.facts import counting, facts_on, facts_on_days, reports_of, roots_from_registers
from luoshi.progress.models import LightRules, Reading
from luoshi.web.language import language

DEFAULT_FAMILY = "default"

WORST_FIRST = lights.WORST_FIRST
"""How lights are listed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One target on one day: its schedule's pace, the fact that counts, and the verdict."""

    target: Target
    reading: Reading | None
    schedule: pace.Schedule
    paced: pace.Paced
    verdict: lights.Verdict

    @property
    def declared(self) -> lights.Light | None:
        """The light that the unit gave with the figure that counts."""
        said = self.reading.declared if self.reading else ""
        return lights.Light(said) if said else None

    @property
    def disagrees(self) -> bool:
        """Whether the unit sees the target otherwise than it is computed."""
        return lights.disagreement(self.declared, self.verdict.light) is not None

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


def family_on(jurisdiction: Jurisdiction, *, as_of: date, known: datetime | None = None) -> str:
    """Id of the rule family that judges this day, as it was chosen by then. One query."""
    choices = LightRules.objects.filter(jurisdiction=jurisdiction, since__lte=as_of)
    chosen = (choices.filter(chosen_at__lte=known) if known else choices).last()
    return chosen.family if chosen else DEFAULT_FAMILY


def targets_of(version: PlanVersion) -> QuerySet[Target]:
    """Targets with schedule, task and section, in printed order. One query."""
    return scheduled(version).select_related("task__section")


def scheduled(version: PlanVersion) -> QuerySet[Target]:
    """Targets with their schedules alone, which is all that lights need, in printed order. One query."""
    return Target.objects.filter(version=version).select_related("schedule").order_by("ordinal")


def rules_on(jurisdiction: Jurisdiction, *, as_of: date, known: datetime | None = None) -> lights.RuleSet:
    """The rules that judge this day. One query."""
    return lights.preset(family_on(jurisdiction, as_of=as_of, known=known))


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All that judging targets on a day needs besides the targets and their facts."""

    rules: lights.RuleSet
    as_of: date
    known: datetime | None
    earlier: Earlier
    told: Mapping[int, Sequence[lights.Told]]
    """Reports by ``Target.root_pk``; only read where the family counts silence."""
    from_registers: frozenset[int]
    """Roots that nobody reports on."""


def circumstances_of(
    targets: QuerySet[Target], *, rules: lights.RuleSet, as_of: date, known: datetime | None = None
) -> Circumstances:
    """One query, three where the family counts silence."""
    counts = rules.reporting is not None
    return Circumstances(
        rules=rules,
        as_of=as_of,
        known=known,
        earlier=earlier_courses(targets),
        told=reports_of(targets, known=known) if counts else {},
        from_registers=roots_from_registers(targets, known=known) if counts else frozenset(),
    )


def standings(
    version: PlanVersion, *, as_of: date, family: str, known: datetime | None = None
) -> list[Standing]:
    """All targets of a version on a day, by what was known at a moment. Four queries, two more where the family
    counts silence."""
    given = circumstances_of(version.targets.all(), rules=lights.preset(family), as_of=as_of, known=known)
    return standings_of(list(targets_of(version)), version, given)


def standings_of(targets: Sequence[Target], version: PlanVersion, given: Circumstances) -> list[Standing]:
    """The same of the version's targets, loaded with their schedules. Two queries."""
    facts = facts_on(version, as_of=given.as_of, known=given.known)
    return [judged(target, facts.get(target.root_pk), given) for target in targets]


def lights_on(
    version: PlanVersion, *, as_of: date, family: str, known: datetime | None = None
) -> dict[int, lights.Light]:
    """Only the lights, by ``Target.root_pk``. As many queries as ``standings``."""
    given = circumstances_of(version.targets.all(), rules=lights.preset(family), as_of=as_of, known=known)
    return lights_of(scheduled(version), version, given)


def lights_of(
    targets: Iterable[Target], version: PlanVersion, given: Circumstances
) -> dict[int, lights.Light]:
    """The same of the version's targets, loaded with their schedules. Two queries."""
    ((_day, facts),) = facts_on_days(version, days=[given.as_of], known=given.known)
    return {each.root_pk: judged(each, facts.get(each.root_pk), given).verdict.light for each in targets}


def judged(target: Target, reading: Reading | None, given: Circumstances) -> Standing:
    """The verdict on one target. No query when its schedule is loaded."""
    schedule = value_of(
        course_on(target, given.earlier.get(target.pk, ()), as_of=given.as_of, known=given.known)
    )
    paced = pace.pace(schedule, as_of=given.as_of)
    standing = lights.Standing(
        shape=schedule.shape,
        op=target.op or None,
        target=schedule.value if schedule.shape is pace.Shape.MILESTONES else target.value,
        pace=paced.value,
        actual=reading.value if reading else None,
        outcome=reading.outcome if reading else None,
        deadline=schedule.end,
        as_of=given.as_of,
    )
    verdict = lights.judge(given.rules, standing, _discipline(target, schedule, given))
    return Standing(target=target, reading=reading, schedule=schedule, paced=paced, verdict=verdict)


def _discipline(target: Target, schedule: pace.Schedule, given: Circumstances) -> lights.Discipline | None:
    """How reports came; ``None`` where the family does not ask, or nobody reports."""
    if given.rules.reporting is None or target.root_pk in given.from_registers:
        return None
    return lights.discipline(
        given.rules.reporting,
        given.told.get(target.root_pk, ()),
        start=schedule.start,
        end=schedule.end,
        as_of=given.as_of,
        calendar=working_calendar(),
    )


def schedule_of(target: Target) -> pace.Schedule:
    """The schedule that holds now as the engine's value."""
    return value_of(target.schedule)


def latest_fact(target: Target) -> Reading | None:
    """The reading of the latest day that counts, in whatever version it was reported. One query."""
    readings = Reading.objects.filter(counting(), target=target.root_pk, nil=False).select_related("target")
    return readings.order_by("as_of", "reported_at", "pk").last()
