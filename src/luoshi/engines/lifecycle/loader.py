"""A lifecycle from the nodes of a YAML file; every problem is noted with its line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yaml import Node

from luoshi.engines.kernel.nodes import (
    Problems,
    identifiers,
    line_of,
    mapping,
    number,
    one_of,
    sequence,
    text,
    truth,
    words,
)
from luoshi.engines.lifecycle.model import Lifecycle, Limit, Part, State, Transition

COUNTS = ("working", "calendar")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a lifecycle may refer to: ids of all fields, and of those that hold a date."""

    all: frozenset[str]
    dates: frozenset[str]


def read_lifecycle(node: Node | None, problems: Problems, *, fields: Fields) -> Lifecycle:
    """The lifecycle under a node. Only meaningful when no problem was noted."""
    keys = mapping(node, problems, required=("states", "transitions")) if node is not None else {}
    items = sequence(keys.get("states"), problems)
    names = identifiers(items, problems)
    states = tuple(_state(item, problems, names=names, fields=fields) for item in items)
    moves = sequence(keys.get("transitions"), problems) if len(names) > 1 else []
    identifiers(moves, problems)
    transitions = tuple(_transition(item, problems, names=names, fields=fields) for item in moves)
    _check_reach(states, transitions, problems, line=line_of(node) if node is not None else 1)
    return Lifecycle(states, transitions)


def _state(node: Node, problems: Problems, *, names: Iterable[str], fields: Fields) -> State:
    keys = mapping(node, problems, required=("id", "title"), optional=("limit", "final"))
    return State(
        id=text(keys.get("id"), problems),
        title=words(keys.get("title"), problems),
        limit=_limit(keys.get("limit"), problems, names=names, fields=fields),
        final=truth(keys.get("final"), problems),
    )


def _limit(node: Node | None, problems: Problems, *, names: Iterable[str], fields: Fields) -> Limit | None:
    if node is None:
        return None
    keys = mapping(node, problems, required=(), optional=("days", "count", "since", "field"))
    if "field" in keys:
        if len(keys) > 1:
            problems.on(node, "limit-or-field")
        return Limit(field=one_of(keys["field"], problems, allowed=sorted(fields.dates)))
    if "days" not in keys:
        problems.on(node, "missing-key", key="days")
        return None
    return Limit(
        days=_days(keys["days"], problems),
        working=one_of(keys.get("count"), problems, allowed=COUNTS) != "calendar",
        since=one_of(keys.get("since"), problems, allowed=names),
    )


def _days(node: Node, problems: Problems) -> int:
    days = number(node, problems)
    if days is None or days != int(days) or not 0 < days <= 3660:
        problems.on(node, "not-days")
        return 0
    return int(days)


def _transition(node: Node, problems: Problems, *, names: Iterable[str], fields: Fields) -> Transition:
    keys = mapping(node, problems, required=("id", "title", "from", "to", "by"), optional=("needs", "reason"))
    names = tuple(names)
    return Transition(
        id=text(keys.get("id"), problems),
        title=words(keys.get("title"), problems),
        sources=_some(keys, "from", problems, allowed=names),
        target=one_of(keys.get("to"), problems, allowed=names),
        by=tuple(Part(each) for each in _some(keys, "by", problems, allowed=tuple(Part)) if each),
        needs=_some(keys, "needs", problems, allowed=sorted(fields.all)),
        reason=truth(keys.get("reason"), problems),
    )


def _some(
    keys: Mapping[str, Node], key: str, problems: Problems, *, allowed: Iterable[str]
) -> tuple[str, ...]:
    allowed = tuple(allowed)
    return tuple(one_of(item, problems, allowed=allowed) for item in sequence(keys.get(key), problems))


def _check_reach(
    states: Iterable[State], transitions: Iterable[Transition], problems: Problems, *, line: int
) -> None:
    """Every state can be reached from the first; one that is not final can be left."""
    if problems.found:
        return
    states, transitions = tuple(states), tuple(transitions)
    reached = {states[0].id} if states else set()
    while more := {each.target for each in transitions if reached.intersection(each.sources)} - reached:
        reached |= more
    for state in states:
        if state.id not in reached:
            problems.at(line, "state-unreachable", state=state.id)
        if not state.final and len(states) > 1 and not any(state.id in each.sources for each in transitions):
            problems.at(line, "state-dead-end", state=state.id)
