"""What an import needs to know of a register: its records by their keys, units by name, keys that may be linked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple

from django.utils import timezone

from luoshi.core.models import User
from luoshi.engines.lifecycle import Part
from luoshi.engines.registers import Entry as Entered
from luoshi.engines.registers import Pack, Type, restored
from luoshi.organization.lookup import Answer, Lookup
from luoshi.organization.roster_index import RosterIndex
from luoshi.organization.rosters import roster_of
from luoshi.registers.definition import pack_of
from luoshi.registers.exchange.columns import Form, form_of
from luoshi.registers.history import standing
from luoshi.registers.models import Entry, Import, Record, Register
from luoshi.registers.policy import parts_of

CHUNK: Final = 500
"""Ids in one query; the embedded database takes no more than a thousand."""


class Held(NamedTuple):
    """A record that is there: ``count`` of all its entries, and those that hold, in order."""

    pk: int
    unit: int
    count: int
    entries: tuple[Entered, ...]


@dataclass(slots=True)
class Known:
    """What a row is held against. Made once per import; asks the database nothing more."""

    pack: Pack
    form: Form
    roster: RosterIndex
    records: Mapping[str, Held]
    links: Mapping[str, frozenset[str]]
    """Keys of records by the pack that a field links to."""
    own: int | None
    """The only unit whose records may be touched; ``None`` where all may."""
    day: date
    """From which changed values hold."""
    today: date
    register: Register
    actor: User
    _units: dict[str, Answer] = field(default_factory=dict)
    _parts: dict[int, frozenset[Part]] = field(default_factory=dict)

    def unit(self, name: str) -> Answer:
        """What the roster of the day says of a name."""
        if name not in self._units:
            lookup = Lookup(self.roster, day=self.day)
            self._units[name] = lookup.of(self.roster.taken_apart(name))
        return self._units[name]

    def name(self, unit: int) -> str:
        """What the unit is called on the day."""
        return self.roster.official(unit, self.day)

    def parts(self, unit: int) -> frozenset[Part]:
        """In which parts whoever sent the workbook acts on records of a unit."""
        if unit not in self._parts:
            self._parts[unit] = parts_of(self.actor, unit, self.register)
        return self._parts[unit]


def known_of(sent: Import, keys: Sequence[str], *, now: datetime) -> Known:
    """Ten queries, one per field that links, and one per 500 records that have one of the keys."""
    pack = pack_of(sent.register)
    return Known(
        pack=pack,
        form=form_of(pack),
        roster=roster_of(sent.register.jurisdiction),
        records=_records(sent.register, pack, frozenset(keys)),
        links=_links(sent.register, pack, keys),
        own=sent.unit_id,
        day=sent.day,
        today=timezone.localdate(now),
        register=sent.register,
        actor=sent.sent_by,
    )


def _records(register: Register, pack: Pack, keys: frozenset[str]) -> dict[str, Held]:
    rows = Record.objects.filter(register=register, withdrawn=False).values_list(
        "pk", "key", "unit_id", "entered"
    )
    wanted = {row[0]: row for row in rows if row[1] in keys}
    entries = _entries(pack, list(wanted))
    return {key: Held(pk, unit, count, tuple(entries[pk])) for pk, key, unit, count in wanted.values()}


def _entries(pack: Pack, records: Sequence[int]) -> dict[int, list[Entered]]:
    found: dict[int, list[Entered]] = defaultdict(list)
    for some in chunks(records):
        rows = standing(Entry.objects.filter(record__in=some)).exclude(verb=Entry.Verb.WITHDRAWN)
        rows = rows.order_by("record_id", "day", "position", "pk")
        for pk, day, state, changes in rows.values_list("record_id", "day", "state", "changes"):
            found[pk].append(Entered(day, state or None, restored(pack, changes)))
    return found


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """As many at a time as one query takes."""
    return (ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK))


def _links(register: Register, pack: Pack, keys: Iterable[str]) -> dict[str, frozenset[str]]:
    """A record may link to one of the same workbook."""
    found = {}
    for name in {each.pack for each in pack.fields if each.type is Type.LINK}:
        rows = Record.objects.filter(
            register__jurisdiction=register.jurisdiction_id, register__pack=name, withdrawn=False
        )
        found[name] = frozenset(rows.values_list("key", flat=True)) | (
            frozenset(keys) if name == pack.id else frozenset()
        )
    return found
