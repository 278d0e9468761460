"""The course that judges a target on a day: its schedule's, or the one that held before a change."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from luoshi.engines import pace
from luoshi.plans.models import Target
from luoshi.progress.models import Course, EarlierCourse

Earlier = Mapping[int, Sequence[EarlierCourse]]
"""Courses that were replaced, by the id of their target, in the order in which they were."""


def earlier_courses(targets: QuerySet[Target]) -> Earlier:
    """One query; most plans have none."""
    rows = EarlierCourse.objects.filter(schedule__target__in=targets.order_by().values("pk"))
    found: dict[int, list[EarlierCourse]] = defaultdict(list)
    for row in rows.select_related("schedule").order_by("replaced_at", "pk"):
        found[row.schedule.target_id].append(row)
    return found


def course_on(
    target: Target, earlier: Sequence[EarlierCourse], *, as_of: date, known: datetime | None = None
) -> Course:
    """The course of a day: the first that had not ended by then, or that nobody had replaced by that moment."""
    for course in earlier:
        if as_of <= course.until or (known is not None and course.replaced_at > known):
            return course
    return target.schedule


def value_of(course: Course) -> pace.Schedule:
    """A stored course as the engine's value."""
    return pace.Schedule(
        shape=pace.Shape(course.shape),
        start=course.start,
        end=course.end,
        value=course.value,
        points=pace.points_from_json(course.points),
    )
