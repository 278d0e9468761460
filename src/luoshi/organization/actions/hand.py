"""Who changes the roster, and how the change is written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from luoshi.core.audit import record
from luoshi.core.models import Jurisdiction, User
from luoshi.organization.actions.roster import change_roster


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes the roster, when, and the revision that they looked at (``None``: whatever it is).

    ``actor`` is ``None`` at installation and for jobs.
    """

    actor: User | None
    now: datetime
    seen: int | None = None

    def take(self, jurisdiction: Jurisdiction) -> None:
        """Lock the roster and count the change; refuses whom it is not for, and who saw an older one."""
        change_roster(jurisdiction, actor=self.actor, now=self.now, seen=self.seen)

    def write(
        self, verb: str, subject: models.Model, jurisdiction: Jurisdiction, detail: Mapping[str, object]
    ) -> None:
        """Append the event; what is empty is left out of its detail, days are ISO."""
        plain = {key: _plain(value) for key, value in detail.items() if value not in (None, "", [], ())}
        record(verb, subject, actor=self.actor, jurisdiction=jurisdiction, now=self.now, detail=plain)


def differing(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list[object]]:
    """What was and what is, of what differs; days are ISO, nothing is ``""``."""
    pairs = {key: [_plain(before[key]), _plain(after[key])] for key in before}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else "" if value is None else value
