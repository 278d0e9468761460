"""What holds from a day to a day."""

from datetime import date

from django.db import models
from django.db.models import Q


class Dated(models.Model):
    """Holds from ``since`` to ``until``, both days included; an empty end is open."""

    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Whether the row holds on this day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def holding(day: date, prefix: str = "") -> Q:
    """Rows that hold on this day; ``prefix`` leads to them (``names__``)."""
    begun = Q(**{f"{prefix}since": None}) | Q(**{f"{prefix}since__lte": day})
    open_ = Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": day})
    return begun & open_
