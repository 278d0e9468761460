"""Tags that every page may use: lights, counts, links that keep the day, fields, figures."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import Any, Protocol
from urllib.parse import urlencode

from django import template
from django.forms import BoundField
from django.template import Context
from django.urls import get_script_prefix, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luoshi.web import lights

register = template.Library()

DECIMALS = 1
"""Places shown after the point for computed values; nothing is ever judged by a shown value."""


class Counted(Protocol):
    """How many things show a light, and the page that lists them."""

    light: str
    count: int
    url: str


@register.filter
def numbered(number: str) -> str:
    """An item's number as it leads a heading: `4. `, `一、`, `（一）`, `第一条 `; nothing for no number."""
    if not number or number[-1] in "）)":
        return number
    if number.startswith("第"):
        return f"{number} "
    return f"{number}. " if number.isascii() else f"{number}、"


@register.simple_tag
def light(value: object, mode: str = "word") -> SafeString:
    """A light as shape and word. ``mode``: ``word``, ``shape`` (word for readers aloud), ``full`` (and meaning)."""
    return _light(lights.key(value), mode, get_language())


@cache
def _light(name: str, mode: str, _language: str | None) -> SafeString:
    """Five lights, three modes, two languages: a plan page shows hundreds of these few."""
    word = str(lights.LABELS[name])
    if mode == "shape":
        shown = format_html('<span class="sr">{}</span>', word)
    elif mode == "full":
        shown = format_html("{} <small>{}</small>", word, lights.MEANINGS[name])
    else:
        shown = format_html("{}", word)
    return format_html(
        '<span class="light light-{0}" title="{1}">{2}{3}</span>', name, _meaning(name), _shape(name), shown
    )


def _meaning(name: str) -> str:
    return _("%(light)s：%(meaning)s") % {"light": lights.LABELS[name], "meaning": lights.MEANINGS[name]}


def _shape(name: str) -> SafeString:
    return format_html(
        '<svg class="shape" viewBox="0 0 20 20" aria-hidden="true"><use href="#light-{}"/></svg>', name
    )


@register.filter
def light_word(value: object) -> str:
    """The light's word alone."""
    return str(lights.LABELS[lights.key(value)])


@register.filter
def light_meaning(value: object) -> str:
    """What the light says of a target."""
    return str(lights.MEANINGS[lights.key(value)])


@register.simple_tag
def all_lights() -> tuple[str, ...]:
    """The five lights in the order of every table."""
    return lights.ORDER


@register.simple_tag
def in_order(counts: Iterable[Counted]) -> list[Counted]:
    """Counts in the order of the table heads, whatever order they came in."""
    return sorted(counts, key=lambda each: lights.ORDER.index(lights.key(each.light)))


@register.simple_tag
def light_bar(counts: Iterable[Counted]) -> SafeString:
    """Shares of the lights as one stacked bar; its text alternative names the counts that are not zero."""
    known = [(lights.key(each.light), each.count) for each in in_order(counts) if each.count]
    total = sum(count for _name, count in known)
    words = _("，").join(f"{lights.LABELS[name]} {count}" for name, count in known) or _("没有目标")
    parts = format_html_join(
        "", '<rect class="share-{}" x="{}" y="0" width="{}" height="10"/>', _shares(known, total)
    )
    return format_html(
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        words,
        parts,
    )


def _shares(known: Iterable[tuple[str, int]], total: int) -> Iterator[tuple[str, str, str]]:
    """Class, left edge and width of each share, in per cent of the bar."""
    left = 0
    for name, count in known:
        yield name, f"{100 * left / total:.3f}", f"{100 * count / total:.3f}"
        left += count


@register.filter
def figure(value: Decimal | float | None) -> str:
    """A computed value for reading: half-up to one place, no trailing zero, thousands apart; ``—`` for none."""
    if value is None:
        return "—"
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-DECIMALS), rounding=ROUND_HALF_UP)
    text = format(rounded, ",f")
    return text.removesuffix(".0")


