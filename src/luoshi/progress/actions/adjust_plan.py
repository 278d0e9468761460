"""Put an adjusted plan in force from a day on: facts count on, new targets get their schedules."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from luoshi.core.models import User
from luoshi.plans.actions.adjust import adjust
from luoshi.plans.models import Document, PlanVersion, Publication
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

    A target that continues another counts from the day that it always counted from; a new one from the day
    of the adjustment, so that nobody is behind on the day on which it is set.
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
    starts = _starts(target.root_id for target in targets)
    Schedule.objects.bulk_create(
        proposed(target, start=starts.get(target.root_id, since)) for target in targets
    )


def _starts(roots: Iterable[int | None]) -> dict[int | None, date]:
    """The first day of each root's schedule. One query."""
    wanted = [root for root in roots if root is not None]
    return dict(Schedule.objects.filter(target__in=wanted).values_list("target_id", "start"))
