"""Take a workbook into the roster: look at what it would change, then carry it out, all of it or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.files import keep
from luoshi.core.models import Jurisdiction, Role, StoredFile, User
from luoshi.core.policy import belongs, holds, require
from luoshi.core.problems import Refusal, TooLarge
from luoshi.organization.actions.keep_roster import keep_groups, keep_posts, keep_units
from luoshi.organization.actions.roster import change_roster, revision_of
from luoshi.organization.exchange.comparison import Comparison, compare
from luoshi.organization.exchange.known import known_roster
from luoshi.organization.exchange.reading import Table, read
from luoshi.organization.exchange.rows import Problem
from luoshi.organization.exchange.soundness import unsound
from luoshi.organization.exchange.workbook import grids_of
from luoshi.organization.models import Roster

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Trial:
    """What an import would do to the roster of this revision, and what keeps it from being done."""

    revision: int
    comparison: Comparison
    problems: tuple[Problem, ...]
    tables: dict[str, Table] = field(default_factory=dict)

    @property
    def clears(self) -> int:
        """How many cells would lose what the roster says."""
        outcomes = (self.comparison.units, self.comparison.posts, self.comparison.groups)
        return sum(change.clears for outcome in outcomes for change in outcome.changes)


def try_roster(data: bytes, *, jurisdiction: Jurisdiction, actor: User | None) -> Trial:
    """Read a workbook and compare it with the roster; changes nothing. Eight queries.

    Refuses what is no workbook of a roster; what is wrong in its rows is in the trial's problems.
    """
    if actor is not None:
        require(holds(actor, Role.SUPERVISION) and belongs(actor, jurisdiction))
    _refuse_large(data)
    reading = read(grids_of(data))
    revision = revision_of(jurisdiction)
    comparison = compare(known_roster(jurisdiction), reading.roster)
    problems = _in_order([*reading.problems, *comparison.problems, *unsound(comparison)], reading.sheets)
    return Trial(revision, comparison, tuple(problems), dict(reading.sheets))


def _refuse_large(data: bytes) -> None:
    if len(data) > settings.DOCUMENT_LIMIT:
        message = _("文件超过 %(limit)d MB，没有读取。请删去图片和空白行列，另存后再上传。")
        raise TooLarge(message % {"limit": settings.DOCUMENT_LIMIT >> 20}, field="file")


def _in_order(problems: Iterable[Problem], tables: Mapping[str, Table]) -> list[Problem]:
    """Once each, by sheet, row and column."""
    order = {name: at for at, name in enumerate(tables)}

    def place(each: Problem) -> tuple[int, int, int]:
        return order[each.sheet], each.row, tables[each.sheet].places[each.title]

    return sorted(dict.fromkeys(problems), key=place)


@transaction.atomic
def import_roster(
    data: bytes, *, name: str, jurisdiction: Jurisdiction, seen: int, actor: User | None, now: datetime
) -> Roster:
    """Carry out what a trial of the same bytes showed. ``seen`` is the trial's revision.

    Refuses when the roster was changed since, when a row has a problem, and when nothing would change.
    """
    roster = change_roster(jurisdiction, actor=actor, now=now, seen=seen)
    trial = try_roster(data, jurisdiction=jurisdiction, actor=actor)
    _require_sound(trial)
    comparison = trial.comparison
    units = keep_units(comparison, jurisdiction=jurisdiction)
    keep_posts(comparison, units=units, jurisdiction=jurisdiction)
    keep_groups(comparison, units=units, jurisdiction=jurisdiction)
    file = _kept(data, name, jurisdiction=jurisdiction, actor=actor, now=now)
    touched = _touched(comparison, units)
    detail = {"name": name, "sha256": file.sha256, **counts(comparison), "touched": touched}
    record("roster.imported", roster, actor=actor, jurisdiction=jurisdiction, now=now, detail=detail)
    return roster


def _touched(comparison: Comparison, units: Mapping[str, int]) -> list[int]:
    """Keys of the units that were made or changed, or whose people were: each tells of the import."""
    names = {change.after.name for change in comparison.units.changes}
    names |= {change.after.unit for change in comparison.posts.changes}
    return sorted(units[name] for name in names if name in units)


def _kept(
    data: bytes, name: str, *, jurisdiction: Jurisdiction, actor: User | None, now: datetime
) -> StoredFile:
    """The workbook in the file store: it proves where the roster comes from."""
    kept = keep([data], media_type=XLSX)
    return StoredFile.objects.create(
        jurisdiction=jurisdiction,
        sha256=kept.sha256,
        size=kept.size,
        name=name,
        media_type=kept.media_type,
        received_at=now,
        received_from=actor,
    )


def _require_sound(trial: Trial) -> None:
    if trial.problems:
        message = _("名册里还有%(count)d处问题，没有导入。请改正后重新上传。")
        raise Refusal(message % {"count": len(trial.problems)}, field="file")
    if trial.comparison.nothing_new:
        raise Refusal(_("表中内容与系统里的名册完全一致，没有要导入的。"), field="file")


def counts(comparison: Comparison) -> dict[str, dict[str, object]]:
    """How many rows of each sheet are new, changed and unchanged, and the keys of the changed ones."""
    outcomes: dict[str, Any] = {
        "units": comparison.units,
        "posts": comparison.posts,
        "groups": comparison.groups,
    }
    return {
        sheet: {
            "new": len(outcome.new),
            "changed": sorted(change.key for change in outcome.changes if change.key is not None),
            "unchanged": outcome.unchanged,
        }
        for sheet, outcome in outcomes.items()
    }
