"""The right side of the review: one doubt, what may be answered, and how its task was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from luoshi.compiler.source import Source
from luoshi.plans.actions.review.keeping import stamp_of
from luoshi.plans.models import Document, Doubt, PlanVersion, Responsibility, Target, Task
from luoshi.plans.origins import unpacked
from luoshi.plans.queries import WordedFinding
from luoshi.plans.review import answers, wording
from luoshi.plans.review.offers import Offer
from luoshi.plans.wording import wording as aim


@dataclass(frozen=True, slots=True)
class ReadTarget:
    """A target of the task at hand."""

    target: Target
    aim: str
    printed: str
    seen: str
    """Stamp of the row as it is shown."""
    current: bool
    """Whether the keys for targets mean this one."""
    following: int | None
    """The target behind it, with which it may be joined."""
    seen_both: str
    """Stamp of the two."""


@dataclass(frozen=True, slots=True)
class ReadDuty:
    """Who answers, as printed and as understood."""

    duty: Responsibility
    who: str
    """Unit, group or person that the name was tied to; empty while it is not."""
    seen: str


@dataclass(frozen=True, slots=True)
class Pane:
    """What the right side shows."""

    doubt: Doubt | None
    found: WordedFinding | None
    offers: Sequence[Offer]
    certainty: str
    alike: int
    """Open doubts of the same code, this one included."""
    task: Task | None
    task_seen: str
    targets: Sequence[ReadTarget]
    duties: Sequence[tuple[str, list[ReadDuty]]]


def source_of(document: Document) -> Source:
    """The document's text with where each stretch stands in the original."""
    return Source(name=document.name, text=document.text, origins=unpacked(document.origins))


def pane(
    version: PlanVersion,
    *,
    doubt: Doubt | None,
    task: Task | None,
    source: Source,
    language: str,
    current: int | None = None,
) -> Pane:
    """The pane of a doubt, or of a task that somebody opened. Seven queries at most."""
    task = task or task_at(version, doubt)
    open_ = doubt is not None and doubt.settled_id is None
    return Pane(
        doubt=doubt,
        found=wording.in_words(doubt, source, language=language) if doubt else None,
        offers=answers.offers(doubt) if doubt and open_ else (),
        certainty=wording.certainty(doubt) if doubt else "",
        alike=version.doubts.filter(code=doubt.code, settled=None).count() if doubt and open_ else 0,
        task=task,
        task_seen=stamp_of(task) if task else "",
        targets=_targets(version, task, doubt, source.text, current=current),
        duties=_duties(task),
    )


def task_at(version: PlanVersion, doubt: Doubt | None) -> Task | None:
    """The task in whose printed item the doubt stands. One query."""
    if doubt is None or doubt.start is None:
        return None
    return version.tasks.filter(start__lte=doubt.start, end__gt=doubt.start).last()


def _targets(
    version: PlanVersion, task: Task | None, doubt: Doubt | None, text: str, *, current: int | None
) -> list[ReadTarget]:
    """The task's targets in printed order; without a task those of the preamble that the doubt touches."""
    rows = sorted(version.targets.filter(task=task), key=lambda target: (target.start, target.ordinal))
    if task is None:
        rows = [target for target in rows if _touches(target, doubt)]
    chosen = current if current in {row.pk for row in rows} else _first(rows, doubt)
    return [
        ReadTarget(
            target=row,
            aim=aim(row),
            printed=text[row.start : row.end],
            seen=stamp_of(row),
            current=row.pk == chosen,
            following=next_.pk if next_ else None,
            seen_both=stamp_of(row, next_) if next_ else "",
        )
        for row, next_ in zip_longest(rows, rows[1:])
    ]


def _first(rows: Sequence[Target], doubt: Doubt | None) -> int | None:
    touched = [row.pk for row in rows if _touches(row, doubt)]
    return next(iter([*touched, *(row.pk for row in rows)]), None)


def _touches(target: Target, doubt: Doubt | None) -> bool:
    if doubt is None or doubt.start is None or doubt.end is None:
        return False
    return target.start < doubt.end and doubt.start < target.end


def _duties(task: Task | None) -> list[tuple[str, list[ReadDuty]]]:
    """Role in words and who bears it, in the order of the clause."""
    if task is None:
        return []
    rows = list(task.responsibilities.select_related("unit", "group", "person"))
    return [
        (str(role.label), [_duty(row) for row in rows if row.role == role]) for role in Responsibility.Role
    ]


def _duty(row: Responsibility) -> ReadDuty:
    return ReadDuty(duty=row, who=str(row.unit or row.group or row.person or ""), seen=stamp_of(row))
