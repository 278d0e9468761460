"""Whether a text commits itself or strives, and how far along a sentence a word of striving reaches."""

import re
from typing import Final

from luoshi.compiler.lexicon import words
from luoshi.compiler.model import Strength
from luoshi.compiler.passes.targets import metric

_STRIVE: Final = re.compile(words.STRIVE)
_COMMIT: Final = re.compile(words.COMMIT)
_FIRM: Final = re.compile("确保|必须|保证|务必")
_GRANT: Final = re.compile("资金|债券|专项债|补助|贷款|授信")
_APART: Final = 4
"""`力争确保` still strives."""
_ACTS: Final = re.compile(
    "(?:全力|加快|深入|持续|积极|扎实)?"
    "(?:推动|推进|布局|探索|安排|实施|开展|加快|支持|完善|健全|深化|优化|强化|统筹|落实|用好)"
)
"""A verb of its own at a clause's head: what the clause before strove for is not meant any more."""


def strength_of(printed: str, carried: Strength) -> Strength:
    """Of a target whose clause reads ``printed`` up to it; ``carried`` is what the clauses before left."""
    strive = max((match.end() for match in _STRIVE.finditer(printed)), default=-1)
    firm = max((match.end() for match in _FIRM.finditer(printed)), default=-1)
    if strive >= 0:
        return Strength.COMMIT if firm > strive + _APART else Strength.STRIVE
    return Strength.COMMIT if _COMMIT.search(printed) or _ACTS.match(printed) else carried


def strives_apart(clause: str, so_far: bool) -> bool:
    """Whether only this clause strives; ``so_far``: so it was before a clause that says no more.

    So it is where its own subject does (`产值力争…`), and where `争取资金` means to obtain.
    """
    strives = _STRIVE.search(clause)
    if strives is None:
        return so_far
    obtains = strives[0] == "争取" and _GRANT.search(clause, strives.end())
    return bool(obtains) or _has_a_subject(clause, strives)


def _has_a_subject(clause: str, strives: "re.Match[str]") -> bool:
    return bool(metric.cleaned(clause[: strives.start()]))


def left_by(clause: str, carried: Strength) -> Strength:
    """What a clause without a figure leaves to those behind it.

    Striving reaches on along a list where it leads (`力争交通…,水利…`); behind a subject of its own
    (`进出口总额争取正增长`) it holds for that alone.
    """
    strives = _STRIVE.search(clause)
    if strives and not _has_a_subject(clause, strives):
        return Strength.STRIVE
    return Strength.COMMIT if _COMMIT.search(clause) or _ACTS.match(clause) else carried
