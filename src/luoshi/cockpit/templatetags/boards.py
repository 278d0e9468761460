"""What only the boards need: names per role, and the printed text lit by what was read from it."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from luoshi.cockpit.board import Row
from luoshi.cockpit.task_page import TargetCard
from luoshi.plans.printed import Piece
from luoshi.web.templatetags.luoshi import listed

register = template.Library()

CIRCLED_ONE = 0x2460
CIRCLED = 20
"""How many circled numerals there are in a row; beyond, plain numerals in brackets."""


@register.filter
def names(row: Row, role: str) -> SafeString:
    """Printed names in a role."""
    return listed(row.names(role))


@register.filter
def circled(number: int) -> str:
    """``①`` for 1."""
    return chr(CIRCLED_ONE + number - 1) if 1 <= number <= CIRCLED else f"({number})"


@register.simple_tag
def lit(pieces: Iterable[Piece], cards: Sequence[TargetCard]) -> SafeString:
    """The printed text; targets are links to their cards, each numbered once, at its end."""
    listed = list(pieces)
    numbers = {card.standing.target.pk: number for number, card in enumerate(cards, start=1)}
    lights = {card.standing.target.pk: card.standing.verdict.light.value for card in cards}
    ends = {target: index for index, piece in enumerate(listed) for target in piece.target_ids}
    parts = [
        _piece(piece, [numbers[t] for t in piece.target_ids if ends[t] == index and t in numbers], lights)
        for index, piece in enumerate(listed)
    ]
    return mark_safe("".join(parts))


def _piece(piece: Piece, ending: Sequence[int], lights: dict[int, str]) -> SafeString:
    if not piece.marks:
        return format_html("{}", piece.text)
    kinds = " ".join(f"lit-{kind}" for kind in piece.kinds.split())
    numerals = format_html("<sup>{}</sup>", "".join(circled(number) for number in ending)) if ending else ""
    if not piece.target_ids:
        return format_html('<span class="lit {}" title="{}">{}</span>', kinds, piece.title, piece.text)
    target = piece.target_ids[0]
    return format_html(
        '<a class="lit {} lit-{}" href="#target-{}" title="{}">{}{}</a>',
        kinds,
        lights.get(target, "grey"),
        target,
        piece.title,
        piece.text,
        numerals,
    )
