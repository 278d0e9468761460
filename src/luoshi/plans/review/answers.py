"""What may be answered to a doubt, and what each answer changes.

Answers are few: ``accept`` takes the proposal, ``keep`` says that the print or the reading is right as it is,
``other`` takes what the person wrote. Doubts about names (``N…``) have answers of their own (`names`).
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from luoshi.core.models import User
from luoshi.core.problems import Refusal
from luoshi.plans.models import Damage, Deliverable, Doubt, Responsibility, Target, Task
from luoshi.plans.review.changes import Recorder
from luoshi.plans.review.names import answer_name, name_offers
from luoshi.plans.review.offers import Offer
from luoshi.plans.review.proposal import new_target, proposed
from luoshi.plans.review.restoring import restored_in

Row = TypeVar("Row", bound=Model)

TEXT_LIMIT = 200
"""Characters that a person may write in place of a damaged stretch."""


class Given(NamedTuple):
    """An answer as it came, and who gave it when."""

    answer: str
    text: str
    actor: User
    now: datetime


def offers(doubt: Doubt) -> list[Offer]:
    """The answers to a doubt, the likeliest first. No query once ``finding`` is loaded."""
    if doubt.code.startswith("N"):
        return name_offers(doubt)
    if doubt.code == "D001":
        return _damage_offers(doubt)
    if doubt.code == "T004":
        return _number_offers(doubt)
    if doubt.code in ("L007", "L008"):
        return _name_offers(doubt)
    return [Offer("keep", _confirmation(doubt), "Enter")]


def _damage_offers(doubt: Doubt) -> list[Offer]:
    restored = doubt.params["restored"]
    return [
        Offer("accept", _("补为“%s”") % restored, "Enter"),
        Offer("keep", _("原文无误，没有缺字"), "y"),
        Offer("other", _("补为别的字……"), "r"),
    ]


def _number_offers(doubt: Doubt) -> list[Offer]:
    add = ("accept", _("补录为目标"))
    leave = ("keep", _("不是目标"))
    likely = doubt.finding is not None and doubt.finding.confidence >= 0.5
    first, second = (add, leave) if likely else (leave, add)
    return [Offer(*first, "Enter"), Offer(*second, "y" if likely else "a")]


def _name_offers(doubt: Doubt) -> list[Offer]:
    printed = doubt.params["printed"]
    full = doubt.params["name" if doubt.code == "L007" else "usual"]
    return [Offer("accept", _("是“%s”") % full, "Enter"), Offer("keep", _("就是“%s”") % printed, "y")]


def _confirmation(doubt: Doubt) -> str:
    """The words of the one answer where nothing is to be chosen."""
    if doubt.severity == "info":
        return _("知道了")
    if doubt.code[0] == "T" or doubt.code in ("L001", "L002"):
        return _("已核对，读得对")
    return _("已对照原件，原文如此")


def carry_out(doubt: Doubt, given: Given, *, recorder: Recorder) -> str:
    """Change what the answer changes; gives it in words. Refuses an answer that is not offered."""
    if doubt.code.startswith("N"):
        return answer_name(doubt, given.answer, recorder=recorder, actor=given.actor, now=given.now)
    offered = {offer.answer: offer for offer in offers(doubt)}
    if given.answer not in offered:
        raise Refusal(_("这一条没有这种处理方式，请刷新页面。"), field="answer")
    carry = _CARRY.get((doubt.code, given.answer))
    if carry is not None:
        return carry(doubt, given, recorder)
    return offered[given.answer].label


def _restore(doubt: Doubt, given: Given, recorder: Recorder) -> str:
    restored = given.text.strip() if given.answer == "other" else doubt.params["restored"]
    if not restored or len(restored) > TEXT_LIMIT:
        raise Refusal(_("请填写补上缺字后的文字（1 到 %d 个字）。") % TEXT_LIMIT, field="text")
    for damage in _at(Damage.objects.filter(task__version=doubt.version_id), doubt):
        _put_back(damage, restored, recorder)
    return _("“%(printed)s”补为“%(restored)s”") % {
        "printed": doubt.params["printed"],
        "restored": restored,
    }


def _put_back(damage: Damage, restored: str, recorder: Recorder) -> None:
    """Confirm the restored words, and put them where the damaged ones were read into."""
    recorder.update(damage, restored=restored, confirmed=True)
    for row, name in _read_from(damage):
        mended = restored_in(getattr(row, name), printed=damage.printed, restored=restored)
        recorder.update(row, **{name: mended})


def _read_from(damage: Damage) -> Iterator[tuple[Task | Target | Deliverable, str]]:
    """What was read from the damaged place: the task's title, targets and deliverables next to it."""
    task = damage.task
    yield task, "title"
    beside = {"start__lte": damage.end, "end__gte": damage.start}
    yield from ((target, "metric") for target in task.targets.filter(**beside))
    yield from ((deliverable, "name") for deliverable in task.deliverables.filter(**beside))


def _no_loss(doubt: Doubt, given: Given, recorder: Recorder) -> str:
    for damage in _at(Damage.objects.filter(task__version=doubt.version_id), doubt):
        recorder.update(damage, confirmed=False)
    return _("“%s”没有缺字") % doubt.params["printed"]


def _rename(doubt: Doubt, given: Given, recorder: Recorder) -> str:
    """Take the full or usual name, or the printed one; the unit is sought anew where the name is another."""
    full = doubt.params["name" if doubt.code == "L007" else "usual"]
    name = full if given.answer == "accept" else doubt.params["printed"]
    for duty in _at(Responsibility.objects.filter(task__version=doubt.version_id), doubt):
        if duty.name != name:
            recorder.update(duty, name=name, unit_id=None, group_id=None)
    return _("“%(printed)s”是“%(name)s”") % {"printed": doubt.params["printed"], "name": name}


def _add(doubt: Doubt, given: Given, recorder: Recorder) -> str:
    target = new_target(doubt.version, proposed(doubt.version, doubt.start or 0, doubt.end or 0))
    recorder.create(target)
    return _("补录目标“%s”") % target.metric


def _at(rows: QuerySet[Row], doubt: Doubt) -> list[Row]:
    """Rows whose place touches the doubt's."""
    return list(rows.filter(start__lt=doubt.end, end__gt=doubt.start))


_CARRY: dict[tuple[str, str], Callable[[Doubt, Given, Recorder], str]] = {
    ("D001", "accept"): _restore,
    ("D001", "other"): _restore,
    ("D001", "keep"): _no_loss,
    ("T004", "accept"): _add,
    ("L007", "accept"): _rename,
    ("L007", "keep"): _rename,
    ("L008", "accept"): _rename,
    ("L008", "keep"): _rename,
}
