"""Say whether one of several lead units reports the whole, or each its share."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.models import Role, User
from luoshi.core.policy import belongs, holds, require
from luoshi.core.problems import Conflict, Refusal
from luoshi.organization.queries import organization_on
from luoshi.plans.models import Target
from luoshi.progress.models import Source
from luoshi.progress.policy import lead_unit_ids
from luoshi.progress.sharing import source_of


@transaction.atomic
def share_targets(chosen: Mapping[Target, str], *, actor: User, now: datetime) -> list[Source]:
    """All of them or none; targets that are shared in this way already are left as they are."""
    changed = {
        target: sharing for target, sharing in chosen.items() if not _is_so(source_of(target), sharing)
    }
    return [share_target(target, sharing, actor=actor, now=now) for target, sharing in changed.items()]


@transaction.atomic
def share_target(target: Target, sharing: str, *, actor: User, now: datetime) -> Source:
    """From now on the target's facts are made in this way, a name of ``Source.Sharing``.

    What was reported and confirmed goes on counting, each unit's as its own share. Refuses targets that fewer
    than two units lead on the day, and those whose figure a register says.
    """
    jurisdiction = target.version.document.jurisdiction
    require(
        belongs(actor, jurisdiction) and holds(actor, Role.SUPERVISION),
        _("只有督查室可以设定分报方式。"),
    )
    if sharing not in Source.Sharing.values:
        raise Refusal(_("请选择由一个单位报总数、相加或取最差。"), field="sharing")
    root = Target.objects.select_for_update().get(pk=target.root_pk)
    before = source_of(root)
    if before is not None and before.kind == Source.Kind.METRIC:
        raise Conflict(_("“%(metric)s”由台账自动取数，不分报。") % {"metric": target.metric})
    organization = organization_on(jurisdiction, as_of=timezone.localdate(now))
    if len(lead_unit_ids(target, organization)) < 2:
        raise Refusal(
            _("“%(metric)s”只有一个牵头单位，不能分报。") % {"metric": target.metric}, field="sharing"
        )
    return _replaced(root, before, sharing, actor=actor, now=now)


def _is_so(source: Source | None, sharing: str) -> bool:
    return source is not None and source.sharing == sharing


def _replaced(root: Target, before: Source | None, sharing: str, *, actor: User, now: datetime) -> Source:
    """The source in force ends, and with it nothing that was reported: shares are still the units' own."""
    if before is not None:
        before.ended_at = now
        before.save(update_fields=["ended_at"])
    kind = Source.Kind.REPORTED
    source = Source.objects.create(target=root, kind=kind, sharing=sharing, set_at=now, set_by=actor)
    detail = {"target": root.pk, "sharing": sharing, "before": before.sharing if before else ""}
    jurisdiction = root.version.document.jurisdiction
    record("target.shared", source, actor=actor, jurisdiction=jurisdiction, now=now, detail=detail)
    return source
