"""`luoshi compile FILE`: read a plan document and print what is in it. Loads no web framework."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from luoshi.compiler import Compilation, compile_bytes
from luoshi.compiler.printer import as_json, as_text, findings

READ, ERRORS, UNREADABLE = 0, 1, 2


def main(argv: Sequence[str]) -> int:
    """0 read, 1 read with errors among the findings, 2 not readable at all."""
    options = _options(argv)
    try:
        data = options.file.read_bytes()
    except OSError as problem:
        print(f"{options.file}: {_why(problem, options.lang)}", file=sys.stderr)
        return UNREADABLE
    compilation = compile_bytes(data, name=options.file.name, year=options.year)
    print(findings(compilation, name=str(options.file), language=options.lang), end="", file=sys.stderr)
    if not _written(_printed(compilation, options), options.out, options.lang):
        return UNREADABLE
    if compilation.plan is None:
        return UNREADABLE
    return ERRORS if compilation.failed else READ


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="luoshi compile", description="读取计划文件,输出任务、目标和诊断意见。诊断意见写到标准错误。"
    )
    parser.add_argument("file", type=Path, help="计划文件(.txt)")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式")
    parser.add_argument("--year", type=_year, help="正文没有写明的年度")
    parser.add_argument("--lang", choices=["zh", "en"], default="zh", help="诊断意见的语言")
    parser.add_argument("--out", type=Path, help="输出到文件")
    return parser.parse_args(argv)


def _year(text: str) -> int:
    if not text.isdecimal() or not 1949 <= int(text[:5]) <= 2100:
        raise argparse.ArgumentTypeError(f"年度“{text}”应为 1949 到 2100 的四位数")
    return int(text)


def _printed(compilation: Compilation, options: argparse.Namespace) -> str:
    return as_json(compilation) if options.format == "json" else as_text(compilation, language=options.lang)


def _written(text: str, out: Path | None, language: str) -> bool:
    if out is None:
        sys.stdout.write(text)
        return True
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as problem:
        print(f"{out}: {_why(problem, language)}", file=sys.stderr)
        return False
    return True


def _why(problem: OSError, language: str) -> str:
    if isinstance(problem, FileNotFoundError):
        return "没有这个文件或文件夹。" if language == "zh" else "no such file or folder."
    if isinstance(problem, IsADirectoryError):
        return "这是文件夹,请给出文件。" if language == "zh" else "this is a folder; name a file."
    if isinstance(problem, PermissionError):
        return "没有读写权限。" if language == "zh" else "permission denied."
    return str(problem.strerror)
