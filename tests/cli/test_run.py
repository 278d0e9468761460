"""Start everything with one command, stop it, start it again."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.running import alive, call, children, descendants, empty_installation, started

ACCOUNTS = {"supervision", "assessment", "economy", "auditor", "administrator", "liaison", "head", "leader"}


@pytest.fixture(scope="module")
def first_start() -> Iterator[tuple[dict[str, str], dict[str, str], int]]:
    """An installation that was started once and stopped: its environment, the passwords, the exit code."""
    with empty_installation() as environment:
        with started(environment) as running:
            assert urlopen(f"{running.base}/sign-in/").status == 200
            passwords, code = running.passwords, running.stop()
        yield environment, passwords, code


def test_the_first_start_opens_one_account_per_role(first_start):
    _environment, passwords, _code = first_start
    assert set(passwords) == ACCOUNTS
    assert len(set(passwords.values())) == len(ACCOUNTS)


def test_ctrl_c_is_a_good_end(first_start):
    assert first_start[2] == 0


def test_a_second_start_prints_no_passwords_and_keeps_the_events(first_start):
    environment = first_start[0]
    before = call(environment, "audit", "verify").stdout
    with started(environment) as running:
        assert running.passwords == {}
        assert urlopen(f"{running.base}/sign-in/").status == 200
        assert running.stop(signal.SIGTERM) == 0
    assert call(environment, "audit", "verify").stdout == before


def test_the_chain_of_a_new_installation_holds(first_start):
    verified = call(first_start[0], "audit", "verify")
    assert verified.returncode == 0
    assert "链条完整" in verified.stdout


def test_a_government_of_ones_own_begins_without_a_plan():
    with empty_installation() as environment:
        with started(environment, jurisdiction="合肥新站高新区") as running:
            assert set(running.passwords) == {
                "supervision",
                "assessment",
                "economy",
                "auditor",
                "administrator",
            }
        with started(environment, jurisdiction="别的地区") as again:
            assert again.passwords == {}


@pytest.mark.parametrize("name", ["", " ", "长" * 101])
def test_a_government_has_a_name_of_some_length(name: str):
    with empty_installation() as environment:
        answer = call(environment, "run", "--jurisdiction", name)
        assert answer.returncode == 1
        assert "1 到 100 个字" in answer.stderr


def test_nothing_runs_on_after_the_end(first_start):
    with started(first_start[0]) as running:
        everyone = descendants(running.process.pid)
        assert len(everyone) >= 4  # web, its two processes, worker
        running.stop()
        assert not alive(everyone)


def test_a_child_that_dies_ends_everything(first_start):
    with started(first_start[0]) as running:
        everyone = descendants(running.process.pid)
        worker = next(
            pid for pid in children(running.process.pid) if _command_line(pid).endswith(b"\0worker\0")
        )
        os.kill(worker, signal.SIGKILL)
        assert running.process.wait(timeout=30) == 1
        assert "意外退出" in running.process.stderr.read()
        assert not alive(everyone)


def test_a_taken_port_is_named_and_nothing_is_made():
    with empty_installation() as environment, socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        answer = call(environment | {"PORT": port}, "run")
        assert answer.returncode == 1
        assert f"127.0.0.1:{port}" in answer.stderr
        assert not list(Path(environment["LUOSHI_DATA"]).iterdir())


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_cannot_be_is_a_wrong_call(port: str):
    answer = call({**os.environ, "PORT": port}, "serve")
    assert answer.returncode == 2
    assert port in answer.stderr


def test_a_database_that_does_not_answer_is_said_plainly():
    with empty_installation() as environment:
        nobody = "postgres://luoshi@127.0.0.1:1/luoshi"
        answer = call(environment | {"DATABASE_URL": nobody}, "run")
        assert answer.returncode == 1
        assert "DATABASE_URL" in answer.stderr
        assert "Traceback" not in answer.stderr


def _command_line(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()
