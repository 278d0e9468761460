"""A rules file as a rule set, or as the list of all that is wrong with it."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from yaml import Node, ScalarNode

from luoshi.engines.kernel import Length, Words
from luoshi.engines.kernel.nodes import (
    Problems,
    RuleError,
    compose,
    line_of,
    mapping,
    number,
    one_of,
    sequence,
    text,
    words,
)
from luoshi.engines.lights.checks import Placed, check_bands, check_cases, in_order
from luoshi.engines.lights.discipline import Reporting
from luoshi.engines.lights.rules import MEASURES, Band, Bound, Rule, RuleSet
from luoshi.engines.lights.standing import CONDITIONS, Light

BEST_FIRST = (Light.GREEN, Light.YELLOW, Light.RED)
"""What a share of lights may come to."""
_PERIODS = {"month": Length.MONTH, "quarter": Length.QUARTER}


def load_rules(source: str, *, name: str, language: str = "zh") -> RuleSet | tuple[RuleError, ...]:
    """Read a rules file; ``name`` is what errors call it, ``language`` what they are worded in.

    All errors are returned together, in the order of their lines. A rule set that is returned has
    exactly one light for every standing.
    """
    problems = Problems(name, language)
    root = compose(source, problems)
    read = _rule_set(root, source, problems) if root is not None else None
    if read is None or problems.found:
        return tuple(sorted(problems.found, key=lambda error: error.line))
    return read


def _rule_set(root: Node, source: str, problems: Problems) -> RuleSet:
    keys = mapping(
        root,
        problems,
        required=("family", "title", "description", "source", "rules"),
        optional=("reporting", "rollup"),
    )
    rules = _rules(keys.get("rules"), problems)
    return RuleSet(
        id=text(keys.get("family"), problems),
        title=words(keys.get("title"), problems),
        description=words(keys.get("description"), problems),
        source=words(keys.get("source"), problems),
        rules=rules,
        yaml=source,
        reporting=_reporting(keys.get("reporting"), problems),
        rollup=_rollup(keys.get("rollup"), problems),
    )


def _reporting(node: Node | None, problems: Problems) -> Reporting | None:
    if node is None:
        return None
    keys = mapping(node, problems, required=("every", "within", "count", "late", "silent"))
    silent = mapping(keys["silent"], problems, required=("after", "light")) if "silent" in keys else {}
    every = one_of(keys.get("every"), problems, allowed=_PERIODS)
    read = Reporting(
        every=_PERIODS.get(every, Length.MONTH),
        within=_whole(keys.get("within"), problems, least=0),
        working=one_of(keys.get("count"), problems, allowed=("working", "calendar")) == "working",
        late=_falling(keys.get("late"), problems),
        silent_after=_whole(silent.get("after"), problems, least=1),
        silent=_falling(silent.get("light"), problems),
    )
    if read.late is Light.RED and read.silent is Light.YELLOW:
        problems.on(node, "silent-milder")
    return read


def _rollup(node: Node | None, problems: Problems) -> tuple[Band, ...]:
    """Bands of a share; none for ``worst``. A share says neither that all is reached nor that nothing is known."""
    if isinstance(node, ScalarNode):
        one_of(node, problems, allowed=("worst",))
        return ()
    bands = _bands(node, problems, lights=BEST_FIRST)
    for lower, upper in pairwise(bands):
        if node is not None and BEST_FIRST.index(upper.light) > BEST_FIRST.index(lower.light):
            problems.on(node, "rollup-falling", lower=lower.id, upper=upper.id)
    return bands


def _falling(node: Node | None, problems: Problems) -> Light:
    """A light that a missing report may lead to."""
    said = one_of(node, problems, allowed=(Light.YELLOW, Light.RED))
    return Light(said) if said else Light.YELLOW


def _whole(node: Node | None, problems: Problems, *, least: int) -> int:
    value = number(node, problems) if node is not None else None
    if node is None or value is None:
        return least
    if value != int(value) or value < least:
        problems.on(node, "not-whole", least=str(least))
    return int(value)


def _note(node: Node | None, problems: Problems) -> Words | None:
    return None if node is None else words(node, problems)


def _rules(node: Node | None, problems: Problems) -> tuple[Rule, ...]:
    items = sequence(node, problems)
    rules = tuple(_rule(item, problems) for item in items)
    _check_ids([(rule.id, line_of(item)) for rule, item in zip(rules, items, strict=True)], problems)
    if node is not None and rules and not problems.found:
        check_cases(rules, problems, line=line_of(node))
    return rules


def _rule(node: Node, problems: Problems) -> Rule:
    keys = mapping(node, problems, required=("id",), optional=("when", "light", "measure", "bands", "note"))
    if keys and (("light" in keys) == ("measure" in keys) or ("measure" in keys) != ("bands" in keys)):
        problems.on(node, "light-or-measure")
    return Rule(
        id=text(keys.get("id"), problems),
        line=line_of(node),
        when=tuple(
            one_of(item, problems, allowed=CONDITIONS) for item in sequence(keys.get("when"), problems)
        ),
        light=_light(keys.get("light"), problems),
        measure=one_of(keys.get("measure"), problems, allowed=MEASURES) or None,
        bands=_bands(keys.get("bands"), problems),
        note=_note(keys.get("note"), problems),
    )


def _light(node: Node | None, problems: Problems, *, allowed: Iterable[Light] = Light) -> Light | None:
    said = one_of(node, problems, allowed=allowed)
    return Light(said) if said else None


def _bands(node: Node | None, problems: Problems, *, lights: Iterable[Light] = Light) -> tuple[Band, ...]:
    read = [(_band(item, problems, lights=lights), line_of(item)) for item in sequence(node, problems)]
    placed: list[Placed] = [(band, line) for band, line in read if band is not None]
    if len(placed) < len(read) or not placed:
        return ()
    _check_ids([(band.id, line) for band, line in placed], problems)
    ordered = in_order(placed)
    check_bands(ordered, problems)
    return tuple(band for band, _line in ordered)


def _band(node: Node, problems: Problems, *, lights: Iterable[Light]) -> Band | None:
    before = len(problems.found)
    keys = mapping(
        node, problems, required=("id", "light"), optional=("from", "above", "below", "to", "note")
    )
    low = _bound(node, keys, problems, inclusive="from", exclusive="above")
    high = _bound(node, keys, problems, inclusive="to", exclusive="below")
    light = _light(keys.get("light"), problems, allowed=lights)
    name, note = text(keys.get("id"), problems), _note(keys.get("note"), problems)
    if light is None or len(problems.found) > before:
        return None
    return Band(name, low, high, light, note)


def _bound(
    node: Node, keys: Mapping[str, Node], problems: Problems, *, inclusive: str, exclusive: str
) -> Bound | None:
    if inclusive in keys and exclusive in keys:
        problems.on(node, "two-limits", one=inclusive, other=exclusive)
        return None
    key = inclusive if inclusive in keys else exclusive
    at = number(keys[key], problems) if key in keys else None
    return None if at is None else Bound(at, key == inclusive)


def _check_ids(named: list[tuple[str, int]], problems: Problems) -> None:
    seen: set[str] = set()
    for name, line in named:
        if name and name in seen:
            problems.at(line, "repeated-id", id=name)
        seen.add(name)
