"""Sentences and clauses of a stretch of text, and the names in them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luoshi.compiler.model import Span

_SENTENCE_END = re.compile(r"[。！!；;\n\t|]")
"""A tab or a bar ends a cell of a table, and with it the sentence."""
_CLAUSE_END = re.compile("(?<![0-9])[,，:：]|[,，:：](?![0-9]{3}(?![0-9]))")
"""A comma inside a number (`1,200`) parts nothing."""
_TITLED = re.compile("《[^《》\n]{1,80}》")
_QUOTED = re.compile("“[^“”\n]{1,40}”")
_BRACKET = re.compile("[(（]([^()（）\n]{1,60})[)）]")
_LONGEST: Final = 1500
"""Text without any full stop is read in pieces of this length, so that work stays linear."""


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Stretches between full stops, semicolons and line ends."""
    for sentence in _cut(text, span, _SENTENCE_END):
        for start in range(sentence.start, sentence.end, _LONGEST):
            yield Span(start, min(start + _LONGEST, sentence.end))


def clauses_of(text: str, span: Span) -> Iterator[Span]:
    """Stretches between commas and colons, brackets of their own behind the clause they stand in."""
    inner = [Span(match.start(1), match.end(1)) for match in _BRACKET.finditer(text, span.start, span.end)]
    yield from _cut(text, span, _CLAUSE_END, skip=inner)


def asides(text: str, span: Span) -> Iterator[Span]:
    """What stands in brackets: a part of the figure in front of it."""
    return (Span(match.start(1), match.end(1)) for match in _BRACKET.finditer(text, span.start, span.end))


def names(text: str, span: Span) -> list[Span]:
    """Titles and quoted names; figures in them are parts of names."""
    found = [*_TITLED.finditer(text, span.start, span.end), *_QUOTED.finditer(text, span.start, span.end)]
    return [Span(match.start(), match.end()) for match in found]


def inside(at: int, spans: Sequence[Span]) -> bool:
    """Whether a position lies in one of the spans."""
    return any(span.start <= at < span.end for span in spans)


def _cut(text: str, span: Span, mark: "re.Pattern[str]", *, skip: Sequence[Span] = ()) -> Iterator[Span]:
    start = span.start
    for match in mark.finditer(text, span.start, span.end):
        if skip and inside(match.start(), skip):
            continue
        if match.start() > start:
            yield Span(start, match.start())
        start = match.end()
    if start < span.end:
        yield Span(start, span.end)
