"""Say which division a government is, and take in later lists of division codes."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.models import Jurisdiction, Role, User
from luoshi.core.policy import belongs, holds, require
from luoshi.core.problems import Conflict, Refusal, TooLarge
from luoshi.organization.divisions import LENGTH, add_edition, code_problem, edition_problem, editions
from luoshi.organization.exchange.cells import Unclear, Value, text_of
from luoshi.organization.exchange.workbook import grids_of

TITLES = ("版本", "代码", "名称")
_NAMED = 5
"""Faults that a refusal names."""


@transaction.atomic
def set_division_code(
    jurisdiction: Jurisdiction, code: str, *, seen: str, actor: User | None, now: datetime
) -> None:
    """The government is the division of this code from now on. ``seen`` is the code that was shown.

    Refuses a code that no edition has, and one that somebody else changed since.
    """
    if actor is not None:
        require(holds(actor, Role.SUPERVISION, Role.ADMINISTRATOR) and belongs(actor, jurisdiction))
    code = text_of(code)
    if problem := code_problem(code):
        raise Refusal(problem, field="code")
    kept = Jurisdiction.objects.select_for_update().get(pk=jurisdiction.pk)
    if kept.code != seen:
        raise Conflict(_("代码已由别人改为“%(code)s”。请刷新页面核对。") % {"code": kept.code}, field="code")
    kept.code = code
    kept.save(update_fields=["code"])
    detail = {"before": seen, "after": code}
    record("jurisdiction.coded", kept, actor=actor, jurisdiction=kept, now=now, detail=detail)


@transaction.atomic
def import_divisions(data: bytes, *, jurisdiction: Jurisdiction, actor: User | None, now: datetime) -> int:
    """Take in whole editions from a workbook or a CSV of edition, code and name; how many codes.

    Refuses an edition that is there already, and any row that is wrong: nothing is kept then.
    """
    if actor is not None:
        require(holds(actor, Role.ADMINISTRATOR) and belongs(actor, jurisdiction))
    if len(data) > settings.DOCUMENT_LIMIT:
        message = _("文件超过 %(limit)d MB，没有读取。请删去图片和空白行列，另存后再上传。")
        raise TooLarge(message % {"limit": settings.DOCUMENT_LIMIT >> 20}, field="file")
    lists = _editions(_rows(data))
    known = sorted(set(lists) & set(editions()))
    if known:
        raise Conflict(_("版本“%(edition)s”已经有了，没有导入。") % {"edition": known[0]}, field="file")
    count = sum(add_edition(edition, codes) for edition, codes in lists.items())
    detail = {"editions": {edition: len(codes) for edition, codes in lists.items()}}
    record("divisions.imported", jurisdiction, actor=actor, jurisdiction=jurisdiction, now=now, detail=detail)
    return count


def _rows(data: bytes) -> list[list[Value]]:
    """Rows of the first sheet, or of the CSV, titles included."""
    if data.startswith(b"PK"):
        return next(iter(grids_of(data).values())).rows
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return [list(row) for row in csv.reader(StringIO(data.decode(encoding)))]
        except (UnicodeDecodeError, csv.Error):
            continue
    raise Refusal(_("这不是工作簿或 CSV 文件。"), field="file")


def _editions(rows: Sequence[Sequence[Value]]) -> dict[str, dict[str, str]]:
    titles = [str(title).strip() for title in rows[0]] if rows else []
    missing = [title for title in TITLES if title not in titles]
    if missing:
        message = _("第一行应为表头，缺少列：%(titles)s。")
        raise Refusal(message % {"titles": "、".join(missing)}, field="file")
    places = [titles.index(title) for title in TITLES]
    lists: dict[str, dict[str, str]] = {}
    faults: list[str] = []
    for at, row in enumerate(rows[1:], 2):
        cells = [row[place] if place < len(row) else "" for place in places]
        if any(cell != "" for cell in cells):
            faults += [
                _("第%(row)d行：%(problem)s") % {"row": at, "problem": each} for each in _take(cells, lists)
            ]
    if faults or not lists:
        raise Refusal(" ".join(faults[:_NAMED]) or _("表里没有代码。"), field="file")
    return lists


def _take(cells: Sequence[Value], lists: dict[str, dict[str, str]]) -> Iterable[str]:
    """Add a row to its edition; what is wrong with it."""
    try:
        edition, code, name = map(text_of, cells)
    except Unclear as unclear:
        return [str(unclear)]
    if problem := edition_problem(edition):
        return [problem]
    if not (code.isascii() and code.isdigit() and len(code) == LENGTH):
        return [_("行政区划代码是6位数字，这里是“%(code)s”。") % {"code": code}]
    if not name:
        return [_("没有名称。")]
    if code in lists.setdefault(edition, {}):
        return [_("同一版本里代码 %(code)s 有两行。") % {"code": code}]
    lists[edition][code] = name
    return []
