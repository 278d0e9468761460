"""The world in which application tests play: the sample plan published, one account per role.

It is built once per test run; each test runs in a transaction that is rolled back.
"""

from datetime import UTC, datetime
from pathlib import Path

from django.test import Client

from luoshi.core.models import User
from luoshi.plans.models import Target
from luoshi.progress.actions.decide_reading import confirm_reading
from luoshi.progress.actions.report_reading import Report, report_reading
from luoshi.progress.models import Reading

SAMPLE = Path(__file__).parent.parent / "samples" / "xinzhan-2022.txt"
NOW = datetime(2023, 3, 1, 2, 0, tzinfo=UTC)
"""The clock of the tests: 10 o'clock on 1 March 2023 in Hefei."""
UNIT = "区投促局"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 32


def account(username: str) -> User:
    """A demonstration account by its name."""
    return User.objects.get(username=username)


def signed_in(username: str) -> Client:
    """A browser in which this account is signed in."""
    client = Client()
    client.force_login(account(username))
    return client


def target(metric: str) -> Target:
    """A target of the sample by its metric."""
    return Target.objects.select_related("schedule", "task", "version__document__jurisdiction").get(
        metric=metric
    )


def reported(metric: str, report: Report, *, by: str = "liaison") -> Reading:
    """A reading that the liaison reported."""
    return report_reading(target(metric), report, actor=account(by), now=NOW)


def confirmed(metric: str, report: Report) -> Reading:
    """A reading that the liaison reported and the head confirmed."""
    reading = reported(metric, report)
    confirm_reading(reading.pk, actor=account("head"), now=NOW)
    return reading
