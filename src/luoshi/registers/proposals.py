"""Which metric of which register may stand for a target. Pure: says what is offered, a person confirms.

A metric is offered when one of its words stands in the target's metric and the units convert. The longest word
counts most, since it says most: `新签约项目开工率` is no count of projects. What was confirmed before for the same
words comes first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from luoshi.engines.registers import Metric, factor


@dataclass(frozen=True, slots=True)
class Offer:
    """A metric that can be bound to; ``record`` where it stands for one record only."""

    register: int
    metric: Metric
    title: str
    unit: str
    record: int | None = None
    label: str = ""
    """Of the record."""

    @property
    def key(self) -> str:
        """As a form sends it back."""
        return f"{self.register}:{self.metric.id}:{self.record or ''}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """An offer that fits a target; the higher the weight the likelier."""

    offer: Offer
    weight: int
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class Aim:
    """What a target asks for. ``unit`` of ``None`` where no number decides it."""

    words: str
    unit: str | None


def proposals(
    aim: Aim, offers: Iterable[Offer], *, remembered: Mapping[str, str] | None = None
) -> Sequence[Proposal]:
    """What fits, the likeliest first. ``remembered`` has the key of the offer confirmed before, by words."""
    before = (remembered or {}).get(aim.words)
    found = [
        Proposal(offer, weight, offer.key == before)
        for offer in offers
        if _converts(aim, offer) and ((weight := _weight(aim, offer)) or offer.key == before)
    ]
    return sorted(found, key=lambda each: (not each.remembered, -each.weight, each.offer.key))


def certain(found: Sequence[Proposal]) -> bool:
    """Whether the first is the only likely one: remembered, or named by a longer word than any other."""
    if not found:
        return False
    return found[0].remembered or len(found) == 1 or found[0].weight > found[1].weight


def _converts(aim: Aim, offer: Offer) -> bool:
    return aim.unit is None or factor(offer.unit, aim.unit) is not None


def _weight(aim: Aim, offer: Offer) -> int:
    """Characters of the longest word that is found; of a record its whole name has to be found too."""
    words = max((len(word) for word in offer.metric.words if word in aim.words), default=0)
    if offer.record is None:
        return words
    if not offer.label or offer.label not in aim.words:
        return 0
    return len(offer.label) + words if words or not offer.metric.words else 0
