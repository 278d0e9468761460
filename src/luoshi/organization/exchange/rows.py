"""A roster in typed rows, as its workbook shows it. Names stand for units and groups."""

from dataclasses import dataclass, field
from datetime import date

from luoshi.organization.exchange.cells import DatedName


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit by its latest official name."""

    name: str
    kind: str = ""
    """A ``naming.UnitKind`` value, or empty."""
    parent: str = ""
    aliases: tuple[DatedName, ...] = ()
    nameplates: tuple[DatedName, ...] = ()
    formers: tuple[DatedName, ...] = ()
    """Earlier official names; each ends on a day."""
    uscc: str = ""
    since: date | None = None
    until: date | None = None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post of a person; without a part only the person is meant."""

    person: str
    part: str = ""
    """A ``Post.Part`` value, or empty."""
    unit: str = ""
    title: str = ""
    fields: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A unit, or another group, in a group for some time."""

    name: str
    group: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with all its members, gathered from the rows that name it."""

    name: str
    kinds: tuple[str, ...] = ()
    members: tuple[MemberRow, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell cannot be taken in, and what to do. ``row`` counts from 1 as the workbook does."""

    sheet: str
    row: int
    title: str
    text: str


@dataclass(slots=True)
class Roster:
    """Rows of the three sheets, each with the row of the workbook that it stands in (0 without one)."""

    units: list[tuple[int, UnitRow]] = field(default_factory=list)
    posts: list[tuple[int, PostRow]] = field(default_factory=list)
    groups: list[tuple[int, GroupRow]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What the roster holds now, by the keys of its rows in the database."""

    units: dict[int, UnitRow] = field(default_factory=dict)
    posts: dict[int, PostRow] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    """All people by name, those without a post too."""
    groups: dict[int, GroupRow] = field(default_factory=dict)
    spellings: dict[str, int] = field(default_factory=dict)
    """Every printed spelling of a group, and the group that it means."""
