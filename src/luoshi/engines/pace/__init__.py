"""Schedules: what should be done by a day."""

from luoshi.engines.pace.proposal import SHAPES, TargetValue, schedule_for
from luoshi.engines.pace.schedule import Paced, Schedule, Shape, month_ends, pace

__all__ = ["SHAPES", "Paced", "Schedule", "Shape", "TargetValue", "month_ends", "pace", "schedule_for"]
