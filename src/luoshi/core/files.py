"""Files that people send: checked by content, kept under their hash outside the web root."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from luoshi.core.problems import Refusal


class Upload(Protocol):
    """What Django's uploaded files and our command line have in common."""

    name: str | None
    size: int | None

    def chunks(self, chunk_size: int | None = None) -> Iterable[bytes]:
        """The content in pieces."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that lie in the file store."""

    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class FileType:
    """A type that may serve as evidence: its name's endings and how its content begins."""

    media_type: str
    endings: tuple[str, ...]
    signatures: tuple[bytes, ...]


EVIDENCE_TYPES = (
    FileType("application/pdf", (".pdf",), (b"%PDF-",)),
    FileType("image/png", (".png",), (b"\x89PNG\r\n\x1a\n",)),
    FileType("image/jpeg", (".jpg", ".jpeg"), (b"\xff\xd8\xff",)),
    FileType("application/zip", (".docx", ".xlsx", ".pptx", ".zip", ".ofd"), (b"PK\x03\x04",)),
    FileType("application/x-ole-storage", (".doc", ".xls", ".ppt", ".wps", ".et"), (b"\xd0\xcf\x11\xe0",)),
)


def evidence_type(name: str, head: bytes) -> str:
    """The media type of an evidence file by its content.

    Refuses a file whose ending is not known or does not agree with how its content begins.
    """
    ending = Path(name).suffix.lower()
    for kind in EVIDENCE_TYPES:
        if ending in kind.endings:
            if head.startswith(kind.signatures):
                return kind.media_type
            raise Refusal(
                _("文件“%(name)s”的内容与扩展名不符，请上传原始文件。") % {"name": name}, field="evidence"
            )
    allowed = " ".join(ending for kind in EVIDENCE_TYPES for ending in kind.endings)
    raise Refusal(
        _("不支持“%(name)s”这种文件。可上传：%(allowed)s") % {"name": name, "allowed": allowed},
        field="evidence",
    )


def keep(chunks: Iterable[bytes], *, media_type: str) -> Kept:
    """Write bytes into the store and give their hash. The same bytes lie there once.

    The file is written aside and moved into place when whole, so a crash leaves no half file.
    A file without a row (its transaction was rolled back) does no harm.
    """
    root = Path(settings.FILES_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=root, prefix="incoming-")
    hasher, size = hashlib.sha256(), 0
    with os.fdopen(handle, "wb") as file:
        for chunk in chunks:
            hasher.update(chunk)
            size += len(chunk)
            file.write(chunk)
    target = path_of(hasher.hexdigest())
    target.parent.mkdir(parents=True, exist_ok=True)
    Path(aside).replace(target)
    return Kept(sha256=hasher.hexdigest(), size=size, media_type=media_type)


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256
