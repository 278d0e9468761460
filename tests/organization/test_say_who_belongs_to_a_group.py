"""The supervision office says who belongs to a collective: by a rule, by lists from days on, by other groups."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from pytest_django import Settings

from luoshi.core.models import Event
from luoshi.core.problems import Conflict, Forbidden, Refusal, TooLarge
from luoshi.organization.actions.groups import (
    Listing,
    Paper,
    attach_document,
    open_group,
    set_members,
    set_rule,
)
from luoshi.organization.actions.units import end_unit
from luoshi.organization.kinds import UnitKind
from luoshi.organization.models import Unit
from luoshi.organization.queries import organization_on
from tests.organization.keeping import COMMITTEES, JULY, YEAR, everything, group, hand, home, opened, unit

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NAME = "各社区管委会"


def listed(
    name: str, *units: str, since: date | None = None, groups: tuple[str, ...] = (), seen: int | None = None
) -> None:
    """These belong to the group from the day on."""
    listing = Listing([unit(each) for each in units], [group(each) for each in groups], since)
    set_members(group(name).pk, listing, jurisdiction=home(), hand=hand(seen=seen))


def members(name: str, day: date) -> set[str] | None:
    """Names of the units behind a group on the day; ``None`` while nobody has said."""
    found = organization_on(home(), as_of=day).members[group(name).pk]
    return None if found is None else set(Unit.objects.filter(pk__in=found).values_list("name", flat=True))


@pytest.fixture
def committees() -> tuple[str, ...]:
    Unit.objects.filter(kind=UnitKind.COMMUNITY).update(kind=UnitKind.OTHER)
    for name in COMMITTEES:
        opened(name)
    return COMMITTEES


def test_all_units_of_a_kind_belong_by_a_rule(committees: tuple[str, ...]):
    assert members(NAME, YEAR) is None
    set_rule(group(NAME).pk, [UnitKind.COMMUNITY], jurisdiction=home(), hand=hand())
    assert members(NAME, YEAR) == set(committees)
    set_rule(group(NAME).pk, [], jurisdiction=home(), hand=hand())
    assert members(NAME, YEAR) is None


def test_a_first_list_holds_since_ever(committees: tuple[str, ...]):
    listed(NAME, *committees)
    assert members(NAME, date(2000, 1, 1)) == set(committees)


def test_a_later_list_leaves_the_days_before_as_they_were(committees: tuple[str, ...]):
    first, second, third = committees
    listed(NAME, first, second)
    listed(NAME, second, third, since=JULY)
    assert members(NAME, JULY - DAY) == {first, second}
    assert members(NAME, JULY) == {second, third}
    stays = group(NAME).members.get(unit=unit(second))
    assert (stays.since, stays.until) == (None, None)


def test_a_list_of_the_same_day_takes_the_place_of_the_one_before(committees: tuple[str, ...]):
    first, second, third = committees
    listed(NAME, first, since=YEAR)
    listed(NAME, second, third, since=YEAR)
    assert members(NAME, YEAR) == {second, third}
    assert group(NAME).members.count() == 2


def test_groups_hold_groups(committees: tuple[str, ...]):
    open_group("各有关方面", jurisdiction=home(), hand=hand())
    listed(NAME, *committees)
    listed("各有关方面", "区投促局", groups=(NAME,))
    assert members("各有关方面", YEAR) == {*committees, "区投促局"}


def test_the_document_that_set_it_up_is_kept():
    paper = Paper("新站〔2022〕3号", name="通知.txt", data="成员单位:区投促局、区建设局。".encode())
    kept = attach_document(group(NAME).pk, paper, jurisdiction=home(), hand=hand())
    assert (kept.source, str(kept.file)) == ("新站〔2022〕3号", "通知.txt")
    assert Event.objects.get(verb="group.documented").detail["changes"]["file"] == ["", "通知.txt"]


def _of_another_place() -> None:
    listing = Listing([Unit(name="外地局", jurisdiction_id=home().pk + 1)])
    set_members(group(NAME).pk, listing, jurisdiction=home(), hand=hand())


def _attach(data: bytes, name: str = "通知.txt") -> Callable[[], object]:
    return lambda: attach_document(
        group(NAME).pk, Paper("", name=name, data=data), jurisdiction=home(), hand=hand()
    )


FIRST, SECOND, THIRD = COMMITTEES
REFUSED: dict[str, tuple[Callable[[], object], type[Refusal], str]] = {
    "nobody at all": (lambda: listed(NAME, since=JULY), Refusal, "还没有成员"),
    "itself": (lambda: listed("甲集合", groups=("甲集合",)), Refusal, "甲集合 → 甲集合"),
    "itself over another": (
        lambda: listed("乙集合", groups=("甲集合",)),
        Refusal,
        "乙集合 → 甲集合 → 乙集合",
    ),
    "a list before a later one": (lambda: listed(NAME, FIRST, since=YEAR), Refusal, "已有自2022-07-01起"),
    "a list since ever after a dated one": (lambda: listed(NAME, FIRST), Refusal, "从哪天起"),
    "a unit that has ended": (lambda: listed(NAME, THIRD, since=JULY), Refusal, "2022-04-30已停用"),
    "a unit of another place": (_of_another_place, Refusal, "不是本地区"),
    "the rule that is there": (
        lambda: set_rule(group("甲集合").pk, [], jurisdiction=home(), hand=hand()),
        Refusal,
        "没有改动",
    ),
    "a group under a name that is there": (
        lambda: open_group("各社区 管委会", jurisdiction=home(), hand=hand()),
        Refusal,
        "已有“各社区管委会”",
    ),
    "a file that is no document": (_attach(b"\x00\x01\x02" * 50, "a.bin"), Refusal, ""),
    "a file that is too large": (_attach(b" " * 2000), TooLarge, "没有保存"),
    "no document at all": (
        lambda: attach_document(group(NAME).pk, Paper(""), jurisdiction=home(), hand=hand()),
        Refusal,
        "没有改动",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_changes_nothing(case: str, committees: tuple[str, ...], settings: Settings):
    act, kind, message = REFUSED[case]
    settings.DOCUMENT_LIMIT = 1000
    for name in ("甲集合", "乙集合"):
        open_group(name, jurisdiction=home(), hand=hand())
    listed("甲集合", groups=("乙集合",))
    listed(NAME, FIRST, SECOND, since=JULY)
    end_unit(unit(THIRD).pk, ended=date(2022, 5, 1), successor=None, jurisdiction=home(), hand=hand())
    before = everything()
    with pytest.raises(kind) as refused:
        act()
    assert message in refused.value.message
    assert everything() == before


def test_of_two_lists_made_at_once_the_second_is_refused(committees: tuple[str, ...]):
    seen = everything()[-2]
    assert isinstance(seen, int)
    listed(NAME, FIRST, seen=seen)
    before = everything()
    with pytest.raises(Conflict):
        listed(NAME, SECOND, seen=seen)
    assert everything() == before


@pytest.mark.parametrize("role", ["auditor", "assessment", "economy", "liaison"])
def test_only_the_supervision_office_says_who_belongs(role: str):
    before = everything()
    with pytest.raises(Forbidden):
        set_rule(group(NAME).pk, [UnitKind.COMMUNITY], jurisdiction=home(), hand=hand(by=role))
    assert everything() == before


@pytest.mark.parametrize("since", [None, YEAR, JULY - DAY])
def test_a_list_that_only_leaves_somebody_out_is_not_undone_by_an_earlier_one(
    since: date | None, committees: tuple[str, ...]
):
    listed(NAME, *committees)
    listed(NAME, committees[0], since=JULY)
    before = everything()
    with pytest.raises(Refusal) as refused:
        listed(NAME, committees[0], committees[1], since=since)
    assert refused.value.field == "since"
    assert everything() == before
    assert members(NAME, JULY - DAY) == set(committees)
    assert members(NAME, JULY) == {committees[0]}
