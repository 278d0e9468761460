"""A rule of the language as a value: what it is called, what it matches, what it yields, and proof."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

Yield = TypeVar("Yield")


@dataclass(frozen=True)
class Example:
    """A phrase and what the rule's group 0 must cover in it (``None``: it must not match)."""

    phrase: str
    matched: str | None


@dataclass(frozen=True)
class Rule(Generic[Yield]):
    """``pattern`` finds the phrase, ``yields`` says what it means. Examples are run by a test."""

    id: str
    pattern: str
    yields: Yield
    examples: tuple[Example, ...] = field(default=())
    needs: tuple[str, ...] = ()
    """One of these stands in every match: plain words are looked for first, because that is cheap."""

    def __post_init__(self) -> None:
        """Refuse a rule that proves nothing: raises ``ValueError``."""
        if not any(example.matched is not None for example in self.examples):
            raise ValueError(f"rule {self.id} has no example")

    @cached_property
    def regex(self) -> "re.Pattern[str]":
        """The compiled pattern."""
        return re.compile(self.pattern)

    def may_match(self, text: str) -> bool:
        """Whether the words that every match holds are there at all."""
        return not self.needs or self._needed.search(text) is not None

    @cached_property
    def _needed(self) -> "re.Pattern[str]":
        return re.compile("|".join(map(re.escape, self.needs)))


def failures(rule: "Rule[Yield]") -> list[str]:
    """The examples that do not hold, in words; empty when all do."""
    found = []
    for example in rule.examples:
        match = rule.regex.search(example.phrase) if rule.may_match(example.phrase) else None
        matched = match[0] if match else None
        if matched != example.matched:
            found.append(f"{rule.id}: {example.phrase!r} gave {matched!r}, not {example.matched!r}")
    return found


def alternation(words: "frozenset[str] | tuple[str, ...]") -> str:
    """The words as a pattern, longest first so that none hides a longer one."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
