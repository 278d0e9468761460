"""Every page asks who is there. The table is the specification."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from luoshi.organization.models import Group, Person, Post, Unit
from luoshi.plans.models import Document, Task
from tests.registers.sheets import some_record, some_register
from tests.world import UNIT, signed_in, target

pytestmark = pytest.mark.django_db

ROLES = ("supervision", "assessment", "economy", "auditor", "administrator", "liaison", "head", "leader")
ROSTER_READERS = {"supervision", "auditor", "assessment", "economy"}
EVERYONE_BUT_ADMINISTRATOR = {role for role in ROLES if role != "administrator"}

MAY_SEE = {
    "cockpit:plan": EVERYONE_BUT_ADMINISTRATOR,
    "cockpit:task": EVERYONE_BUT_ADMINISTRATOR,
    "cockpit:plan-workbook": EVERYONE_BUT_ADMINISTRATOR,
    "cockpit:matrix": EVERYONE_BUT_ADMINISTRATOR,
    "cockpit:unit": EVERYONE_BUT_ADMINISTRATOR,
    "cockpit:person": EVERYONE_BUT_ADMINISTRATOR,
    "progress:work": EVERYONE_BUT_ADMINISTRATOR,
    "progress:rules": EVERYONE_BUT_ADMINISTRATOR,
    "progress:report": {"liaison"},
    "progress:accept": {"supervision"},
    "progress:sharing": {"supervision"},
    "progress:support": {"supervision", "assessment", "auditor"},
    "progress:report-support": {"liaison"},
    "progress:schedules": EVERYONE_BUT_ADMINISTRATOR,
    "progress:schedule": {"supervision", "liaison", "head"},
    "plans:documents": {"supervision", "auditor"},
    "plans:document": {"supervision", "auditor"},
    "plans:compare": {"supervision", "auditor"},
    "plans:review": {"supervision", "auditor"},
    "plans:review-pane": {"supervision", "auditor"},
    "plans:review-names": {"supervision", "auditor"},
    "plans:compare-plans": EVERYONE_BUT_ADMINISTRATOR,
    "organization:import": {"supervision"},
    "organization:division": {"supervision", "administrator"},
    "organization:export": {"supervision", "auditor", "assessment", "economy"},
    "organization:template": {"supervision", "auditor", "assessment", "economy"},
    "organization:units": ROSTER_READERS,
    "organization:unit": ROSTER_READERS,
    "organization:groups": ROSTER_READERS,
    "organization:group": ROSTER_READERS,
    "organization:posts": ROSTER_READERS,
    "organization:post": ROSTER_READERS,
    "organization:new-unit": {"supervision"},
    "organization:new-post": {"supervision"},
    "organization:members": {"supervision"},
    "registers:registers": EVERYONE_BUT_ADMINISTRATOR,
    "registers:register": EVERYONE_BUT_ADMINISTRATOR,
    "registers:new": {"supervision", "liaison"},
    "registers:record": ROSTER_READERS | {"liaison", "head"},
    "registers:correct": {"supervision", "liaison"},
    "registers:metrics": ROSTER_READERS,
    "registers:sources": {"supervision"},
    "registers:import": {"supervision", "liaison"},
    "registers:export": ROSTER_READERS | {"liaison", "head"},
    "registers:template": ROSTER_READERS | {"liaison", "head"},
    "core:events": {"auditor"},
    "core:accounts": {"administrator"},
}

TESTED_ELSEWHERE = {
    "core:sign-in",  # test_sign_in
    "core:sign-out",
    "core:reset-password",  # test_look_after_accounts
    "core:switch-account",
    "cockpit:board",  # sends the administrator to the accounts
    "organization:group-file",  # test_list_members_by_name
    "organization:open-account",  # test_open_an_account
    "organization:import-report",  # test_import_a_roster_on_its_page
    "plans:review-since",  # test_use_the_review_page, as those that change something
    "plans:review-settle",
    "plans:review-target",
    "plans:review-duty",
    "plans:review-task",
    "plans:review-undo",
    "plans:review-renew",
    "registers:metric",  # test_keep_records_on_their_pages
    "registers:file",
    "registers:import-sent",  # test_import_page
    "registers:import-progress",
    "registers:import-problems",
    "progress:publish",  # test_publish_a_plan
    "progress:adjust",  # test_adjust_a_plan
    "progress:decide",  # test_confirm_a_reading
    "progress:rate-support",  # test_rate_a_cooperating_unit
    "progress:evidence",  # test_open_an_evidence_file
    "set_language",
}


def post() -> int:
    """Somebody's post; the sample's plan tells of none."""
    person = Person.objects.order_by("pk")[0]
    return Post.objects.get_or_create(person=person, part=Post.Part.LEADER)[0].pk


def address(name: str) -> str:
    subjects = {
        "cockpit:task": lambda: Task.objects.get(number="4").pk,
        "cockpit:unit": lambda: Unit.objects.get(name="区投促局").pk,
        "cockpit:person": lambda: Person.objects.get(name="徐斌").pk,
        "progress:report": lambda: target("新签约项目").pk,
        "progress:report-support": lambda: Task.objects.get(number="1").pk,
        "progress:schedule": lambda: target("新签约项目").pk,
        "organization:unit": lambda: Unit.objects.get(name=UNIT).pk,
        "organization:group": lambda: Group.objects.get(name="各社区管委会").pk,
        "organization:members": lambda: Group.objects.get(name="各社区管委会").pk,
        "organization:post": post,
        "registers:register": lambda: some_register().pk,
        "registers:new": lambda: some_register().pk,
        "registers:metrics": lambda: some_register().pk,
        "registers:record": lambda: some_record().pk,
        "registers:correct": lambda: some_record().entries.get().pk,
        "registers:import": lambda: some_register().pk,
        "registers:export": lambda: some_register().pk,
        "registers:template": lambda: some_register().pk,
        "plans:document": lambda: Document.objects.get().pk,
        "plans:compare": lambda: Document.objects.get().pk,
        "plans:review": lambda: Document.objects.get().pk,
        "plans:review-pane": lambda: Document.objects.get().pk,
        "plans:review-names": lambda: Document.objects.get().pk,
    }
    return reverse(name, args=[subjects[name]()] if name in subjects else [])


@pytest.mark.parametrize("name", MAY_SEE)
@pytest.mark.parametrize("role", ROLES)
def test_pages_open_to_whom_they_should(name: str, role: str):
    status = signed_in(role).get(address(name)).status_code
    assert status == (200 if role in MAY_SEE[name] else 403)


def names(patterns: list[URLPattern | URLResolver], namespace: str = "") -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            found |= names(pattern.url_patterns, inner)
        elif pattern.name:
            found.add(namespace + pattern.name)
    return found


def test_no_address_is_left_out_of_the_tables():
    assert names(get_resolver().url_patterns) == set(MAY_SEE) | TESTED_ELSEWHERE
