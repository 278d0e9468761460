"""Where a target stands on a day, and what can be said of it without any threshold."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import product

from luoshi.engines.pace import Shape


class Light(StrEnum):
    """How a target stands, in the order in which counts are printed."""

    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Standing:
    """A target, what is due and what is known of it on the day ``as_of``.

    ``target`` and ``pace`` are in the target's unit; of a range ``target`` is the low bound.
    ``actual`` is the figure known, ``outcome`` whether an event or a level without a number has
    come about; the one that does not fit the target is ignored. ``op`` is as in a compiled target.
    """

    shape: Shape
    op: str | None
    target: Decimal | None
    pace: Decimal | None
    actual: Decimal | None
    outcome: bool | None
    deadline: date
    as_of: date

    @property
    def numeric(self) -> bool:
        """Whether a figure decides, rather than an outcome."""
        return self.target is not None and self.shape is not Shape.EVENT


@dataclass(frozen=True, slots=True)
class Situation:
    """A standing without its amounts: all that a rule's conditions can ask for."""

    shape: str
    """``linear``, ``level``, ``ceiling`` or ``event``."""
    fact: bool
    past_deadline: bool
    reached: bool
    """The fact satisfies the target; for a ceiling: it is not broken."""
    ratio: bool
    """Target and pace are above 0, so that a share of them means something."""


CONDITIONS: Mapping[str, Callable[[Situation], bool]] = {
    "fact": lambda s: s.fact,
    "no-fact": lambda s: not s.fact,
    "past-deadline": lambda s: s.past_deadline,
    "before-deadline": lambda s: not s.past_deadline,
    "linear": lambda s: s.shape == "linear",
    "level": lambda s: s.shape == "level",
    "ceiling": lambda s: s.shape == "ceiling",
    "event": lambda s: s.shape == "event",
    "reached": lambda s: s.reached,
    "unreached": lambda s: not s.reached,
    "ratio": lambda s: s.ratio,
    "no-ratio": lambda s: not s.ratio,
}
"""What a rule may ask for under ``when``."""


def situation_of(standing: Standing) -> Situation:
    """The situation that a standing is in. The deadline day itself is still in time."""
    shape = "linear" if standing.shape.grows else str(standing.shape)
    return Situation(
        shape=shape,
        fact=(standing.actual if standing.numeric else standing.outcome) is not None,
        past_deadline=standing.as_of > standing.deadline,
        reached=_reached(standing),
        ratio=shape in ("linear", "level") and standing.numeric and _positive(standing),
    )


def _positive(standing: Standing) -> bool:
    return all(amount is not None and amount > 0 for amount in (standing.target, standing.pace))


def _reached(standing: Standing) -> bool:
    if not standing.numeric:
        return standing.outcome is True
    actual, target = standing.actual, standing.target
    if actual is None or target is None:
        return False
    if standing.op in ("<", ">"):
        return actual < target if standing.op == "<" else actual > target
    return actual <= target if standing.shape is Shape.CEILING else actual >= target


def situations() -> Iterator[Situation]:
    """Every situation that a standing can be in."""
    yes_no = (True, False)
    for shape, fact, past, reached, ratio in product(
        ("linear", "level", "ceiling", "event"), yes_no, yes_no, yes_no, yes_no
    ):
        if (fact or not reached) and (shape in ("linear", "level") or not ratio):
            yield Situation(shape, fact, past, reached, ratio)
