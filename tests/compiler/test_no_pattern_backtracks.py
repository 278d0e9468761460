"""No pattern of the compiler takes more than quadratic time on text made against it.

Sentences are read in pieces of at most 1,500 characters, so quadratic work inside one stays in the
hundredths of a second. Work that grows with the cube would take minutes there, a nested repeat for ever:
the limit lies an order of magnitude away from both, whatever the machine's load.
"""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterable, Iterator
from functools import cache
from re import _constants as node  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pytest

import luoshi.compiler
from luoshi.compiler.lexicon.rule import Rule

PIECE = 1_500
LIMIT = 0.6
"""Seconds of processor time for one piece."""
SHORT = 48
"""Where a nested repeat already takes seconds; longer pieces are tried only if this one is quick."""
_FEW = 10
"""Repeats up to so many times are no danger."""


@cache
def patterns() -> dict[str, "re.Pattern[str]"]:
    """Every pattern that a module of the compiler holds, alone, in a rule or in a collection."""
    found: dict[str, re.Pattern[str]] = {}
    for info in pkgutil.walk_packages(luoshi.compiler.__path__, "luoshi.compiler."):
        if info.name.rpartition(".")[2] in ("ocr", "scans", "doc"):
            continue  # they need optional libraries and hold no patterns of plan text
        for each in _held(importlib.import_module(info.name)):
            if isinstance(each.pattern, str) and _repeats(parser.parse(each.pattern, each.flags)):
                found.setdefault(each.pattern, each)
    return found


def _held(module: ModuleType) -> Iterator["re.Pattern[str]"]:
    for value in vars(module).values():
        yield from _in(value, depth=3)


def _in(value: object, *, depth: int) -> Iterator["re.Pattern[str]"]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Rule):
        yield value.regex
    elif depth and isinstance(value, dict):
        yield from _in(tuple(value.values()), depth=depth - 1)
    elif depth and isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _in(each, depth=depth - 1)


def _repeats(tree: Iterable[Any]) -> bool:
    """Whether a parsed pattern repeats anything many times."""
    for op, given in tree:
        if op in (node.MAX_REPEAT, node.MIN_REPEAT) and given[1] > _FEW:
            return True
        if any(_repeats(part) for part in _parts(op, given)):
            return True
    return False


def _parts(op: Any, given: Any) -> list[Any]:
    """The patterns inside a node of a parsed pattern."""
    if op in (node.MAX_REPEAT, node.MIN_REPEAT, node.POSSESSIVE_REPEAT):
        return [given[2]]
    if op is node.SUBPATTERN:
        return [given[3]]
    if op is node.BRANCH:
        return list(given[1])
    if op in (node.ASSERT, node.ASSERT_NOT):
        return [given[1]]
    return [given] if op is node.ATOMIC_GROUP else []


def _sample(tree: Iterable[Any], choice: int, *, times: int) -> str:
    """A text that a parsed pattern may match; ``choice`` picks among branches, ``times`` repeats."""
    out = []
    for op, given in tree:
        if op in (node.LITERAL, node.NOT_LITERAL):
            out.append(chr(given) if op is node.LITERAL else "的")
        elif op is node.IN:
            out.append(_member(given, choice))
        elif op is node.ANY:
            out.append("的")
        elif op in (node.MAX_REPEAT, node.MIN_REPEAT, node.POSSESSIVE_REPEAT):
            out.append(_sample(given[2], choice, times=times) * min(max(given[0], times), given[1]))
        elif op is node.BRANCH:
            out.append(_sample(given[1][choice % len(given[1])], choice, times=times))
        elif op in (node.SUBPATTERN, node.ATOMIC_GROUP):
            out += [_sample(part, choice, times=times) for part in _parts(op, given)]
    return "".join(out)


def _member(given: list[Any], choice: int) -> str:
    """A character of a set."""
    if given[0][0] is node.NEGATE:
        return "的"
    op, what = given[choice % len(given)]
    if op is node.LITERAL:
        return chr(what)
    return chr(what[0]) if op is node.RANGE else "1"


def _inner(tree: Iterable[Any], choice: int) -> Iterator[str]:
    """What the repeated parts of a pattern match."""
    for op, given in tree:
        for part in _parts(op, given):
            if op in (node.MAX_REPEAT, node.MIN_REPEAT):
                yield _sample(part, choice, times=1)
            yield from _inner(part, choice)


def pumps(pattern: "re.Pattern[str]") -> list[str]:
    """Units whose repetition keeps the pattern busy."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    units = ["的", "1", "、", " ", "（"]
    for choice in range(4):
        units += [_sample(tree, choice, times=1), *list(_inner(tree, choice))[:6]]
    return [unit for unit in dict.fromkeys(units) if 0 < len(unit) <= PIECE // 4]


def seconds(pattern: "re.Pattern[str]", text: str) -> float:
    """Processor time to search the text from everywhere."""
    start = time.process_time()
    for _match in pattern.finditer(text):
        pass
    pattern.match(text)
    return time.process_time() - start


def attacked(pattern: "re.Pattern[str]", unit: str, length: int) -> float:
    """The longer of two: the unit over and over, and the same with an end that fits nothing."""
    text = (unit * (length // len(unit) + 1))[:length]
    return max(seconds(pattern, text), seconds(pattern, text + "\x00"))


@pytest.mark.parametrize("source", patterns(), ids=lambda source: source[:60])
def test_a_piece_made_against_a_pattern_is_searched_in_no_time(source: str):
    pattern = patterns()[source]
    for length in (SHORT, PIECE):
        slow = [unit for unit in pumps(pattern) if _twice_slow(pattern, unit, length)]
        assert slow == [], f"{length} characters take too long"


def _twice_slow(pattern: "re.Pattern[str]", unit: str, length: int) -> bool:
    """Measured again before it is believed: another process may have held the memory's attention."""
    return all(attacked(pattern, unit, length) > LIMIT for _ in range(2))


@pytest.mark.parametrize(
    ("source", "length"),
    [("(?:a|aa)+b", 32), ("(?:[ab]*c?)*d", 21), ("a*a*a*[bc]", 180)],
    ids=["either", "nested", "cube"],
)
def test_patterns_that_do_backtrack_would_be_found(source: str, length: int):
    pattern = re.compile(source)
    assert any(attacked(pattern, unit, length) > LIMIT / 10 for unit in pumps(pattern))
