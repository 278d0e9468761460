"""What every pass may look at besides the plan so far."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from luoshi.compiler.model import Span
from luoshi.compiler.passes.clauses import Clause, clauses
from luoshi.compiler.source import Source


@dataclass(frozen=True)
class Context:
    """The source, and the plan's year where whoever asked knows it."""

    source: Source
    year: int | None = None

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every responsibility clause of the text in printed order; three passes look at them."""
        return tuple(clauses(self.source.text))

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [clause.span.start for clause in self.clauses]

    def clauses_in(self, span: Span) -> tuple[Clause, ...]:
        """Clauses that start inside ``span``."""
        first, last = (bisect_left(self._clause_starts, offset) for offset in span)
        return self.clauses[first:last]
