"""Plain text and comma-separated tables: UTF-8 with or without byte order mark, UTF-16 with one, or GB18030. Anything else is a finding.

Every byte sequence has some reading in GB18030's single and double bytes, so a decoding that
succeeds proves little. What comes out must also look like text: no control characters, and at
least some characters of the kinds that Chinese documents are made of.
"""

import re

from luoshi.compiler.diagnostics import Diagnostic, Severity
from luoshi.compiler.readers import csv_text
from luoshi.compiler.source import Source

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_USUAL = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2027\x09-\x0d\x20-\x7e]+")
_SIGNATURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"BM",
    b"RIFF",
)
_USUAL_SHARE = 0.7
_NO_ACCIDENT = 16
"""From this many bytes on, GB18030 text does not happen to be valid UTF-8 as well."""
_LOOKED_AT = 20_000
"""Characters that are enough to judge by."""


def read(data: bytes, *, name: str) -> Source | Diagnostic:
    """The text of ``data``, or the finding that says why there is none."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        return _unreadable("R001")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf_16(data, name)
    if data.startswith(_SIGNATURES):
        return _unreadable("R002")
    if b"\x00" in data:
        # Which of the two orders is meant could only be guessed; a text editor knows it for certain.
        unmarked = any(_is_written(data, order) for order in ("utf-16-le", "utf-16-be"))
        return _unreadable("R003", encoding="UTF-16, no BOM") if unmarked else _unreadable("R002")
    for encoding in ("utf-8-sig", "gb18030"):
        text = _decoded(data, encoding)
        if text is None:
            continue
        if not text.strip():
            return _unreadable("R001")
        if _looks_written(text):
            shown = "utf-8" if encoding == "utf-8-sig" else encoding
            return _told(name, text, shown)
        if len(data) >= _NO_ACCIDENT:
            break
    return _unreadable("R003", encoding="≠ UTF-8, GB18030")


def _utf_16(data: bytes, name: str) -> Source | Diagnostic:
    text = _decoded(data, "utf-16")
    if text is None or not _looks_written(text):
        return _unreadable("R003", encoding="UTF-16")
    if not text.strip():
        return _unreadable("R001")
    return _told(name, text, "utf-16")


def _told(name: str, text: str, encoding: str) -> Source | Diagnostic:
    source = Source(name=name, text=_one_line_end(text), encoding=encoding)
    return csv_text.table(source) if csv_text.is_table(source.text) else source


def _is_written(data: bytes, encoding: str) -> bool:
    text = _decoded(data, encoding)
    return text is not None and _looks_written(text)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _looks_written(text: str) -> bool:
    if _CONTROL.search(text):
        return False
    head = text[:_LOOKED_AT]
    return sum(map(len, _USUAL.findall(head))) >= _USUAL_SHARE * len(head)


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unreadable(code: str, **params: str) -> Diagnostic:
    return Diagnostic(code=code, severity=Severity.ERROR, params=params)
