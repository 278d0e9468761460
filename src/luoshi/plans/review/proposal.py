"""A target for a stretch of text that somebody selected: what the compiler reads there, or the little that is sure."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from luoshi.compiler import compile_source, model
from luoshi.compiler.source import Source
from luoshi.plans.models import PlanVersion, Target, Task

_NUMBER = re.compile(r"(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>[^\s\d,，。;；、()（）]{0,4})")

_EDGES = " \t\n，,、。；;：:"


@dataclass(frozen=True, slots=True)
class TargetValues:
    """What can be said of a target; fields mean what ``models.Target`` says."""

    metric: str
    kind: str
    op: str = ""
    value: Decimal | None = None
    value_high: Decimal | None = None
    value_text: str = ""
    unit: str = ""
    stretch: Decimal | None = None
    strength: str = "commit"
    deadline: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A proposal and where it stands in the document's text."""

    start: int
    end: int
    values: TargetValues


def proposed(version: PlanVersion, start: int, end: int) -> Place:
    """What to put into the form for ``[start, end)``. One query for the text and one for the targets there.

    The sentence around the place is read by the compiler; of its targets the one that the place touches
    is proposed, rather one that the version does not have yet. Without one, the number and the word behind it; without a number, an event.
    """
    text = version.document.text
    left, right = sentence(text, start, end)
    found = [
        (left + target.span.start, left + target.span.end, target)
        for target in _read(text[left:right], version.year)
        if left + target.span.start < end and start < left + target.span.end
    ]
    if found:
        known = set(version.targets.filter(start__lt=right, end__gt=left).values_list("start", "end"))
        begin, stop, target = next((each for each in found if each[:2] not in known), found[0])
        return Place(begin, stop, values_of(target))
    return Place(start, end, _bare(text[start:end]))


def parts(version: PlanVersion, target: Target, at: int) -> tuple[Place, Place]:
    """The two targets that a target's words hold when they are parted at ``at``. One query for the text."""
    first = _part(version, target.start, at)
    second = _part(version, at, target.end)
    kept = replace(first.values, strength=target.strength, deadline=first.values.deadline or target.deadline)
    other = replace(
        second.values, strength=target.strength, deadline=second.values.deadline or target.deadline
    )
    return replace(first, values=kept), replace(second, values=other)


def _part(version: PlanVersion, start: int, end: int) -> Place:
    """What the words alone say, without the blanks and stops at their ends."""
    words = version.document.text[start:end]
    start += len(words) - len(words.lstrip(_EDGES))
    words = words.strip(_EDGES)
    found = _read(words, version.year)
    return Place(start, start + len(words), values_of(found[0]) if found else _bare(words))


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause of the text that holds the place: from the stop before it to the stop behind it."""
    stops = "。；;\n"
    left = max(text.rfind(stop, 0, start) for stop in stops) + 1
    rights = [at for stop in stops if (at := text.find(stop, end)) >= 0]
    return left, min(rights, default=len(text))


def _read(text: str, year: int | None) -> list[model.Target]:
    """Every target of a text that stands alone."""
    plan = compile_source(Source(name="", text=text, encoding=""), year=year).plan
    if plan is None:
        return []
    return [*plan.targets, *(target for task in plan.tasks for target in task.targets)]


def values_of(target: model.Target) -> TargetValues:
    """The compiler's target as plain values."""
    low, high, words = split_value(target.value)
    return TargetValues(
        metric=target.metric,
        kind=target.kind.value,
        op=target.op.value if target.op else "",
        value=low,
        value_high=high,
        value_text=words,
        unit=target.unit or "",
        stretch=target.stretch,
        strength=target.strength.value,
        deadline=target.deadline,
        reference=target.reference or "",
    )


def split_value(value: model.TargetValue) -> tuple[Decimal | None, Decimal | None, str]:
    """Low or only figure, high figure, words."""
    if isinstance(value, tuple):
        return value[0], value[1], ""
    if isinstance(value, str):
        return None, None, value
    return value, None, ""


def _bare(selected: str) -> TargetValues:
    number = _NUMBER.search(selected)
    metric = " ".join((selected[: number.start()] if number else selected).split())
    if number is None:
        return TargetValues(metric=metric or selected.strip(), kind="milestone")
    return TargetValues(
        metric=metric or selected.strip(),
        kind="rate" if number["unit"].startswith("%") else "quantity",
        op=">=",
        value=Decimal(number["value"]),
        unit=number["unit"],
    )


def new_target(version: PlanVersion, place: Place) -> Target:
    """An unsaved target of the version at this place, last among those of its task. Two queries."""
    task = Task.objects.filter(version=version, start__lte=place.start, end__gt=place.start).last()
    last = Target.objects.filter(version=version).order_by("ordinal").last()
    return Target(
        version=version,
        task=task,
        ordinal=last.ordinal + 1 if last else 0,
        start=place.start,
        end=place.end,
        **{name: getattr(place.values, name) for name in TargetValues.__slots__},
    )
