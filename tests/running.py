"""Luoshi as an administrator runs it: the real command in a process of its own, on an empty database."""

import os
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from scripts import installation
from scripts.installation import COMMAND, Running, free_port

__all__ = ["COMMAND", "Running", "alive", "call", "descendants", "empty_installation", "free_port", "started"]


@contextmanager
def empty_installation() -> Iterator[dict[str, str]]:
    """The environment of an empty installation, on SQLite or where DATABASE_URL says."""
    given = os.environ.get("DATABASE_URL", "")
    with tempfile.TemporaryDirectory(prefix="luoshi-test-") as data, _database(given) as address:
        yield {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "luoshi.config.settings",  # not the settings of the tests
            "LUOSHI_DATA": data,
            "DATABASE_URL": address,
            "PORT": str(free_port()),
        }


def started(environment: dict[str, str], *, jurisdiction: str = "") -> AbstractContextManager[Running]:
    """`luoshi run` with the sample plan, or empty for a government; stopped at the end if it still runs."""
    return installation.started(environment, errors=subprocess.PIPE, jurisdiction=jurisdiction)


def call(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """One command from start to end."""
    return subprocess.run(
        [COMMAND, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def descendants(pid: int) -> set[int]:
    """Processes that this one started, directly or not, that are still alive."""
    parents = dict(_parents())
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def children(pid: int) -> set[int]:
    """Processes that this one started itself."""
    return {child for child, parent in _parents() if parent == pid}


def alive(pids: set[int]) -> set[int]:
    """Those that have not ended; one that ended but was not waited for counts as ended."""
    return pids & {pid for pid, _parent in _parents()}


def _parents() -> Iterator[tuple[int, int]]:
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = status.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue  # it ended while we looked
        if state != "Z":
            yield int(status.parent.name), int(parent)


@contextmanager
def _database(given: str) -> Iterator[str]:
    """A new empty database on the server given; for SQLite the default in the data folder."""
    if not given.startswith("postgres"):
        yield ""
        return
    name = f"luoshi_{uuid.uuid4().hex}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield urlsplit(given)._replace(path=f"/{name}").geturl()
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
