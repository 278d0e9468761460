"""The day that a board page speaks of, and the day by whose knowledge it speaks, from its address."""

from datetime import date, datetime, time

from django.http import HttpRequest
from django.utils import timezone

KNOWN = "known"
"""The parameter that names the last day whose knowledge counts; none means all that is known now."""


class BadDay(ValueError):
    """The address names a day that does not exist."""


def as_of(request: HttpRequest, *, today: date | None = None) -> date:
    """The day in ``?as_of=``; today where none is named."""
    return _day(request, "as_of") or today or timezone.localdate()


def known_day(request: HttpRequest) -> date | None:
    """The day in ``?known=``; ``None`` where all that is known now counts."""
    return _day(request, KNOWN)


def known_by(request: HttpRequest) -> datetime | None:
    """The last moment of that day, here."""
    day = known_day(request)
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None


def _day(request: HttpRequest, name: str) -> date | None:
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadDay(text) from error
