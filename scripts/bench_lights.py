"""How long the lights take: 200 targets of every shape on the 12 month ends of a year."""

import statistics
import time
from datetime import date
from decimal import Decimal
from itertools import product

from luoshi.engines.lights import PRESETS, RuleSet, Standing, Verdict, judge, preset
from luoshi.engines.pace import Point, Schedule, Shape, month_ends, pace, quarter_nodes, season_of

TARGETS, ROUNDS = 200, 15
START, END = date(2022, 1, 1), date(2022, 12, 31)


def schedule(number: int) -> Schedule:
    """The ``number``-th target: shapes in turn, values growing."""
    shape = tuple(Shape)[number % len(Shape)]
    value = Decimal(100 if shape is Shape.MILESTONES else number + 1)
    points = _points(shape, value)
    return Schedule(shape, START, END, None if shape is Shape.EVENT else value, points)


def _points(shape: Shape, value: Decimal) -> tuple[Point, ...]:
    """Quarters' nodes, twelve even months, or three milestones."""
    if shape is Shape.NODES:
        return quarter_nodes(value=value, start=START, end=END)
    if shape is Shape.SEASONAL:
        return season_of([Decimal(month) for month in range(1, 13)], year=START.year) or ()
    if shape is Shape.MILESTONES:
        steps = ((date(2022, 3, 31), 20), (date(2022, 8, 31), 50), (END, 30))
        return tuple(Point(day, Decimal(weight), f"{day:%m-%d}") for day, weight in steps)
    return ()


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
        print(f"{family:17} {lights} lights: {bare:6.1f} ms; with explanation and trace: {worded:6.1f} ms")


if __name__ == "__main__":
    main()
