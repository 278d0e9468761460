"""What names an item: its first sentence."""

import re
from typing import Final

from luoshi.compiler.model import Span
from luoshi.compiler.passes.numbering import BLANK

TITLE_END: Final = re.compile(r"[。;；!！\n]")
DECORATION: Final = BLANK + "*_#"
_BRACKET = re.compile(r"[(（]")
_CLOSED = re.compile(r"[)）]")


def first_sentence(text: str, body: Span) -> str:
    """What names a task: its first sentence, without a clause behind it."""
    stop = TITLE_END.search(text, body.start, body.end)
    end = stop.start() if stop else body.end
    bracket = _BRACKET.search(text, body.start, end)
    closed = bracket is not None and stop is not None and _CLOSED.search(text, bracket.end(), end) is not None
    bracket = None if closed else bracket
    return text[body.start : bracket.start() if bracket else end].strip(DECORATION)
