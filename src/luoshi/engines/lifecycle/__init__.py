"""What happens to a record: states, moves with their roles and conditions, and time limits."""

from luoshi.engines.lifecycle.loader import Fields, read_lifecycle
from luoshi.engines.lifecycle.model import Lifecycle, Limit, Part, State, Transition
from luoshi.engines.lifecycle.moves import Move, Objection, Passage, due_on, objections

__all__ = [
    "Fields",
    "Lifecycle",
    "Limit",
    "Move",
    "Objection",
    "Part",
    "Passage",
    "State",
    "Transition",
    "due_on",
    "objections",
    "read_lifecycle",
]
