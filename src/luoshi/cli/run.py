"""`luoshi run`: everything on one machine — database, sample plan, web and worker.

Web and worker are child processes in sessions of their own, so that Ctrl-C reaches only this
process, which then ends both in order and waits for them.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from luoshi.cli import prepare, serve
from luoshi.cli.shell import start_django

if TYPE_CHECKING:
    from luoshi.cockpit.demo import Credential

GRACE = 15.0
"""Seconds that a child gets to finish what it does before it is killed."""
START = 30.0
"""Seconds that the web server gets to answer."""


class Stop(Exception):
    """Someone asked to stop (Ctrl-C, SIGTERM)."""


def main(argv: list[str]) -> int:
    """0 stopped on request; 1 something could not start or died."""
    parser = serve.parser("luoshi run", "准备数据库并启动网页和后台任务。")
    parser.add_argument("--sample", type=Path, help="数据库为空时读取并发布的计划文件")
    parser.add_argument("--jurisdiction", help="数据库为空时为该地区开通各科室账号，不带样例")
    parser.add_argument("--demo-unit", help="演示联络员和负责人所在的牵头单位")
    parser.add_argument("--facts", type=Path, help="数据库为空时在样例计划上演一遍该文件夹里虚构的填报和台账")
    options = parser.parse_args(argv)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _stop)
    try:
        if not _port_is_free(options.host, options.port) or not _ready(options):
            return 1
        return _supervise(options.host, options.port)
    except Stop:
        return 0


def _stop(number: int, frame: object) -> None:
    raise Stop


def _port_is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            print(
                f"不能使用 {host}:{port}：{error.strerror}。换一个端口，例如：PORT=8001 make run",
                file=sys.stderr,
            )
            return False
    return True


def _ready(options: argparse.Namespace) -> bool:
    prepare.compile_messages()
    start_django()
    return prepare.prepare() and _installed(options)


def _installed(options: argparse.Namespace) -> bool:
    """Fill an empty database as the call says, and show the new passwords, once."""
    if options.sample is None and options.jurisdiction is None:
        return True
    # These modules hold models, which exist only once Django has been started.
    from luoshi.cockpit.demo import begin
    from luoshi.core.problems import Refusal

    now = timezone.now()
    try:
        if options.jurisdiction is not None:
            credentials = begin(options.jurisdiction, now=now)
        else:
            credentials = _sample(options, now=now)
    except (Refusal, OSError) as problem:
        print(f"{options.jurisdiction or options.sample}：没有安装。{problem}", file=sys.stderr)
        return False
    if credentials:
        print("账号（密码只显示这一次，请记下）：")
        for each in credentials:
            print(f"  {each.username:<14} {each.password}   {each.display_name}")
    return True


def _sample(options: argparse.Namespace, *, now: datetime) -> list["Credential"]:
    """The sample plan; with facts it was published at their beginning, and they were entered since."""
    from luoshi.cockpit.demo import install
    from luoshi.cockpit.example.play import BEGIN, morning, play
    from luoshi.plans.models import PlanVersion

    if options.facts is None:
        return install(options.sample, unit=options.demo_unit, now=now)
    made = install(options.sample, unit=options.demo_unit, now=morning(BEGIN))
    if made:
        print("正在填入虚构的示例数据，约需一分钟 …", flush=True)
        play(options.facts, PlanVersion.objects.get(publication__isnull=False))
    return made


def _supervise(host: str, port: int) -> int:
    commands = (["serve", "--host", host, "--port", str(port)], ["worker"])
    children = [_start(command) for command in commands]
    try:
        if not _answers(host, port, children):
            return 1
        print(f"落实已启动：http://{host}:{port}/ （按 Ctrl-C 停止）", flush=True)
        return _wait(children)
    finally:
        _end(children)


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "luoshi.cli", *command], start_new_session=True, env=os.environ
    )


def _answers(host: str, port: int, children: Sequence[subprocess.Popen[bytes]]) -> bool:
    """Wait until a page part comes back; false when a child dies or time runs out."""
    until = time.monotonic() + START
    while time.monotonic() < until and all(child.poll() is None for child in children):
        if _gives_mark(host, port):
            return True
        time.sleep(0.05)
    print("网页服务没有启动，见上面的错误信息。", file=sys.stderr)
    return False


def _gives_mark(host: str, port: int) -> bool:
    """Ask for the product's mark: neither the host's name nor an account stands before it."""
    line = HTTPConnection(host, port, timeout=START)
    try:
        line.request("GET", f"{settings.STATIC_URL}luoshi/mark.svg")
        return line.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


def _wait(children: Sequence[subprocess.Popen[bytes]]) -> int:
    """Until a child ends by itself, which is never right."""
    while True:
        for child in children:
            if child.poll() is not None:
                print(f"一个进程意外退出（代码 {child.returncode}），全部停止。", file=sys.stderr)
                return 1
        time.sleep(0.2)


def _end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask every child to end, wait, and kill what does not, so that nothing runs on."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    for child in children:
        child.terminate()
    until = time.monotonic() + GRACE
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.1, until - time.monotonic()))
        _kill_session(child)


def _kill_session(child: subprocess.Popen[bytes]) -> None:
    """Kill what is left of a child's session: itself, or its own children when it died before them."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
