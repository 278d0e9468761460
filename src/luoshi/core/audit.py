"""The hash chain of events: append within the action's transaction, verify from the first on."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import models, transaction

from luoshi.core.models import Chain, Event, Jurisdiction, User

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold."""

    chain: Chain
    position: int


def record(
    verb: str,
    subject: models.Model,
    *,
    actor: User | None,
    jurisdiction: Jurisdiction | None,
    now: datetime,
    detail: Mapping[str, object] | None = None,
) -> Event:
    """Append one event about ``subject``. Must run inside the transaction of the action."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an event is written in the transaction of its action")
    chain = _locked_chain(jurisdiction)
    event = Event(
        chain=chain,
        position=chain.length + 1,
        at=now.astimezone(UTC),
        actor=actor,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        detail=dict(detail or {}),
        previous=chain.head,
    )
    event.hash = digest(event)
    event.save(force_insert=True)
    chain.length, chain.head = event.position, event.hash
    chain.save(update_fields=["length", "head"])
    return event


def digest(event: Event) -> str:
    """SHA-256 over the event's content and the hash before it (canonical JSON, UTF-8)."""
    content = {
        "position": event.position,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor_id,
        "verb": event.verb,
        "subject": [event.subject_type, event.subject_id],
        "detail": event.detail,
        "previous": event.previous,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(chain: Chain) -> Break | None:
    """Walk ``chain`` from its first event; ``None`` when every link and the end hold."""
    position, previous = 0, GENESIS
    for event in _events(chain):
        position += 1
        if event.position != position or event.previous != previous or digest(event) != event.hash:
            return Break(chain=chain, position=position)
        previous = event.hash
    if (chain.length, chain.head) != (position, previous):
        return Break(chain=chain, position=position + 1)
    return None


def _events(chain: Chain) -> Iterable[Event]:
    return chain.events.order_by("position").iterator(chunk_size=2000)


def _locked_chain(jurisdiction: Jurisdiction | None) -> Chain:
    key = f"jurisdiction:{jurisdiction.pk}" if jurisdiction else "installation"
    Chain.objects.get_or_create(key=key, defaults={"jurisdiction": jurisdiction})
    return Chain.objects.select_for_update().get(key=key)
