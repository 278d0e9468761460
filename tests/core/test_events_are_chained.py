"""Every event carries the hash of the one before; any change behind our back shows."""

import pytest
from django.db import DatabaseError, connection, transaction

from luoshi.core import audit
from luoshi.core.models import Chain, Event
from tests.world import NOW, account, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> Chain:
    user = account("supervision")
    for number in range(3):
        audit.record(
            "rules.chosen", user, actor=user, jurisdiction=user.jurisdiction, now=NOW, detail={"n": number}
        )
    return Chain.objects.get(jurisdiction=user.jurisdiction)


def tamper(sql: str, *parameters: object) -> None:
    """Change the table as someone with the database's password could: triggers off first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("DROP TRIGGER core_event_no_UPDATE")
            cursor.execute("DROP TRIGGER core_event_no_DELETE")
        cursor.execute(sql, parameters)


def test_an_untouched_chain_holds(chain: Chain):
    assert audit.first_break(chain) is None
    assert chain.length == chain.events.count()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE core_event SET verb = 'plan.published' WHERE position = %s AND chain_id = %s",
        "UPDATE core_event SET hash = previous WHERE position = %s AND chain_id = %s",
        "DELETE FROM core_event WHERE position = %s AND chain_id = %s",
    ],
)
def test_a_changed_or_erased_event_is_found_at_its_place(chain: Chain, sql: str):
    tamper(sql, chain.length - 1, chain.pk)
    found = audit.first_break(chain)
    assert found is not None
    assert found.position == chain.length - 1


def test_an_erased_end_is_found(chain: Chain):
    tamper("DELETE FROM core_event WHERE position = %s AND chain_id = %s", chain.length, chain.pk)
    found = audit.first_break(chain)
    assert found is not None
    assert found.position == chain.length


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_or_erase(chain: Chain, change: str):
    events = Event.objects.filter(chain=chain)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        events.update(verb="x") if change == "update" else events.delete()
    assert audit.first_break(chain) is None


def test_the_auditor_sees_the_state_of_the_chain(chain: Chain):
    page = signed_in("auditor").get("/events/?verify=1")
    assert page.status_code == 200
    assert page.context["chain"] == {"checked": True, "ok": True, "count": chain.length, "broken_at": None}
