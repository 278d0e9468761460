"""What only the boards need: names per role, and the printed text lit by what was read from it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from luoshi.cockpit.board import Row
from luoshi.cockpit.duties import Duty
from luoshi.cockpit.load import Measure
from luoshi.cockpit.matrix import Mark, Part
from luoshi.cockpit.task_page import TargetCard
from luoshi.plans.printed import Piece
from luoshi.web.templatetags.luoshi import to

register = template.Library()

CIRCLED_ONE = 0x2460
CIRCLED = 20
"""How many circled numerals there are in a row; beyond, plain numerals in brackets."""


@register.simple_tag(takes_context=True)
def who(context: Context, duties: Iterable[Duty]) -> SafeString:
    """Who carries the duties, each once, set apart as Chinese lists are; units and officials lead to their
    pages."""
    known = list({duty.name: duty for duty in duties}.values())
    last = len(known) - 1
    return mark_safe(
        "".join(
            f'<span class="name">{_named(context, duty)}{"" if at == last else "、"}</span>'
            for at, duty in enumerate(known)
        )
    )


def _named(context: Context, duty: Duty) -> SafeString:
    if duty.unit is not None:
        return _link(to(context, "cockpit:unit", duty.unit), duty.name)
    if duty.person is not None:
        return _link(to(context, "cockpit:person", duty.person), duty.name)
    if duty.unknown:
        return format_html('<span class="waits" title="{}">{}</span>', _("成员待明确"), duty.name)
    return format_html("{}", duty.name)


@lru_cache(maxsize=4096)
def _link(address: str, name: str) -> SafeString:
    """A board names its few units and officials in every line."""
    return format_html('<a href="{}">{}</a>', address, name)


@register.simple_tag(takes_context=True)
def names(context: Context, row: Row, role: str) -> SafeString:
    """Who has this role in the task."""
    return who(context, row.having(role))


@register.simple_tag
def part(mark: Mark) -> SafeString:
    """A unit's part in a task: a shape with its letter, and in words for pointers and readers aloud."""
    words = part_words(mark)
    return format_html(
        '<svg class="part-mark part-{0}" aria-hidden="true"><use href="#part-{0}"/></svg>'
        '<span class="sr">{1}</span>',
        mark.part.value,
        words,
    )


@register.filter
def part_words(mark: Mark) -> str:
    """`第一牵头`, `协同，经由“各社区管委会”`."""
    words = {
        Part.FIRST: _("第一牵头"),
        Part.LEAD: _("牵头"),
        Part.LEAD_VIA: _("牵头"),
        Part.COOP: _("协同"),
        Part.COOP_VIA: _("协同"),
    }[mark.part]
    return _("%(part)s，经由“%(group)s”") % {"part": words, "group": mark.via} if mark.via else words


@register.simple_tag
def load_bar(measure: Measure) -> SafeString:
    """The figure as a bar against the most, with a line at the median; the words beside it say the same."""
    return format_html(
        '<svg class="load-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="load-own" x="0" y="0" width="{}" height="10"/>'
        '<rect class="load-middle" x="{}" y="0" width="0.8" height="10"/></svg>',
        f"{measure.share:.2f}",
        f"{min(measure.middle_share, 99.2):.2f}",
    )


@register.filter
def group_page(group: int) -> str:
    """Where the office says who belongs to a group."""
    return reverse("organization:group", args=[group])


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


@register.filter
def of(found: Mapping[int, Any], key: int) -> Any:
    """What is found under a key; ``None`` for nothing."""
    return found.get(key)
