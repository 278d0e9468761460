"""Each page's number of SQL statements is a committed figure; it holds whatever the page shows."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.progress.actions.report_reading import Report
from tests.cockpit.test_who_may_see_what import address
from tests.world import confirmed, signed_in

pytestmark = pytest.mark.django_db

BUDGETS: dict[str, int] = json.loads((Path(__file__).parent.parent / "query_budgets.json").read_text())


def statements(name: str) -> int:
    browser = signed_in("supervision")
    path = "/" if name == "cockpit:board" else address(name)
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_stays_within_its_budget(name: str):
    assert statements(name) <= BUDGETS[name]


@pytest.mark.parametrize("name", ["cockpit:board", "cockpit:plan"])
def test_facts_cost_no_further_statements(name: str):
    before = statements(name)
    for day in range(1, 6):
        confirmed("新签约项目", Report(as_of=date(2022, 1, day), value=Decimal(day)))
    assert statements(name) == before
