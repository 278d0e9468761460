"""How long reading takes: the sample in process, the command, and how time grows with the text."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from luoshi.compiler import compile_bytes

SAMPLE = Path(__file__).parent.parent / "samples" / "xinzhan-2022.txt"
WITHOUT_NUMBERS = ("各单位要高度重视,抓好落实,推动各项工作走深走实。\n" * 70_000).encode()


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


def command() -> None:
    """The command as a user calls it, output thrown away."""
    call = [sys.executable, "-m", "luoshi.cli", "compile", str(SAMPLE), "--format", "json"]
    subprocess.run(call, check=True, capture_output=True)


def main() -> None:
    """Print one line for each measurement."""
    data = SAMPLE.read_bytes()
    reading_ms(data)
    print(f"sample in process   {reading_ms(data, rounds=31):8.1f} ms")
    print(f"sample as a command {median_ms(command, rounds=7, clock=time.perf_counter):8.1f} ms")
    for times in (1, 10, 100):
        took = reading_ms(data * times)
        print(f"sample x {times:<10} {took:8.1f} ms  {took / len(data * times) * 2**20:6.1f} ms per MiB")
    print(f"5 MB, no number     {reading_ms(WITHOUT_NUMBERS):8.1f} ms")


if __name__ == "__main__":
    main()
