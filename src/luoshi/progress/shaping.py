"""What is offered for a schedule: quarter nodes, and the season of last year's figures."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from luoshi.engines.kernel import month_end
from luoshi.engines.pace import Point, quarter_nodes, season_of
from luoshi.plans.models import Target
from luoshi.progress.facts import counting
from luoshi.progress.models import Reading


def proposed_nodes(target: Target) -> tuple[Point, ...]:
    """A node at each quarter's end, in proportion; none for a target without an amount."""
    schedule = target.schedule
    if schedule.value is None:
        return ()
    return quarter_nodes(value=schedule.value, start=schedule.start, end=schedule.end)


def proposed_season(target: Target) -> tuple[Point, ...]:
    """The shape of the year before, from a target of the same metric and unit in that year's plan. Two queries.

    Empty where there is none, or its figures do not cover the year.
    """
    year = target.schedule.end.year
    if (target.schedule.start, target.schedule.end) != (date(year, 1, 1), date(year, 12, 31)):
        return ()
    before = (
        Target.objects.filter(
            version__document__jurisdiction=target.version.document.jurisdiction_id,
            version__publication__plan__year=year - 1,
            metric=target.metric,
            unit=target.unit,
        )
        .order_by("-version__publication__effective_from")
        .first()
    )
    figures = _month_ends(before, year - 1) if before else None
    return (figures and season_of(figures, year=year)) or ()


def _month_ends(target: Target, year: int) -> Sequence[Decimal] | None:
    """What was known at each month's end; ``None`` before the first figure of the year."""
    rows = Reading.objects.filter(counting(), target=target.root_pk, value__isnull=False, as_of__year=year)
    readings = list(rows.order_by("as_of", "reported_at", "pk").values_list("as_of", "value"))
    ends = [month_end(date(year, month, 1)) for month in range(1, 13)]
    found = [[value for day, value in readings if day <= end] for end in ends]
    return [each[-1] for each in found] if all(found) else None
