"""Luoshi installed in a throw-away folder and running, for scripts that measure it or take its pictures."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "xinzhan-2022.txt"
DEMO_UNIT = "区投促局"
COMMAND = Path(sys.executable).with_name("luoshi")
ADDRESS = re.compile(r"http://[\d.]+:\d+/")
CREDENTIAL = re.compile(r"^  (\w+)\s+(\S+)\s+\S+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Installation:
    """A running installation. ``seconds`` passed from the call to the first page that came back."""

    base: str
    passwords: dict[str, str]
    environment: dict[str, str]
    seconds: float


@contextmanager
def folder() -> Iterator[dict[str, str]]:
    """The environment of an installation whose data goes to a folder removed at the end."""
    with tempfile.TemporaryDirectory(prefix="luoshi-") as data:
        yield {**os.environ, "LUOSHI_DATA": data, "PORT": str(_free_port())}


@contextmanager
def running(environment: dict[str, str]) -> Iterator[Installation]:
    """Start everything, wait for the printed address, and stop everything at the end."""
    began = time.perf_counter()
    call = [str(COMMAND), "run", "--sample", str(SAMPLE), "--demo-unit", DEMO_UNIT]
    process = subprocess.Popen(call, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        printed = _until_address(process)
        address = ADDRESS.search(printed)
        if address is None:
            raise SystemExit(f"luoshi run did not start:\n{printed}")
        base = address[0].rstrip("/")
        urlopen(f"{base}/sign-in/").close()
        seconds = time.perf_counter() - began
        yield Installation(
            base=base,
            passwords=dict(CREDENTIAL.findall(printed)),
            environment=environment,
            seconds=seconds,
        )
    finally:
        process.terminate()
        process.wait()


def _until_address(process: subprocess.Popen[str]) -> str:
    printed = ""
    for line in process.stdout or ():
        printed += line
        if ADDRESS.search(line):
            break
    return printed


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
