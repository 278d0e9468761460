"""Schedules, the facts about targets, and how each fact was settled."""

from luoshi.progress.models.facts import Acceptance, Decision, Evidence, Rating, Reading, Source, Support
from luoshi.progress.models.schedules import Course, EarlierCourse, LightRules, Schedule

__all__ = [
    "Acceptance",
    "Course",
    "Decision",
    "EarlierCourse",
    "Evidence",
    "LightRules",
    "Rating",
    "Reading",
    "Schedule",
    "Source",
    "Support",
]
