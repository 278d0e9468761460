"""What every verb on a record shares: lock it, see that it holds together, and keep its summary up to date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn

from django.utils.translation import gettext as _

from luoshi.core.models import StoredFile, User
from luoshi.core.problems import Conflict, Refusal
from luoshi.engines.lifecycle import Objection, due_on
from luoshi.engines.registers import Entry as Entered
from luoshi.engines.registers import Pack, Snapshot, Type, objections_to, snapshots, stored, worded
from luoshi.organization.models import Unit
from luoshi.progress.calendar import working_calendar
from luoshi.registers.history import entered
from luoshi.registers.models import Entry, Record, Register
from luoshi.web.language import language


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, when, and on the record of how many entries. ``seen`` of ``None`` takes it as it is."""

    actor: User | None
    now: datetime
    seen: int | None = None


def locked(record_id: int, *, hand: Hand) -> Record:
    """The record with its row locked. Refuses one that was withdrawn, or changed since it was shown."""
    rows = Record.objects.select_for_update(of=("self",)).select_related("register__jurisdiction")
    record = rows.get(pk=record_id)
    if record.withdrawn:
        raise Conflict(_("这条记录已撤销，不能再改。"))
    if hand.seen is not None and hand.seen != record.entered:
        raise Conflict(_("这条记录在您打开之后已被他人更新，您填的内容没有保存。请核对最新情况后再提交。"))
    return record


def refuse(pack: Pack, found: Iterable[Objection]) -> None:
    """Refuse with the first objection, at its field."""
    for objection in found:
        raise Refusal(worded(pack, objection, language=language()), field=objection.field or None)


def check_references(pack: Pack, changes: Mapping[str, object], register: Register) -> None:
    """Units and files must be of this government, links must name a record. One query per such field."""
    for name, value in changes.items():
        field = pack.field(name)
        if value is None or field.type not in (Type.UNIT, Type.FILE, Type.LINK):
            continue
        if not _there(field.type, value, field.pack, register):
            _no_reference(pack, name, value, register)


def _there(sort: Type, value: object, pack: str, register: Register) -> bool:
    if sort is Type.UNIT:
        return Unit.objects.filter(pk=value, jurisdiction=register.jurisdiction_id).exists()
    if sort is Type.FILE:
        return StoredFile.objects.filter(pk=value, jurisdiction=register.jurisdiction_id).exists()
    linked = Record.objects.filter(register__jurisdiction=register.jurisdiction_id, register__pack=pack)
    return linked.filter(key=str(value), withdrawn=False).exists()


def _no_reference(pack: Pack, name: str, value: object, register: Register) -> NoReturn:
    field = pack.field(name)
    raise Refusal(
        _("“%(title)s”填的“%(value)s”在本地查不到，请核对。")
        % {"title": field.title.say(language()), "value": value},
        field=name,
    )


def folded(pack: Pack, entries: Sequence[Entry]) -> list[Snapshot]:
    """The record after each of its days. Refuses entries that do not hold together: a move that the state
    before it does not allow, a day on which a rule on the values is broken at last."""
    rows = [entered(pack, each) for each in in_order(entries)]
    check_path(pack, rows)
    found = list(snapshots(rows))
    refuse(pack, objections_to(pack, found[-1].values))
    return found


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """As they hold: by day, and by position within a day."""
    return sorted(entries, key=lambda each: (each.day, each.position))


def check_path(pack: Pack, entries: Sequence[Entered]) -> None:
    """Refuse a path of states that no moves make."""
    lifecycle, state = pack.lifecycle, entries[0].state
    if state != lifecycle.start.id:
        day = entries[0].day.isoformat()
        raise Refusal(_("%(day)s 早于这条记录的登记日，请先更正登记日。") % {"day": day}, field="day")
    for entry in entries[1:]:
        if entry.state is None:
            continue
        if state is None or lifecycle.between(state, entry.state) is None:
            raise Refusal(_broken(pack, state or "", entry), field="day")
        state = entry.state


def _broken(pack: Pack, state: str, entry: Entered) -> str:
    lifecycle, words = pack.lifecycle, language()
    return _("这样一来，%(day)s 要从“%(before)s”直接到“%(after)s”，没有这样的流转。请核对日期。") % {
        "day": entry.day.isoformat(),
        "before": lifecycle.state(state).title.say(words),
        "after": lifecycle.state(entry.state or state).title.say(words),
    }


def summarize(record: Record, pack: Pack, last: Snapshot) -> None:
    """Let the record's row say what its entries come to. Refuses a key that another record has."""
    record.key, record.label = str(last.values[pack.key]), str(last.values[pack.label])
    record.state, record.since = last.state, last.since
    record.values = stored(last.values)
    record.due = due_day(pack, last)
    taken = Record.objects.filter(register=record.register, key=record.key, withdrawn=False)
    if taken.exclude(pk=record.pk).exists():
        raise Conflict(
            _("台账中已有编号为“%(key)s”的记录，请核对编号。") % {"key": record.key}, field=pack.key
        )


def due_day(pack: Pack, last: Snapshot) -> date | None:
    """The last day on which the present state may still be held."""
    due = due_on(pack.lifecycle, last.passages, values=last.values, calendar=working_calendar())
    return due.day if due else None


def check_day(day: date, *, today: date) -> None:
    """Refuse what has not happened yet."""
    if day > today:
        raise Refusal(
            _("日期 %(day)s 晚于今天 %(today)s，不能登记尚未发生的事。") % {"day": day, "today": today},
            field="day",
        )


def detail_of(entry: Entry) -> dict[str, object]:
    """What the audit event says of an entry."""
    said: dict[str, object] = {"entry": entry.pk, "day": entry.day.isoformat()}
    told = {"move": entry.move, "changes": entry.changes, "note": entry.note, "replaces": entry.replaces_id}
    return said | {name: value for name, value in told.items() if value}
