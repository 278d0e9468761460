"""Take in a plan document: keep its bytes, have its text read in the background."""

from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.compiler import catalogue, read_bytes
from luoshi.compiler.readers.signatures import kind
from luoshi.compiler.source import Source
from luoshi.core.audit import record
from luoshi.core.files import keep
from luoshi.core.jobs import enqueue
from luoshi.core.models import Jurisdiction, Role, StoredFile, User
from luoshi.core.policy import belongs, holds, require
from luoshi.core.problems import Conflict, Refusal, TooLarge
from luoshi.plans.models import Document
from luoshi.web.language import language

MEDIA_TYPES = {
    "text": "text/plain",
    "html": "text/html",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document as it came: bytes, the sender's name for it, and a year if one was given."""

    data: bytes
    name: str
    year: int | None = None


def receive_document(
    incoming: Incoming, *, jurisdiction: Jurisdiction, actor: User | None, now: datetime
) -> Document:
    """Keep the document and queue its reading. ``actor`` is ``None`` at installation.

    Refuses what is too large, what cannot be read, and what is there already. Pages and pictures take
    long, so whether they can be read is for the worker to find out.
    """
    if actor is not None:
        require(belongs(actor, jurisdiction) and holds(actor, Role.SUPERVISION))
    _refuse_large(incoming)
    found = kind(incoming.data)
    source = None if _takes_long(found) else _readable(incoming)
    kept = keep([incoming.data], media_type=MEDIA_TYPES.get(found, "application/octet-stream"))
    with transaction.atomic():
        _refuse_known(kept.sha256, incoming.year, jurisdiction)
        file = StoredFile.objects.create(
            jurisdiction=jurisdiction,
            sha256=kept.sha256,
            size=kept.size,
            name=incoming.name,
            media_type=kept.media_type,
            received_at=now,
            received_from=actor,
        )
        document = Document.objects.create(
            jurisdiction=jurisdiction,
            file=file,
            name=incoming.name,
            kind=found,
            encoding=source.encoding if source else "",
            text=source.text if source else "",
            year=incoming.year,
            received_at=now,
            received_from=actor,
        )
        detail = {"name": incoming.name, "sha256": kept.sha256, "size": kept.size}
        record("document.received", document, actor=actor, jurisdiction=jurisdiction, now=now, detail=detail)
        enqueue("luoshi.plans.jobs.read_document", document.pk)
    return document


def _takes_long(found: str) -> bool:
    """Pages take a while; pictures too, where there is anything that recognizes characters at all."""
    return found == "pdf" or (found == "picture" and find_spec("rapidocr") is not None)


def _readable(incoming: Incoming) -> Source:
    source = read_bytes(incoming.data, name=incoming.name)
    if isinstance(source, Source):
        return source
    text = catalogue.message(source, language=language()) + " " + catalogue.hint(source, language=language())
    raise Refusal(text, field="file")


def _refuse_large(incoming: Incoming) -> None:
    if len(incoming.data) > settings.DOCUMENT_LIMIT:
        limit = settings.DOCUMENT_LIMIT // 1024 // 1024
        raise TooLarge(_("文件超过 %(limit)d MB,请拆分或删去图片后再上传。") % {"limit": limit}, field="file")


def _refuse_known(sha256: str, year: int | None, jurisdiction: Jurisdiction) -> None:
    """The same bytes come again only where reading broke down, or to be told the year that they lack."""
    same = Document.objects.filter(jurisdiction=jurisdiction, file__sha256=sha256)
    same = same.exclude(state=Document.State.FAILED)
    known = (same.exclude(version__isnull=False, version__year=None) if year else same).first()
    if known:
        raise Conflict(_("同样的文件已作为“%(name)s”收到，不必再传。") % {"name": known.name}, field="file")
