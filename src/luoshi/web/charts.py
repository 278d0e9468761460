"""Chart specifications: plain dicts in the shape of an ECharts ``option``, ready for JSON.

Colours are written as names of the design sheet (``var(--ink)``); ``charts.js`` puts the sheet's
present values in, so that one specification serves light, dark and print.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

Option = dict[str, Any]

DASHES = "path://M0,4h5v2h-5zM8,4h5v2h-5zM16,4h5v2h-5z"
"""The legend's sign for the schedule: the line as it is drawn."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day, cumulative, in the target's unit."""

    day: date
    value: Decimal


def schedule_chart(
    *,
    metric: str,
    unit: str,
    target: Decimal,
    schedule: Sequence[Point],
    facts: Sequence[Point],
    as_of: date,
) -> Option:
    """A target against its schedule: what should be done by each day, what was, and the day asked for.

    ``schedule`` and ``facts`` are in order of days. ``rows`` repeats every point as text for the
    table that stands in for the picture; ECharts passes over keys that it does not know.
    """
    first, last = _span(schedule, facts, as_of=as_of)
    return {
        "aria": {"enabled": True, "label": {"description": _summary(metric, unit, target, facts)}},
        "animation": False,
        "textStyle": {"fontFamily": "var(--sans)", "color": "var(--ink-2)"},
        "grid": {"left": 8, "right": 20, "top": 44, "bottom": 4, "containLabel": True},
        "legend": _legend(),
        "tooltip": {"trigger": "axis", "confine": True},
        "xAxis": _days(first, last),
        "yAxis": _values(unit),
        "series": [_schedule_line(schedule, target), _fact_line(facts, as_of=as_of, last=last)],
        "rows": [*_rows(_("序时"), schedule), *_rows(_("实际"), facts)],
    }


def _summary(metric: str, unit: str, target: Decimal, facts: Sequence[Point]) -> str:
    aim = _("%(metric)s：目标 %(target)s%(unit)s。") % {
        "metric": metric,
        "target": _number(target),
        "unit": unit,
    }
    if not facts:
        return aim + _("暂无数据。")
    last = facts[-1]
    return aim + _("截至%(day)s完成 %(value)s%(unit)s。") % {
        "day": date_format(last.day, "DATE_FORMAT"),
        "value": _number(last.value),
        "unit": unit,
    }


def _legend() -> Option:
    return {
        "top": 0,
        "right": 0,
        "itemWidth": 22,
        "itemGap": 18,
        "data": [{"name": _("序时"), "icon": DASHES}, {"name": _("实际")}],
        "textStyle": {"color": "var(--ink-2)", "fontSize": 13},
        "selectedMode": False,
    }


def _span(schedule: Sequence[Point], facts: Sequence[Point], *, as_of: date) -> tuple[date, date]:
    """The days that the chart shows: the schedule's, and the facts' where they lie outside it.

    The day asked for does not stretch it: years later the chart would be a line in a corner.
    """
    days = [point.day for point in (*schedule, *facts)] or [as_of]
    return min(days), max(days)


def _days(first: date, last: date) -> Option:
    return {
        "type": "time",
        "min": first.isoformat(),
        "max": last.isoformat(),
        "axisLine": {"lineStyle": {"color": "var(--rule)"}},
        "axisLabel": {"color": "var(--ink-2)", "hideOverlap": True, "formatter": _("{M}月")},
        "minInterval": 28 * 86_400_000,
        "splitLine": {"show": False},
    }


def _values(unit: str) -> Option:
    return {
        "type": "value",
        "name": unit,
        "nameGap": 12,
        "nameTextStyle": {"color": "var(--ink-2)", "align": "right", "padding": [0, 6, 0, 0]},
        "axisLabel": {"color": "var(--ink-2)"},
        "splitNumber": 4,
        "splitLine": {"lineStyle": {"color": "var(--hair)"}},
    }


def _schedule_line(schedule: Sequence[Point], target: Decimal) -> Option:
    return {
        "name": _("序时"),
        "type": "line",
        "data": _data(schedule),
        "symbol": "none",
        "itemStyle": {"color": "var(--ink-3)"},
        "lineStyle": {"color": "var(--ink-3)", "type": "dashed", "width": 1.5},
        "markLine": {
            "silent": True,
            "symbol": "none",
            "lineStyle": {"color": "var(--ink)", "type": "solid", "width": 1},
            "label": {
                "position": "insideStartTop",
                "color": "var(--ink)",
                "formatter": _("目标 %s") % _number(target),
            },
            "data": [{"yAxis": float(target)}],
        },
    }


def _fact_line(facts: Sequence[Point], *, as_of: date, last: date) -> Option:
    """Facts hold until the next one, so they are drawn as steps; the day asked for is marked.

    A mark that lies outside the axis is not drawn.
    """
    return {
        "name": _("实际"),
        "type": "line",
        "step": "end",
        "data": [*_data(facts), *_held(facts, until=min(as_of, last))],
        "symbol": "circle",
        "symbolSize": 9,
        "itemStyle": {"color": "var(--accent)"},
        "lineStyle": {"color": "var(--accent)", "width": 2},
        "markLine": {
            "silent": True,
            "symbol": "none",
            "lineStyle": {"color": "var(--accent)", "type": "dotted", "width": 1.5},
            "label": {
                "position": "end",
                "distance": 2,
                "color": "var(--accent)",
                "formatter": date_format(as_of, _("n月j日")),
            },
            "data": [{"xAxis": as_of.isoformat()}],
        },
    }


def _held(facts: Sequence[Point], *, until: date) -> list[Option]:
    """The last fact still holds on the day asked for: the line goes on, without a dot of its own."""
    if not facts or facts[-1].day >= until:
        return []
    return [{"value": [until.isoformat(), float(facts[-1].value)], "symbol": "none"}]


def _data(points: Iterable[Point]) -> list[list[Any]]:
    return [[point.day.isoformat(), float(point.value)] for point in points]


def _rows(name: str, points: Iterable[Point]) -> list[Option]:
    return [{"name": name, "day": point.day.isoformat(), "value": _number(point.value)} for point in points]


def _number(value: Decimal) -> str:
    """At most two decimals, none that are zero; only shown, never computed with."""
    text = format(value, ",.2f")
    return text.rstrip("0").rstrip(".")
