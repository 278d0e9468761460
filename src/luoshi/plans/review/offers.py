"""What may be answered to a doubt, each with one key."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer. The first offer of a doubt is the one that Enter gives."""

    answer: str
    """What the page sends back: ``accept``, ``keep``, ``choose:2``, ``later`` …"""
    label: str
    """In words: `补为“加快土地报批”`."""
    key: str
    """The key that gives it: ``Enter``, a letter, or ``1`` to ``9``."""
    detail: str = ""
    """Why it is offered: `简称：依次取自“自然资源和规划局”`."""
    url: str = ""
    """A page to go to instead of answering at once (a list to fill in)."""
