"""What every pass may look at besides the plan so far."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from luoshi.compiler.model import Span
from luoshi.compiler.passes.clauses import Clause, Mark, bare_clauses, clauses, deadlines, label_marks
from luoshi.compiler.passes.rows import TaskTable, task_tables
from luoshi.compiler.passes.tables import tables
from luoshi.compiler.source import Source, Table


@dataclass(frozen=True)
class Context:
    """The source, and the plan's year where whoever asked knows it."""

    source: Source
    year: int | None = None

    @cached_property
    def _labels(self) -> list[Mark]:
        return label_marks(self.source.text)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every responsibility clause of the text in printed order; three passes look at them."""
        text = self.source.text
        said = tuple(clauses(text, self._labels))
        return tuple(sorted([*said, *bare_clauses(text, said)], key=lambda clause: clause.span))

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [clause.span.start for clause in self.clauses]

    def clauses_in(self, span: Span) -> tuple[Clause, ...]:
        """Clauses that start inside ``span``."""
        first, last = (bisect_left(self._clause_starts, offset) for offset in span)
        return self.clauses[first:last]

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every table, whether it holds tasks or not."""
        return tables(self.source)

    @cached_property
    def task_tables(self) -> tuple[TaskTable, ...]:
        """Tables whose header row says that their rows are tasks."""
        return tuple(task_tables(self.source.text, self.tables, merged_blank=not self.source.tables))

    @cached_property
    def deadlines(self) -> tuple[Span, ...]:
        """What stands behind labels such as `完成时限：`, in printed order."""
        return tuple(deadlines(self.source.text, self._labels))

    def deadline_in(self, span: Span) -> Span | None:
        """The first labelled deadline inside ``span``."""
        at = bisect_left(self._deadline_starts, span.start)
        found = self.deadlines[at : at + 1]
        return found[0] if found and found[0].end <= span.end else None

    @cached_property
    def _deadline_starts(self) -> list[int]:
        return [span.start for span in self.deadlines]
