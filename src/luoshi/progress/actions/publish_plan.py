"""Put a document's version in force: names become units, targets get their schedules."""

from datetime import date, datetime

from django.db import transaction

from luoshi.core.models import User
from luoshi.engines.pace import schedule_for
from luoshi.plans.actions.publish import publish
from luoshi.plans.models import Document, PlanVersion, Publication, Target
from luoshi.progress.models import Schedule


@transaction.atomic
def publish_plan(
    document: Document, *, actor: User | None, now: datetime, despite: bool = False
) -> Publication:
    """Publish and propose a schedule for every target. ``actor`` is ``None`` at installation.

    ``despite`` publishes with doubts that nobody settled; errors are refused all the same.
    """
    publication = publish(document, actor=actor, now=now, despite=despite)
    _propose_schedules(publication.version, year=publication.plan.year)
    return publication


def _propose_schedules(version: PlanVersion, *, year: int) -> None:
    start = date(year, 1, 1)
    Schedule.objects.bulk_create(proposed(target, start=start) for target in version.targets.all())


def proposed(target: Target, *, start: date) -> Schedule:
    """The schedule of a target that counts from this day on; not saved."""
    schedule = schedule_for(
        kind=target.kind,
        op=target.op or None,
        value=target.value,
        start=start,
        end=target.deadline or date(start.year, 12, 31),
    )
    return Schedule(
        target=target,
        shape=schedule.shape.value,
        start=schedule.start,
        end=schedule.end,
        value=schedule.value,
    )
