"""Any usual file in, its text out. The kind is told from the bytes; its reader is then imported.

Only the reader that is needed is imported, so that compiling plain text starts as fast as without
the libraries for the other formats.
"""

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Final, cast

from luoshi.compiler.catalogue import finding
from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.readers import txt
from luoshi.compiler.readers.signatures import kind
from luoshi.compiler.source import Source

__all__ = ["read"]

Reader = Callable[..., Source | Diagnostic]

_MODULES: Final[Mapping[str, str]] = {
    "docx": "docx",
    "xlsx": "xlsx",
    "xls": "xls",
    "html": "html",
    "pdf": "pdf",
    "doc": "doc",
    "picture": "ocr",
}
_FINDINGS: Final[Mapping[str, str]] = {"encrypted": "R011", "broken": "R012", "archive": "R002"}

_DENSEST: Final = ((120_000, 60), (180_000, 44), (600_000, 12))
"""Of lines, of lines and numbers, of these and what parts names: how many at the most in a text that has more
than one in so many characters. What is read takes memory with them. No plan has a hundredth of that."""
_DIGITS: Final = re.compile("[0-9]+")
_PARTING: Final = "、;；:："


def read(data: bytes, *, name: str) -> Source | Diagnostic:
    """The text of a document of any kind, or the finding that says why there is none. Never raises."""
    source = _read(data, name)
    return finding("R018") if isinstance(source, Source) and _is_data(source.text) else source


def _is_data(text: str) -> bool:
    """Whether a long text is nothing but items, numbers and lists: a table of data, far denser than any plan."""
    if len(text) <= _DENSEST[0][0]:
        return False
    lines = text.count("\n")
    facts = lines + sum(1 for _ in _DIGITS.finditer(text))
    marks = facts + sum(map(text.count, _PARTING))
    found = zip((lines, facts, marks), _DENSEST, strict=True)
    return any(count > most and count * dense > len(text) for count, (most, dense) in found)


def _read(data: bytes, name: str) -> Source | Diagnostic:
    found = kind(data)
    if found == "text":
        return txt.read(data, name=name)
    if found in _FINDINGS:
        return finding(_FINDINGS[found])
    if found not in _MODULES:
        return finding("R010", format=found)
    return _reader(_MODULES[found])(data, name=name)


def _reader(module: str) -> Reader:
    """The reader of that name; plain text's says what is wrong where there is none."""
    path = f"{__name__}.{module}"
    if find_spec(path) is None:
        return txt.read
    return cast(Reader, import_module(path).read)
