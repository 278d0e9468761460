"""Values and entries in words, as pages list them. Pure once names are read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from luoshi.core.models import StoredFile
from luoshi.engines.registers import Field, Pack, Type, restored
from luoshi.organization.models import Unit
from luoshi.plans.wording import plain
from luoshi.registers.models import Entry
from luoshi.web.language import language


@dataclass(frozen=True, slots=True)
class Names:
    """What ids in values stand for."""

    units: Mapping[int, str]
    files: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A field with its value in words."""

    field: Field
    title: str
    text: str
    file: int | None = None
    """The stored file, where it is one."""


def names_for(pack: Pack, values: Iterable[Mapping[str, object]]) -> Names:
    """Names of the units and files among stored values. Two queries at most."""
    wanted: dict[Type, set[int]] = {Type.UNIT: set(), Type.FILE: set()}
    fields = pack.by_id
    for each in values:
        for name, value in each.items():
            if name in fields and fields[name].type in wanted and isinstance(value, int):
                wanted[fields[name].type].add(value)
    units, files = wanted[Type.UNIT], wanted[Type.FILE]
    return Names(
        dict(Unit.objects.filter(pk__in=units).values_list("pk", "name")) if units else {},
        dict(StoredFile.objects.filter(pk__in=files).values_list("pk", "name")) if files else {},
    )


def text_of(field: Field, value: object, names: Names) -> str:
    """A typed value in the reader's language, with its unit; empty where there is none."""
    if value in (None, ""):
        return ""
    if isinstance(value, Decimal):
        return f"{plain(value)} {field.unit}".strip()
    if isinstance(value, date):
        return value.isoformat()
    if field.type is Type.CHOICE:
        choice = field.choice(str(value))
        return choice.title.say(language()) if choice else str(value)
    if field.type is Type.UNIT:
        return names.units.get(int(str(value)), str(value))
    return names.files.get(int(str(value)), "") if field.type is Type.FILE else str(value)


def shown(pack: Pack, values: Mapping[str, object], names: Names) -> list[Shown]:
    """Every field that has a value, in the pack's order. ``values`` are typed."""
    return [
        Shown(
            field,
            field.title.say(language()),
            text_of(field, values[field.id], names),
            int(str(values[field.id])) if field.type is Type.FILE else None,
        )
        for field in pack.fields
        if values.get(field.id) not in (None, "")
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the history lists it."""

    entry: Entry
    title: str
    """What was done: the move, or the verb."""
    changes: list[tuple[str, str]]
    replaced: bool


def lines_of(pack: Pack, entries: Iterable[Entry], names: Names) -> list[Line]:
    """Entries in words. ``replaced_by`` must be loaded."""
    return [
        Line(each, _title(pack, each), _changes(pack, each, names), hasattr(each, "replaced_by"))
        for each in entries
    ]


def _title(pack: Pack, entry: Entry) -> str:
    verb = str(entry.get_verb_display())
    moves = {each.id: each.title.say(language()) for each in pack.lifecycle.transitions}
    return " · ".join(filter(None, (verb, moves.get(entry.move, ""))))


def _changes(pack: Pack, entry: Entry, names: Names) -> list[tuple[str, str]]:
    fields = pack.by_id
    typed = restored(pack, entry.changes)
    return [
        (fields[name].title.say(language()), text_of(fields[name], value, names) or "—")
        for name, value in typed.items()
    ]
