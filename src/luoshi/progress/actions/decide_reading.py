"""Confirm what the unit reported, or give it back with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.models import User
from luoshi.core.policy import belongs, require
from luoshi.core.problems import Conflict, Refusal
from luoshi.organization.queries import organization_on
from luoshi.progress.models import Decision, Reading, Source
from luoshi.progress.policy import may_decide


@transaction.atomic
def confirm_reading(reading_id: int, *, actor: User, now: datetime) -> Decision:
    """The reading counts from now on."""
    return _decide(reading_id, Decision.Verdict.CONFIRMED, reason="", actor=actor, now=now)


@transaction.atomic
def return_reading(reading_id: int, *, reason: str, actor: User, now: datetime) -> Decision:
    """Back to the liaison; the reading never counts. A reason is owed."""
    if not reason.strip():
        raise Refusal(_("请写明退回的原因。"), field="reason")
    return _decide(reading_id, Decision.Verdict.RETURNED, reason=reason.strip(), actor=actor, now=now)


def _decide(
    reading_id: int, verdict: Decision.Verdict, *, reason: str, actor: User, now: datetime
) -> Decision:
    reading = (
        Reading.objects.select_for_update(of=("self",))
        .select_related("target__version__document__jurisdiction")
        .get(pk=reading_id)
    )
    jurisdiction = reading.target.version.document.jurisdiction
    organization = organization_on(jurisdiction, as_of=timezone.localdate(now))
    require(
        belongs(actor, jurisdiction) and may_decide(actor, reading, organization),
        _("只有填报单位的负责人可以确认或退回，填报人本人不能确认自己的数据。"),
    )
    settled = Decision.objects.filter(reading=reading).select_related("decided_by").first()
    if settled:
        raise Conflict(
            _("这条数据已由%(who)s处理：%(verdict)s。")
            % {"who": settled.decided_by, "verdict": settled.get_verdict_display()}
        )
    if verdict is Decision.Verdict.CONFIRMED:
        _count(reading, now=now)
    decision = Decision.objects.create(
        reading=reading, verdict=verdict, reason=reason, decided_at=now, decided_by=actor
    )
    record(
        f"reading.{verdict.value}",
        reading,
        actor=actor,
        jurisdiction=jurisdiction,
        now=now,
        detail={"reason": reason} if reason else {},
    )
    return decision


def _count(reading: Reading, *, now: datetime) -> None:
    """The reading counts from now on. Refuses one whose target has its facts from a register by now."""
    if Source.objects.filter(target=reading.target_id, ended_at=None, kind=Source.Kind.METRIC).exists():
        raise Conflict(_("这个目标已改由台账自动取数，填报的数字不再采用，请退回。"))
    reading.counted_from = now
    reading.save(update_fields=["counted_from"])
