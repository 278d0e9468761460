"""Looking into small XML trees by local names: office files use several namespaces for one thing."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element


def children(element: Element | None, name: str) -> list[Element]:
    """The direct children of that local name."""
    return [each for each in element if local(each.tag) == name] if element is not None else []


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that local name."""
    return next(iter(children(element, name)), None)


def local(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def value(attributes: Mapping[str, str], name: str = "val") -> str | None:
    """An attribute by its local name."""
    return next((text for key, text in attributes.items() if local(key) == name), None)


def value_of(element: Element | None, name: str) -> str | None:
    """``val`` of the child of that name."""
    found = child(element, name)
    return value(found.attrib) if found is not None else None


def switched_on(attributes: Mapping[str, str]) -> bool:
    """Whether a property that stands there holds: it does unless its value says no."""
    return value(attributes) not in ("0", "false", "off", "none")


def number(text: str | None) -> int | None:
    """A small whole number, ``None`` for anything else."""
    return int(text) if text and re.fullmatch(r"\d{1,6}", text, re.ASCII) else None
