"""Put right what was entered wrongly. What was known before stays to be seen."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.core.audit import record as event
from luoshi.core.policy import require
from luoshi.core.problems import Conflict, Refusal
from luoshi.engines.registers import stored
from luoshi.registers.actions.follow import Change, changed, follow
from luoshi.registers.actions.keeping import (
    Hand,
    check_day,
    check_references,
    detail_of,
    folded,
    in_order,
    locked,
    summarize,
)
from luoshi.registers.definition import pack_of
from luoshi.registers.history import entries_of
from luoshi.registers.models import Entry, Record
from luoshi.registers.policy import may_enter


@transaction.atomic
def correct_entry(
    entry_id: int, *, day: date, changes: Mapping[str, object], note: str, hand: Hand
) -> Record:
    """Replace an entry by one with another day and other values; the state that it entered stays.

    ``changes`` are the typed values that the entry should have set. Everything entered later must still be
    possible. A reason is owed.
    """
    wrong, record = _wrong(entry_id, hand=hand)
    _owe_reason(note)
    pack = pack_of(record.register)
    check_day(day, today=timezone.localdate(hand.now))
    check_references(pack, changes, record.register)
    kept = stored({name: value for name, value in changes.items() if value is not None})
    right = Entry(
        record=record,
        position=wrong.position,
        day=day,
        known_at=hand.now,
        by=hand.actor,
        verb=Entry.Verb.CORRECTED,
        move=wrong.move,
        state=wrong.state,
        changes={name: kept.get(name) for name in changes},
        note=note.strip(),
        replaces=wrong,
    )
    before = entries_of(record)
    after = in_order([*(each for each in before if each.pk != wrong.pk), right])
    summarize(record, pack, folded(pack, after)[-1])
    return _kept(record, right, hand, change=changed(pack, record, before, after))


@transaction.atomic
def withdraw_record(record_id: int, *, note: str, hand: Hand) -> Record:
    """Take back a record that should never have been opened; it counts nowhere from now on."""
    record = locked(record_id, hand=hand)
    _require(record, hand)
    _owe_reason(note)
    record.withdrawn = True
    for wrong in entries_of(record):
        last = Entry.objects.create(
            record=record,
            position=wrong.position,
            day=wrong.day,
            known_at=hand.now,
            by=hand.actor,
            verb=Entry.Verb.WITHDRAWN,
            note=note.strip(),
            replaces=wrong,
        )
    return _kept(record, last, hand)


def _wrong(entry_id: int, *, hand: Hand) -> tuple[Entry, Record]:
    """The entry with its record locked; refuses one that was replaced already."""
    record = locked(Entry.objects.values_list("record_id", flat=True).get(pk=entry_id), hand=hand)
    _require(record, hand)
    wrong = Entry.objects.get(pk=entry_id)
    if hasattr(wrong, "replaced_by"):
        raise Conflict(_("这一条已被更正过，请更正最新的一条。"))
    return wrong, record


def _require(record: Record, hand: Hand) -> None:
    require(
        hand.actor is None or may_enter(hand.actor, record.unit_id, record.register),
        _("只有责任单位的联络员和督查室可以更正、撤销这条记录。"),
    )


def _owe_reason(note: str) -> None:
    if not note.strip():
        raise Refusal(_("请写明更正或撤销的原因。"), field="note")


def _kept(record: Record, entry: Entry, hand: Hand, *, change: Change | None = None) -> Record:
    record.entered += 1
    record.save()
    if entry.pk is None:
        entry.save()
    event(
        f"record.{entry.verb}",
        record,
        actor=hand.actor,
        jurisdiction=record.register.jurisdiction,
        now=hand.now,
        detail=detail_of(entry),
    )
    follow(record.register, actor=hand.actor, now=hand.now, change=change)
    return record
