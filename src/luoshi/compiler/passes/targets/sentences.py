"""Sentences and clauses of a stretch of text, and the names in them."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from luoshi.compiler.model import Span

_SENTENCE_END = re.compile(r"[。！!；;\n\t|]")
"""A tab or a bar ends a cell of a table, and with it the sentence."""
_CLAUSE_END = re.compile("(?<![0-9])[,，:：]|[,，:：](?![0-9]{3}(?![0-9]))")
"""A comma inside a number (`1,200`) parts nothing."""
_TITLED = re.compile("《[^《》\n]{1,80}》")
_QUOTED = re.compile("“[^“”\n]{1,40}”")
_BRACKET = re.compile("[(（]([^()（）\n]{1,60})[)）]")
_ITEM = re.compile(
    r"[ \u3000\t\n]|\Z|[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[.．、](?![0-9])|[第—－-]"
)
_FEW: Final = 6
_SHORTEST_LINE: Final = 20
_LONGEST_LINE: Final = 60
_RAGGED: Final = 2
_FULL: Final = 0.4
"""Of wrapped text so many lines are full; of written lists, few are equally long."""
_LONGEST: Final = 1500
"""Text without any full stop is read in pieces of this length, so that work stays linear."""


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Stretches between full stops, semicolons and line ends."""
    for sentence in _cut(text, span, _SENTENCE_END, wrap=wrap_of(text)):
        if sentence.end - sentence.start <= _LONGEST:
            yield sentence
            continue
        for start in range(sentence.start, sentence.end, _LONGEST):
            yield Span(start, min(start + _LONGEST, sentence.end))


class Wrap(NamedTuple):
    """How a text breaks its lines like a typewriter: after so many characters, or at such a width."""

    length: int
    width: int


@lru_cache(maxsize=1)
def wrap_of(text: str) -> Wrap | None:
    """Where a text breaks its lines within sentences; ``None`` where its lines are paragraphs.

    Kept for the document in hand, because every task asks for it.
    """
    every = [line for line in text.split("\n") if line]
    if len(every) < _FEW or max(map(len, every)) > _LONGEST_LINE:
        return None
    wrap = Wrap(max(map(len, every)), max(map(_width, every)))
    full = sum(_is_full(line, wrap) for line in every)
    return wrap if wrap.length >= _SHORTEST_LINE and full >= _FULL * len(every) else None


def _width(line: str) -> int:
    """Narrow characters count one and wide ones two: in UTF-8 they take one byte and three."""
    return (len(line.encode("utf-8", "surrogatepass")) + len(line)) // 2


def _is_full(line: str, wrap: Wrap) -> bool:
    return len(line) >= wrap.length - _RAGGED or _width(line) >= wrap.width - 2 * _RAGGED


def _goes_on(text: str, at: int, wrap: Wrap) -> bool:
    """Whether the sentence goes on behind a line end: the line was full, and no item begins behind it."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return _is_full(line, wrap) and not _ITEM.match(text, at + 1)


class Sentence:
    """A sentence of a text. Its clauses and names are looked for once, whoever asks for them."""

    def __init__(self, text: str, span: Span) -> None:
        self.text, self.span = text, span

    @cached_property
    def clauses(self) -> list[Span]:
        """Stretches between commas and colons, brackets of their own behind the clause they stand in."""
        inner = list(asides(self.text, self.span))
        return _cut(self.text, self.span, _CLAUSE_END, skip=inner)

    @cached_property
    def named(self) -> list[Span]:
        """Titles and quoted names; figures in them are parts of names."""
        return names(self.text, self.span)


def asides(text: str, span: Span) -> Iterator[Span]:
    """What stands in brackets: a part of the figure in front of it."""
    if text.find("(", *span) < 0 and text.find("（", *span) < 0:
        return
    for match in _BRACKET.finditer(text, span.start, span.end):
        yield Span(match.start(1), match.end(1))


def names(text: str, span: Span) -> list[Span]:
    """Titles and quoted names of a stretch."""
    return [
        Span(match.start(), match.end())
        for sign, pattern in (("《", _TITLED), ("“", _QUOTED))
        if text.find(sign, *span) >= 0
        for match in pattern.finditer(text, *span)
    ]


def inside(at: int, spans: Sequence[Span]) -> bool:
    """Whether a position lies in one of the spans."""
    return any(span.start <= at < span.end for span in spans)


def _cut(
    text: str, span: Span, mark: "re.Pattern[str]", *, skip: Sequence[Span] = (), wrap: Wrap | None = None
) -> list[Span]:
    found: list[Span] = []
    start = span.start
    for match in mark.finditer(text, span.start, span.end):
        at = match.start()
        if skip and inside(at, skip):
            continue
        if wrap and match[0] == "\n" and _goes_on(text, at, wrap):
            continue
        if at > start:
            found.append(Span(start, at))
        start = match.end()
    if start < span.end:
        found.append(Span(start, span.end))
    return found
