"""What the review page reads: doubts in order, progress, what was done."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from luoshi.plans.models import Doubt, PlanVersion, Revision

UNDONE = "undone"
"""Verb of the revision that says that another one was taken back."""
RENEWED = "renewed"
"""Verb of the revision that asked the roster again."""
LATEST = 20
"""Revisions that the side list shows."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a version is settled."""

    settled: int
    total: int
    errors: int
    """Open doubts that stop a publication."""
    warnings: int
    """Open doubts that a publication has to be told to pass over."""
    names: int = 0
    """Open doubts about names."""

    @property
    def open(self) -> int:
        """Doubts that nobody has settled."""
        return self.total - self.settled

    @property
    def share(self) -> int:
        """Per cent settled, rounded down; 100 where there was nothing to settle."""
        return 100 * self.settled // self.total if self.total else 100


def progress(version: PlanVersion) -> Progress:
    """One query."""
    open_ = Q(settled=None)
    counted = version.doubts.aggregate(
        total=Count("pk"),
        done=Count("pk", filter=~open_),
        errors=Count("pk", filter=open_ & Q(severity="error")),
        warnings=Count("pk", filter=open_ & Q(severity="warning")),
        names=Count("pk", filter=open_ & Q(code__startswith="N")),
    )
    return Progress(settled=counted.pop("done"), **counted)


def doubts(version: PlanVersion) -> QuerySet[Doubt]:
    """All doubts in order of weight with what is needed to word them. One query."""
    return version.doubts.select_related("finding", "settled__made_by").order_by("ordinal")


def next_open(version: PlanVersion, *, after: int = -1) -> Doubt | None:
    """The first open doubt behind ``after`` in order of weight, else the first of all. Two queries at most."""
    open_ = doubts(version).filter(settled=None)
    return open_.filter(ordinal__gt=after).first() or open_.first()


def latest_revisions(version: PlanVersion) -> QuerySet[Revision]:
    """What people did last, the newest first. One query."""
    return version.revisions.select_related("made_by", "undone_by").order_by("-pk")[:LATEST]


def reopened_by(revisions: Iterable[Revision]) -> set[int]:
    """Ids of the doubts that are open again because something was taken back."""
    return {
        change["pk"]
        for revision in revisions
        for change in revision.changes
        if revision.verb == UNDONE and change["model"] == "plans.doubt"
    }


def done_since(version: PlanVersion, *, revision: int) -> QuerySet[Revision]:
    """What was done after a revision, the oldest first: for the page that asks now and then. One query."""
    return version.revisions.filter(pk__gt=revision).select_related("made_by").order_by("pk")
