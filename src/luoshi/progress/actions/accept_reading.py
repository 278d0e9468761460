"""The office accepts what a unit head confirmed, or gives it back after looking into it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.models import Role, User
from luoshi.core.policy import belongs, holds, require
from luoshi.core.problems import Conflict, Refusal
from luoshi.progress.models import Acceptance, Reading


@transaction.atomic
def accept_reading(reading_id: int, *, actor: User, now: datetime) -> Acceptance:
    """The figure stands: it was looked into."""
    return _settle(reading_id, Acceptance.Verdict.ACCEPTED, reason="", actor=actor, now=now)


@transaction.atomic
def accept_readings(reading_ids: Iterable[int], *, actor: User, now: datetime) -> list[Acceptance]:
    """All of them or none: where one cannot be accepted any more, it is named and nothing is changed."""
    wanted = sorted(set(reading_ids))
    if not wanted:
        raise Refusal(_("请先勾选要核定的数据。"))
    return [_accepted(each, actor=actor, now=now) for each in wanted]


def _accepted(reading_id: int, *, actor: User, now: datetime) -> Acceptance:
    try:
        return accept_reading(reading_id, actor=actor, now=now)
    except Conflict as conflict:
        reading = Reading.objects.select_related("target").get(pk=reading_id)
        place = {"metric": reading.target.metric, "day": reading.as_of, "problem": conflict.message}
        raise Conflict(_("“%(metric)s”（%(day)s）：%(problem)s这次没有核定任何一条。") % place) from conflict


@transaction.atomic
def send_back_reading(reading_id: int, *, reason: str, actor: User, now: datetime) -> Acceptance:
    """The figure counts no more; the unit reports anew. A reason is owed."""
    if not reason.strip():
        raise Refusal(_("请写明退回的原因。"), field="reason")
    verdict = Acceptance.Verdict.RETURNED
    return _settle(reading_id, verdict, reason=reason.strip(), actor=actor, now=now)


def _settle(
    reading_id: int, verdict: Acceptance.Verdict, *, reason: str, actor: User, now: datetime
) -> Acceptance:
    reading = (
        Reading.objects.select_for_update(of=("self",))
        .select_related("target__version__document__jurisdiction")
        .get(pk=reading_id)
    )
    jurisdiction = reading.target.version.document.jurisdiction
    require(
        belongs(actor, jurisdiction)
        and holds(actor, Role.SUPERVISION)
        and reading.reported_by_id != actor.pk,
        _("只有督查室可以核定或退回，填报人本人不能核定自己的数据。"),
    )
    _check_open(reading)
    if verdict is Acceptance.Verdict.RETURNED:
        reading.counted_until = now
        reading.save(update_fields=["counted_until"])
    settled = Acceptance.objects.create(
        reading=reading, verdict=verdict, reason=reason, decided_at=now, decided_by=actor
    )
    verb = "reading.accepted" if verdict is Acceptance.Verdict.ACCEPTED else "reading.sent_back"
    detail = {"reason": reason} if reason else {}
    record(verb, reading, actor=actor, jurisdiction=jurisdiction, now=now, detail=detail)
    return settled


def _check_open(reading: Reading) -> None:
    """Only what a unit head confirmed is looked into, and once."""
    settled = Acceptance.objects.filter(reading=reading).select_related("decided_by").first()
    if settled:
        raise Conflict(
            _("这条数据已由%(who)s处理：%(verdict)s。")
            % {"who": settled.decided_by, "verdict": settled.get_verdict_display()}
        )
    if reading.source_id is not None:
        raise Conflict(_("这个数字由台账自动得出，有误请更正台账记录。"))
    if reading.counted_from is None or reading.counted_until is not None:
        raise Conflict(_("只有单位负责人确认过、仍在采用的数据可以核定或退回。"))
