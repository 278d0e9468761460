"""Plays an example on the sample plan: through the same verbs as people, each at its moment of then.

The demonstration accounts answer for every lead unit. Nothing here says how any unit really stood.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from luoshi.cockpit.example import told
from luoshi.core.models import User
from luoshi.engines.registers import pack, typed
from luoshi.organization.actions.people import join_unit
from luoshi.organization.models import Membership, Unit
from luoshi.organization.queries import organization_on
from luoshi.plans.models import PlanVersion, Responsibility, Target
from luoshi.progress.actions import report_reading as reporting
from luoshi.progress.actions.accept_reading import accept_reading, send_back_reading
from luoshi.progress.actions.decide_reading import confirm_reading, return_reading
from luoshi.progress.policy import may_report
from luoshi.registers.actions.bindings import bind
from luoshi.registers.actions.keeping import Hand
from luoshi.registers.actions.records import move_record, open_record
from luoshi.registers.actions.registers import open_register
from luoshi.registers.models import Register

BEGIN = date(2022, 1, 17)
"""The plan is in force and the register is opened; what happened before is entered on this day."""
PROJECTS = "investment-projects"
BOUND = {
    "新签约项目": "signed",
    "签约投资额": "signed-investment",
    "新建省外亿元以上项目": "signed-large",
    "开工项目": "started",
}
"""Metrics of targets, and the metric of the register that stands for each."""
REPORTED, DECIDED, ACCEPTED = timedelta(days=3), timedelta(days=4), timedelta(days=10)
"""How long after the day it speaks of a reading is reported, confirmed, accepted."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done at a moment."""

    at: datetime
    do: Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class Stage:
    """The plan that the example plays on, and its people by their account names."""

    version: PlanVersion
    users: dict[str, User]
    targets: dict[tuple[str, str, str], Target]


def morning(day: date) -> datetime:
    """Nine o'clock, here."""
    return timezone.make_aware(datetime.combine(day, time(9)))


def play(folder: Path, version: PlanVersion) -> int:
    """Play the files of a folder on a published version; says how many things were done."""
    stage = _stage(version)
    register = _prepared(stage)
    deeds = [*_project_deeds(stage, register, folder), *_report_deeds(stage, folder)]
    for deed in sorted(deeds, key=lambda each: each.at):
        deed.do(deed.at)
    return len(deeds)


def _stage(version: PlanVersion) -> Stage:
    users = {user.username: user for user in User.objects.filter(jurisdiction=version.document.jurisdiction)}
    units = Unit.objects.filter(
        responsibilities__task__version=version, responsibilities__role=Responsibility.Role.LEAD_UNIT
    )
    for unit in units.distinct():
        for part in Membership.Part:
            join_unit(users[part.value], unit, part=part, now=morning(BEGIN))
    rows = version.targets.select_related("task", "schedule", "version__document__jurisdiction")
    found = rows.prefetch_related("task__responsibilities")
    return Stage(version, users, {_name(target): target for target in found})


def _name(target: Target) -> tuple[str, str, str]:
    return target.task.number if target.task else "", target.metric, target.unit


def _prepared(stage: Stage) -> Register:
    """The register of projects, open and bound."""
    office, now = stage.users["supervision"], morning(BEGIN)
    jurisdiction = stage.version.document.jurisdiction
    register = open_register(pack(PROJECTS), jurisdiction=jurisdiction, actor=office, now=now)
    for target in stage.targets.values():
        if target.metric in BOUND:
            bind(target, register, BOUND[target.metric], actor=office, now=now)
    return register


def _project_deeds(stage: Stage, register: Register, folder: Path) -> Iterator[Deed]:
    unit = _unit_of(stage, "新签约项目")
    for project in told.projects(folder):
        yield from _life(project, register, unit=unit, liaison=stage.users["liaison"])


def _unit_of(stage: Stage, metric: str) -> int:
    """The first lead unit of a target."""
    target = next(each for each in stage.targets.values() if each.metric == metric)
    lead = target.task.responsibilities.filter(role=Responsibility.Role.LEAD_UNIT, unit__isnull=False)
    return lead.order_by("ordinal")[0].unit_id


def _life(project: told.Project, register: Register, *, unit: int, liaison: User) -> Iterator[Deed]:
    """Each of its days as a deed; a move past its day gives a reason."""
    fields = pack(PROJECTS)
    values = {name: typed(fields.field(name), said) for name, said in project.values.items()}
    made: list[int] = []

    def opened(at: datetime) -> None:
        hand = Hand(liaison, at)
        made.append(open_record(register, values, unit=unit, day=project.lead_on, hand=hand).pk)

    yield Deed(_entered(project.lead_on), opened)
    for move, day in (("sign", project.signed_on), ("start", project.started_on), ("end", project.ended_on)):
        if day is not None:
            land = {"land_on": date.fromisoformat(project.land_on)} if move == "start" else {}
            yield Deed(_entered(day), _moving(made, move, day, land, liaison))


def _moving(
    made: list[int], move: str, day: date, values: dict[str, object], liaison: User
) -> Callable[[datetime], object]:
    note = "（示例）说明原因" if move != "sign" else ""
    return lambda at: move_record(made[0], move, day=day, changes=values, note=note, hand=Hand(liaison, at))


def _entered(day: date) -> datetime:
    """The evening of the day, or when the register was opened; later days later, so that order is kept."""
    if day >= BEGIN:
        return morning(day) + timedelta(hours=9)
    return morning(BEGIN) + timedelta(hours=1, minutes=(day - date(2021, 1, 1)).days)


def _report_deeds(stage: Stage, folder: Path) -> Iterator[Deed]:
    for report in told.reports(folder):
        yield from _reading(stage, report)


def _reading(stage: Stage, report: told.Report) -> Iterator[Deed]:
    target = stage.targets[report.task, report.metric, report.unit]
    reporter, judge = ("liaison", "head") if target.task_id else ("economy", "supervision")
    liaison, head, office = (stage.users[name] for name in (reporter, judge, "supervision"))
    made: list[int] = []

    def said(at: datetime) -> None:
        organization = organization_on(stage.version.document.jurisdiction, as_of=at.date())
        if not may_report(liaison, target, organization):
            raise ValueError(f"reports.csv: {report.metric} has no lead unit in the roster")
        made.append(reporting.report_reading(target, _said(report), actor=liaison, now=at).pk)

    base = morning(report.as_of)
    yield Deed(base + REPORTED, said)
    if report.fate == "returned":
        reason = "（示例）请核对口径"
        yield Deed(base + DECIDED, lambda at: return_reading(made[0], reason=reason, actor=head, now=at))
    elif report.fate != "pending":
        yield Deed(base + DECIDED, lambda at: confirm_reading(made[0], actor=head, now=at))
    if report.fate == "accepted":
        yield Deed(base + ACCEPTED, lambda at: accept_reading(made[0], actor=office, now=at))
    elif report.fate == "sent back":
        back = "（示例）佐证不足"
        yield Deed(base + ACCEPTED, lambda at: send_back_reading(made[0], reason=back, actor=office, now=at))


def _said(report: told.Report) -> reporting.Report:
    if report.said in ("met", "unmet"):
        outcome = report.said == "met"
        return reporting.Report(as_of=report.as_of, outcome=outcome, declared=report.declared)
    if report.said == "nil":
        return reporting.Report(as_of=report.as_of, nil=True)
    return reporting.Report(as_of=report.as_of, value=Decimal(report.said), declared=report.declared)
