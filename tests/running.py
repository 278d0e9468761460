"""Luoshi as an administrator runs it: the real command in a process of its own, on an empty database."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.world import SAMPLE, UNIT

COMMAND = str(Path(sys.executable).with_name("luoshi"))
ADDRESS = re.compile(r"http://[\d.]+:\d+/")
CREDENTIAL = re.compile(r"^  (\w+)\s+(\S+)\s+\S+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Running:
    """A started `luoshi run` and what it printed until it gave its address."""

    process: subprocess.Popen[str]
    printed: str

    @property
    def base(self) -> str:
        """Address without the last slash."""
        return ADDRESS.findall(self.printed)[0].rstrip("/")

    @property
    def passwords(self) -> dict[str, str]:
        """By account name; empty unless this start opened the accounts."""
        return dict(CREDENTIAL.findall(self.printed))

    def stop(self, number: int = signal.SIGINT) -> int:
        """Ask it to stop as Ctrl-C does; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


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


@contextmanager
def started(environment: dict[str, str]) -> Iterator[Running]:
    """`luoshi run` with the sample plan; stopped at the end if it still runs."""
    call = [COMMAND, "run", "--sample", str(SAMPLE), "--demo-unit", UNIT]
    process = subprocess.Popen(
        call, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        yield Running(process=process, printed=_until_address(process))
    finally:
        process.terminate()
        process.communicate()


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


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def descendants(pid: int) -> set[int]:
    """Processes that this one started, directly or not, that are still alive."""
    parents = dict(_parents())
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


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


def _until_address(process: subprocess.Popen[str]) -> str:
    printed = ""
    for line in process.stdout or ():
        printed += line
        if ADDRESS.search(line):
            break
    return printed


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
