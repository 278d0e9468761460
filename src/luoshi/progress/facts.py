"""Which facts count on a day: those of the day as they were known at a moment, one for each target.

A reading counts from the moment at which the unit head confirmed it, or a register said it, until the office
gives it back or the register says otherwise. It counts on a board from the day that it speaks of on.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Case, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.timezone import get_current_timezone, localdate

from luoshi.engines.lights import Told
from luoshi.organization.models import Unit
from luoshi.plans.models import PlanVersion, Target
from luoshi.progress.models import Reading, Source


class Shared(NamedTuple):
    """How the shares of several units make one fact: a name of ``Source.Sharing``, and the target's operator."""

    sharing: str
    op: str


class Heir(NamedTuple):
    """The last day of a unit, and the unit that answers in its place from the next day on."""

    until: date
    unit: int


class Sharings(NamedTuple):
    """How shares make one, by ``Target.root_pk``; only targets of which several units report one. And who took
    the place of a unit that ended: its share is theirs, not another one."""

    by_root: Mapping[int, Shared]
    heirs: Mapping[int, Heir]


def counting(known: datetime | None = None) -> Q:
    """Readings that count as known at a moment; now, where none is given."""
    if known is None:
        return Q(counted_from__isnull=False, counted_until=None)
    return Q(counted_from__lte=known) & (Q(counted_until=None) | Q(counted_until__gt=known))


def counts(reading: Reading, known: datetime | None = None) -> bool:
    """The same asked of a reading at hand; a nil return says no figure and counts for none."""
    since, until = reading.counted_from, reading.counted_until
    if reading.nil or since is None:
        return False
    return until is None if known is None else since <= known and (until is None or until > known)


def facts_about(targets: QuerySet[Target]) -> Q:
    """Readings of these targets in whatever version they were reported; a sub-query, no query of its own.

    Facts are kept under the root of a target, so that an adjusted target keeps what was reached before.
    """
    return Q(target__in=targets.order_by().values(root_pk=Coalesce("root_id", "pk")))


def facts_on(version: PlanVersion, *, as_of: date, known: datetime | None = None) -> dict[int, Reading]:
    """The fact that counts on the day, by ``Target.root_pk``. Two queries.

    The latest day wins; of two readings of one day, the later report. Of targets that several units share,
    a reading of its own that is not saved, with its ``shares``.
    """
    targets = version.targets.all()
    latest = _latest(facts_about(targets), days=[as_of], known=known)
    return combined(latest, sharings_of(targets, known=known), as_of=as_of)


def facts_on_days(
    version: PlanVersion, *, days: Sequence[date], known: datetime | None = None
) -> Iterator[tuple[date, dict[int, Reading]]]:
    """The same for each of several days, given in order: what lights need of the facts, and no more. Two
    queries, however many days."""
    targets = version.targets.all()
    sharings = sharings_of(targets, known=known)
    found = _latest(facts_about(targets), days=days, known=known).only("target_id", "unit_id", *JUDGED)
    course = deque(found.order_by("as_of", "reported_at", "pk"))
    latest: dict[tuple[int, int | None], Reading] = {}
    for day in days:
        while course and course[0].as_of <= day:
            reading = course.popleft()
            latest[reading.target_id, reading.unit_id] = reading
        yield day, combined(latest.values(), sharings, as_of=day)


JUDGED = ("as_of", "reported_at", "value", "outcome")
"""Fields of a reading that a light follows from."""


def _latest(about: Q, *, days: Sequence[date], known: datetime | None = None) -> QuerySet[Reading]:
    """The last reading of every target and unit up to the first of the days, and after each day up to the next.

    They are found by their keys alone, which the index holds, before any of them is fetched.
    """
    stretch = Case(*(When(as_of__lte=day, then=Value(at)) for at, day in enumerate(days)))
    rank = Window(
        RowNumber(),
        partition_by=[F("target_id"), F("unit_id"), *([stretch] if len(days) > 1 else [])],
        order_by=[F("as_of").desc(), F("reported_at").desc(), F("pk").desc()],
    )
    readings = Reading.objects.filter(about, counting(known), as_of__lte=days[-1], nil=False)
    return Reading.objects.filter(pk__in=readings.annotate(rank=rank).filter(rank=1).values("pk"))


