"""Whoever belongs to another government finds none of this one's pages, and changes nothing, whatever their role."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from luoshi.core.actions.accounts import open_account
from luoshi.core.models import Event, Jurisdiction, Role
from luoshi.organization.models import Group, Person, Post, Unit
from luoshi.plans.models import Document, PlanVersion, Task
from luoshi.progress.actions.report_reading import Report, report_reading
from luoshi.progress.models import Evidence, Reading
from tests.plans.review.under_review import next_years_plan
from tests.registers.sheets import some_import, some_record, some_register
from tests.world import NOW, PNG, account, target

pytestmark = pytest.mark.django_db

SUBJECTS = {
    "plans": lambda: Document.objects.latest("pk").pk,
    "progress:publish": lambda: Document.objects.latest("pk").pk,
    "progress:adjust": lambda: Document.objects.latest("pk").pk,
    "progress:report": lambda: Reading.objects.latest("pk").target_id,
    "progress:schedule": lambda: Reading.objects.latest("pk").target_id,
    "progress:decide": lambda: Reading.objects.latest("pk").pk,
    "progress:report-support": lambda: Task.objects.filter(number="1").earliest("pk").pk,
    "progress:rate-support": lambda: Task.objects.filter(number="4").earliest("pk").pk,
    "progress:evidence": lambda: Evidence.objects.latest("pk").pk,
    "cockpit:task": lambda: Task.objects.filter(number="4").earliest("pk").pk,
    "cockpit:unit": lambda: Unit.objects.get(name="区投促局").pk,
    "cockpit:person": lambda: Person.objects.get(name="徐斌").pk,
    "organization:unit": lambda: Unit.objects.get(name="区投促局").pk,
    "organization:group": lambda: Group.objects.get(name="各社区管委会").pk,
    "organization:members": lambda: Group.objects.get(name="各社区管委会").pk,
    "organization:group-file": lambda: Group.objects.get(name="各社区管委会").pk,
    "registers": lambda: some_register().pk,
    "registers:record": lambda: some_record().pk,
    "registers:correct": lambda: some_record().entries.get().pk,
    "registers:file": lambda: some_record().pk,
    "registers:import-sent": lambda: some_import().pk,
    "registers:import-progress": lambda: some_import().pk,
    "registers:import-problems": lambda: some_import().pk,
    "organization:post": lambda: Post.objects.latest("pk").pk,
}
"""Whose number an address takes; an app's name stands for all of its addresses."""
WORDS = {"registers:metric": ["signed"], "registers:file": ["agreement"]}
"""What else an address names."""
VERBS = (
    "correct",
    "add",
    "drop",
    "split",
    "merge",
    "first",
    "join",
    "rename",
    "end",
    "reopen",
    "forget",
    "name",
)


def numbered(patterns: list[URLPattern | URLResolver], namespace: str = "") -> list[str]:
    """Names of the addresses that hold a number."""
    found: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += numbered(
                pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace
            )
        elif pattern.pattern.converters and pattern.name:
            found.append(namespace + pattern.name)
    return found


ADDRESSES = [name for name in numbered(get_resolver().url_patterns) if not name.startswith("core:")]


def address(name: str) -> str:
    subject = SUBJECTS.get(name) or SUBJECTS[name.partition(":")[0]]
    return reverse(name, args=[subject(), *WORDS.get(name, ())])


@pytest.fixture
def stranger() -> Client:
    """Holds every office, of another government."""
    here = Jurisdiction.objects.create(name="庐阳区")
    roles = [role for role in Role if role not in (Role.ADMINISTRATOR, Role.AUDITOR)]
    user = open_account("li", "李科员", jurisdiction=here, roles=roles, password="Correct-Horse-7", now=NOW)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def everything_there() -> PlanVersion:
    """A plan under review, a post, a register with a record and a workbook, and a reading with its evidence."""
    some_import()
    some_record()
    Post.objects.create(person=Person.objects.earliest("pk"), part=Post.Part.LEADER)
    report = Report(as_of=date(2022, 6, 30), value=Decimal(3))
    proof = SimpleUploadedFile("a.png", PNG)
    report_reading(target("新签约项目"), report, evidence=[proof], actor=account("liaison"), now=NOW)
    return next_years_plan()


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_with_a_number_leads_nowhere(name: str, stranger: Client):
    assert stranger.get(address(name)).status_code in (403, 404, 405)


@pytest.mark.parametrize("name", ADDRESSES)
def test_nothing_is_changed_there(name: str, stranger: Client):
    before = Event.objects.count()
    for verb in VERBS:
        assert stranger.post(address(name), {"verb": verb, "seen": "x"}).status_code in (403, 404, 405)
    assert Event.objects.count() == before
