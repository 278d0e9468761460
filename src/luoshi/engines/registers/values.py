"""Values of fields: from what people type, to what is stored, and what speaks against them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from luoshi.engines.kernel import WORKING, exact
from luoshi.engines.lifecycle import Objection
from luoshi.engines.registers.model import Check, Condition, Field, Pack, Type
from luoshi.engines.registers.units import factor

Values = Mapping[str, object]
"""Typed values by field: ``str``, ``int``, ``Decimal`` or ``date``; a field without a value is left out."""

_FIGURE = re.compile(r"(-?[0-9]{1,17}(?:\.[0-9]{1,6})?)\s*(\D*)")
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T]00:00(:00)?)?")


def typed(field: Field, said: str) -> str | int | Decimal | date | Objection:
    """What was typed into a field, or why it cannot be it. ``said`` is not blank.

    Of a unit, a file or a link the text itself: whoever knows them looks them up.
    """
    text = unicodedata.normalize("NFKC", said).strip()
    if field.type.numeric:
        return _figure(field, text.replace(",", ""))
    if field.type is Type.DATE:
        return _day(field, text)
    if field.type is Type.CHOICE:
        return _chosen(field, said.strip())
    if len(said.strip()) > field.longest:
        return Objection(
            "value.long", (("longest", str(field.longest)), ("length", str(len(said)))), field.id
        )
    return said.strip()


def _figure(field: Field, text: str) -> Decimal | Objection:
    found = _FIGURE.fullmatch(text)
    if found is None:
        return Objection("value.number", (("said", text[:40]),), field.id)
    value, unit = Decimal(found[1]), found[2].strip()
    if unit and unit != unicodedata.normalize("NFKC", field.unit):
        return _other_unit(field, value, unit)
    if (field.low is not None and value < field.low) or (field.high is not None and value > field.high):
        return Objection("value.range", (("said", exact(value)), ("range", _range(field))), field.id)
    return value


def _other_unit(field: Field, value: Decimal, unit: str) -> Objection:
    times = factor(unit, field.unit)
    said = f"{exact(value)}{unit}"
    if times is None:
        return Objection("value.unit", (("said", said), ("unit", field.unit)), field.id)
    right = exact(WORKING.multiply(value, times))
    return Objection("value.other-unit", (("said", said), ("unit", field.unit), ("right", right)), field.id)


def _range(field: Field) -> str:
    low = "" if field.low is None else exact(field.low)
    high = "" if field.high is None else exact(field.high)
    return f"{low}～{high}{field.unit}"


def _day(field: Field, text: str) -> date | Objection:
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else _no_day(field, text)
    except ValueError:
        return _no_day(field, text)


def _no_day(field: Field, text: str) -> Objection:
    return Objection("value.date", (("said", text[:40]),), field.id)


def _chosen(field: Field, text: str) -> str | Objection:
    for choice in field.choices:
        if text in (choice.id, choice.title.zh, choice.title.en):
            return choice.id
    allowed = "、".join(choice.title.zh for choice in field.choices)
    return Objection("value.choice", (("said", text[:40]), ("allowed", allowed)), field.id)


def stored(values: Values) -> dict[str, str | int]:
    """Values as JSON holds them: numbers and days as text."""
    return {name: _stored(value) for name, value in values.items()}


def _stored(value: object) -> str | int:
    if isinstance(value, int):
        return value
    return exact(value) if isinstance(value, Decimal | date) else str(value)


def restored(pack: Pack, values: Mapping[str, object]) -> dict[str, object]:
    """Stored values as typed ones; fields that the pack does not have any more are left out."""
    fields = pack.by_id
    return {name: _restored(fields[name], value) for name, value in values.items() if name in fields}


def _restored(field: Field, value: object) -> object:
    if value is None:
        return None
    if field.type.numeric:
        return Decimal(str(value))
    return date.fromisoformat(str(value)) if field.type is Type.DATE else value


def objections_to(pack: Pack, values: Values) -> tuple[Objection, ...]:
    """What speaks against a record's values as a whole: fields that are missing, checks that fail."""
    missing = [
        Objection("value.missing", (), each.id)
        for each in pack.fields
        if each.required and values.get(each.id) in (None, "")
    ]
    failed = (each for check in pack.checks for each in _of_check(check, values))
    return (*missing, *failed)


def _of_check(check: Check, values: Values) -> Iterable[Objection]:
    if check.when is not None:
        if holds(check.when, values):
            yield from (
                Objection("check.failed", (("check", check.id),), name)
                for name in check.needs
                if values.get(name) in (None, "")
            )
        return
    left, right = values.get(check.left), values.get(check.right)
    if left is not None and right is not None and not _compared(left, check.op, right):
        yield Objection("check.failed", (("check", check.id),), check.left)


def _compared(left: object, op: str, right: object) -> bool:
    assert isinstance(left, Decimal | date)
    order = (left > right) - (left < right)  # type: ignore[operator]
    return order in {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1), "=": (0,)}[op]


def holds(condition: Condition, values: Values) -> bool:
    """Whether a record's values meet a condition; a field without a value meets none."""
    value = values.get(condition.field)
    if value in (None, ""):
        return False
    if condition.values:
        return str(value) in condition.values
    assert isinstance(value, Decimal)
    above = condition.low is None or value >= condition.low
    return above and (condition.high is None or value <= condition.high)
