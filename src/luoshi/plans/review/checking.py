"""Whether what a person says of a target makes sense. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from luoshi.core.problems import Refusal
from luoshi.plans.review.proposal import TargetValues

COMPARING = ("quantity", "rate", "coverage", "relative")
WORDED = ("rank", "grade", "direction")
OPERATORS = (">=", ">", "<=", "<", "=", "about")
LIMIT = Decimal(10) ** 17
"""Figures from here on are mistakes of typing; the column holds 18 digits before the point."""
METRIC_LIMIT = 200
YEARS = 5
"""Years around the plan's in which a deadline may lie."""


USED: Mapping[str, tuple[str, ...]] = {
    "quantity": ("op", "value", "unit", "stretch"),
    "rate": ("op", "value", "unit", "stretch"),
    "coverage": ("op", "value", "unit"),
    "range": ("value", "value_high", "unit"),
    "relative": ("op", "reference"),
    "rank": ("value", "value_text", "stretch"),
    "grade": ("value_text",),
    "direction": ("value_text",),
    "milestone": (),
}
"""What each kind of target says besides its metric, strength and deadline."""
EMPTY = {
    "op": "",
    "value": None,
    "value_high": None,
    "unit": "",
    "stretch": None,
    "value_text": "",
    "reference": "",
}


def fitting(values: TargetValues) -> TargetValues:
    """The values without what their kind does not use."""
    used = USED[values.kind]
    return replace(values, **{name: empty for name, empty in EMPTY.items() if name not in used})


def require_sense(values: TargetValues, *, year: int | None) -> None:
    """Refuse the first thing that cannot be, at its field."""
    for field, message in problems(values, year=year):
        raise Refusal(message, field=field)


def problems(values: TargetValues, *, year: int | None) -> Iterator[tuple[str, str]]:
    """Field and message of everything that cannot be."""
    if not values.metric.strip() or len(values.metric) > METRIC_LIMIT:
        yield "metric", _("请填写指标名称（1 到 %d 个字）。") % METRIC_LIMIT
    yield from _figures(values)
    if values.kind in COMPARING and values.op not in OPERATORS:
        yield "op", _("请选择与目标值的比较方式。")
    if values.kind in WORDED and not values.value_text.strip():
        yield "value_text", _("请填写名次、等级或方向。")
    if values.kind == "direction" and values.value_text not in ("up", "down"):
        yield "value_text", _("方向请选择上升或下降。")
    if values.kind == "relative" and not values.reference.strip():
        yield "reference", _("请填写与什么相比，例如：全市平均水平。")
    yield from _deadline(values.deadline, year)


def _figures(values: TargetValues) -> Iterator[tuple[str, str]]:
    for field in ("value", "value_high", "stretch"):
        figure = getattr(values, field)
        if figure is not None and (not figure.is_finite() or abs(figure) >= LIMIT):
            yield field, _("数字过大，请核对位数和计量单位。")
    if values.kind in ("quantity", "rate", "coverage", "range") and values.value is None:
        yield "value", _("请填写目标值。")
    if values.kind == "range" and (
        values.value_high is None or values.value is None or values.value_high <= values.value
    ):
        yield "value_high", _("区间的后一个数应大于前一个数。")


def _deadline(deadline: date | None, year: int | None) -> Iterator[tuple[str, str]]:
    if deadline is not None and year is not None and abs(deadline.year - year) > YEARS:
        yield "deadline", _("完成时限与计划年度相差过大，请核对年份。")
