"""`luoshi compile FILE` and `luoshi compile DIR`: read plan documents. Loads no web framework."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path

from luoshi.cli.arguments import Parser, language, whole
from luoshi.cli.output import ENDINGS, rendered, warned, why, why_not_written
from luoshi.compiler import compile_bytes
from luoshi.compiler.printer import finding_parts

READ, ERRORS, UNREADABLE = 0, 1, 2


def main(argv: Sequence[str]) -> int:
    """0 read, 1 read with errors among the findings, 2 not readable at all."""
    options = _options(argv)
    if len(options.files) > 1 or options.files[0].is_dir():
        # Loaded where it is asked for: one document needs no processes and no progress bar.
        return int(import_module("luoshi.cli.compile_many").main(options))
    return _one(options.files[0], options)


def _one(file: Path, options: argparse.Namespace) -> int:
    if options.format == "xlsx" and options.out is None and sys.stdout.isatty():
        binary = "表格文件不能显示在屏幕上，请用 --out 指定文件。"
        print(binary if options.lang == "zh" else "name a file for the workbook by --out.", file=sys.stderr)
        return UNREADABLE
    try:
        # The bytes are handed on without a name of their own, so that they are gone while the text is read.
        compilation = compile_bytes(file.read_bytes(), name=file.name, year=options.year)
    except OSError as problem:
        print(f"{file}: {why(problem, options.lang)}", file=sys.stderr)
        return UNREADABLE
    sys.stderr.writelines(finding_parts(compilation, name=str(file), language=options.lang))
    printed = rendered(compilation, format=options.format, language=options.lang)
    if warning := warned(printed, language=options.lang):
        print(warning, file=sys.stderr)
    if not _written(printed.parts, options.out, options.lang) or compilation.plan is None:
        return UNREADABLE
    return ERRORS if compilation.failed else READ


def _options(argv: Sequence[str]) -> argparse.Namespace:
    spoken = language(argv)
    parser = Parser(
        prog="luoshi compile",
        description="读取计划文件,输出任务、目标和诊断意见。诊断意见写到标准错误。"
        "给出文件夹或多个文件时,逐份读取,结果写到 --out 文件夹,最后给出汇总。",
        language=spoken,
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="file", help="计划文件或文件夹")
    parser.add_argument(
        "--format",
        choices=list(ENDINGS),
        default="text",
        help="输出格式;md 和 xlsx 可以再次读取",
    )
    parser.add_argument("--year", type=whole(1949, 2100, language=spoken), help="正文没有写明的年度")
    parser.add_argument("--lang", choices=["zh", "en"], default="zh", help="诊断意见的语言")
    parser.add_argument("--out", type=Path, help="输出到文件;读取文件夹时为存放结果的文件夹")
    parser.add_argument(
        "--jobs",
        type=whole(1, 256, language=spoken),
        default=os.cpu_count() or 1,
        help="同时读取几份(默认为处理器个数)",
    )
    return parser.parse_args(argv)


def _written(parts: Iterable[bytes], out: Path | None, spoken: str) -> bool:
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(parts)
        return True
    try:
        with out.open("wb") as file:
            file.writelines(parts)
    except OSError as problem:
        print(f"{out}: {why_not_written(problem, out, spoken)}", file=sys.stderr)
        return False
    return True
