"""The as-of day of a board page, from its address."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone


class BadDay(ValueError):
    """The address names a day that does not exist."""


def as_of(request: HttpRequest, *, today: date | None = None) -> date:
    """The day in ``?as_of=``; today where none is named."""
    text = request.GET.get("as_of", "").strip()
    if not text:
        return today or timezone.localdate()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadDay(text) from error
