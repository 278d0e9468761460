"""Which doubts a version raises, in the order in which a person should look at them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

LAST = 9
BEFORE: Mapping[str, int] = {
    "N001": 1,
    "N002": 1,
    "N006": 1,
    "L004": 2,
    "L008": 2,
    "T": 3,
    "D": 4,
    "L": 5,
    "O": 5,
    "N003": 6,
    "N005": 6,
    "N004": 7,
}
"""Rank by code, or by its first letter: who is meant comes before what is meant, that before how it is printed,
and what can be said of many names at once before groups, which are one by one."""


@dataclass(frozen=True, slots=True)
class Raised:
    """A doubt to be kept."""

    code: str
    severity: str
    start: int | None
    end: int | None
    finding: int | None = None
    """Id of the finding that it repeats; names have none."""
    params: Mapping[str, Any] = field(default_factory=dict)
    confidence: float = 1.0
    weight: int = 0
    """What hangs on it; the heavier of its rank first."""


def in_order(doubts: Iterable[Raised]) -> list[Raised]:
    """Errors first, then by rank, the least certain first, then as printed; what is only told comes last."""
    return sorted(doubts, key=_weight)


def _weight(doubt: Raised) -> tuple[int, float, int, int]:
    place = -1 if doubt.start is None else doubt.start
    if doubt.severity == "error":
        return 0, 0.0, 0, place
    if doubt.severity == "info" and not doubt.code.startswith("N"):
        return LAST, doubt.confidence, 0, place
    return rank(doubt.code), doubt.confidence, -doubt.weight, place


def rank(code: str) -> int:
    """1 is looked at first."""
    return BEFORE.get(code, BEFORE.get(code[:1], LAST - 1))
