"""What a web page's bytes say in characters.

What a page declares is often wrong: servers convert pages and leave their ``meta`` as it was. Text in
GB18030 is practically never valid UTF-8, so UTF-8 is tried first whatever is declared.
"""

import codecs
import re
from typing import Final

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)
_LOOKED_AT: Final = 4096
_WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "hz-gb-2312": "gb18030"}


def decoded(data: bytes) -> tuple[str, str]:
    """The characters, and the name of the encoding. Bytes that are none become U+FFFD."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding.removesuffix("-sig")
    for encoding in ("utf-8", _declared(data)):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return data.decode("gb18030", errors="replace"), "gb18030"


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_LOOKED_AT])
    name = found[1].decode("ascii").lower() if found else "gb18030"
    try:
        known = codecs.lookup(_WIDER.get(name, name))
    except LookupError:
        return "gb18030"
    return known.name if known.name not in ("utf-16", "utf-32", "utf-8", "utf-7") else "gb18030"
