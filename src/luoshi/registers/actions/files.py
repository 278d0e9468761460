"""Files that are values of a record's fields."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from luoshi.core.files import evidence_type, keep
from luoshi.core.models import Jurisdiction, StoredFile, User
from luoshi.core.problems import Refusal, TooLarge


def with_files(
    values: Mapping[str, object], *, jurisdiction: Jurisdiction, actor: User, now: datetime
) -> dict[str, object]:
    """The values with every upload checked, kept, and named by its id. Refuses what no evidence may be."""
    return {
        name: _kept(name, value, jurisdiction=jurisdiction, actor=actor, now=now)
        if isinstance(value, UploadedFile)
        else value
        for name, value in values.items()
    }


def _kept(field: str, file: UploadedFile, *, jurisdiction: Jurisdiction, actor: User, now: datetime) -> int:
    name, size = file.name or "", file.size or 0
    if size > settings.EVIDENCE_LIMIT:
        limit = settings.EVIDENCE_LIMIT >> 20
        raise TooLarge(_("文件“%(name)s”超过 %(limit)d MB。") % {"name": name, "limit": limit}, field=field)
    head = file.read(16)
    file.seek(0)
    try:
        kind = evidence_type(name, head)
    except Refusal as refusal:
        raise Refusal(refusal.message, field=field) from refusal
    stored = keep(file.chunks(), media_type=kind)
    return StoredFile.objects.create(
        jurisdiction=jurisdiction,
        sha256=stored.sha256,
        size=stored.size,
        name=name[-255:],
        media_type=stored.media_type,
        received_at=now,
        received_from=actor,
    ).pk