def sources_of(targets: QuerySet[Target], *, known: datetime | None = None) -> QuerySet[Source]:
    """Where the targets' facts come from, as it was known at a moment."""
    roots = targets.order_by().values(root_pk=Coalesce("root_id", "pk"))
    rows = Source.objects.filter(target__in=roots)
    if known is None:
        return rows.filter(ended_at=None)
    return rows.filter(Q(ended_at=None) | Q(ended_at__gt=known), set_at__lte=known)


def sharings_of(targets: QuerySet[Target], *, known: datetime | None = None) -> Sharings:
    """One query, two where anything is shared."""
    rows = sources_of(targets, known=known).exclude(sharing=Source.Sharing.WHOLE)
    found = rows.values_list("target_id", "sharing", "target__op")
    by_root = {root: Shared(sharing, op) for root, sharing, op in found}
    return Sharings(by_root, _heirs(by_root) if by_root else {})


def _heirs(roots: Iterable[int]) -> dict[int, Heir]:
    """Units that ended and have a successor, of the governments whose targets these are."""
    governments = Target.objects.filter(pk__in=roots).values("version__document__jurisdiction")
    ended = Unit.objects.filter(until__isnull=False, successor__isnull=False, jurisdiction__in=governments)
    return {pk: Heir(*each) for pk, *each in ended.values_list("pk", "until", "successor_id")}


def combined(readings: Iterable[Reading], sharings: Sharings, *, as_of: date) -> dict[int, Reading]:
    """One fact for each target, from the latest reading of each of its units."""
    by_target: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_target[reading.target_id].append(reading)
    return {
        root: _one(_each_once(shares, sharings.heirs, as_of), sharings.by_root[root])
        if root in sharings.by_root
        else max(shares, key=_order)
        for root, shares in by_target.items()
    }


def _each_once(readings: Sequence[Reading], heirs: Mapping[int, Heir], as_of: date) -> list[Reading]:
    """The latest reading of each unit that answers on the day, for itself or in the place of those before it."""
    latest: dict[int | None, Reading] = {}
    for reading in sorted(readings, key=_order):
        unit, seen = reading.unit_id, set[int]()
        while unit in heirs and heirs[unit].until < as_of and unit not in seen:
            seen.add(unit)
            unit = heirs[unit].unit
        latest[unit] = reading
    return list(latest.values())


def _one(shares: Sequence[Reading], shared: Shared) -> Reading:
    last = max(shares, key=_order)
    if len(shares) == 1:
        return last
    made = Reading(target_id=last.target_id, as_of=last.as_of, reported_at=last.reported_at)
    values = [each.value for each in shares if each.value is not None]
    if values:
        made.value = _made(values, shared)
    outcomes = [each.outcome for each in shares if each.outcome is not None]
    made.outcome = all(outcomes) if outcomes else None
    made.shares = sorted(shares, key=_order)  # type: ignore[attr-defined]
    return made


def _made(values: Sequence[Decimal], shared: Shared) -> Decimal:
    """The sum; or the worst: the greatest of what must not be exceeded, the least of all else."""
    if shared.sharing == Source.Sharing.SUM:
        return sum(values, Decimal(0))
    return max(values) if shared.op in ("<", "<=") else min(values)


def _order(reading: Reading) -> tuple[date, datetime, int]:
    return reading.as_of, reading.reported_at, reading.pk or 0


def reports_of(targets: QuerySet[Target], *, known: datetime | None = None) -> dict[int, list[Told]]:
    """When units reported, nil returns too, by ``Target.root_pk``; what was given back is none. One query."""
    rows = Reading.objects.filter(facts_about(targets), counting(known), source=None)
    found: dict[int, list[Told]] = defaultdict(list)
    here = get_current_timezone()
    for root, as_of, at in rows.values_list("target_id", "as_of", "reported_at"):
        found[root].append(Told(as_of, localdate(at, here)))
    return found


def roots_from_registers(targets: QuerySet[Target], *, known: datetime | None = None) -> frozenset[int]:
    """Targets whose facts come from registers, by ``Target.root_pk``. One query."""
    rows = sources_of(targets, known=known).filter(kind=Source.Kind.METRIC)
    return frozenset(rows.values_list("target_id", flat=True))
