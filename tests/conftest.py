"""Tests of the applications play on one installation: the sample plan, one account per role.

It is built once per run, on the database that DATABASE_URL names. A test runs in a transaction
that is rolled back, since events refuse to be deleted.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker, Settings


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """An empty test database with the sample installed."""
    # Models exist only once Django has been set up, which is after this file is loaded.
    from luoshi.cockpit.demo import install
    from tests.world import NOW, SAMPLE, UNIT

    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False)
        install(SAMPLE, unit=UNIT, now=NOW)
    yield
    with django_db_blocker.unblock():
        teardown_databases(databases, verbosity=0)


@pytest.fixture(autouse=True)
def files_of_this_test(settings: Settings, tmp_path: Path) -> None:
    """Stored files go to the test's own folder."""
    settings.FILES_ROOT = tmp_path / "files"
