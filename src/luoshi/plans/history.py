"""Which version holds when, and how a task and its targets went through them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.db.models import Q

from luoshi.plans.models import Plan, PlanVersion, Target, Task
from luoshi.plans.wording import wording


@dataclass(frozen=True, slots=True)
class Passage:
    """Another version takes over, or took over, with this task or without it."""

    day: date
    """The first day of the later of the two versions."""
    show: date
    """The day to show the other version on: the nearest to that of the page on which it holds."""
    task: Task | None
    """The task in that version; ``None`` where it has none."""
    basis: str


@dataclass(frozen=True, slots=True)
class Step:
    """A target as it stood from a day on."""

    since: date
    basis: str
    text: str
    target: Target


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A later version of a year's plan, and the one in whose place it came."""

    day: date
    basis: str
    before: PlanVersion
    after: PlanVersion


def adjustments(versions: Sequence[PlanVersion], *, year: int) -> list[Adjustment]:
    """How the year's plan was adjusted, the earliest first. ``versions`` are all that were published; no query."""
    by_day = by_first_day(each for each in versions if each.publication.plan.year == year)
    return [
        Adjustment(after.publication.effective_from, after.publication.basis, before, after)
        for before, after in pairwise(by_day)
    ]


def by_first_day(versions: Iterable[PlanVersion]) -> list[PlanVersion]:
    """In the order in which they hold, without those that were replaced on their own first day."""
    published = sorted(versions, key=lambda each: (each.publication.published_at, each.publication.pk))
    by_day = {each.publication.effective_from: each for each in published}
    return [by_day[day] for day in sorted(by_day)]


def versions_of_plan(version: PlanVersion) -> list[PlanVersion]:
    """All versions of the version's plan in the order in which they hold, without those that were replaced
    on their own first day. One query."""
    plan = version.publication.plan_id
    return by_first_day(PlanVersion.objects.filter(publication__plan=plan).select_related("publication"))


def latest_version(plan: Plan) -> PlanVersion:
    """The version that holds last, whether its day has come or not: what an adjustment replaces. One query."""
    versions = PlanVersion.objects.filter(publication__plan=plan).select_related("publication", "document")
    return versions.order_by(
        "-publication__effective_from", "-publication__published_at", "-publication__pk"
    )[0]


def holding(versions: Sequence[PlanVersion], day: date) -> PlanVersion:
    """Which of the versions, in their order, holds on the day; the first before all. No query."""
    begun = [each for each in versions if each.publication.effective_from <= day]
    return begun[-1] if begun else versions[0]


def passages(
    task: Task, versions: Sequence[PlanVersion], *, as_of: date
) -> tuple[Passage | None, Passage | None]:
    """To the version before, where the day of the page is still its own, and to the one after, if there are
    any. One query, none where the plan was never adjusted."""
    if len(versions) == 1 and versions[0].pk == task.version_id:
        return None, None
    same = {each.version_id: each for each in _lineage(task)}
    since = task.version.publication.effective_from
    earlier = [each for each in versions if each.publication.effective_from < since]
    later = [each for each in versions if _replaces(each, task.version)]
    before = _before(earlier[-1], same, since=since, as_of=as_of) if earlier and as_of < since else None
    return before, _after(later[0], same, as_of=as_of) if later else None


def _replaces(other: PlanVersion, version: PlanVersion) -> bool:
    """Whether the other one takes over from this one: later, or corrected on the same day."""
    days = other.publication.effective_from, version.publication.effective_from
    return days[0] > days[1] or (days[0] == days[1] and other.pk != version.pk)


def _before(version: PlanVersion, same: dict[int, Task], *, since: date, as_of: date) -> Passage:
    show = min(as_of, since - timedelta(days=1))
    return Passage(day=since, show=show, task=same.get(version.pk), basis="")


def _after(version: PlanVersion, same: dict[int, Task], *, as_of: date) -> Passage:
    published = version.publication
    show = max(as_of, published.effective_from)
    return Passage(day=published.effective_from, show=show, task=same.get(version.pk), basis=published.basis)


def _lineage(task: Task) -> list[Task]:
    """The task in all versions. One query."""
    root = task.root_id or task.pk
    return list(Task.objects.filter(Q(pk=root) | Q(root=root)))


def steps_of(task: Task, versions: Sequence[PlanVersion]) -> dict[int, list[Step]]:
    """How each target of the task stood in the plan's versions, by ``Target.root_pk``; only what changed.
    Two queries, none where the plan was never adjusted."""
    if len(versions) == 1:
        return {}
    roots = [target.root_pk for target in task.targets.all()]
    found = Target.objects.filter(Q(pk__in=roots) | Q(root__in=roots)).select_related("task")
    by_place = {(target.root_pk, target.version_id): target for target in found}
    return {root: _steps([(each, by_place.get((root, each.pk))) for each in versions]) for root in set(roots)}


def _steps(course: Sequence[tuple[PlanVersion, Target | None]]) -> list[Step]:
    """Only the days on which the target changed; empty where it never did."""
    steps: list[Step] = []
    for version, target in course:
        text = aim(target) if target else ""
        if target is None or (steps and steps[-1].text == text):
            continue
        published = version.publication
        steps.append(Step(published.effective_from, published.basis, text, target))
    begun_later = bool(steps) and course[0][1] is None
    return steps if len(steps) > 1 or begun_later else []


def aim(target: Target) -> str:
    """`≥ 180 个（2022-09-30）`."""
    day = f"（{target.deadline.isoformat()}）" if target.deadline else ""
    return f"{wording(target)}{day}"


def target_on(target: Target, day: date) -> Target:
    """The target as it stood on a day; itself where that day's version has it no more. Two queries."""
    version = holding(versions_of_plan(target.version), day)
    same = Target.objects.filter(Q(pk=target.root_pk) | Q(root=target.root_pk), version=version)
    return same.select_related("schedule", "task__section", "version__document").first() or target
