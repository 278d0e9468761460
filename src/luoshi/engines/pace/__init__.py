"""Schedules: what should be done by a day."""

from luoshi.engines.pace.points import (
    Point,
    Problem,
    points_from_json,
    points_to_json,
    quarter_nodes,
    season_of,
)
from luoshi.engines.pace.proposal import SHAPES, TargetValue, schedule_for
from luoshi.engines.pace.schedule import (
    POINTED,
    Paced,
    Schedule,
    Shape,
    month_ends,
    pace,
    schedule_problems,
)

__all__ = [
    "POINTED",
    "SHAPES",
    "Paced",
    "Point",
    "Problem",
    "Schedule",
    "Shape",
    "TargetValue",
    "month_ends",
    "pace",
    "points_from_json",
    "points_to_json",
    "quarter_nodes",
    "schedule_for",
    "schedule_problems",
    "season_of",
]
