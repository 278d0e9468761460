"""A record as it stood on a day, folded from what was entered about it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from luoshi.engines.lifecycle import Passage


@dataclass(frozen=True, slots=True)
class Entry:
    """What became true of a record on ``day``: a state entered, values set (``None`` takes one away)."""

    day: date
    state: str | None
    changes: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A record on a day: typed values, and the states that it went through, the present one last."""

    day: date
    passages: tuple[Passage, ...]
    values: Mapping[str, object]

    @property
    def state(self) -> str:
        """The state on the day."""
        return self.passages[-1].state

    @property
    def since(self) -> date:
        """The day on which the state was entered."""
        return self.passages[-1].day


def snapshots(entries: Iterable[Entry]) -> Iterator[Snapshot]:
    """The record after each day on which something was entered. ``entries`` are in order of days, and of
    entering within a day. Nothing before the record has a state."""
    passages: tuple[Passage, ...] = ()
    values: dict[str, object] = {}
    last: Snapshot | None = None
    for entry in entries:
        values |= entry.changes
        if entry.state is not None:
            passages = (*passages, Passage(entry.day, entry.state))
        if last is not None and entry.day != last.day:
            yield last
        if passages:
            kept = {name: value for name, value in values.items() if value is not None}
            last = Snapshot(entry.day, passages, kept)
    if last is not None:
        yield last


def snapshot(entries: Iterable[Entry], *, as_of: date) -> Snapshot | None:
    """The record on a day; ``None`` before it was opened."""
    found = None
    for each in snapshots(entry for entry in entries if entry.day <= as_of):
        found = each
    return found
