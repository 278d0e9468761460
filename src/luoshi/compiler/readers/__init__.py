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

_MANY: Final = 200_000
_DENSE: Final = 24
"""Lines and numbers together: the densest plans have one in 28 characters, and none has so many."""
_DIGITS: Final = re.compile("[0-9]+")


def read(data: bytes, *, name: str) -> Source | Diagnostic:
    """The text of a document of any kind, or the finding that says why there is none. Never raises."""
    source = _read(data, name)
    return finding("R018") if isinstance(source, Source) and _is_data(source.text) else source


def _is_data(text: str) -> bool:
    """Whether a long text is nothing but items and numbers: a table of data, far denser than any plan."""
    facts = text.count("\n") + sum(1 for _ in _DIGITS.finditer(text)) if len(text) > _MANY else 0
    return facts > _MANY and facts * _DENSE > len(text)


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
