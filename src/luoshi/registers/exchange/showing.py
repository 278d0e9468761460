"""A register as rows of cells: what an account may read of it, as it stood on a day."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from luoshi.core.models import StoredFile, User
from luoshi.core.policy import belongs, holds
from luoshi.engines.registers import Entry, Field, Pack, Snapshot, Type, snapshot
from luoshi.organization.models import Membership
from luoshi.organization.policy import units_of
from luoshi.organization.roster_index import RosterIndex
from luoshi.organization.rosters import roster_of
from luoshi.registers.definition import pack_of
from luoshi.registers.exchange.columns import Column, Part, columns_of
from luoshi.registers.exchange.writing import Cells, workbook
from luoshi.registers.history import histories
from luoshi.registers.models import Record, Register
from luoshi.registers.policy import READERS


class Names(NamedTuple):
    """What ids in values are called."""

    units: Mapping[int, str]
    files: Mapping[int, str]


def export(
    register: Register, *, reader: User, as_of: date, known: datetime | None = None
) -> tuple[bytes, int]:
    """The workbook and its number of records. Twelve queries; see docs/benchmarks.md for its time."""
    roster = roster_of(register.jurisdiction)
    rows = list(_rows(register, roster, reader=reader, as_of=as_of, known=known))
    offered = units_on(roster, reader=reader, as_of=as_of)
    return workbook(pack_of(register), rows, units=offered, count=len(rows)), len(rows)


def template(register: Register, *, reader: User, as_of: date) -> bytes:
    """The same without records."""
    offered = units_on(roster_of(register.jurisdiction), reader=reader, as_of=as_of)
    return workbook(pack_of(register), (), units=offered)


def readable(register: Register, reader: User) -> QuerySet[Record]:
    """The records that the account may read. At most two queries, on the account."""
    if not belongs(reader, register.jurisdiction):
        return Record.objects.none()
    rows = Record.objects.filter(register=register)
    return rows if holds(reader, *READERS) else rows.filter(unit__in=_own_units(reader))


def units_on(roster: RosterIndex, *, reader: User, as_of: date) -> list[str]:
    """Names of the units that may be chosen: those there on the day, or one's own."""
    own = None if holds(reader, *READERS) else _own_units(reader)
    return sorted(
        roster.official(each.pk, as_of)
        for each in roster.units.values()
        if (own is None or each.pk in own) and _there(each.since, each.until, as_of)
    )


def _there(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def _own_units(reader: User) -> frozenset[int]:
    return units_of(reader, Membership.Part.LIAISON) | units_of(reader, Membership.Part.HEAD)


def _rows(
    register: Register, roster: RosterIndex, *, reader: User, as_of: date, known: datetime | None
) -> Iterable[Cells]:
    pack = pack_of(register)
    columns = columns_of(pack)
    entries = histories(register, known=known)
    names = Names({pk: roster.official(pk, as_of) for pk in roster.units}, _files(pack, entries.values()))
    for pk, unit in readable(register, reader).order_by("key", "pk").values_list("pk", "unit_id"):
        stood = snapshot(entries.get(pk, ()), as_of=as_of)
        if stood is not None:
            yield _cells(pack, columns, stood, unit=names.units[unit], names=names)


def _files(pack: Pack, entries: Iterable[Iterable[Entry]]) -> dict[int, str]:
    """Names of the files that stand in fields. A query where the pack has such a field."""
    fields = [each.id for each in pack.fields if each.type is Type.FILE]
    if not fields:
        return {}
    found = {each.changes.get(name) for rows in entries for each in rows for name in fields}
    return dict(StoredFile.objects.filter(pk__in=found - {None}).values_list("pk", "name"))


def _cells(pack: Pack, columns: Iterable[Column], stood: Snapshot, *, unit: str, names: Names) -> Cells:
    days = {each.state: each.day for each in stood.passages}
    said: dict[str, object] = {}
    for column in columns:
        match column.part:
            case Part.UNIT:
                said[column.title] = unit
            case Part.STATE:
                said[column.title] = pack.lifecycle.state(stood.state).title.zh
            case Part.ENTERED if column.name in days:
                said[column.title] = days[column.name]
            case Part.FIELD if column.field is not None and column.name in stood.values:
                said[column.title] = shown(column.field, stood.values[column.name], names)
    return said


def shown(field: Field, value: object, names: Names) -> object:
    """A typed value as it stands in a cell."""
    if field.type is Type.CHOICE and isinstance(value, str):
        choice = field.choice(value)
        return choice.title.zh if choice else value
    if field.type in (Type.UNIT, Type.FILE) and isinstance(value, int):
        held = names.units if field.type is Type.UNIT else names.files
        return held.get(value, "")
    return value
