"""Put an adjusted plan in force from a day on: facts count on, new targets get their schedules."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from luoshi.core.models import User
from luoshi.engines.pace import Shape
from luoshi.plans.actions.adjust import adjust
from luoshi.plans.models import Document, PlanVersion, Publication, Target
from luoshi.progress.actions.publish_plan import proposed
from luoshi.progress.models import Schedule


@transaction.atomic
def adjust_plan(
    document: Document,
    *,
    effective_from: date,
    basis: str,
    fingerprint: str,
    actor: User,
    now: datetime,
    despite: bool = False,
) -> Publication:
    """Adjust the year's plan and propose schedules.

    A target that continues another counts from the day that it always counted from, and as it was agreed
    unless its amount or deadline changed; a new one from the day of the adjustment, so that nobody is behind
    on the day on which it is set.
    """
    publication = adjust(
        document,
        effective_from=effective_from,
        basis=basis,
        fingerprint=fingerprint,
        actor=actor,
        now=now,
        despite=despite,
    )
    _propose_schedules(publication.version, since=effective_from)
    return publication


def _propose_schedules(version: PlanVersion, *, since: date) -> None:
    targets = list(version.targets.all())
    held = _held(targets)
    Schedule.objects.bulk_create(_schedule(target, held.get(target.root_pk), since) for target in targets)


def _schedule(target: Target, before: Schedule | None, since: date) -> Schedule:
    """What was agreed goes on where amount and deadline are what they were; else it is to be agreed anew."""
    made = proposed(target, start=before.start if before else since)
    if before is None or (made.end, made.value) != (before.end, _amount(before)):
        return made
    made.shape, made.value, made.points = before.shape, before.value, before.points
    made.state, made.agreed_at, made.agreed_by = before.state, before.agreed_at, before.agreed_by
    return made


def _amount(schedule: Schedule) -> Decimal | None:
    """Milestones come to 100 whatever they bring about; the thing itself has no amount."""
    return None if schedule.shape == Shape.MILESTONES else schedule.value


def _held(targets: Iterable[Target]) -> dict[int, Schedule]:
    """The schedule of the version before, by ``Target.root_pk``. One query."""
    roots = [target.root_id for target in targets if target.root_id is not None]
    rows = Schedule.objects.filter(Q(target__in=roots) | Q(target__root__in=roots)).select_related("target")
    return {row.target.root_pk: row for row in rows.order_by("target__version", "pk")}
