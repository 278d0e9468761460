"""A command line's own words in the language of the rest: usage, headings, and what is wrong with a call."""

import argparse
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Final, NoReturn

_WRONG: Final = (
    (r"the following arguments are required: (.+)", r"缺少参数 \1。"),
    (r"unrecognized arguments: (.+)", r"没有这个参数：\1。"),
    (r"ambiguous option: (\S+) could match (.+)", r"参数 \1 不明确，可能是 \2。"),
    (r"argument (\S+): expected (?:one argument|at least one argument)", r"参数 \1 后面要有值。"),
    (r"argument (\S+): ignored explicit argument (.+)", r"参数 \1 后面不能有值（\2）。"),
    (r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)", r"参数 \1 不能是 \2，可选：\3。"),
    (r"argument (\S+): invalid \S+ value: (.+)", r"参数 \1 的值 \2 不对。"),
    (r"argument (\S+): (.+)", r"参数 \1：\2"),
)
"""What argparse says, and the same in Chinese; anything else stays as it is."""


def language(argv: Sequence[str]) -> str:
    """``en`` where the call asks for English; known before the call is understood."""
    return "en" if "--lang=en" in argv or ("--lang", "en") in pairwise(argv) else "zh"


class Parser(argparse.ArgumentParser):
    """Speaks Chinese unless told otherwise."""

    def __init__(self, *, prog: str, description: str, language: str = "zh") -> None:
        super().__init__(
            prog=prog,
            description=description,
            add_help=False,
            formatter_class=_Chinese if language == "zh" else argparse.HelpFormatter,
        )
        self._language = language
        about = "显示这份说明" if language == "zh" else "show this help and exit"
        self.add_argument("-h", "--help", action="help", help=about)

    def error(self, message: str) -> NoReturn:
        """Says how the command is called and what is wrong; exits with 2."""
        if self._language != "zh":
            super().error(message)
        self.exit(2, f"{self.format_usage()}{self.prog}：{_in_chinese(message)}\n")


class _Chinese(argparse.HelpFormatter):
    """Usage and headings in Chinese."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section({"positional arguments": "参数", "options": "选项"}.get(heading or "", heading))


def _in_chinese(message: str) -> str:
    for english, chinese in _WRONG:
        if re.fullmatch(english, message, re.DOTALL):
            return re.sub(english, chinese, message, flags=re.DOTALL)
    return message


def whole(first: int, last: int, *, language: str) -> Callable[[str], int]:
    """Reads a whole number from ``first`` to ``last``; says in ``language`` what else was given."""

    def read(text: str) -> int:
        if text.isdecimal() and first <= int(text[: len(str(last)) + 1]) <= last:
            return int(text)
        chinese = f"“{text}”应为 {first} 到 {last} 的整数。"
        english = f"“{text}” is no whole number from {first} to {last}."
        raise argparse.ArgumentTypeError(chinese if language == "zh" else english)

    return read
