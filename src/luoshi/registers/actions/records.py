"""Open a record, change its values, move it to another state."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.core.audit import record as event
from luoshi.core.policy import require
from luoshi.core.problems import Forbidden, Refusal
from luoshi.engines.lifecycle import Move, Part, Transition, due_on, objections
from luoshi.engines.registers import Pack, objections_to, stored
from luoshi.progress.calendar import working_calendar
from luoshi.registers.actions.follow import changed, follow
from luoshi.registers.actions.keeping import (
    Hand,
    check_day,
    check_references,
    detail_of,
    folded,
    in_order,
    locked,
    refuse,
    summarize,
)
from luoshi.registers.definition import pack_of
from luoshi.registers.history import entries_of, stood
from luoshi.registers.models import Entry, Record, Register
from luoshi.registers.policy import may_enter, part_for
from luoshi.web.language import language

Values = Mapping[str, object]
"""Typed values by field: ``str``, ``int``, ``Decimal``, ``date``, or ``None`` to take one away."""


@transaction.atomic
def open_record(register: Register, values: Values, *, unit: int, day: date, hand: Hand) -> Record:
    """Enter a new thing, in the first state from ``day`` on."""
    _require(hand, unit, register)
    pack = pack_of(register)
    check_day(day, today=timezone.localdate(hand.now))
    given = {name: value for name, value in values.items() if value is not None}
    refuse(pack, objections_to(pack, given))
    check_references(pack, given, register)
    record = Record(register=register, unit_id=unit, since=day, entered=1)
    entry = Entry(
        record=record,
        position=1,
        verb=Entry.Verb.OPENED,
        state=pack.lifecycle.start.id,
        changes=stored(given),
    )
    entry.day, entry.known_at, entry.by = day, hand.now, hand.actor
    summarize(record, pack, folded(pack, [entry])[-1])
    record.save()
    entry.save()
    return _told(record, pack, entry, [], hand)


@transaction.atomic
def change_record(record_id: int, changes: Values, *, day: date, hand: Hand, note: str = "") -> Record:
    """Set values that hold from ``day`` on. Refuses where nothing would change."""
    record = locked(record_id, hand=hand)
    _require(hand, record.unit_id, record.register)
    pack = pack_of(record.register)
    given = _new(pack, record, changes, day=day)
    if not given:
        raise Refusal(_("没有改动，未保存。"))
    return _enter(record, pack, hand, day=day, changes=given, note=note)


@transaction.atomic
def move_record(
    record_id: int, move: str, *, day: date, hand: Hand, changes: Values | None = None, note: str = ""
) -> Record:
    """Take the record to another state on a day, with the values that this needs."""
    record = locked(record_id, hand=hand)
    pack = pack_of(record.register)
    transition = _transition(pack, move)
    part = _part(hand, record, transition)
    entries = entries_of(record)
    given = _new(pack, record, changes or {}, day=day)
    present = stood(pack, entries, as_of=date.max)
    assert present is not None  # only a withdrawn record has no state, and it is not locked
    found = objections(
        pack.lifecycle,
        Move(move, day, part, note),
        passages=present.passages,
        values=present.values | given,
        due=due_on(pack.lifecycle, present.passages, values=present.values, calendar=working_calendar()),
    )
    refuse(pack, found)
    return _enter(record, pack, hand, day=day, changes=given, note=note, transition=transition)


def _transition(pack: Pack, move: str) -> Transition:
    try:
        return pack.lifecycle.transition(move)
    except KeyError as error:
        raise Refusal(_("没有“%(move)s”这一步。") % {"move": move}) from error


def _part(hand: Hand, record: Record, transition: Transition) -> Part:
    part = transition.by[0] if hand.actor is None else part_for(hand.actor, record, transition)
    if part is None:
        raise Forbidden(_("您不能办理“%(move)s”。") % {"move": transition.title.say(language())})
    return part


def _require(hand: Hand, unit: int, register: Register) -> None:
    """``actor`` is ``None`` where the system itself acts: at installation and in imports already allowed."""
    require(
        hand.actor is None or may_enter(hand.actor, unit, register),
        _("只有责任单位的联络员和督查室可以登记、更新这条记录。"),
    )


def _new(pack: Pack, record: Record, changes: Values, *, day: date) -> dict[str, object]:
    """What differs from the values that hold on the day."""
    unknown = set(changes) - set(pack.by_id)
    if unknown:
        raise Refusal(_("没有名为“%(field)s”的字段。") % {"field": "、".join(sorted(unknown))})
    before = stood(pack, entries_of(record), as_of=day)
    held = before.values if before else {}
    return {name: value for name, value in changes.items() if held.get(name) != value}


def _enter(
    record: Record,
    pack: Pack,
    hand: Hand,
    *,
    day: date,
    changes: Values,
    note: str,
    transition: Transition | None = None,
) -> Record:
    check_day(day, today=timezone.localdate(hand.now))
    check_references(pack, changes, record.register)
    entry = Entry(
        record=record,
        position=record.entered + 1,
        day=day,
        known_at=hand.now,
        by=hand.actor,
        verb=Entry.Verb.MOVED if transition else Entry.Verb.CHANGED,
        move=transition.id if transition else "",
        state=transition.target if transition else "",
        changes=_stored(changes),
        note=note.strip(),
    )
    before = entries_of(record)
    summarize(record, pack, folded(pack, [*before, entry])[-1])
    record.entered += 1
    record.save()
    entry.save()
    return _told(record, pack, entry, before, hand)


def _stored(changes: Values) -> dict[str, object]:
    kept = stored({name: value for name, value in changes.items() if value is not None})
    return {name: kept.get(name) for name in changes}


def _told(record: Record, pack: Pack, entry: Entry, before: list[Entry], hand: Hand) -> Record:
    event(
        f"record.{entry.verb}",
        record,
        actor=hand.actor,
        jurisdiction=record.register.jurisdiction,
        now=hand.now,
        detail=detail_of(entry),
    )
    change = changed(pack, record, before, in_order([*before, entry]))
    follow(record.register, actor=hand.actor, now=hand.now, change=change)
    return record
