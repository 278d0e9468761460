"""Settle a doubt, or all that are alike, by one answer."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.models import User
from luoshi.plans.actions.review.keeping import keep, locked, settle, settled_already
from luoshi.plans.models import Doubt, Revision
from luoshi.plans.review import answers
from luoshi.plans.review.changes import Recorder

SETTLED = "settled"


@transaction.atomic
def settle_doubt(doubt_id: int, *, answer: str, actor: User, now: datetime, text: str = "") -> Revision:
    """Carry the answer out and keep it. ``text`` is what the person wrote, for ``other``.

    Refuses an answer that is not offered, and a doubt that somebody else settled meanwhile.
    """
    doubt = _locked(doubt_id, actor=actor)
    if doubt.settled is not None:
        raise settled_already(doubt)
    return _settle([doubt], answers.Given(answer, text, actor, now))


@transaction.atomic
def settle_alike(doubt_id: int, *, answer: str, actor: User, now: datetime) -> Revision:
    """The same answer for every open doubt of the same code that offers it: one change, undone at once."""
    doubt = _locked(doubt_id, actor=actor)
    open_ = doubt.version.doubts.filter(code=doubt.code, settled=None)
    alike = [
        each
        for each in open_.select_related("finding", "version__document__jurisdiction")
        if answer in {offer.answer for offer in answers.offers(each)}
    ]
    if not alike:
        raise settled_already(doubt)
    return _settle(alike, answers.Given(answer, "", actor, now))


def _locked(doubt_id: int, *, actor: User) -> Doubt:
    doubts = Doubt.objects.select_related("finding", "settled__made_by")
    version, doubt = locked(doubts, doubt_id, of="version_id", actor=actor)
    doubt.version = version
    return doubt


def _settle(doubts: Sequence[Doubt], given: answers.Given) -> Revision:
    recorder = Recorder()
    notes = [answers.carry_out(doubt, given, recorder=recorder) for doubt in doubts]
    note = notes[0]
    if len(notes) > 1:
        note = _("%(note)s 等 %(n)d 条") % {"note": note, "n": len(notes)}
    version = doubts[0].version
    revision = keep(version, recorder, verb=SETTLED, note=note, actor=given.actor, now=given.now)
    settle(doubts, revision)
    return revision
