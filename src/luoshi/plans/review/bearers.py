"""Who is meant by a name that a person typed for a duty: a unit or group of the roster, or a lead official."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from luoshi.core.models import Jurisdiction
from luoshi.core.problems import Refusal
from luoshi.organization.models import Group, GroupName, Person, Unit
from luoshi.organization.models.dated import holding
from luoshi.plans.models import Responsibility

LIMIT = 100
"""Characters that a name may have."""
SUGGESTED = 20
"""Names offered while somebody types."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who bears a duty, under the name that the plan goes on showing. At most one of the three is set."""

    name: str
    unit_id: int | None = None
    group_id: int | None = None
    person_id: int | None = None

    @property
    def known(self) -> bool:
        """Whether the roster has it."""
        return (self.unit_id, self.group_id, self.person_id) != (None, None, None)


def bearer(name: str, *, role: str, jurisdiction: Jurisdiction, day: date) -> Bearer:
    """The one that the name means on the day; unknown where the roster has none. Two queries at most.

    Refuses a name that several units bear, and one that is empty or endless.
    """
    name = " ".join(name.split())
    if not name or len(name) > LIMIT:
        raise Refusal(_("请填写名称（1 到 %d 个字）。") % LIMIT, field="name")
    if role == Responsibility.Role.LEADER:
        person = Person.objects.filter(jurisdiction=jurisdiction, name=name).first()
        return Bearer(name, person_id=person.pk if person else None)
    if (group := _group(name, jurisdiction)) is not None:
        return Bearer(name, group_id=group)
    unit = _unit(name, jurisdiction=jurisdiction, day=day)
    return Bearer(name, unit_id=unit.pk if unit else None)


def _group(name: str, jurisdiction: Jurisdiction) -> int | None:
    own = Group.objects.filter(jurisdiction=jurisdiction, name=name).values_list("pk", flat=True)
    spelled = GroupName.objects.filter(jurisdiction=jurisdiction, name=name)
    return own.union(spelled.values_list("group_id", flat=True)).first()


def _unit(name: str, *, jurisdiction: Jurisdiction, day: date) -> Unit | None:
    units = Unit.objects.filter(holding(day), jurisdiction=jurisdiction)
    borne = units.filter(holding(day, "names__"), names__name=name)
    found = list(borne.distinct().order_by("name"))
    if len(found) > 1:
        names = "、".join(unit.name for unit in found)
        raise Refusal(
            _("“%(name)s”可能指%(units)s，请填写全称。") % {"name": name, "units": names}, field="name"
        )
    return found[0] if found else None


def names_like(typed: str, *, jurisdiction: Jurisdiction) -> list[str]:
    """Names of units, groups and officials that hold what was typed, the shortest first. Three queries."""
    found: set[str] = set()
    for model in (Unit, Group, Person):
        rows = model._default_manager.filter(jurisdiction=jurisdiction, name__contains=typed)
        found |= set(rows.values_list("name", flat=True)[:SUGGESTED])
    return sorted(found, key=lambda name: (len(name), name))[:SUGGESTED]
