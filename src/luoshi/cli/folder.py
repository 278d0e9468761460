"""What lies below the folders that are to be read: every file is tried, and what is not tried is named.

A file's name says nothing certain about its kind, so none is passed over for its ending.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_LARGEST: Final = 256 << 20
"""Bytes of a file that is opened; scans of hundreds of pages have less."""


@dataclass(slots=True)
class Found:
    """Files to try, each once; files that are none of the user's making; folders that do not open."""

    files: list[Path] = field(default_factory=list)
    passed_over: list[Path] = field(default_factory=list)
    closed: dict[Path, OSError] = field(default_factory=dict)


def found(given: Iterable[Path], out: Path) -> Found:
    """The files that are named, whatever they are, and those below folders, without ``out``'s (resolved)."""
    everything = Found()
    for path in given:
        if path.is_dir():
            _walk(path, out, everything)
        else:
            everything.files.append(path)
    everything.files = sorted({absolute(path): path for path in everything.files}.values(), key=absolute)
    return everything


def _walk(top: Path, out: Path, everything: Found) -> None:
    def refused(problem: OSError) -> None:
        everything.closed[Path(problem.filename)] = problem

    for folder, folders, files in os.walk(top, onerror=refused):
        here = Path(folder)
        below = [here / each for each in sorted(folders) if (here / each).resolve() != out]
        # A link to a folder may lead back to where it lies, so none is followed.
        aside = [each for each in below if _hidden(each) or each.is_symlink()]
        folders[:] = [each.name for each in below if each not in aside]
        everything.passed_over += aside
        for each in (here / name for name in files):
            (everything.passed_over if _hidden(each) else everything.files).append(each)


def _hidden(path: Path) -> bool:
    """Hidden, or the lock file of an office program."""
    return path.name.startswith((".", "~$"))


def absolute(path: Path) -> Path:
    """Where a file lies; a link is not followed, as it is a file of its own to people."""
    return path.parent.resolve() / path.name


def unfit(path: Path, language: str) -> str | None:
    """Why a path is not opened: a link to nothing, a pipe that would be waited for without end."""
    chinese = language == "zh"
    if path.is_symlink() and not path.exists():
        return "链接指向的文件不存在。" if chinese else "a link to a file that is not there."
    if path.exists() and not path.is_file():
        no_file = "这不是文件（管道、套接字或设备）。"
        return no_file if chinese else "this is no file but a pipe, a socket or a device."
    if path.exists() and path.stat().st_size > _LARGEST:
        limit = _LARGEST >> 20
        return f"文件超过 {limit} MB，没有读取。" if chinese else f"larger than {limit} MB; it was not read."
    return None
