"""How a target is measured: by a figure, or by whether it has come about."""

from django.utils.translation import gettext as _

from luoshi.engines.pace import Point, Shape, points_from_json
from luoshi.plans.models import Target
from luoshi.plans.wording import plain
from luoshi.progress.models import Reading

BY_NUMBER = frozenset({"quantity", "rate", "coverage", "range"})


def decided_by_number(target: Target) -> bool:
    """Whether a figure in the target's unit says how far it is; else an outcome does."""
    return target.kind in BY_NUMBER


def by_milestones(target: Target) -> bool:
    """Whether the target is followed by weighted milestones; its schedule must be loaded."""
    return Shape(target.schedule.shape) is Shape.MILESTONES


def milestones(target: Target) -> tuple[Point, ...]:
    """The milestones of such a target, with their days and weights."""
    return points_from_json(target.schedule.points)


def figure(reading: Reading, target: Target) -> str:
    """What a reading of the target says: ``120 个``, whether the thing has come about, or that nothing changed."""
    if reading.nil:
        return _("本期无变化")
    if reading.value is not None and not decided_by_number(target):
        return _percent(reading)
    if reading.value is not None:
        return f"{plain(reading.value)} {target.unit}".strip()
    if reading.outcome is None:
        return "—"
    return _("已达成") if reading.outcome else _("尚未达成")


def _percent(reading: Reading) -> str:
    """The weight of the milestones that are reached, and their names: ``40%（主体过半）``."""
    share = f"{plain(reading.value)}%"
    return (
        _("%(share)s（%(names)s）") % {"share": share, "names": "、".join(reading.done)}
        if reading.done
        else share
    )