@register.filter
def listed(names: Iterable[str]) -> SafeString:
    """Names set apart as Chinese lists are; a line breaks between names where it can."""
    known = list(names)
    last = len(known) - 1
    parts = ((name, "" if index == last else "、") for index, name in enumerate(known))
    return format_html_join("", '<span class="name">{}{}</span>', parts)


@register.filter
def day(value: date | None) -> str:
    """A day of the year at hand: ``6月30日``."""
    return date_format(value, _("n月j日")) if value else "—"


@register.filter
def quarter_ends(year: int) -> list[date]:
    """The last day of each quarter: the days that a board is mostly asked for."""
    return [date(year, 3, 31), date(year, 6, 30), date(year, 9, 30), date(year, 12, 31)]


@register.filter
def total_count(counts: Iterable[Counted]) -> int:
    """All things counted."""
    return sum(each.count for each in counts)


@register.filter
def days_late(days_left: int) -> int:
    """Days since a deadline that lies ``days_left`` (negative) days ahead."""
    return -days_left


@register.simple_tag(takes_context=True)
def to(context: Context, name: str, *args: object) -> str:
    """The address of a board page for the year and on the day that this page shows, by the same knowledge.

    Today needs no mention, nor does the year where it is known that there is one plan only.
    """
    day, today, plan = context.get("as_of"), context.get("today"), context.get("plan")
    query: list[tuple[str, object]] = []
    if plan is not None and len(context.get("years", "??")) > 1:
        query.append(("year", plan.year))
    if isinstance(day, date) and day != today:
        query.append(("as_of", day))
    if isinstance(known := context.get("known"), date):
        query.append(("known", known))
    return _address(name, args, get_script_prefix()) + _query(tuple(query))


@lru_cache(maxsize=4096)
def _address(name: str, args: tuple[object, ...], _prefix: str) -> str:
    """A long page leads to the same tasks and units hundreds of times; where they are never changes."""
    return reverse(name, args=args)


@lru_cache(maxsize=256)
def _query(pairs: tuple[tuple[str, object], ...]) -> str:
    """Days are written as in ISO 8601."""
    return f"?{urlencode(pairs)}" if pairs else ""


@register.simple_tag(takes_context=True)
def kept_params(context: Context, *without: str) -> SafeString:
    """Hidden inputs that carry the address's other parameters through a form."""
    query = context["request"].GET
    pairs = [(key, value) for key, values in query.lists() if key not in without for value in values if value]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.filter
def said(words: Any) -> str:
    """A text that the engines keep in both languages, in the reader's."""
    return str(words.say(language()))


@register.filter
def rule_lines(family: Any) -> Any:
    """Every rule and band of a family in words, in the order in which they are tried."""
    return family.lines(language())


@register.filter
def explained(verdict: Any) -> str:
    """Why the light is what it is, in the reader's language."""
    return str(verdict.explain(language()))


def language() -> str:
    """``en`` or ``zh``: the languages of the compiler's and the engines' catalogues."""
    return "en" if (get_language() or "").startswith("en") else "zh"


@register.inclusion_tag("web/components/trace.html")
def trace(node: Any) -> dict[str, object]:
    """A calculation and what it was made from, as nested lists."""
    return {"node": node.to_dict(language=language()) if hasattr(node, "to_dict") else node}


@register.inclusion_tag("web/components/field.html")
def field(bound: BoundField, hint: str = "") -> dict[str, object]:
    """A form field with label, help and errors, tied together for readers aloud."""
    ids = [f"{bound.auto_id}_{part}" for part, there in _notes(bound, hint).items() if there]
    attributes: dict[str, str] = {"aria-describedby": " ".join(ids)} if ids else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {"field": bound, "widget": bound.as_widget(attrs=attributes), "hint": hint or bound.help_text}


def _notes(bound: BoundField, hint: str) -> Mapping[str, bool]:
    return {"help": bool(hint or bound.help_text), "errors": bool(bound.errors)}


@register.simple_tag
def chart_data(chart: Mapping[str, Any], key: object) -> SafeString:
    """The specification that ``charts.js`` draws into the box with ``data-chart="chart-<key>"``."""
    return json_script(chart, f"chart-{key}")
