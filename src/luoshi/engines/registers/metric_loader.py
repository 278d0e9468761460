"""Metrics and conditions from the nodes of a pack file."""

from collections.abc import Iterable, Mapping, Sequence

from yaml import Node

from luoshi.engines.kernel.nodes import Problems, identifiers, mapping, number, one_of, sequence, text, words
from luoshi.engines.registers.model import Condition, Field, Kind, Metric, Type

_KINDS = ("count", "sum", "distinct", "ratio")
_OPTIONS = (*_KINDS, "unit", "unit_from", "words", "reached", "in", "unless", "where")


def read_metrics(
    node: Node | None, problems: Problems, *, fields: tuple[Field, ...], states: Iterable[str]
) -> tuple[Metric, ...]:
    """The metrics under a node. Only meaningful when no problem was noted."""
    items = sequence(node, problems)
    names = identifiers(items, problems)
    states = tuple(states)
    return tuple(_metric(item, problems, fields=fields, states=states, names=names) for item in items)


def _metric(
    node: Node,
    problems: Problems,
    *,
    fields: tuple[Field, ...],
    states: Sequence[str],
    names: Sequence[str],
) -> Metric:
    keys = mapping(node, problems, required=("id", "title"), optional=_OPTIONS)
    said = [kind for kind in _KINDS if kind in keys]
    kind = Kind(said[0]) if said else Kind.COUNT
    if keys:
        _check_shape(node, keys, said, problems)
    part, whole = _parts(keys.get("ratio"), problems, names=names)
    return Metric(
        id=text(keys.get("id"), problems),
        title=words(keys.get("title"), problems),
        kind=kind,
        unit=_unit(keys, kind, fields, problems),
        unit_from=one_of(
            keys.get("unit_from"), problems, allowed=[each.id for each in fields if each.type is Type.TEXT]
        ),
        words=tuple(text(item, problems) for item in sequence(keys.get("words"), problems)),
        field=_field(keys, kind, fields, problems),
        reached=_states(keys, "reached", states, problems),
        within=_states(keys, "in", states, problems),
        unless=_states(keys, "unless", states, problems),
        where=read_conditions(sequence(keys.get("where"), problems), problems, fields=fields),
        part=part,
        whole=whole,
    )


def _check_shape(node: Node, keys: Mapping[str, Node], said: Sequence[str], problems: Problems) -> None:
    """One kind; of a kind that selects records, one way to select them."""
    selects = [key for key in ("reached", "in") if key in keys]
    if len(said) != 1:
        problems.on(node, "one-kind")
    elif said[0] == "ratio" and (selects or "unless" in keys or "where" in keys):
        problems.on(node, "ratio-selects")
    elif said[0] != "ratio" and len(selects) != 1:
        problems.on(node, "one-selection")


def _states(keys: Mapping[str, Node], key: str, states: Sequence[str], problems: Problems) -> tuple[str, ...]:
    return tuple(one_of(item, problems, allowed=states) for item in sequence(keys.get(key), problems))


def _field(keys: Mapping[str, Node], kind: Kind, fields: Iterable[Field], problems: Problems) -> str:
    if kind is Kind.SUM:
        return one_of(keys["sum"], problems, allowed=[each.id for each in fields if each.type.numeric])
    if kind is Kind.DISTINCT:
        return one_of(keys["distinct"], problems, allowed=[each.id for each in fields])
    return ""


def _unit(keys: Mapping[str, Node], kind: Kind, fields: Iterable[Field], problems: Problems) -> str:
    """As written; a sum has the unit of its field, a ratio is in %."""
    if kind is Kind.RATIO:
        return "%"
    if kind is Kind.SUM and "unit" not in keys:
        added = keys["sum"]
        return next((each.unit for each in fields if each.id == getattr(added, "value", None)), "")
    return text(keys.get("unit"), problems)


def _parts(node: Node | None, problems: Problems, *, names: Sequence[str]) -> tuple[str, str]:
    if node is None:
        return "", ""
    keys = mapping(node, problems, required=("part", "whole"))
    return (
        one_of(keys.get("part"), problems, allowed=names),
        one_of(keys.get("whole"), problems, allowed=names),
    )


def read_conditions(
    items: Iterable[Node], problems: Problems, *, fields: tuple[Field, ...]
) -> tuple[Condition, ...]:
    """Conditions on fields, all of which have to hold."""
    return tuple(_condition(item, problems, fields=fields) for item in items)


def _condition(node: Node, problems: Problems, *, fields: tuple[Field, ...]) -> Condition:
    keys = mapping(node, problems, required=("field",), optional=("is", "from", "to"))
    name = one_of(keys.get("field"), problems, allowed=[each.id for each in fields])
    field = next((each for each in fields if each.id == name), None)
    bounded = "from" in keys or "to" in keys
    if keys and ("is" in keys) == bounded:
        problems.on(node, "is-or-within")
    if field is not None and bounded and not field.type.numeric:
        problems.on(node, "not-numeric", field=name)
    return Condition(
        field=name,
        values=_values(keys.get("is"), field, problems),
        low=number(keys["from"], problems) if "from" in keys else None,
        high=number(keys["to"], problems) if "to" in keys else None,
    )


def _values(node: Node | None, field: Field | None, problems: Problems) -> tuple[str, ...]:
    items = sequence(node, problems)
    if field is not None and field.type is Type.CHOICE:
        allowed = [each.id for each in field.choices]
        return tuple(one_of(item, problems, allowed=allowed) for item in items)
    return tuple(text(item, problems) for item in items)
