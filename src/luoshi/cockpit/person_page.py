"""A lead official's page: posts, the tasks under the name, the units under the tasks, the load."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from luoshi.cockpit import load
from luoshi.cockpit.board import LEAD_UNIT, Board, Row
from luoshi.organization.models import Person, Post
from luoshi.plans.models import Section


@dataclass(frozen=True, slots=True)
class Under:
    """A unit that leads tasks under the official."""

    unit: int
    name: str
    tasks: int


def posts(person: Person, board: Board) -> list[Post]:
    """What the official is on the day. One query."""
    return [each for each in person.posts.select_related("unit") if each.holds_on(board.as_of)]


def rows(person: int, board: Board) -> list[Row]:
    """Tasks that bear the name, in printed order."""
    return [row for row in board.rows if any(duty.person == person for duty in row.duties)]


def by_section(found: Sequence[Row]) -> list[tuple[Section | None, list[Row]]]:
    """The rows under their headings."""
    return [(section, list(each)) for section, each in groupby(found, lambda row: row.task.section)]


def units_under(found: Sequence[Row], board: Board) -> list[Under]:
    """Units that lead these tasks, the one with most first."""
    count = Counter(
        unit for row in found for unit in {unit for duty in row.having(LEAD_UNIT) for unit in duty.units}
    )
    return [Under(unit, board.name(unit), tasks) for unit, tasks in count.most_common()]


def loads(person: int, board: Board) -> dict[str, load.Measure]:
    """The official's load among that of all who bear tasks."""
    everyone = load.by_person(board)
    return {
        "led": load.measure(person, everyone, lambda each: each.led),
        "targets": load.measure(person, everyone, lambda each: each.targets),
    }
