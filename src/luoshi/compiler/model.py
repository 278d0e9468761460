"""What a compiled plan is: frozen values, every one of them tied to the printed text.

Offsets are code points into ``Source.text``. Names that a list abbreviates are completed in
``Party.name``; ``Party.span`` always covers what is really printed.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch ``[start, end)`` of the source text, in code points."""

    start: int
    end: int


class Kind(StrEnum):
    """How the completion of a target is decided (annotation guide, section 2)."""

    QUANTITY = "quantity"
    RATE = "rate"
    COVERAGE = "coverage"
    RANGE = "range"
    RELATIVE = "relative"
    RANK = "rank"
    GRADE = "grade"
    DIRECTION = "direction"
    MILESTONE = "milestone"


class Operator(StrEnum):
    """How the fact is compared with the target's value."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EQUAL = "="
    RANGE = "range"
    ABOUT = "about"


class Strength(StrEnum):
    """Whether the text commits itself or only strives."""

    COMMIT = "commit"
    STRIVE = "strive"


TargetValue = Decimal | tuple[Decimal, Decimal] | str | None
"""A number, a range, a text (grade, rank, direction) or nothing (milestone, relative)."""


@dataclass(frozen=True, slots=True)
class Target:
    """A commitment whose completion a number, rank, grade, direction or date decides."""

    kind: Kind
    metric: str
    op: Operator | None
    value: TargetValue
    unit: str | None
    span: Span
    stretch: Decimal | None = None
    strength: Strength = Strength.COMMIT
    deadline: date | None = None
    reference: str | None = None
    rule: str | None = None
    """Id of the rule that read it."""


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A document, list or body that the text promises to bring into being."""

    verb: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Damage:
    """A place where characters were evidently lost; ``restored`` is a suggestion only."""

    span: Span
    printed: str
    restored: str


@dataclass(frozen=True, slots=True)
class Party:
    """A unit, a collective of units or a person in a responsibility clause."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who answers for a task, in printed order; the first lead unit answers first."""

    leaders: tuple[Party, ...] = ()
    lead_units: tuple[Party, ...] = ()
    coop_units: tuple[Party, ...] = ()
    spans: tuple[Span, ...] = ()
    """The clauses that this was read from."""


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading; ``number`` is as printed (``一``), ``level`` counts from 1."""

    number: str | None
    title: str
    level: int
    span: Span


@dataclass(frozen=True, slots=True)
class Task:
    """A numbered item. ``section`` is an index into ``Plan.sections``."""

    number: int | str | None
    section: int | None
    span: Span
    """The whole item, number and clause included."""
    body: Span
    """The item without its number and without a trailing clause."""
    title: str = ""
    """The first sentence of the body, which names the task in most plans."""
    responsibility: Responsibility = field(default_factory=Responsibility)
    targets: tuple[Target, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    damage: tuple[Damage, ...] = ()
    due: Span | None = None
    """Until when, where a label or a table's column says so for the task as a whole."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan. ``targets`` are those of the preamble; ``left_out`` is not plan text."""

    title: str | None = None
    year: int | None = None
    jurisdiction: str | None = None
    preamble: Span | None = None
    targets: tuple[Target, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    left_out: tuple[Span, ...] = ()
