"""Changes of the organization with which the boards are tested: members of a group, a renaming, an end."""

from datetime import date, timedelta

from luoshi.cockpit.board import Board, load_board
from luoshi.organization.models import Group, GroupMember, Unit, UnitName
from luoshi.plans.models import PlanVersion

JULY = date(2022, 7, 1)
BEFORE = JULY - timedelta(days=1)


def board(day: date = BEFORE) -> Board:
    """The sample's board on a day."""
    return load_board(PlanVersion.objects.get(), as_of=day, family="default")


def unit(name: str) -> Unit:
    """A unit by its official name."""
    return Unit.objects.get(name=name)


def group(name: str = "各社区管委会") -> Group:
    """A group by its name."""
    return Group.objects.get(name=name)


def filled(*names: str, of: str = "各社区管委会", since: date | None = None) -> Group:
    """The group with these units as its members."""
    found = group(of)
    found.kinds = []
    found.save()
    for name in names:
        GroupMember.objects.create(group=found, unit=unit(name), since=since)
    return found


def renamed(name: str, new: str, *, since: date = JULY) -> Unit:
    """The unit is called otherwise from a day on."""
    found = unit(name)
    UnitName.objects.filter(unit=found, sort=UnitName.Sort.OFFICIAL).delete()
    before = since - timedelta(days=1)
    common = {"jurisdiction": found.jurisdiction, "unit": found, "sort": UnitName.Sort.OFFICIAL}
    UnitName.objects.create(**common, name=name, until=before)
    UnitName.objects.create(**common, name=new, since=since)
    found.name = new
    found.save()
    return found


def ended(name: str, *, successor: str, until: date = BEFORE) -> Unit:
    """The unit ends on a day; another one answers from the next day on."""
    found = unit(name)
    found.until, found.successor = until, unit(successor)
    found.save()
    return found
