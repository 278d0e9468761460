"""What the pages on accounts and events read."""

from collections.abc import Sequence

from django.db.models import QuerySet

from luoshi.core.models import Event, Jurisdiction, User

EVENTS_SHOWN = 200


def accounts(jurisdiction: Jurisdiction) -> QuerySet[User]:
    """Accounts of a jurisdiction with their duties. Five queries."""
    return (
        User.objects.filter(jurisdiction=jurisdiction)
        .prefetch_related("grants", "memberships__unit", "people")
        .order_by("username")
    )


def recent_events(jurisdiction: Jurisdiction) -> QuerySet[Event]:
    """The latest events, newest first. One query."""
    events = Event.objects.filter(chain__jurisdiction=jurisdiction).select_related("actor")
    return events.order_by("-position")[:EVENTS_SHOWN]


def events_about(jurisdiction: Jurisdiction, subjects: Sequence[tuple[str, str]]) -> list[Event]:
    """Events on the given (type, id) pairs, newest first. One query per type."""
    wanted: dict[str, list[str]] = {}
    for kind, identity in subjects:
        wanted.setdefault(kind, []).append(identity)
    found = [
        event
        for kind, identities in wanted.items()
        for event in Event.objects.filter(
            chain__jurisdiction=jurisdiction, subject_type=kind, subject_id__in=identities
        ).select_related("actor")
    ]
    return sorted(found, key=lambda event: event.position, reverse=True)
