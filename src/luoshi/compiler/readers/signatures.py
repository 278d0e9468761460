"""What kind of file some bytes are, told from the bytes alone: names and extensions are often wrong.

Web pages saved as ``.xls``, text saved as ``.doc`` and Word files without any extension are all usual.
"""

import re
from io import BytesIO
from typing import Final

_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\x00", b"MM\x00*")
_OLE: Final = b"\xd0\xcf\x11\xe0"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_WITHIN: Final = 1024
"""Bytes in front of ``%PDF`` that readers of PDF put up with."""
_MARKS: Final = (
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
_LOOKED_AT: Final = 4096
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|table|p|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_WORD_XML: Final = ("Word.Document", "schemas-microsoft-com:office:word", "2006/xmlPackage")
_OLE_STREAMS: Final = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "PPT"),
)


def kind(data: bytes) -> str:
    """``pdf``, ``picture``, ``docx``, ``xlsx``, ``doc``, ``xls``, ``html``, ``text``, ``encrypted``,
    ``broken``, ``archive``, or, in capitals, the name of a format that is known but not read."""
    if data.startswith(_ZIP):
        return _in_zip(data)
    if data.startswith(_OLE):
        return _in_ole(data)
    if data.startswith(_PICTURES):
        return "picture"
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    return _in_text(beginning(data))


def beginning(data: bytes) -> str:
    """The first characters, by byte order mark if there is one, else with every byte as it is."""
    head = data[:_LOOKED_AT]
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head.decode(encoding, errors="ignore")
    return head.decode("latin-1")


def _in_text(head: str) -> str:
    if head.startswith("{\\rtf"):
        return "RTF"
    if head.lstrip().startswith("<?xml") and any(mark in head for mark in _WORD_XML):
        return "Word XML"
    if re.match(r"MIME-Version:|From:.*\n(?:.*\n){0,9}MIME-Version:", head, re.IGNORECASE):
        return "MHT"
    return "html" if _HTML.match(head) else "text"


def _in_ole(data: bytes) -> str:
    for stream, found in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return found
    return "doc"


def _in_zip(data: bytes) -> str:
    import zipfile  # here, because plain text, the usual input, does without

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "broken"
    for name in names:
        if name.startswith("word/"):
            return "docx"
        if name.startswith("xl/"):
            return "XLSB" if "xl/workbook.bin" in names else "xlsx"
        if name.startswith("ppt/"):
            return "PPTX"
        if name.lower() == "ofd.xml":
            return "OFD"
    return "ODF" if "mimetype" in names and "content.xml" in names else "archive"
