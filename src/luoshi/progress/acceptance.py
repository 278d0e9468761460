"""What the office has still to look into: confirmed figures that it neither accepted nor gave back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from luoshi.core.models import Jurisdiction, User
from luoshi.organization.models import Unit
from luoshi.plans.models import Target
from luoshi.progress.facts import counting
from luoshi.progress.models import Reading


@dataclass(frozen=True, slots=True)
class Waiting:
    """A confirmed reading, its target as it stood on the reading's day, and the fact before it."""

    reading: Reading
    target: Target
    before: Reading | None

    @property
    def change(self) -> Decimal | None:
        """How much more than before, in the target's unit; ``None`` where no two figures can be compared."""
        if self.reading.value is None or self.before is None or self.before.value is None:
            return None
        return self.reading.value - self.before.value


def to_accept(jurisdiction: Jurisdiction, user: User) -> QuerySet[Reading]:
    """Readings that this officer may accept, the oldest confirmation first. One query."""
    own = Reading.objects.filter(counting(), target__version__document__jurisdiction=jurisdiction)
    waiting = own.filter(source=None, acceptance=None).exclude(reported_by=user)
    return waiting.order_by("counted_from", "pk")


def units_waiting(readings: QuerySet[Reading]) -> QuerySet[Unit]:
    """Units whose figures wait, by name. One query."""
    return Unit.objects.filter(pk__in=readings.order_by().values("unit")).order_by("name")


def with_what_was_before(readings: QuerySet[Reading]) -> list[Waiting]:
    """The readings of one page with all that the office looks at. Four queries."""
    related = readings.select_related("unit", "reported_by", "decision__decided_by")
    shown = list(related.prefetch_related("evidence__file"))
    roots = {reading.target_id for reading in shown}
    versions, facts = _versions(roots), _facts(roots)
    return [
        Waiting(each, _on(versions[each.target_id], each.as_of), _before(each, facts[each.target_id]))
        for each in shown
    ]


def _versions(roots: Iterable[int]) -> Mapping[int, list[Target]]:
    """Each target in every published version, by its root, in the order in which these hold. One query."""
    wanted = Q(pk__in=roots) | Q(root__in=roots)
    order = "version__publication__effective_from", "version__publication__pk"
    found: dict[int, list[Target]] = defaultdict(list)
    rows = Target.objects.filter(wanted, version__publication__isnull=False).order_by(*order)
    for target in rows.select_related("task", "version__publication"):
        found[target.root_pk].append(target)
    return found


def _on(versions: Sequence[Target], day: date) -> Target:
    begun = [each for each in versions if each.version.publication.effective_from <= day]
    return begun[-1] if begun else versions[0]


def _facts(roots: Iterable[int]) -> Mapping[int, list[Reading]]:
    """Facts that count, by target. One query."""
    found: dict[int, list[Reading]] = defaultdict(list)
    for reading in Reading.objects.filter(counting(), target__in=roots, nil=False):
        found[reading.target_id].append(reading)
    return found


def _before(reading: Reading, facts: Iterable[Reading]) -> Reading | None:
    """The last fact of the same unit before this one."""
    earlier = [each for each in facts if each.unit_id == reading.unit_id and _order(each) < _order(reading)]
    return max(earlier, key=_order, default=None)


def _order(reading: Reading) -> tuple[date, datetime, int]:
    return reading.as_of, reading.reported_at, reading.pk
