"""One task: its printed sentence, its targets against their schedules, facts and history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from luoshi.cockpit.duties import Duty, duty_on, unit_ids
from luoshi.core.models import Event, User
from luoshi.core.queries import events_about
from luoshi.core.wording import doer, worded
from luoshi.engines import pace
from luoshi.engines.lights import Forward, Known, forward
from luoshi.organization.models import Unit
from luoshi.organization.queries import Organization
from luoshi.plans.history import Step
from luoshi.plans.models import Responsibility, Target, Task
from luoshi.plans.printed import Mark, Piece, pieces
from luoshi.plans.wording import wording
from luoshi.progress import measure
from luoshi.progress.facts import combined, counts, sharings_of
from luoshi.progress.models import Reading
from luoshi.progress.policy import may_decide, may_report, may_shape
from luoshi.progress.queries import Standing
from luoshi.web.charts import Point, schedule_chart


@dataclass(frozen=True, slots=True)
class Fact:
    """A reading as the page shows it."""

    reading: Reading
    figure: str
    state: str
    state_label: str
    reason: str
    may_decide: bool


@dataclass(frozen=True, slots=True)
class TargetCard:
    """A target with everything known of it on the day."""

    standing: Standing
    wording: str
    chart: dict[str, Any] | None
    facts: list[Fact]
    can_report: bool
    can_shape: bool
    steps: list[Step]
    """How it stood from which day on; empty where it was never adjusted."""
    ahead: Forward | None
    """The view ahead at the present rate; ``None`` where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An event about this task."""

    event: Event
    actor: str
    text: str


def printed(task: Task) -> list[Piece]:
    """The item as printed, lit. Reads targets, duties and damage of the task: three queries."""
    marks = [
        *(Mark(t.start, t.end, "target", t.metric, t.pk) for t in task.targets.all()),
        *(
            Mark(d.start, d.end, d.role, str(Responsibility.Role(d.role).label))
            for d in task.responsibilities.all()
        ),
        *(Mark(d.start, d.end, "deliverable", d.name) for d in task.deliverables.all()),
        *(Mark(d.start, d.end, "damage", _("疑似缺字：%s") % d.restored) for d in task.damage.all()),
    ]
    text = task.version.document.text
    return list(pieces(text, start=task.start, end=task.end, marks=marks))


class Moment(NamedTuple):
    """The day that is spoken of, and the moment by whose knowledge; ``None`` for now."""

    as_of: date
    known: datetime | None


def readings_of(task: Task, *, as_of: date, known: datetime | None = None) -> list[Reading]:
    """All readings up to the day that were reported by then, the latest first, with proof and decisions. Two
    queries once the task's targets are loaded.

    The roots are named: joined with so much, PostgreSQL would look through a sub-query last, and through the
    readings of a whole country first.
    """
    roots = [target.root_pk for target in task.targets.all()]
    readings = (
        Reading.objects.filter(target__in=roots, as_of__lte=as_of)
        .select_related(
            "unit", "reported_by", "decision__decided_by", "acceptance__decided_by", "target", "source"
        )
        .prefetch_related("evidence__file")
    )
    if known is not None:
        readings = readings.filter(reported_at__lte=known)
    return list(readings.order_by("-as_of", "-reported_at", "-pk"))


def counting(
    readings: Iterable[Reading], task: Task, *, as_of: date, known: datetime | None = None
) -> dict[int, Reading]:
    """The fact that counts, by ``Target.root_pk``, from readings with the latest first. One query, two where
    anything is shared."""
    latest: dict[tuple[int, int | None], Reading] = {}
    for reading in readings:
        if counts(reading, known):
            latest.setdefault((reading.target_id, reading.unit_id), reading)
    sharings = sharings_of(Target.objects.filter(task=task), known=known)
    return combined(latest.values(), sharings, as_of=as_of)


def duties(task: Task, organization: Organization) -> list[tuple[str, list[Duty]]]:
    """Role label and who carries it on the day, in the order of the clause. One query once loaded."""
    printed = list(task.responsibilities.all())
    units = Unit.objects.in_bulk(unit_ids(organization, printed))
    loaded = [duty_on(organization, units, each) for each in printed]
    return [(str(role.label), [duty for duty in loaded if duty.role == role]) for role in Responsibility.Role]


def waiting(found: Iterable[tuple[str, list[Duty]]]) -> list[Duty]:
    """Groups among the duties of which nobody has said yet who belongs to them."""
    return [duty for _label, each in found for duty in each if duty.unknown]


def card(
    standing: Standing,
    readings: Sequence[Reading],
    *,
    steps: Mapping[int, list[Step]],
    user: User,
    today: Organization,
    moment: Moment,
) -> TargetCard:
    """One target's card. What a register said and says no more is left out. ``readings`` are those of its task, ``steps`` by ``Target.root_pk``; ``today``
    says what the user may do."""
    mine = [
        reading
        for reading in readings
        if reading.target_id == standing.target.root_pk
        and (reading.source_id is None or counts(reading, moment.known))
    ]
    return TargetCard(
        standing=standing,
        wording=wording(standing.target),
        chart=_chart(standing, mine, moment),
        facts=[_fact(reading, user=user, today=today, known=moment.known) for reading in mine],
        can_report=may_report(user, standing.target, today),
        can_shape=may_shape(user, standing.target, today),
        steps=steps.get(standing.target.root_pk, []),
        ahead=_ahead(standing, mine, moment),
    )


def _ahead(standing: Standing, readings: Sequence[Reading], moment: Moment) -> Forward | None:
    """From the figures that count, one a day; of shared targets nothing is said, since each unit has its own."""
    if standing.reading is None or hasattr(standing.reading, "shares"):
        return None
    counted = [each for each in reversed(readings) if each.value is not None and counts(each, moment.known)]
    by_day = {each.as_of: each.value for each in counted}
    facts = [Known(day, value) for day, value in sorted(by_day.items()) if value is not None]
    return forward(facts, standing.schedule, as_of=moment.as_of, op=standing.target.op or None)


def _fact(reading: Reading, *, user: User, today: Organization, known: datetime | None) -> Fact:
    state, label, reason = _state(reading, known)
    open_ = state == "reported" and not hasattr(reading, "decision")
    return Fact(
        reading=reading,
        figure=measure.figure(reading, reading.target),
        state=state,
        state_label=label,
        reason=reason,
        may_decide=open_ and may_decide(user, reading, today),
    )


def _state(reading: Reading, known: datetime | None) -> tuple[str, str, str]:
    """What had become of a reading by a moment: a word for it, its label, and the reason given."""
    if reading.source_id is not None:
        return "counted", _("台账得出"), ""
    for settled in (getattr(reading, "acceptance", None), getattr(reading, "decision", None)):
        if settled is not None and (known is None or settled.decided_at <= known):
            return settled.verdict, str(settled.get_verdict_display()), settled.reason
    return "reported", _("待确认"), ""


def _chart(standing: Standing, readings: Sequence[Reading], moment: Moment) -> dict[str, Any] | None:
    """The schedule and the confirmed figures; ``None`` where no figure decides."""
    target = standing.target
    if not measure.decided_by_number(target) or target.value is None:
        return None
    schedule = standing.schedule
    facts = [
        Point(day=reading.as_of, value=reading.value)
        for reading in reversed(readings)
        if reading.value is not None and counts(reading, moment.known)
    ]
    return schedule_chart(
        metric=target.metric,
        unit=target.unit,
        target=target.value,
        schedule=[Point(day=day, value=value) for day, value in _course(schedule)],
        facts=facts,
        as_of=moment.as_of,
    )


def _course(schedule: pace.Schedule) -> list[tuple[date, Any]]:
    """The pace at each month's end, which is how a schedule is read in print."""
    course = (
        (day, pace.pace(schedule, as_of=day).value) for day in (schedule.start, *pace.month_ends(schedule))
    )
    return [(day, value) for day, value in course if value is not None]


def history(task: Task, readings: Iterable[Reading]) -> list[HistoryLine]:
    """What was done about the task: its document, its publication, its readings. Three queries."""
    document = task.version.document
    subjects = [("plans.document", str(document.pk))]
    publication = getattr(task.version, "publication", None)
    if publication is not None:
        subjects.append(("plans.plan", str(publication.plan_id)))
    subjects += [("progress.reading", str(reading.pk)) for reading in readings]
    events = events_about(document.jurisdiction, subjects)
    return [HistoryLine(event=event, actor=doer(event), text=worded(event)) for event in events]
