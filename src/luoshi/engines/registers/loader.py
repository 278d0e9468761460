"""A pack file as a type of register, or as the list of all that is wrong with it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from yaml import Node

from luoshi.engines.kernel.nodes import (
    Problems,
    RuleError,
    compose,
    identifiers,
    mapping,
    number,
    one_of,
    sequence,
    text,
    truth,
    words,
)
from luoshi.engines.lifecycle import Fields, read_lifecycle
from luoshi.engines.registers.metric_loader import read_conditions, read_metrics
from luoshi.engines.registers.model import Check, Choice, Field, Pack, Type
from luoshi.engines.registers.units import MONEY

LONGEST_KEY, LONGEST_LABEL = 100, 200
"""Characters that the names of records may have."""
OPERATORS = ("<", "<=", ">", ">=", "=")
_ABOUT = ("pack", "version", "title", "description", "source", "serves")
_PACK_KEYS = (*_ABOUT, "key", "label", "fields", "lifecycle", "metrics")
_ID_KEYS = ("id", "title", "type")
_OPTIONS = ("required", "unit", "choices", "from", "to", "longest", "pack", "hint")


def load_pack(source: str, *, name: str, language: str = "zh") -> Pack | tuple[RuleError, ...]:
    """Read a pack file; ``name`` is what errors call it, ``language`` what they are worded in.

    All errors are returned together, in the order of their lines.
    """
    problems = Problems(name, language)
    root = compose(source, problems)
    read = _pack(root, source, problems) if root is not None else None
    if read is None or problems.found:
        return tuple(sorted(problems.found, key=lambda error: error.line))
    return read


def _pack(root: Node, source: str, problems: Problems) -> Pack:
    keys = mapping(
        root,
        problems,
        required=_PACK_KEYS,
        optional=("checks",),
    )
    fields = _fields(keys.get("fields"), problems)
    lifecycle = read_lifecycle(keys.get("lifecycle"), problems, fields=_known(fields))
    return Pack(
        id=text(keys.get("pack"), problems),
        version=_version(keys.get("version"), problems),
        title=words(keys.get("title"), problems),
        description=words(keys.get("description"), problems),
        source=words(keys.get("source"), problems),
        key=_naming(keys.get("key"), fields, problems, longest=LONGEST_KEY),
        label=_naming(keys.get("label"), fields, problems, longest=LONGEST_LABEL),
        fields=fields,
        lifecycle=lifecycle,
        checks=_checks(keys.get("checks"), fields, problems),
        metrics=read_metrics(
            keys.get("metrics"), problems, fields=fields, states=[each.id for each in lifecycle.states]
        ),
        serves=tuple(text(item, problems) for item in sequence(keys.get("serves"), problems)),
        yaml=source,
    )


def _known(fields: Iterable[Field]) -> Fields:
    fields = tuple(fields)
    return Fields(
        all=frozenset(each.id for each in fields),
        dates=frozenset(each.id for each in fields if each.type is Type.DATE),
    )


def _version(node: Node | None, problems: Problems) -> int:
    value = number(node, problems) if node is not None else None
    if node is not None and value is not None and (value != int(value) or value < 1):
        problems.on(node, "not-version")
    return int(value or 0)


def _naming(node: Node | None, fields: Iterable[Field], problems: Problems, *, longest: int) -> str:
    """A required field of text, not too long, by which a record is found or known."""
    suitable = [
        each.id for each in fields if each.required and each.type is Type.TEXT and each.longest <= longest
    ]
    return one_of(node, problems, allowed=suitable)


def _fields(node: Node | None, problems: Problems) -> tuple[Field, ...]:
    items = sequence(node, problems)
    identifiers(items, problems)
    return tuple(_field(item, problems) for item in items)


def _field(node: Node, problems: Problems) -> Field:
    keys = mapping(node, problems, required=_ID_KEYS, optional=_OPTIONS)
    said = one_of(keys.get("type"), problems, allowed=tuple(Type))
    type_ = Type(said) if said else Type.TEXT
    field = Field(
        id=text(keys.get("id"), problems),
        title=words(keys.get("title"), problems),
        type=type_,
        required=truth(keys.get("required"), problems),
        unit=text(keys.get("unit"), problems),
        choices=_choices(keys.get("choices"), problems),
        low=_number(keys.get("from"), problems),
        high=_number(keys.get("to"), problems),
        longest=int(_number(keys.get("longest"), problems) or 200),
        pack=text(keys.get("pack"), problems),
        hint=words(keys["hint"], problems) if "hint" in keys else None,
    )
    _check_options(node, keys, field, problems)
    return field


def _number(node: Node | None, problems: Problems) -> Decimal | None:
    return number(node, problems) if node is not None else None


def _choices(node: Node | None, problems: Problems) -> tuple[Choice, ...]:
    items = sequence(node, problems)
    identifiers(items, problems)
    read = (mapping(item, problems, required=("id", "title")) for item in items)
    return tuple(Choice(text(keys.get("id"), problems), words(keys.get("title"), problems)) for keys in read)


def _check_options(node: Node, keys: Mapping[str, Node], field: Field, problems: Problems) -> None:
    """Each type has the options that it needs, and no others."""
    wanted = {
        "choices": field.type is Type.CHOICE,
        "pack": field.type is Type.LINK,
        "unit": field.type is Type.MONEY,
    }
    for option, needed in wanted.items():
        if needed and option not in keys:
            problems.on(node, "missing-key", key=option)
    allowed = {
        "choices": field.type is Type.CHOICE,
        "pack": field.type is Type.LINK,
        "unit": field.type.numeric,
        "from": field.type.numeric,
        "to": field.type.numeric,
    }
    for option, fits in allowed.items():
        if option in keys and not fits:
            problems.on(keys[option], "option-unfit", option=option, type=field.type.value)
    if field.type is Type.MONEY and field.unit and field.unit not in MONEY:
        problems.on(keys["unit"], "unknown-value", value=field.unit, allowed="、".join(MONEY))


def _checks(node: Node | None, fields: tuple[Field, ...], problems: Problems) -> tuple[Check, ...]:
    items = sequence(node, problems)
    identifiers(items, problems)
    return tuple(_check(item, fields, problems) for item in items)


def _check(node: Node, fields: tuple[Field, ...], problems: Problems) -> Check:
    keys = mapping(
        node, problems, required=("id", "message"), optional=("left", "op", "right", "when", "needs")
    )
    compares = {"left", "op", "right"}.issubset(keys)
    requires = {"when", "needs"}.issubset(keys)
    if keys and (compares == requires or len(keys) != (5 if compares else 4)):
        problems.on(node, "compare-or-need")
    comparable = [each.id for each in fields if each.type.numeric or each.type is Type.DATE]
    names = [each.id for each in fields]
    when = read_conditions([keys["when"]], problems, fields=fields) if "when" in keys else ()
    return Check(
        id=text(keys.get("id"), problems),
        message=words(keys.get("message"), problems),
        left=one_of(keys.get("left"), problems, allowed=comparable),
        op=one_of(keys.get("op"), problems, allowed=OPERATORS),
        right=one_of(keys.get("right"), problems, allowed=comparable),
        when=when[0] if when else None,
        needs=tuple(one_of(item, problems, allowed=names) for item in sequence(keys.get("needs"), problems)),
    )
