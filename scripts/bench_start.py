"""Times the first and the second start: from `luoshi run` to the printed address. It is printed once the server answers.

usage: bench_start.py

The folder is empty at first: the database is made, the sample plan read and published, accounts opened,
static files collected. The second start finds all of that. Installing packages is not in these figures.
"""

import statistics

from installation import folder, started

ROUNDS = 3


def main() -> None:
    """Print the rows of docs/benchmarks.md, section Start."""
    first, second = zip(*(_starts() for _round in range(ROUNDS)), strict=True)
    print("| start | median | slowest |\n|---|---|---|")
    for name, times in (("first", first), ("second", second)):
        print(f"| {name} | {statistics.median(times):.1f} s | {max(times):.1f} s |")


def _starts() -> tuple[float, float]:
    with folder() as environment:
        with started(environment) as site:
            first = site.seconds
        with started(environment) as site:
            return first, site.seconds


if __name__ == "__main__":
    main()
