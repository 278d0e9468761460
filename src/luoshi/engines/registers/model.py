"""A type of register as values: fields, lifecycle, checks and metrics."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from luoshi.engines.kernel import Words
from luoshi.engines.lifecycle import Lifecycle


class Type(StrEnum):
    """What a field holds, and as what Python value."""

    TEXT = "text"
    """``str``."""
    NUMBER = "number"
    """``Decimal`` in the field's unit."""
    MONEY = "money"
    """``Decimal`` in the field's unit, one of money."""
    DATE = "date"
    """``date``."""
    CHOICE = "choice"
    """``str``: the id of one of the field's choices."""
    UNIT = "unit"
    """``int``: id of a unit of the organization."""
    PERSON = "person"
    """``str``: the name of an official or a member of staff who answers for something."""
    PLACE = "place"
    """``str``: an address or the name of a place."""
    FILE = "file"
    """``int``: id of a stored file."""
    LINK = "link"
    """``str``: the key of a record in the register of another pack."""

    @property
    def numeric(self) -> bool:
        """Whether it can be added up."""
        return self in (Type.NUMBER, Type.MONEY)


Value = str | int | Decimal
"""What a value is when it is stored: a number as text, a day in ISO form; see ``values``."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that a field of type choice allows."""

    id: str
    title: Words


@dataclass(frozen=True, slots=True)
class Field:
    """A field; ``low`` and ``high`` are the least and the greatest number, ``longest`` in characters."""

    id: str
    title: Words
    type: Type
    required: bool = False
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    longest: int = 200
    pack: str = ""
    """Of a link: the pack whose records it names."""
    hint: Words | None = None

    def choice(self, name: str) -> Choice | None:
        """A choice by its id."""
        return next((each for each in self.choices if each.id == name), None)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a value has to be: one of ``values`` (ids or texts), or a number within two ends, both included."""

    field: str
    values: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Two fields compared once both are filled, or fields that must be filled where a condition holds."""

    id: str
    message: Words
    left: str = ""
    op: str = ""
    right: str = ""
    when: Condition | None = None
    needs: tuple[str, ...] = ()


class Kind(StrEnum):
    """What a metric does with the records that it selects."""

    COUNT = "count"
    SUM = "sum"
    DISTINCT = "distinct"
    RATIO = "ratio"
    """The part of two other metrics in the whole, in %."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure made from the records.

    ``reached``: records that entered one of the states in the period; ``within``: records that are in one of
    them. ``unless``: states in which a record no longer counts.
    """

    id: str
    title: Words
    kind: Kind
    unit: str = ""
    unit_from: str = ""
    """Field of text that says the unit; such a metric stands for one record only."""
    words: tuple[str, ...] = ()
    """Words of a target's metric for which this one is proposed."""
    field: str = ""
    """Added up, or counted without repetition."""
    reached: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()
    part: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A type of register; ``yaml`` is its full text."""

    id: str
    version: int
    title: Words
    description: Words
    source: Words
    key: str
    """Field that names a record; an import finds the record by it."""
    label: str
    """Field by which people know a record."""
    fields: tuple[Field, ...]
    lifecycle: Lifecycle
    checks: tuple[Check, ...]
    metrics: tuple[Metric, ...]
    serves: tuple[str, ...]
    """Words of the tasks that need such a register."""
    yaml: str

    def field(self, name: str) -> Field:
        """A field by its id. Raises ``KeyError``."""
        return self.by_id[name]

    @property
    def by_id(self) -> Mapping[str, Field]:
        """Fields by their ids."""
        return {each.id: each for each in self.fields}

    def metric(self, name: str) -> Metric:
        """A metric by its id. Raises ``KeyError``."""
        return {each.id: each for each in self.metrics}[name]
