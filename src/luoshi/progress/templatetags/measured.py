"""Targets and readings in words, for every page that lists them."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from luoshi.plans.models import Target
from luoshi.plans.wording import plain, wording
from luoshi.progress import measure
from luoshi.progress.models import Reading

register = template.Library()


@register.filter
def aim(target: Target) -> str:
    """What is promised, in short: ``≥ 200 个``."""
    return wording(target)


@register.filter
def told(reading: Reading, target: Target) -> str:
    """What a reading of the target says: ``120 个``."""
    return measure.figure(reading, target)


@register.filter
def by_number(target: Target) -> bool:
    """Whether a figure decides the target."""
    return measure.decided_by_number(target)


@register.filter
def part_done(reading: Reading, target: Target) -> Decimal | None:
    """Reading in per cent of the target; ``None`` where no figure or a target of zero decides."""
    if reading.value is None or not target.value:
        return None
    return 100 * reading.value / target.value


@register.filter
def signed(change: Decimal) -> str:
    """A change with its sign: ``+12``, ``-3``, ``0``."""
    return f"{'+' if change > 0 else ''}{plain(change)}"


@register.filter
def quarter_name(end: date) -> str:
    """A quarter by its last day: ``2022年二季度``."""
    names = (_("%(year)d年一季度"), _("%(year)d年二季度"), _("%(year)d年三季度"), _("%(year)d年四季度"))
    return names[(end.month - 1) // 3] % {"year": end.year}
