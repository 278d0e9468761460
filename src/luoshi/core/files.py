"""Files that people send: checked by content, kept under their hash outside the web root."""

import hashlib
import logging
import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from luoshi.core.problems import Refusal

log = logging.getLogger(__name__)

FOUND = 1
"""Exit code by which scanners say that they found something."""


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

    The file is written aside and moved into place when whole and scanned, so a crash leaves no half file.
    A file without a row (its transaction was rolled back) does no harm. Refuses what the scan command of this
    installation finds or cannot look at. A scan takes time: call it before a transaction, not in it.
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
    try:
        scan(Path(aside))
    except Refusal:
        Path(aside).unlink()
        raise
    target = path_of(hasher.hexdigest())
    target.parent.mkdir(parents=True, exist_ok=True)
    Path(aside).replace(target)
    return Kept(sha256=hasher.hexdigest(), size=size, media_type=media_type)


def scan(path: Path) -> None:
    """Have the installation's command look at a file, where it names one.

    Exit code 0 lets the file pass, 1 refuses it. Anything else refuses it too: a scanner that is broken, gone or
    too slow must not open the door.
    """
    if not settings.SCAN:
        return
    code = _exit_code(path)
    if code == FOUND:
        raise Refusal(_("安全扫描认为这个文件有问题，没有接收。请换用干净的文件。"))
    if code != 0:
        log.error("the scan command did not answer (%s): %s", code, settings.SCAN)
        raise Refusal(_("文件没能完成安全扫描，没有接收。请稍后再试，仍不行请联系系统管理员。"))


def _exit_code(path: Path) -> int | None:
    """What the command ended with; ``None`` where it could not be run or took too long."""
    quiet = subprocess.DEVNULL
    try:
        command = [*shlex.split(settings.SCAN), str(path)]
        done = subprocess.run(
            command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=settings.SCAN_SECONDS, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return done.returncode


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256
