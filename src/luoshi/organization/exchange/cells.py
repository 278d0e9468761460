"""What stands in single cells: days, lists, names with their days; read and written alike. Pure."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

Value = str | int | float | bool | date | datetime | object
"""A cell as it comes out of a workbook; an empty one is ``""``."""
FIRST_YEAR, LAST_YEAR = 1900, 2199
_EXACT: Final = 10**15
"""From here on a number in a workbook no longer holds its last digits."""
_DAY: Final = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_ITEM: Final = re.compile(r"(?:“(?:[^”]|””)*”|[^、；;，,\n])+")
_SEPARATORS: Final = re.compile(r"[、；;，,\n“”]")
_SPAN: Final = re.compile(r"\s*[(（](?P<since>[^()（）至]*)至(?P<until>[^()（）至]*)[)）]$")
_QUOTED: Final = re.compile(r"“((?:[^”]|””)*)”")


class Unclear(ValueError):
    """A cell that cannot be understood; the text says why and what to do."""


class DatedName(NamedTuple):
    """A name and the days on which it held, both included."""

    name: str
    since: date | None = None
    until: date | None = None


def text_of(value: Value) -> str:
    """One line of text; runs of blanks become one. Whole numbers lose the ``.0`` of the workbook."""
    if isinstance(value, bool):
        raise Unclear(_("这里应填文字，不是“是/否”。"))
    if isinstance(value, datetime | date):
        return _written(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def code_of(value: Value) -> str:
    """A long code as text; raises where the workbook made a number of it and lost its last digits."""
    if isinstance(value, int | float) and abs(value) >= _EXACT:
        raise Unclear(_("代码被存成了数字，末几位已经丢失。请把单元格设为文本格式，再重新填写。"))
    return text_of(value)


def day_of(value: Value) -> date | None:
    """A day from a date cell or from text such as `2022-07-01`; ``None`` where the cell is empty."""
    if isinstance(value, datetime):
        return _bounded(value.date())
    if isinstance(value, date):
        return _bounded(value)
    text = text_of(value)
    return _day(text) if text else None


def _day(text: str) -> date:
    found = _DAY.fullmatch(text)
    if found is None:
        raise Unclear(_("“%(text)s”不是日期，请写成 2022-07-01 这样。") % {"text": text})
    try:
        return _bounded(date(*map(int, found.groups())))
    except ValueError as wrong:
        if isinstance(wrong, Unclear):
            raise
        raise Unclear(_("“%(text)s”这一天不存在，请核对。") % {"text": text}) from wrong


def _bounded(day: date) -> date:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    raise Unclear(_("年份%(year)d不对，请核对日期。") % {"year": day.year})


def list_of(value: Value) -> tuple[str, ...]:
    """Names separated by `、` and the like; one that holds such a character stands in “quotes”."""
    return tuple(dated.name for dated in _items(value, days=False))


def names_of(value: Value) -> tuple[DatedName, ...]:
    """As :func:`list_of`; a name may be followed by its days: `区商务局(2015-01-01至2022-06-30)`."""
    return tuple(_items(value, days=True))


def _items(value: Value, *, days: bool) -> Iterable[DatedName]:
    lines = value.replace("\r", "\n") if isinstance(value, str) else text_of(value)
    for item in _ITEM.findall(lines):
        if item.strip():
            yield _dated(item.strip()) if days else DatedName(_unquoted(item.strip()))


def _dated(item: str) -> DatedName:
    found = _SPAN.search(item)
    if found is None or not re.search(r"\d", found[0]):
        return DatedName(_unquoted(item))
    since, until = (found[side].strip() for side in ("since", "until"))
    return DatedName(
        _unquoted(item[: found.start()].strip()),
        _day(since) if since else None,
        _day(until) if until else None,
    )


def _unquoted(item: str) -> str:
    quoted = _QUOTED.fullmatch(item)
    name = quoted[1].replace("””", "”") if quoted else item
    return " ".join(name.split())


def list_text(names: Iterable[str]) -> str:
    """What :func:`list_of` reads back."""
    return "、".join(_quoted(name, bool(_SEPARATORS.search(name))) for name in names)


def names_text(names: Iterable[DatedName]) -> str:
    """What :func:`names_of` reads back."""
    return "、".join(_dated_text(each) for each in names)


def _dated_text(each: DatedName) -> str:
    name = _quoted(each.name, bool(_SEPARATORS.search(each.name) or _SPAN.search(each.name)))
    if each.since is None and each.until is None:
        return name
    return f"{name}({_written(each.since)}至{_written(each.until)})"


def _quoted(name: str, needed: bool) -> str:
    return "“" + name.replace("”", "””") + "”" if needed else name


def _written(day: date | None) -> str:
    return day.strftime("%Y-%m-%d") if day else ""
