"""`luoshi import FILE`: read and publish a plan document without the web page."""

import sys
from pathlib import Path

from django.utils import timezone

from luoshi.cli.arguments import Parser
from luoshi.cli.shell import database_answers, start_django


def main(argv: list[str]) -> int:
    """0 published, 1 refused or no database, 2 no such file."""
    parser = Parser(prog="luoshi import", description="读取并发布一份计划文件。")
    parser.add_argument("file", type=Path, help="计划文件(.txt)")
    parser.add_argument("--year", type=int, help="正文没有写明的年度")
    options = parser.parse_args(argv)
    if not options.file.is_file():
        print(f"没有文件“{options.file}”。", file=sys.stderr)
        return 2
    start_django()
    return _publish(options.file, options.year) if database_answers() else 1


def _publish(file: Path, year: int | None) -> int:
    # These modules hold models, which exist only once Django has been started.
    from luoshi.cockpit.demo import publish_file
    from luoshi.core.problems import Refusal

    try:
        version = publish_file(file, year=year, now=timezone.now())
    except Refusal as refusal:
        print(f"{file.name}：{refusal.message}", file=sys.stderr)
        return 1
    print(f"已发布：{version.publication.plan.title}({version.tasks.count()} 项任务)")
    return 0
