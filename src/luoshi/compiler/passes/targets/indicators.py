"""Targets of tables of indicators: what is measured, in what, and how much, each in a cell of its own."""

import re
from typing import Final

from luoshi.compiler.model import Kind, Operator, Span, Target
from luoshi.compiler.passes.rows import Row
from luoshi.compiler.passes.targets.figures import Figure, figures

_AMOUNT: Final = re.compile(r"[^0-9]{0,6}[0-9][0-9.,]*(?:[-~～—–至到]{1,2}[0-9][0-9.,]*)?[^0-9]{0,8}\Z")
"""Nothing but a figure, with the words that compare and the unit."""
_SIGNS: Final = {"≥": "不低于", "≤": "不高于", "＞": "超过", ">": "超过", "＜": "低于", "<": "低于"}
_IN: Final = re.compile(r"[（(](?P<unit>[^（()）]{1,8})[)）]\s*\Z")
"""`固定资产投资（亿元）`: the unit behind the name."""
_LONGEST: Final = 40


def indicator(text: str, row: Row) -> Target | None:
    """The target of a row whose goal is a bare number; ``None`` where the row says it in words."""
    if row.goal is None:
        return None
    name = "".join(text[row.head.start : row.head.end].split())
    amount = text[row.goal.start : row.goal.end].strip()
    if not _AMOUNT.match(amount) or not 1 < len(name) <= _LONGEST:
        return None
    within = _IN.search(name)
    unit = (
        text[row.measure.start : row.measure.end].strip() if row.measure else within["unit"] if within else ""
    )
    figure = _figure(amount, unit)
    return _target(name[: within.start()] if within else name, figure, row.goal) if figure else None


def _figure(amount: str, unit: str) -> Figure | None:
    """The only figure of a cell, in the unit of its column where it has none of its own."""
    for sign, words in _SIGNS.items():
        amount = amount.replace(sign, words)
    for wording in (amount, re.sub("([0-9])([^0-9]*)$", rf"\g<1>{unit}\g<2>", amount)):
        found = list(figures(wording, start=0, end=len(wording)))
        if len(found) == 1:
            return found[0]
    return None


def _target(name: str, figure: Figure, goal: Span) -> Target:
    kind = Kind.RANGE if figure.high is not None else Kind.RATE if figure.rate else Kind.QUANTITY
    return Target(
        kind=kind,
        metric=name,
        op=Operator.RANGE if figure.high is not None else figure.op,
        value=figure.value if figure.high is None else (figure.value, figure.high),
        unit=figure.unit,
        span=goal,
        rule="indicator",
    )
