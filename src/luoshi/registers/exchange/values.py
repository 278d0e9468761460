"""The cells of a row as typed values, or what is wrong with them, column by column."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from luoshi.engines.lifecycle import Objection
from luoshi.engines.registers import Field, Pack, Type, typed, worded
from luoshi.organization.exchange.cells import Unclear, day_of
from luoshi.organization.lookup import Found, Open, Why
from luoshi.registers.exchange.columns import CLEAR, FIRST_DAY, LAST_DAY, NOTE_LENGTH, Column, Part
from luoshi.registers.exchange.known import Known
from luoshi.registers.exchange.reading import Line, Sheet, said
from luoshi.web.language import language

_CLEARS: Final = frozenset({CLEAR, "(清空)", "清空"})
Report = Callable[[str, str], None]
"""Takes the title of a column and what is wrong in it."""


class Given:
    """What a row gives: values by field (``None`` takes one away), days by state, a unit, a note."""

    __slots__ = ("days", "note", "unit", "values")

    def __init__(self) -> None:
        self.values: dict[str, object] = {}
        self.days: dict[str, date] = {}
        self.unit: int | None = None
        self.note = ""


def given_by(line: Line, sheet: Sheet, known: Known, *, report: Report) -> Given:
    """All that can be read; what cannot is reported and left out."""
    found = Given()
    for column, text in _texts(line, sheet, report):
        wrong = _take(column, text, found, known)
        if wrong:
            report(column.title, wrong)
    return found


def _texts(line: Line, sheet: Sheet, report: Report) -> Iterator[tuple[Column, str]]:
    for column in sheet.columns:
        if column.title in line.unusable:
            report(column.title, line.unusable[column.title])
        elif column.title in line.cells:
            try:
                text = said(column, line.cells[column.title])
            except Unclear as unclear:
                report(column.title, str(unclear))
                continue
            if text:
                yield column, text


def key_said(line: Line, column: Column) -> str:
    """The key of a row as far as it can be read; blank where it cannot."""
    try:
        return said(column, line.cells.get(column.title, ""))
    except Unclear:
        return ""


def _take(column: Column, text: str, found: Given, known: Known) -> str:
    """Put the value where it belongs; says what is wrong, blank where nothing is."""
    match column.part:
        case Part.UNIT:
            unit = unit_of(text, known)
            if isinstance(unit, str):
                return unit
            found.unit = unit
        case Part.NOTE:
            if len(text) > NOTE_LENGTH:
                return _("最多%(most)d个字，现有%(length)d个。") % {"most": NOTE_LENGTH, "length": len(text)}
            found.note = text
        case Part.ENTERED:
            return _take_day(column, text, found, known)
        case _:
            return _take_value(column, text, found, known)
    return ""


def _take_day(column: Column, text: str, found: Given, known: Known) -> str:
    if text in _CLEARS:
        return _("已登记的日期不能在这里清空；要更正，请在记录页面办理。")
    try:
        day = day_of(text)
    except Unclear as unclear:
        return str(unclear)
    if day is None:
        return ""
    if day > known.today:
        return _("日期 %(day)s 晚于今天 %(today)s，不能登记尚未发生的事。") % {
            "day": day,
            "today": known.today,
        }
    found.days[column.name] = day
    return ""


def _take_value(column: Column, text: str, found: Given, known: Known) -> str:
    assert column.field is not None  # all that is left are fields
    value = None if text in _CLEARS else value_of(column.field, text, known)
    if isinstance(value, Objection):
        return worded(known.pack, value, language=language())
    if isinstance(value, _Wrong):
        return value.text
    found.values[column.name] = value
    return ""


class _Wrong:
    """A sentence on why something cannot be a value."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


def value_of(field: Field, text: str, known: Known) -> str | int | Decimal | date | Objection | _Wrong:
    """A typed value; units and links are looked up."""
    value = typed(field, text)
    if field.type is Type.UNIT and isinstance(value, str):
        unit = unit_of(value, known)
        return _Wrong(unit) if isinstance(unit, str) else unit
    if field.type is Type.LINK and isinstance(value, str) and value not in known.links[field.pack]:
        words = {"title": field.title.say(language()), "value": value}
        return _Wrong(_("“%(title)s”填的“%(value)s”在本地查不到，请核对。") % words)
    if field.type is Type.DATE and isinstance(value, date) and not FIRST_DAY <= value <= LAST_DAY:
        return _Wrong(_("年份%(year)d不对，请核对日期。") % {"year": value.year})
    return value


def unit_of(name: str, known: Known) -> int | str:
    """The unit that the roster of the day knows by the name; else what is to be done."""
    if name in _CLEARS:
        return _("责任单位不能清空。")
    answer = known.unit(name)
    if isinstance(answer, Found):
        return answer.unit
    words: Mapping[str, str] = {"said": name[:60]}
    key = "value.unknown-unit"
    if isinstance(answer, Open) and answer.why is Why.SEVERAL:
        key = "value.several-units"
        words = {**words, "names": "、".join(each.name for each in answer.candidates)}
    return worded(known.pack, Objection(key, tuple(words.items())), language=language())


def title_for(pack: Pack, sheet: Sheet, name: str) -> str:
    """The title of a field's column; the field's own where the workbook lacks it."""
    found = (each.title for each in sheet.columns if each.part is Part.FIELD and each.name == name)
    return next(found, pack.field(name).title.zh)
