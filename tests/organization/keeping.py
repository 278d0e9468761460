"""How the tests change the roster: who, when, and a few units to change."""

from datetime import UTC, date, datetime

from luoshi.core.models import Event, Jurisdiction
from luoshi.organization.actions.hand import Hand
from luoshi.organization.actions.roster import revision_of
from luoshi.organization.actions.units import UnitEntry, open_unit
from luoshi.organization.kinds import UnitKind
from luoshi.organization.models import Group, GroupMember, Post, Unit, UnitName
from tests.world import account

NOW = datetime(2023, 3, 1, 2, 0, tzinfo=UTC)
YEAR = date(2022, 1, 1)
JULY = date(2022, 7, 1)
COMMITTEES = ("东湖社区管委会", "南塘社区管委会", "西岗社区管委会")


def home() -> Jurisdiction:
    """The jurisdiction of the tests."""
    jurisdiction = account("supervision").jurisdiction
    assert jurisdiction is not None
    return jurisdiction


def hand(*, by: str = "supervision", seen: int | None = None) -> Hand:
    """Somebody changing the roster."""
    return Hand(account(by), NOW, seen)


def opened(name: str, *, kind: UnitKind = UnitKind.COMMUNITY, **entered: object) -> Unit:
    """A unit that is new to the roster."""
    entry = UnitEntry(name, kind, **entered)  # type: ignore[arg-type]
    return open_unit(entry, jurisdiction=home(), hand=hand())


def unit(name: str) -> Unit:
    """A unit of the roster by its latest name."""
    return Unit.objects.get(jurisdiction=home(), name=name)


def group(name: str) -> Group:
    """A group of the roster by its name."""
    return Group.objects.get(jurisdiction=home(), name=name)


def everything() -> tuple[object, ...]:
    """The roster and its revision: what a refusal leaves as it was."""
    rows = [Unit, UnitName, Group, GroupMember, Post]
    contents = [list(model.objects.order_by("pk").values_list()) for model in rows]
    return (*contents, revision_of(home()), Event.objects.count())
