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


def median_ms(work: Callable[[], object], *, rounds: int) -> float:
    """Milliseconds of the median round."""
    return statistics.median(timed(work) for _ in range(rounds)) * 1000


def timed(work: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def command() -> None:
    """The command as a user calls it, output thrown away."""
    call = [sys.executable, "-m", "luoshi.cli", "compile", str(SAMPLE), "--format", "json"]
    subprocess.run(call, check=True, capture_output=True)


def main() -> None:
    """Print one line for each measurement."""
    data = SAMPLE.read_bytes()
    compile_bytes(data, name=SAMPLE.name)
    print(f"sample in process   {median_ms(lambda: compile_bytes(data, name='x'), rounds=31):8.1f} ms")
    print(f"sample as a command {median_ms(command, rounds=7):8.1f} ms")
    for times in (1, 10, 100):
        many = data * times
        took = median_ms(lambda many=many: compile_bytes(many, name="x"), rounds=1)
        print(f"sample x {times:<10} {took:8.1f} ms  {took / len(many) * 2**20:6.1f} ms per MiB")
    took = median_ms(lambda: compile_bytes(WITHOUT_NUMBERS, name="x"), rounds=1)
    print(f"5 MB, no number     {took:8.1f} ms")


if __name__ == "__main__":
    main()
