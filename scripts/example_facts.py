"""Fills an installation of the sample plan with made-up figures, so that its pages have something to show.

usage: LUOSHI_DATA=a-folder-to-throw-away python scripts/example_facts.py

Nothing here says how any unit really stood: the figures are shares of the schedule in a fixed order. They
are reported and confirmed by the demonstration accounts, which answer for every lead unit from then on.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import cycle

from django.utils import timezone

from luoshi.cli.shell import start_django

start_django()

from luoshi.core.models import User  # noqa: E402
from luoshi.engines.pace import pace  # noqa: E402
from luoshi.organization.actions.people import join_unit  # noqa: E402
from luoshi.organization.models import Membership, Unit  # noqa: E402
from luoshi.organization.queries import Organization, organization_on  # noqa: E402
from luoshi.plans.models import PlanVersion, Target  # noqa: E402
from luoshi.progress.actions.decide_reading import confirm_reading  # noqa: E402
from luoshi.progress.actions.report_reading import Report, report_reading  # noqa: E402
from luoshi.progress.measure import decided_by_number  # noqa: E402
from luoshi.progress.policy import may_report  # noqa: E402
from luoshi.progress.queries import schedule_of, targets_of  # noqa: E402

SHARES = ("1.02", "0.97", "1.06", "0.83", "0.94", "2.1", "0.99", "0.58", None, "0.92")
"""Of what is due by each day; none where the unit reports nothing. Prime to most plans' rhythms."""
DAYS = tuple(date(2022, month, day) for month, day in ((2, 28), (3, 31), (4, 30), (5, 31), (6, 30)))


def main() -> None:
    """Report and confirm for every target that a demonstration account may answer for."""
    version = PlanVersion.objects.get(publication__isnull=False)
    users = {user.username: user for user in User.objects.all()}
    _answer_for_every_unit(users)
    organization = organization_on(version.document.jurisdiction, as_of=DAYS[-1])
    targets = targets_of(version).select_related("schedule", "version__document__jurisdiction")
    for target, share in zip(targets.prefetch_related("task__responsibilities"), cycle(SHARES)):
        if share is not None:
            _tell(target, Decimal(share), users=users, organization=organization)


def _answer_for_every_unit(users: dict[str, User]) -> None:
    for unit in Unit.objects.filter(responsibilities__role="lead_unit").distinct():
        for part in Membership.Part:
            join_unit(users[part.value], unit, part=part, now=timezone.now())


def _tell(target: Target, share: Decimal, *, users: dict[str, User], organization: Organization) -> None:
    reporter, judge = ("liaison", "head") if target.task_id else ("economy", "supervision")
    if not may_report(users[reporter], target, organization):
        return
    for report in _reports(target, share):
        reading = report_reading(target, report, actor=users[reporter], now=timezone.now())
        confirm_reading(reading.pk, actor=users[judge], now=timezone.now())


def _reports(target: Target, share: Decimal) -> Iterator[Report]:
    """One report a month; what no number decides comes about in the last one, or not at all."""
    schedule = schedule_of(target)
    days = [day for day in DAYS if day >= schedule.start]
    if not decided_by_number(target):
        yield from (Report(as_of=day, outcome=share > 1) for day in days[-1:])
        return
    for day in days:
        value = _figure(target, share, day=day)
        if value is not None:
            yield Report(as_of=day, value=value)


def _figure(target: Target, share: Decimal, *, day: date) -> Decimal | None:
    """The share of what is due, whole for things that are counted; nothing where nothing is due yet."""
    due = pace(schedule_of(target), as_of=day).value
    if due is None:
        return None
    whole = target.value is not None and target.value == int(target.value) and target.value >= 20
    return abs(due * share).quantize(Decimal(1) if whole else Decimal("0.1"))


if __name__ == "__main__":
    main()
