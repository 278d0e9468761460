"""`luoshi relight`: the lights of all governments on a day, counted by several processes."""

import argparse
import sys
import time
from collections import Counter
from contextlib import closing
from datetime import date
from itertools import islice

from luoshi.cli.arguments import Parser, whole
from luoshi.cli.crew import work_through
from luoshi.cli.shell import database_answers, start_django
from luoshi.engines.kernel import word
from luoshi.engines.lights import Light

SHARE = 25
"""Governments that a process takes at a time."""
MOST = 64

Share = tuple[date, tuple[int, ...]]
"""A day, and the governments to relight on it."""
Counts = tuple[int, dict[Light, int]]
"""Governments with a plan, and how many of their targets show each light."""


def main(argv: list[str]) -> int:
    """0 all counted, 1 the database does not answer or some could not be counted."""
    options = _parser().parse_args(argv)
    start_django()
    if not database_answers():
        return 1
    began = time.monotonic()
    shares = _shares(options.as_of)
    plans, lost, counts = 0, 0, Counter[Light]()
    with closing(work_through(shares, count, processes=options.processes)) as results:
        for done in results:
            if done.result is None:
                lost += len(done.job[1])
                continue
            plans += done.result[0]
            counts.update(done.result[1])
    print("\n".join(_told(options.as_of, plans, counts, seconds=time.monotonic() - began)))
    if lost:
        print(f"有 {lost} 个地区没有算出：处理它们的进程意外结束，请重新运行。", file=sys.stderr)
    return 1 if lost else 0


def _parser() -> Parser:
    parser = Parser(prog="luoshi relight", description="重新计算所有地区某一天的亮灯，按灯色汇总。")
    parser.add_argument("--as-of", type=_day, required=True, metavar="日期", help="哪一天，如 2022-06-30")
    parser.add_argument(
        "--processes",
        type=whole(1, MOST, language="zh"),
        default=2,
        metavar="数量",
        help=f"同时运行几个进程，1 到 {MOST}，不写为 2",
    )
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”应写成 2022-06-30 这样的日期。") from error


def _shares(day: date) -> list[Share]:
    # Models exist only once Django has been started.
    from luoshi.core.models import Jurisdiction

    found = iter(Jurisdiction.objects.order_by("pk").values_list("pk", flat=True))
    return [(day, share) for share in iter(lambda: tuple(islice(found, SHARE)), ())]


def count(share: Share) -> Counts:
    """What one process does with a share; the first one starts the application in it."""
    start_django()
    from luoshi.core.models import Jurisdiction
    from luoshi.progress.relight import relight_all

    day, governments = share
    relit = relight_all(Jurisdiction.objects.filter(pk__in=governments), as_of=day)
    return relit.governments, dict(relit.lights)


def _told(day: date, plans: int, counts: Counter[Light], *, seconds: float) -> list[str]:
    lights = "，".join(f"{word(f'light.{light}')} {counts[light]}" for light in Light)
    return [
        f"{day.isoformat()}：{plans} 个有计划的地区，{counts.total()} 项目标",
        lights,
        f"用时 {seconds:.1f} 秒",
    ]
