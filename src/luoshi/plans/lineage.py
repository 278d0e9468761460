"""Tasks and targets that continue those of earlier versions: all of them share one root."""

from collections.abc import Iterable, Sequence

from luoshi.plans.alignment import Alignment, align
from luoshi.plans.comparison import edition_of
from luoshi.plans.edition import Aim, Item
from luoshi.plans.models import Plan, PlanVersion, Target, Task

Keyed = Item | Aim
"""What is paired; its key is the id of its row."""


def keep_roots(version: PlanVersion, *, plan: Plan, found: Alignment, replaced: PlanVersion) -> None:
    """Give every task and target the root of what it continues, and save it.

    ``found`` pairs the version with the one that it replaces. What that one had dropped and this one has
    again is looked for in the versions before, the latest first. Six queries, five more per version before.
    """
    alignments = [found, *_with_earlier(version, plan=plan, replaced=replaced)]
    tasks, targets = list(version.tasks.all()), list(version.targets.all())
    _take(tasks, plan, [each.items.both for each in alignments])
    _take(targets, plan, [(*each.headline.both, *each.aims.both) for each in alignments])


def _with_earlier(version: PlanVersion, *, plan: Plan, replaced: PlanVersion) -> Iterable[Alignment]:
    published = PlanVersion.objects.filter(publication__plan=plan).exclude(pk=replaced.pk)
    earlier = published.select_related("document").order_by(
        "-publication__effective_from", "-publication__published_at"
    )
    new = edition_of(version, {}) if earlier else None
    return [align(edition_of(each, {}), new) for each in earlier if new is not None]


def _take(
    rows: Sequence[Task] | Sequence[Target], plan: Plan, rounds: Iterable[Iterable[tuple[Keyed, Keyed]]]
) -> None:
    """The first round that pairs a row decides; no root is given to two rows of a version."""
    model = type(rows[0]) if rows else Task
    known = model._default_manager.filter(version__publication__plan=plan).values_list("pk", "root_id")
    roots = {pk: root or pk for pk, root in known}
    taken: dict[int, int] = {}
    for pairs in rounds:
        for old, new in pairs:
            if new.key not in taken and roots[old.key] not in taken.values():
                taken[new.key] = roots[old.key]
    for row in rows:
        row.root_id = taken.get(row.pk)
    model._default_manager.bulk_update(rows, ["root"], batch_size=500)
