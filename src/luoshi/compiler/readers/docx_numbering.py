"""The numbers that Word prints in front of paragraphs but does not keep in their text.

A paragraph names a list (``numId``) and a level, itself or by its style. A list is an instance of an
abstract list; instances of one abstract list count on together unless they say where to start.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from xml.etree.ElementTree import Element

from luoshi.compiler.readers.elements import child, children, number, switched_on, value, value_of
from luoshi.compiler.readers.word_numbers import written

_PLACE: Final = re.compile(r"%([1-9])")
_CLOSED: Final = tuple("、．.)）：:，,〕】]》")
_NO_LIST: Final = "0"
_LEVELS: Final = 9
_CHAIN: Final = 16
"""Styles that are based on one another; more is a circle."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``restart``: the level (from 1) after which it begins anew; 0 is never."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph takes from its style."""

    name: str = ""
    based_on: str | None = None
    number: str | None = None
    level: int | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Instance:
    """A list as paragraphs name it: its levels, its abstract list, and starts of its own."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)


def styles(root: Element | None) -> dict[str, Style]:
    """Paragraph styles by id."""
    return {value(each.attrib, "styleId") or "": _style(each) for each in children(root, "style")}


def _style(element: Element) -> Style:
    properties = child(element, "pPr")
    numbers = child(properties, "numPr")
    vanish = child(child(element, "rPr"), "vanish")
    return Style(
        name=(value_of(element, "name") or "").lower(),
        based_on=value_of(element, "basedOn"),
        number=value_of(numbers, "numId"),
        level=number(value_of(numbers, "ilvl")),
        hidden=vanish is not None and switched_on(vanish.attrib),
    )


def lists(root: Element | None, of_style: Mapping[str, Style]) -> dict[str, Instance]:
    """The lists of a document by ``numId``."""
    abstracts = {value(each.attrib, "abstractNumId") or "": each for each in children(root, "abstractNum")}
    own = {key: _levels(each) for key, each in abstracts.items()}
    linked = {key: value_of(each, "numStyleLink") for key, each in abstracts.items()}
    abstract_of = {
        value(each.attrib, "numId") or "": value_of(each, "abstractNumId") or ""
        for each in children(root, "num")
    }
    found = {}
    for each in children(root, "num"):
        abstract = abstract_of[value(each.attrib, "numId") or ""]
        style = of_style.get(linked.get(abstract) or "")
        if style is not None and style.number in abstract_of:
            abstract = abstract_of[style.number]
        found[value(each.attrib, "numId") or ""] = _instance(each, abstract, own.get(abstract, {}))
    return found


def _instance(element: Element, abstract: str, levels: Mapping[int, Level]) -> Instance:
    changed, starts = dict(levels), {}
    for override in children(element, "lvlOverride"):
        at = number(value(override.attrib, "ilvl")) or 0
        if (level := child(override, "lvl")) is not None:
            changed[at] = _level(level)
        if (start := number(value_of(override, "startOverride"))) is not None:
            starts[at] = start
    return Instance(abstract=abstract, levels=changed, starts=starts)


def _levels(abstract: Element) -> dict[int, Level]:
    return {number(value(each.attrib, "ilvl")) or 0: _level(each) for each in children(abstract, "lvl")}


def _level(element: Element) -> Level:
    start, legal = number(value_of(element, "start")), child(element, "isLgl")
    return Level(
        start=1 if start is None else start,
        form=_form(element),
        text=value_of(element, "lvlText") or "",
        suffix=value_of(element, "suff") or "tab",
        restart=number(value_of(element, "lvlRestart")),
        legal=legal is not None and switched_on(legal.attrib),
        style=value_of(element, "pStyle"),
    )


def _form(level: Element) -> str:
    """The number format; a newer Word wraps those of its own, with a usual one to fall back on."""
    wrapped = child(child(level, "AlternateContent"), "Fallback")
    return value_of(level, "numFmt") or value_of(wrapped, "numFmt") or "decimal"


@dataclass(slots=True)
class Counter:
    """Counts a document's lists from its first paragraph to its last."""

    styles: Mapping[str, Style]
    lists: Mapping[str, Instance]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, *, style: str | None, listed: str | None, level: int | None) -> str:
        """What Word prints in front of the next paragraph: ``第三条 ``, ``（二）``, or nothing."""
        listed, level = self._found(style, listed, level)
        instance = self.lists.get(listed or _NO_LIST)
        if instance is None or listed == _NO_LIST or level not in instance.levels:
            return ""
        self._count(listed or "", instance, level)
        return self._printed(instance, level)

    def style(self, key: str | None) -> Style:
        """The style of that id."""
        return self.styles.get(key or "", Style())

    def hidden(self, key: str | None) -> bool:
        """Whether a style hides its text."""
        return any(style.hidden for _, style in self._chain(key))

    def _chain(self, key: str | None) -> list[tuple[str, Style]]:
        found: list[tuple[str, Style]] = []
        while key is not None and key in self.styles and len(found) < _CHAIN:
            found.append((key, self.styles[key]))
            key = self.styles[key].based_on
        return found

    def _found(self, style: str | None, listed: str | None, level: int | None) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, else its style's."""
        if listed is not None:
            return listed, level or 0
        for key, each in self._chain(style):
            if each.number is not None:
                by_level = self._level_of(each.number, key)
                own = by_level if by_level is not None else each.level or 0
                return each.number, own if level is None else level
        return None, 0

    def _level_of(self, listed: str, style: str) -> int | None:
        instance = self.lists.get(listed)
        levels = instance.levels.items() if instance is not None else ()
        return next((at for at, level in levels if level.style == style), None)

    def _count(self, listed: str, instance: Instance, level: int) -> None:
        counts = self._counts.setdefault(instance.abstract, {})
        if level in instance.starts and (listed, level) not in self._begun:
            counts[level] = instance.starts[level]
        else:
            start = instance.starts.get(level, instance.levels[level].start)
            counts[level] = counts[level] + 1 if level in counts else start
        self._begun.add((listed, level))
        for deeper in range(level + 1, _LEVELS):
            restart = instance.levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                counts.pop(deeper, None)

    def _printed(self, instance: Instance, level: int) -> str:
        own = instance.levels[level]
        if own.form in ("bullet", "none") and not _PLACE.search(own.text):
            return ""
        text = _PLACE.sub(lambda place: self._part(instance, own, int(place[1]) - 1), own.text)
        return text if not text or own.suffix == "nothing" or text.endswith(_CLOSED) else f"{text} "

    def _part(self, instance: Instance, own: Level, at: int) -> str:
        level = instance.levels.get(at, Level())
        if own.legal:
            level = replace(level, form="decimal")
        return written(self._counts[instance.abstract].get(at, level.start), level.form)
