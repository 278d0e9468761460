"""Ask the roster again: it changed after the document was read, so that names may mean something by now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from luoshi.core.models import User
from luoshi.organization.actions.roster import revision_of
from luoshi.plans.actions.resolve_names import Meant, Tie, as_of_roster, meant_names
from luoshi.plans.actions.review.keeping import editable, keep
from luoshi.plans.actions.review.raising import raised_name, row
from luoshi.plans.models import Doubt, PlanVersion, Responsibility, Revision
from luoshi.plans.review.changes import Recorder
from luoshi.plans.review.name_book import NameDoubt
from luoshi.plans.review.name_codes import NAME_CODES, names_in
from luoshi.plans.review.queries import RENEWED

FOR_ALL = ("N003", "N005")
"""Codes of which one doubt stands for all names."""


@transaction.atomic
def renew_names(version_id: int, *, actor: User, now: datetime) -> Revision:
    """Tie what is certain by now, drop the doubts that this answers, and ask what is newly in doubt.

    What somebody tied or settled stays as it is. One change, taken back at once.
    """
    version = editable(version_id, actor=actor)
    meant = meant_names(version)
    recorder = Recorder()
    asked = list(version.doubts.filter(code__in=NAME_CODES))
    decided = {duty.name for duty in meant.duties if not _is_loose(duty)}
    tied = _tie(meant, recorder)
    dropped, raised = _ask_again(version, asked, meant.doubts(but=decided | _settled(asked)), recorder)
    as_of_roster(version, revision_of(version.document.jurisdiction))
    note = _("按现在的名册重新核对名称：对上 %(tied)d 处责任，存疑减少 %(dropped)d 条、新增 %(raised)d 条")
    said = note % {"tied": tied, "dropped": dropped, "raised": raised}
    return keep(version, recorder, verb=RENEWED, note=said, actor=actor, now=now)


def _tie(meant: Meant, recorder: Recorder) -> int:
    """Tie what is still loose; how many duties."""
    tied: dict[Tie, list[Responsibility]] = defaultdict(list)
    for duty in filter(_is_loose, meant.duties):
        tied[meant.tie(duty)].append(duty)
    certain = {to: duties for to, duties in tied.items() if any(to)}
    for to, duties in certain.items():
        recorder.update_all(duties, **to._asdict())
    return sum(map(len, certain.values()))


def _is_loose(duty: Responsibility) -> bool:
    return duty.unit_id is duty.group_id is duty.person_id is None


def _settled(asked: Iterable[Doubt]) -> set[str]:
    """The printed names about which somebody has answered already, be it that it is left for later."""
    return {name for doubt in asked if doubt.settled_id is not None for name in names_in(doubt.params)}


def _ask_again(
    version: PlanVersion, asked: Sequence[Doubt], wanted: Sequence[NameDoubt], recorder: Recorder
) -> tuple[int, int]:
    """Let the open doubts about names be those that are wanted; how many went, how many came.

    A doubt about the same stays where it is in the order, with what may be answered now.
    """
    kept = {_subject(doubt.code, doubt.params): doubt for doubt in asked}
    gone = {key: doubt for key, doubt in kept.items() if doubt.settled_id is None}
    new: list[NameDoubt] = []
    for raised in wanted:
        key = _subject(raised.code, raised.params)
        if key in gone:
            recorder.update(gone.pop(key), params=raised.params, start=raised.start, end=raised.end)
        elif key not in kept or raised.code in FOR_ALL:
            new.append(raised)
    for doubt in gone.values():
        recorder.delete(doubt)
    last = version.doubts.aggregate(last=Max("ordinal"))["last"]
    first = 0 if last is None else last + 1
    rows = [row(version, ordinal, raised_name(each)) for ordinal, each in enumerate(new, start=first)]
    recorder.create_all(rows)
    return len(gone), len(new)


def _subject(code: str, params: Mapping[str, Any]) -> tuple[str, object]:
    """What a doubt is about: a name, a group, or all new ones together."""
    return code, None if code in FOR_ALL else params.get("group", params["name"])
