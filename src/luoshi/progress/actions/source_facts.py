"""Where a target's facts come from, and the facts that nobody reports because a register says them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from luoshi.core.models import User
from luoshi.plans.models import Target
from luoshi.progress.measure import decided_by_number
from luoshi.progress.models import Reading, Source

ONCE = Decimal(1)
"""From here on a metric says that a thing which no number decides has come about."""


def take_source(target: Target, kind: Source.Kind, *, actor: User | None, now: datetime) -> Source:
    """Let the target's facts come from another source from now on; what was reported counts no more.

    Must run in the transaction of an action that has checked who acts. ``target`` may be of any version.
    """
    root = target.root_pk
    Source.objects.filter(target=root, ended_at=None).update(ended_at=now)
    Reading.objects.filter(target=root, counted_from__isnull=False, counted_until=None).update(
        counted_until=now
    )
    return Source.objects.create(target_id=root, kind=kind, set_at=now, set_by=actor)


Course = Mapping[date, Decimal | None]
"""A figure by day, which holds until the next; ``None`` where from that day on nothing can be said."""


def keep_course(source: Source, course: Course, *, actor: User | None, now: datetime) -> int:
    """Let the facts of a source be this course; says how many days changed. Two queries, and two more where
    something changed.

    A figure that is no longer so counts until now, so that what was known before can still be asked for.
    """
    held = {reading.as_of: reading for reading in Reading.objects.filter(source=source, counted_until=None)}
    by_number = decided_by_number(source.target)
    wanted = {day: _fact(value, by_number=by_number) for day, value in course.items()}
    ended = [each.pk for day, each in held.items() if wanted.get(day) != (each.value, each.outcome)]
    fresh = [day for day in wanted if day not in held or held[day].pk in ended]
    if ended:
        Reading.objects.filter(pk__in=ended).update(counted_until=now)
    Reading.objects.bulk_create(
        Reading(
            target_id=source.target_id,
            source=source,
            as_of=day,
            value=wanted[day][0],
            outcome=wanted[day][1],
            reported_at=now,
            reported_by=actor,
            counted_from=now,
        )
        for day in sorted(fresh)
    )
    return len({*fresh, *(each for each in held if held[each].pk in ended)})


def course_kept(source: Source) -> list[tuple[date, Decimal]]:
    """The figures of a source that hold now, by day in order. One query."""
    rows = Reading.objects.filter(source=source, counted_until=None, value__isnull=False).order_by("as_of")
    return list(rows.values_list("as_of", "value"))


def _fact(value: Decimal | None, *, by_number: bool) -> tuple[Decimal | None, bool | None]:
    if value is None:
        return None, None
    return (value.quantize(Decimal("0.000001")), None) if by_number else (None, value >= ONCE)
