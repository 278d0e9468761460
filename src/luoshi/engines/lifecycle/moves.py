"""Whether a move may be made, and by when it is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.engines.kernel import Due, WorkingCalendar, add_days, add_working_days
from luoshi.engines.lifecycle.model import Lifecycle, Limit, Part, Transition


@dataclass(frozen=True, slots=True)
class Passage:
    """A state and the day on which it was entered."""

    day: date
    state: str


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a move or a value is refused: a key of the catalogue with its values, and the field at fault.

    Values that are ids are worded by whoever shows the objection.
    """

    key: str
    values: tuple[tuple[str, str], ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A move that somebody wants to make on a day."""

    transition: str
    day: date
    part: Part
    note: str = ""


def objections(
    lifecycle: Lifecycle,
    move: Move,
    *,
    passages: Sequence[Passage],
    values: Mapping[str, object],
    due: Due | None = None,
) -> tuple[Objection, ...]:
    """What speaks against a move of a record that went through ``passages``; empty where nothing does.

    ``values`` are the record's after the move, ``due`` the day by which its present state has to be left.
    """
    transition, present = lifecycle.transition(move.transition), passages[-1]
    if present.state not in transition.sources:
        named = (("move", transition.title.zh), ("state", lifecycle.state(present.state).title.zh))
        return (Objection("move.wrong-state", named),)
    if move.part not in transition.by:
        return (Objection("move.not-yours", (("move", transition.title.zh),)),)
    return (
        *_of_day(move, present),
        *(
            Objection("move.needs", (("field", name),), name)
            for name in transition.needs
            if _blank(values, name)
        ),
        *_of_note(move, transition, due),
    )


def _of_day(move: Move, present: Passage) -> Iterable[Objection]:
    if move.day < present.day:
        yield Objection(
            "move.too-early", (("day", move.day.isoformat()), ("since", present.day.isoformat())), "day"
        )


def _blank(values: Mapping[str, object], name: str) -> bool:
    return values.get(name) in (None, "")


def _of_note(move: Move, transition: Transition, due: Due | None) -> Iterable[Objection]:
    if move.note.strip():
        return
    if due is not None and move.day > due.day:
        late = (move.day - due.day).days
        yield Objection("move.overdue", (("due", due.day.isoformat()), ("late", str(late))), "note")
    elif transition.reason:
        yield Objection("move.reason", (("move", transition.title.zh),), "note")


def due_on(
    lifecycle: Lifecycle,
    passages: Sequence[Passage],
    *,
    values: Mapping[str, object],
    calendar: WorkingCalendar,
) -> Due | None:
    """The last day on which the present state may still be held; ``None`` where nothing limits it."""
    limit = lifecycle.state(passages[-1].state).limit
    if limit is None:
        return None
    if limit.field:
        day = values.get(limit.field)
        return Due(day, provisional=False) if isinstance(day, date) else None
    start = _clock_start(limit, passages)
    count = add_working_days if limit.working else add_days
    return count(calendar, start, days=limit.days)


def _clock_start(limit: Limit, passages: Sequence[Passage]) -> date:
    """The latest day on which the state that starts the clock was entered; else that of the present one."""
    wanted = limit.since or passages[-1].state
    return next((each.day for each in reversed(passages) if each.state == wanted), passages[-1].day)
