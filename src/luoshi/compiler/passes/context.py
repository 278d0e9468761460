"""What every pass may look at besides the plan so far."""

from dataclasses import dataclass

from luoshi.compiler.source import Source


@dataclass(frozen=True, slots=True)
class Context:
    """The source, and the plan's year where whoever asked knows it."""

    source: Source
    year: int | None = None
