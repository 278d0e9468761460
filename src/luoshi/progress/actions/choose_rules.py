"""Choose which published rule family judges from a day on."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.audit import record
from luoshi.core.models import Jurisdiction, Role, User
from luoshi.core.policy import belongs, holds, require
from luoshi.core.problems import Refusal
from luoshi.engines.lights import PRESETS
from luoshi.progress.models import LightRules


@transaction.atomic
def choose_rules(
    jurisdiction: Jurisdiction, *, family: str, since: date, actor: User, now: datetime
) -> LightRules:
    """From ``since`` on, ``family`` judges. Boards of earlier days keep their rules."""
    require(belongs(actor, jurisdiction) and holds(actor, Role.SUPERVISION))
    if family not in PRESETS:
        raise Refusal(_("没有名为“%(family)s”的亮灯规则。") % {"family": family}, field="family")
    chosen = LightRules.objects.create(
        jurisdiction=jurisdiction, family=family, since=since, chosen_at=now, chosen_by=actor
    )
    detail = {"family": family, "since": since.isoformat()}
    record("rules.chosen", chosen, actor=actor, jurisdiction=jurisdiction, now=now, detail=detail)
    return chosen
