"""What two versions of a plan are compared by: plain values, no database."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NUMERIC = frozenset({"quantity", "rate", "coverage", "range"})
"""Kinds that a figure decides; their facts are figures in the target's unit of measure."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A unit, group or person in a task's clause."""

    role: str
    name: str
    """As printed, abbreviations completed."""
    who: str
    """The same for all names of one unit, group or person: ``unit:5``; the name where nobody is known."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A target. Fields mean what ``models.Target`` says."""

    key: int
    """Tells targets apart; says nothing."""
    kind: str
    metric: str
    op: str = ""
    value: Decimal | None = None
    value_high: Decimal | None = None
    value_text: str = ""
    unit: str = ""
    stretch: Decimal | None = None
    strength: str = "commit"
    deadline: date | None = None
    reference: str = ""
    words: str = ""
    """The words that it was read from."""
    sentence: str = ""
    """The printed sentence or clause around them."""

    @property
    def level(self) -> tuple[Decimal | None, Decimal | None, str, str]:
        """What is to be reached."""
        return self.value, self.value_high, self.value_text, self.reference


@dataclass(frozen=True, slots=True)
class Item:
    """A task of one version."""

    key: int
    """Tells tasks apart; says nothing."""
    number: str
    title: str
    body: str
    """Without its number and its clause."""
    printed: str
    """The whole item."""
    section: str = ""
    """Title of its heading."""
    duties: tuple[Duty, ...] = ()
    aims: tuple[Aim, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """All of a version in printed order."""

    year: int
    items: tuple[Item, ...] = ()
    aims: tuple[Aim, ...] = ()
    """Headline targets, which no task carries."""

    def every_aim(self) -> list[Aim]:
        """Headline targets first, then those of the tasks."""
        return [*self.aims, *(aim for item in self.items for aim in item.aims)]


def folded(text: str) -> str:
    """The characters that count when texts are compared: no blanks, no punctuation, half-width."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
