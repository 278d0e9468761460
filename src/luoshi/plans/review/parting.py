"""Where the parts of an item begin and end when it is parted in two, and what numbers and names them. Pure."""

from typing import NamedTuple

from luoshi.compiler import compile_source
from luoshi.compiler.model import Span
from luoshi.compiler.passes.numbering import BLANK
from luoshi.compiler.passes.titles import first_sentence
from luoshi.compiler.source import Source


class Part(NamedTuple):
    """One item; offsets are code points of the document's text. ``number`` is blank where none is printed."""

    number: str
    title: str
    start: int
    end: int
    body: Span


def part_of(text: str, span: Span, *, body_end: int, year: int | None) -> Part:
    """What ``span`` of the text is when it stands alone.

    The compiler tells number, name and clause apart where it finds one item with a number or a clause; else
    it is named by its first sentence, and its body ends at ``body_end`` as that of the item it is part of.
    """
    start, end = trimmed(text, span)
    plan = compile_source(Source(name="", text=text[start:end], encoding=""), year=year).plan
    tasks = plan.tasks if plan else ()
    if len(tasks) == 1 and tasks[0].span.start == 0:
        body = Span(start + tasks[0].body.start, start + tasks[0].body.end)
        number = "" if tasks[0].number is None else str(tasks[0].number)
        return Part(number, tasks[0].title, start, end, body)
    body = trimmed(text, Span(start, max(start, min(end, body_end))))
    return Part("", first_sentence(text, body) or text[start:end], start, end, body)


def trimmed(text: str, span: Span) -> Span:
    """The span without the blanks and line ends at its edges."""
    printed = text[span.start : span.end]
    start = span.start + len(printed) - len(printed.lstrip(BLANK + "\n"))
    return Span(start, max(start, span.end - len(printed) + len(printed.rstrip(BLANK + "\n"))))
