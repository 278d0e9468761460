"""`luoshi run` with the sample plan in a throw-away folder: for measuring, for pictures, for tests."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "xinzhan-2022.txt"
FACTS = ROOT / "samples" / "first-half-2022"
DEMO_UNIT = "区投促局"
COMMAND = str(Path(sys.executable).with_name("luoshi"))
ADDRESS = re.compile(r"http://[\d.]+:\d+")
CREDENTIAL = re.compile(r"^  (\w+)\s+(\S+)\s+\S+$", re.MULTILINE)
PATIENCE = 240.0
"""Seconds after which a start that prints no address is ended."""


@dataclass(frozen=True, slots=True)
class Running:
    """A started `luoshi run`, what it printed until it gave its address, and the seconds until then."""

    process: subprocess.Popen[str]
    printed: str
    seconds: float

    @property
    def base(self) -> str:
        """Address without the last slash."""
        return ADDRESS.findall(self.printed)[0]

    @property
    def passwords(self) -> dict[str, str]:
        """By account name; empty unless this start opened the accounts."""
        return dict(CREDENTIAL.findall(self.printed))

    def stop(self, number: int = signal.SIGINT) -> int:
        """Ask it to stop as Ctrl-C does; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=30)


@contextmanager
def folder() -> Iterator[dict[str, str]]:
    """The environment of an installation on a free port whose data is removed at the end."""
    with tempfile.TemporaryDirectory(prefix="luoshi-") as data:
        yield {**os.environ, "LUOSHI_DATA": data, "PORT": str(free_port())}


@contextmanager
def started(
    environment: dict[str, str], *, errors: int | None = None, jurisdiction: str = "", facts: bool = False
) -> Iterator[Running]:
    """Start everything and wait for the address; stopped at the end if it still runs.

    With the sample plan, on wish with the invented ``facts``, or empty for ``jurisdiction``. ``errors`` is where standard error goes, as for
    ``Popen``. Raises ``RuntimeError`` without an address.
    """
    began = time.perf_counter()
    sample = ["--sample", str(SAMPLE), "--demo-unit", DEMO_UNIT, *(["--facts", str(FACTS)] if facts else [])]
    call = [COMMAND, "run", *(["--jurisdiction", jurisdiction] if jurisdiction else sample)]
    process = subprocess.Popen(
        call, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8"
    )
    try:
        printed = _until_address(process)
        yield Running(process=process, printed=printed, seconds=time.perf_counter() - began)
    finally:
        process.terminate()
        process.communicate()


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_address(process: subprocess.Popen[str]) -> str:
    printed = ""
    watch = threading.Timer(PATIENCE, process.terminate)
    watch.start()
    try:
        for line in process.stdout or ():
            printed += line
            if ADDRESS.search(line):
                return printed
    finally:
        watch.cancel()
    raise RuntimeError(f"luoshi run printed no address:\n{printed}")
