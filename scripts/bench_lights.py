"""How long the lights take: 200 targets of every shape on the 12 month ends of a year."""

import statistics
import time
from datetime import date
from decimal import Decimal
from itertools import product

from luoshi.engines.lights import PRESETS, RuleSet, Standing, Verdict, judge, preset
from luoshi.engines.pace import Schedule, Shape, month_ends, pace

TARGETS, ROUNDS = 200, 15
START, END = date(2022, 1, 1), date(2022, 12, 31)


def schedule(number: int) -> Schedule:
    """The ``number``-th target: shapes in turn, values growing."""
    shape = tuple(Shape)[number % len(Shape)]
    return Schedule(shape, START, END, None if shape is Shape.EVENT else Decimal(number + 1))


def verdict(rules: RuleSet, of: Schedule, day: date) -> Verdict:
    """The light of a target that has done half of what is due."""
    due = pace(of, as_of=day).value
    done = None if due is None else due / 2
    standing = Standing(of.shape, ">=", of.value, due, done, due is None or None, of.end, day)
    return judge(rules, standing)


def relight(rules: RuleSet, *, worded: bool) -> float:
    """Seconds for all targets on all days; with ``worded`` the explanation and the trace too."""
    schedules = [schedule(number) for number in range(TARGETS)]
    started = time.perf_counter()
    for of, day in product(schedules, month_ends(schedules[0])):
        found = verdict(rules, of, day)
        if worded:
            found.explain()
            found.trace.to_dict()
    return time.perf_counter() - started


def main() -> None:
    """Print one line for each family: median milliseconds, lights only and with words."""
    for family in PRESETS:
        rules = preset(family)
        bare, worded = (
            statistics.median(relight(rules, worded=worded) for _ in range(ROUNDS)) * 1000
            for worded in (False, True)
        )
        lights = TARGETS * 12
        print(f"{family:13} {lights} lights: {bare:6.1f} ms; with explanation and trace: {worded:6.1f} ms")


if __name__ == "__main__":
    main()
