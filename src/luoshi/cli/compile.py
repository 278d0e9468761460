"""`luoshi compile FILE`: read a plan document and say what is in it. Needs no database, no Django."""

import argparse
import sys
from pathlib import Path

from luoshi.compiler import Compilation, compile_bytes
from luoshi.compiler.printer import as_json, as_text
from luoshi.compiler.terminal import shown

_DONE, _ERRORS, _UNREADABLE = 0, 1, 2


def main(argv: list[str]) -> int:
    """0 read, 1 read with errors, 2 the file cannot be read or the call makes no sense."""
    options = _parser().parse_args(argv)
    try:
        data = options.file.read_bytes()
    except OSError as problem:
        return _refused(f"{options.file}: 打不开文件 cannot open ({problem.strerror})")
    compilation = compile_bytes(data, name=str(options.file), year=options.year)
    try:
        _write(compilation, options)
    except OSError as problem:
        return _refused(f"{options.out}: 写不了文件 cannot write ({problem.strerror})")
    return _exit_code(compilation)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="luoshi compile", description="读取计划文件，输出任务、目标和诊断意见。"
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="计划文件(纯文本,UTF-8 或 GB18030)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式，默认 text")
    parser.add_argument("--year", type=_year, metavar="N", help="计划年度，用于正文没有写明的文件")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="诊断意见的语言，默认 zh")
    parser.add_argument("--out", type=Path, metavar="FILE", help="写入文件，不写则输出到屏幕")
    return parser


def _year(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1949 <= int(text[:5]) <= 2199):
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，例如 2022。")
    return int(text)


def _write(compilation: Compilation, options: argparse.Namespace) -> None:
    name, language = str(options.file), options.lang
    if options.format == "json":
        printed = as_json(compilation, language=language)
    else:
        printed = as_text(compilation, name=name, language=language)
    if options.out:
        options.out.write_text(printed, encoding="utf-8")
    elif compilation.plan is not None or options.format == "json":
        _print(printed)
    if compilation.plan is None:
        for each in compilation.diagnostics:
            print(shown(each, source=None, name=name, language=language), file=sys.stderr)


def _print(text: str) -> None:
    """On a terminal that cannot show a character, show a mark in its place rather than fail."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, errors="replace").decode(encoding))


def _exit_code(compilation: Compilation) -> int:
    if compilation.plan is None:
        return _UNREADABLE
    return _ERRORS if compilation.failed else _DONE


def _refused(why: str) -> int:
    print(why, file=sys.stderr)
    return _UNREADABLE
