"""What `luoshi compile` writes: a plan in the format asked for, and why a file could not be used."""

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from luoshi.compiler import Compilation
from luoshi.compiler.printer import json_parts, text_parts

_ERRORS: Final = {
    errno.ENAMETOOLONG: "文件名太长。",
    errno.ENOSPC: "磁盘已满。",
    errno.EROFS: "这里只能读，不能写。",
    errno.EIO: "读写出错，磁盘可能已损坏。",
    errno.ELOOP: "链接指向自己。",
}
"""Refusals that Python has no class for."""
ENDINGS: Final = {"text": ".txt", "json": ".json", "md": ".md", "xlsx": ".xlsx"}
"""Formats, and how the names of files in them end."""


@dataclass(frozen=True, slots=True)
class Output:
    """A plan's print piece by piece, and how many facts read differently when it is compiled again."""

    parts: Iterable[bytes]
    differences: int = 0


def rendered(compilation: Compilation, *, format: str, language: str) -> Output:
    """The plan as a file's bytes, text in UTF-8; nothing where there is no plan and the format is no JSON."""
    if format == "json":
        return Output(part.encode() for part in json_parts(compilation))
    if format == "text":
        return Output(part.encode() for part in text_parts(compilation, language=language))
    # These two are loaded where they are asked for: the usual call starts faster without.
    module, function = ("markdown", "as_markdown") if format == "md" else ("workbook", "as_workbook")
    printed = getattr(import_module(f"luoshi.compiler.printer.{module}"), function)(compilation)
    return Output([printed.data], printed.differences)


def warned(printed: Output, *, language: str) -> str | None:
    """What to know of a printed plan that does not read back the same."""
    if not printed.differences:
        return None
    if language == "zh":
        return f"再次读取输出的文件，有 {printed.differences} 处与原文读出的不同，请以原文为准。"
    return f"compiled again, this output differs in {printed.differences} facts; rely on the original."


def why(problem: OSError, language: str) -> str:
    """What an operating system's refusal means."""
    chinese = language == "zh"
    if isinstance(problem, FileNotFoundError):
        return "没有这个文件或文件夹。" if chinese else "no such file or folder."
    if isinstance(problem, IsADirectoryError):
        return "这是文件夹,请给出文件。" if chinese else "this is a folder; name a file."
    if isinstance(problem, FileExistsError | NotADirectoryError):
        return "这是文件,请给出文件夹。" if chinese else "this is a file; name a folder."
    if isinstance(problem, PermissionError):
        return "没有读写权限。" if chinese else "permission denied."
    chinese_words = _ERRORS.get(problem.errno or 0)
    return chinese_words if chinese and chinese_words else str(problem.strerror)


def why_not_written(problem: OSError, out: Path, language: str) -> str:
    """What the refusal to write ``out`` means: no such folder, or one that takes no such file."""
    if not isinstance(problem, FileNotFoundError):
        return why(problem, language)
    if out.parent.is_dir():
        return (
            "不能写到这里，请换一个位置。" if language == "zh" else "cannot be written; name another place."
        )
    return "没有这个文件夹。" if language == "zh" else "no such folder."
