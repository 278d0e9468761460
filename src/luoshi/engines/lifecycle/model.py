"""A lifecycle as values: states, the moves between them, who may make them, and by when."""

from dataclasses import dataclass
from enum import StrEnum

from luoshi.engines.kernel import Words


class Part(StrEnum):
    """In which part somebody acts on a record."""

    LIAISON = "liaison"
    """Keeps the records of a unit."""
    HEAD = "head"
    """Answers for the unit."""
    OFFICE = "office"
    """Keeps the register as a whole."""


@dataclass(frozen=True, slots=True)
class Limit:
    """By when a state has to be left: some days after a state was entered, or on the day in a field.

    ``since`` names the state whose entering starts the clock, blank for the state itself; ``field`` names
    a field of type date, in which case the other parts say nothing.
    """

    days: int = 0
    working: bool = False
    since: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A state that a record can be in; ``final`` where the work on it is done."""

    id: str
    title: Words
    limit: Limit | None = None
    final: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """A move from one of ``sources`` to ``target``."""

    id: str
    title: Words
    sources: tuple[str, ...]
    target: str
    by: tuple[Part, ...]
    needs: tuple[str, ...] = ()
    """Fields that must be filled by then."""
    reason: bool = False
    """Whoever makes the move says why."""


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """States in their usual order; a record starts in the first."""

    states: tuple[State, ...]
    transitions: tuple[Transition, ...]

    @property
    def start(self) -> State:
        """The state in which a record is opened."""
        return self.states[0]

    def state(self, name: str) -> State:
        """A state by its id. Raises ``KeyError``."""
        return {each.id: each for each in self.states}[name]

    def transition(self, name: str) -> Transition:
        """A move by its id. Raises ``KeyError``."""
        return {each.id: each for each in self.transitions}[name]

    def moves(self, state: str) -> tuple[Transition, ...]:
        """The moves that lead out of a state, in the order of the file."""
        return tuple(each for each in self.transitions if state in each.sources)

    def between(self, state: str, target: str) -> Transition | None:
        """The first move from one state to the other."""
        return next((each for each in self.moves(state) if each.target == target), None)
