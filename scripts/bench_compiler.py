"""How long reading takes and what memory it needs: the sample in process, the command, how time grows with
the text, and a folder of a thousand plans. With an argument, the number of plans in the folder."""

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from luoshi.compiler import compile_bytes

SAMPLE = Path(__file__).parent.parent / "samples" / "xinzhan-2022.txt"
WITHOUT_NUMBERS = ("各单位要高度重视,抓好落实,推动各项工作走深走实。\n" * 70_000).encode()
LARGEST = 20 * 2**20
SECTION = re.compile("^[一二三四五六七八]、", re.MULTILINE)


def median_ms(work: Callable[[], object], *, rounds: int, clock: Callable[[], float]) -> float:
    """Milliseconds of the median round."""
    return statistics.median(timed(work, clock) for _ in range(rounds)) * 1000


def timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """Seconds that one call takes."""
    started = clock()
    work()
    return clock() - started


def reading_ms(data: bytes, *, rounds: int = 1) -> float:
    """Processor time of reading; what else the machine does leaves it alone."""
    return median_ms(lambda: compile_bytes(data, name="x"), rounds=rounds, clock=time.process_time)


def command(*arguments: object) -> None:
    """The command as a user calls it, output thrown away; errors among the findings are fine."""
    call = [sys.executable, "-m", "luoshi.cli", "compile", *map(str, arguments)]
    done = subprocess.run(call, check=False, capture_output=True)
    if done.returncode > 1:
        raise SystemExit(done.stderr.decode())


def peak_mb(data: bytes, folder: Path) -> float:
    """Most memory that the command takes with a document of this content, in MB (2^20 bytes)."""
    file = folder / "large.txt"
    file.write_bytes(data)
    measure = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True)"
    measure += "; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    call = [sys.executable, "-m", "luoshi.cli", "compile", str(file), "--format", "json", "--out"]
    done = subprocess.run(
        [sys.executable, "-c", measure, *call, str(folder / "large.json")],
        check=True,
        capture_output=True,
        text=True,
    )
    return int(done.stdout) / (1024 if sys.platform == "darwin" else 1) / 1024


def plans(folder: Path, count: int) -> None:
    """That many plans of different lengths: the sample's sections in turn, every hundredth file broken."""
    text = SAMPLE.read_text(encoding="utf-8")
    starts = [match.start() for match in SECTION.finditer(text)] or [0]
    for number in range(count):
        first = starts[number % len(starts)]
        content = (text[: starts[0]] + text[first:]).encode()
        (folder / f"{number:05}.txt").write_bytes(b"\x00\x01" if number % 100 == 99 else content)


def main() -> None:
    """Print one line for each measurement."""
    data = SAMPLE.read_bytes()
    reading_ms(data)
    print(f"sample in process   {reading_ms(data, rounds=31):8.1f} ms")
    once = median_ms(lambda: command(SAMPLE, "--format", "json"), rounds=7, clock=time.perf_counter)
    print(f"sample as a command {once:8.1f} ms")
    for times in (1, 10, 100, 1000):
        took = reading_ms(data * times)
        print(f"sample x {times:<10} {took:8.1f} ms  {took / len(data * times) * 2**20:6.1f} ms per MiB")
    print(f"5 MB, no number     {reading_ms(WITHOUT_NUMBERS):8.1f} ms")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"20 MB, peak memory  {peak_mb(data * (LARGEST // len(data)), folder):8.0f} MB")
        many, out = folder / "plans", folder / "out"
        many.mkdir()
        plans(many, int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
        command(many, "--jobs", 2, "--format", "json", "--out", out)
        told = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    print(
        f"{told['documents']} plans, 2 jobs  {told['seconds']:8.1f} s, "
        f"{told['tasks']} tasks, {told['targets']} targets, {len(told['unreadable'])} unreadable"
    )


if __name__ == "__main__":
    main()
