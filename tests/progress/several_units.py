"""Accounts for any unit of the sample, who report and confirm for it."""

from datetime import date
from decimal import Decimal

from luoshi.core.actions.accounts import open_account
from luoshi.core.models import User
from luoshi.organization.models import Membership, Unit
from luoshi.progress.actions.decide_reading import confirm_reading
from luoshi.progress.actions.report_reading import Report, report_reading
from luoshi.progress.models import Reading
from tests.world import NOW, account, target


def unit(name: str) -> Unit:
    """A unit of the sample by its name."""
    return Unit.objects.get(name=name)


def of_unit(name: str, part: Membership.Part = Membership.Part.LIAISON) -> User:
    """The account that serves a unit in this part; opened where there is none."""
    found = User.objects.filter(username=f"{part}-{name}").first()
    if found is not None:
        return found
    here = account("supervision").jurisdiction
    assert here is not None
    user = open_account(f"{part}-{name}", name, jurisdiction=here, roles=[], password="x", now=NOW)
    Membership.objects.create(user=user, unit=unit(name), part=part)
    return user


def share(
    metric: str, name: str, *, day: date, value: str | None = None, outcome: bool | None = None
) -> Reading:
    """What one lead unit reported of a target, confirmed by its head."""
    report = Report(as_of=day, value=None if value is None else Decimal(value), outcome=outcome)
    reading = report_reading(target(metric), report, actor=of_unit(name), now=NOW)
    confirm_reading(reading.pk, actor=of_unit(name, Membership.Part.HEAD), now=NOW)
    return reading
