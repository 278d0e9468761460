"""A wording that was found in its clause, and the target that it makes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from luoshi.compiler.lexicon import words
from luoshi.compiler.model import Kind, Operator, Span, Strength, Target, TargetValue
from luoshi.compiler.passes.targets import days
from luoshi.compiler.passes.targets.strength import left_by, strength_of

_STRIVE = re.compile(words.STRIVE)
_NEAR: Final = 80
"""How far back a clause is read for what a wording is about."""


@dataclass(frozen=True, slots=True)
class Found:
    """A match in its clause, and where the sentence and the document's year stand."""

    rule: str
    text: str
    sentence: Span
    clause: Span
    match: "re.Match[str]"
    year: int | None
    led: date | None = None
    """The day that the clauses in front name for this one."""

    @property
    def before(self) -> str:
        """The clause up to the match."""
        return self.text[max(self.clause.start, self.match.start() - _NEAR) : self.match.start()]

    @property
    def earlier(self) -> str:
        """The clause in front of this one, in the same sentence."""
        led = self.text[max(self.sentence.start, self.clause.start - _NEAR) : self.clause.start]
        return re.split("[,，]", led.rstrip(",， "))[-1]

    @property
    def strength(self) -> Strength:
        """Of the clause up to the match, with what the clauses before it left."""
        led = self.text[self.sentence.start : self.clause.start]
        carried = Strength.COMMIT
        for clause in re.split("[,，:：]", led) if _STRIVE.search(led) else ():
            carried = left_by(clause, carried)
        return strength_of(self.text[self.clause.start : self.match.end()], carried)

    def target(
        self,
        kind: Kind,
        phrase: str,
        *,
        value: TargetValue = None,
        op: Operator | None = None,
        unit: str | None = None,
        day: date | None = None,
        reference: str | None = None,
    ) -> Target:
        """A target from the clause's first word to the match's end; milestones bring their ``day``."""
        if kind is not Kind.MILESTONE:
            day = days.within(self.before, self.year) or self.led
        start = self.match.start() - len(self.before.lstrip(" "))
        return Target(
            kind=kind,
            metric=phrase,
            op=op,
            value=value,
            unit=unit,
            span=Span(start, self.match.end()),
            strength=self.strength,
            deadline=day,
            reference=reference,
            rule=self.rule,
        )


Production = Callable[[Found], Iterator[Target]]
