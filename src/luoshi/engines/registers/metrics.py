"""Figures made from the records of a register, on a day or as a course over all days."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from luoshi.engines.kernel import WORKING, settled
from luoshi.engines.registers.history import Entry, Snapshot, snapshot, snapshots
from luoshi.engines.registers.model import Kind, Metric, Pack
from luoshi.engines.registers.values import holds

Histories = Mapping[Hashable, Sequence[Entry]]
"""Every record's entries, in order, by whatever names the record."""
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Line:
    """A record that counts, with what it adds."""

    record: Hashable
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's value on a day; ``None`` for a ratio of nothing. ``lines`` are the records that make it."""

    value: Decimal | None
    lines: tuple[Line, ...]
    part: "Figure | None" = None
    whole: "Figure | None" = None


@dataclass(frozen=True, slots=True)
class Step:
    """A metric's value from a day on."""

    day: date
    value: Decimal | None


def figure(pack: Pack, metric: Metric, histories: Histories, *, start: date, as_of: date) -> Figure:
    """The metric on the evening of ``as_of``; what is counted by being reached counts from ``start`` on."""
    if metric.kind is Kind.RATIO:
        part = figure(pack, pack.metric(metric.part), histories, start=start, as_of=as_of)
        whole = figure(pack, pack.metric(metric.whole), histories, start=start, as_of=as_of)
        return Figure(_share(part.value, whole.value), (), part, whole)
    tally = Tally(metric)
    lines = []
    for record, entries in histories.items():
        last = snapshot(entries, as_of=as_of)
        if last is not None and selects(metric, last, start=start):
            tally.add(last, 1)
            lines.append(Line(record, _amount(metric, last)))
    return Figure(tally.value, tuple(lines))


def selects(metric: Metric, record: Snapshot, *, start: date) -> bool:
    """Whether a record counts as it stands."""
    if record.state in metric.unless:
        return False
    if metric.reached:
        counted = any(each.state in metric.reached and each.day >= start for each in record.passages)
    else:
        counted = record.state in metric.within
    return counted and all(holds(condition, record.values) for condition in metric.where)


def _amount(metric: Metric, record: Snapshot) -> Decimal:
    value = record.values.get(metric.field) if metric.kind is Kind.SUM else Decimal(1)
    return value if isinstance(value, Decimal) else Decimal(0)


def _share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    if not whole or part is None:
        return None
    return settled(WORKING.divide(WORKING.multiply(part, _HUNDRED), whole))


@dataclass(slots=True)
class Tally:
    """Adds records up, and takes them out again."""

    metric: Metric
    total: Decimal = Decimal(0)
    seen: Counter[object] = field(default_factory=Counter)

    def add(self, record: Snapshot, sign: int) -> None:
        """Take a record in (1) or out (-1)."""
        if self.metric.kind is Kind.DISTINCT:
            value = record.values.get(self.metric.field)
            if value is not None:
                self.seen[value] += sign
        else:
            self.total = WORKING.add(self.total, WORKING.multiply(_amount(self.metric, record), sign))

    @property
    def value(self) -> Decimal:
        """What the records taken in make."""
        if self.metric.kind is Kind.DISTINCT:
            return Decimal(sum(count > 0 for count in self.seen.values()))
        return self.total


def steps(pack: Pack, metric: Metric, histories: Histories, *, start: date) -> list[Step]:
    """The metric's course from ``start`` on: its value on every day on which it changes, the first one too.

    Takes time in proportion to the entries. On every day it is what ``figure`` gives.
    """
    if metric.kind is Kind.RATIO:
        part = steps(pack, pack.metric(metric.part), histories, start=start)
        whole = steps(pack, pack.metric(metric.whole), histories, start=start)
        return _shares(part, whole)
    tally = Tally(metric)
    changes = sorted(
        (change for entries in histories.values() for change in _changes(metric, entries, start)),
        key=lambda change: change[0],
    )
    course: list[Step] = []
    for day, before, after in changes:
        for record, sign in ((before, -1), (after, 1)):
            if record is not None:
                tally.add(record, sign)
        _put(course, Step(day, tally.value))
    return _moving(course)


def _changes(
    metric: Metric, entries: Iterable[Entry], start: date
) -> Iterable[tuple[date, Snapshot | None, Snapshot | None]]:
    """Days on which a record counts otherwise than before; days before ``start`` are told as that day."""
    before = None
    for each in snapshots(entries):
        after = each if selects(metric, each, start=start) else None
        yield max(each.day, start), before, after
        before = after


def _put(course: list[Step], step: Step) -> None:
    if course and course[-1].day == step.day:
        course[-1] = step
    else:
        course.append(step)


def _moving(course: Iterable[Step]) -> list[Step]:
    """Without the days on which nothing changed."""
    moved: list[Step] = []
    for step in course:
        if not moved or moved[-1].value != step.value:
            moved.append(step)
    return moved


def _shares(part: Sequence[Step], whole: Sequence[Step]) -> list[Step]:
    days = sorted({step.day for step in (*part, *whole)})
    return _moving(Step(day, _share(_at(part, day), _at(whole, day))) for day in days)


def _at(course: Iterable[Step], day: date) -> Decimal | None:
    value = None
    for step in course:
        if step.day > day:
            break
        value = step.value
    return value


def additive(metric: Metric) -> bool:
    """Whether a record adds to the metric whatever the others are, so that its course can be shifted."""
    return metric.kind in (Kind.COUNT, Kind.SUM)


def shifted(course: Sequence[Step], before: Sequence[Step], after: Sequence[Step]) -> list[Step] | None:
    """The course of an additive metric once one record's own course ``before`` became ``after``.

    ``None`` where only counting all records anew can say it: the record begins later than it did, and may have
    been the first of all. Takes time in proportion to the days, not to the records.
    """
    if before and (not after or after[0].day > before[0].day):
        return None
    days = sorted({step.day for step in (*course, *before, *after)})
    return _moving(Step(day, _sum(day, course, before, after)) for day in days)


def _sum(day: date, course: Sequence[Step], before: Sequence[Step], after: Sequence[Step]) -> Decimal:
    whole, less, more = (_at(each, day) or Decimal(0) for each in (course, before, after))
    return WORKING.add(WORKING.subtract(whole, less), more)
