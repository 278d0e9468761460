"""The supervision office keeps the units: opens, corrects, renames, names, merges and ends them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from luoshi.core.models import Event
from luoshi.core.problems import Conflict, Forbidden, Refusal
from luoshi.organization.actions.units import (
    NameEntry,
    UnitEntry,
    add_name,
    correct_unit,
    end_unit,
    open_unit,
    remove_name,
    rename_unit,
    reopen_unit,
)
from luoshi.organization.kinds import UnitKind
from luoshi.organization.models import UnitName
from luoshi.organization.queries import organization_on
from tests.organization.keeping import JULY, YEAR, everything, hand, home, opened, unit

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
DEPARTMENT = UnitKind.DEPARTMENT
CODE = "91350100M000100Y43"
ALIAS, PLATE = UnitName.Sort.ALIAS, UnitName.Sort.NAMEPLATE


def name_on(name: str, day: date) -> str:
    """What the unit with this latest name was called on the day."""
    return organization_on(home(), as_of=day).name(unit(name))


def test_a_new_unit_has_its_official_name_and_its_event():
    made = opened("区数据局", kind=DEPARTMENT, uscc=CODE, since=YEAR, parent=unit("区投促局"))
    assert list(made.names.values_list("name", "sort")) == [("区数据局", "official")]
    assert (made.parent, made.uscc, made.since) == (unit("区投促局"), CODE, YEAR)
    assert Event.objects.get(verb="unit.opened").detail["unit"] == "区数据局"


def test_a_name_that_was_given_up_may_be_borne_by_another():
    rename_unit(unit("区投促局").pk, "区商务局", since=JULY, jurisdiction=home(), hand=hand())
    assert opened("区投促局", kind=DEPARTMENT, since=JULY).name == "区投促局"


@pytest.mark.parametrize(
    ("day", "called"), [(JULY - DAY, "区投促局"), (JULY, "区商务局"), (JULY + DAY, "区商务局")]
)
def test_a_renamed_unit_is_the_same_unit_under_each_name(day: date, called: str):
    before = unit("区投促局").pk
    rename_unit(before, "区商务局", since=JULY, jurisdiction=home(), hand=hand())
    assert unit("区商务局").pk == before
    assert name_on("区商务局", day) == called


def test_a_rename_may_lie_ahead():
    ahead = date(2030, 1, 1)
    rename_unit(unit("区投促局").pk, "区商务局", since=ahead, jurisdiction=home(), hand=hand())
    assert name_on("区商务局", JULY) == "区投促局"


def test_a_wrong_name_that_was_corrected_is_still_understood():
    one = unit("区投促局")
    entry = UnitEntry("区投资促进局", DEPARTMENT)
    correct_unit(one.pk, entry, jurisdiction=home(), hand=hand())
    assert ("区投促局", "spelling") in one.names.values_list("name", "sort")
    changes = Event.objects.get(verb="unit.corrected").detail["changes"]
    assert changes["name"] == ["区投促局", "区投资促进局"]


def test_a_nameplate_is_hung_and_taken_down():
    one = unit("区投促局")
    row = add_name(one.pk, NameEntry("区招商局", PLATE, since=YEAR), jurisdiction=home(), hand=hand())
    assert row in one.names.filter(sort=PLATE)
    remove_name(one.pk, row.pk, jurisdiction=home(), hand=hand())
    assert not one.names.filter(name="区招商局").exists()


def test_another_unit_answers_for_one_that_was_merged_into_it():
    a, b = opened("甲社区管委会"), opened("乙社区管委会")
    end_unit(a.pk, ended=JULY, successor=b, jurisdiction=home(), hand=hand())
    assert organization_on(home(), as_of=JULY - DAY).answering(a.pk) == a.pk
    assert organization_on(home(), as_of=JULY).answering(a.pk) == b.pk


def test_an_end_by_mistake_is_taken_back():
    a, b = opened("甲社区管委会"), opened("乙社区管委会")
    end_unit(a.pk, ended=JULY, successor=b, jurisdiction=home(), hand=hand())
    again = reopen_unit(a.pk, jurisdiction=home(), hand=hand())
    assert (again.until, again.successor) == (None, None)


def _correct(name: str, **entered: object) -> Callable[[], object]:
    entry = {"name": name, "kind": UnitKind.COMMUNITY} | entered
    return lambda: correct_unit(
        unit(name).pk,
        UnitEntry(**{key: each() if callable(each) else each for key, each in entry.items()}),
        jurisdiction=home(),
        hand=hand(),
    )


def _open(name: str, **entered: object) -> Callable[[], object]:
    return lambda: open_unit(UnitEntry(name, DEPARTMENT, **entered), jurisdiction=home(), hand=hand())  # type: ignore[arg-type]


def _rename(name: str, new: str, since: date) -> Callable[[], object]:
    return lambda: rename_unit(unit(name).pk, new, since=since, jurisdiction=home(), hand=hand())


def _end(name: str, successor: str, ended: date = JULY) -> Callable[[], object]:
    return lambda: end_unit(
        unit(name).pk,
        ended=ended,
        successor=unit(successor) if successor else None,
        jurisdiction=home(),
        hand=hand(),
    )


def _name(name: str, entry: NameEntry) -> Callable[[], object]:
    return lambda: add_name(unit(name).pk, entry, jurisdiction=home(), hand=hand())


def _remove(name: str, borne: str) -> Callable[[], object]:
    def act() -> None:
        row = UnitName.objects.get(unit=unit(name), name=borne)
        remove_name(unit(name).pk, row.pk, jurisdiction=home(), hand=hand())

    return act


REFUSED: dict[str, tuple[Callable[[], object], type[Refusal], str]] = {
    "its own parent": (_correct("甲社区", parent=lambda: unit("甲社区")), Refusal, "甲社区 → 甲社区"),
    "its own parent over two steps": (
        _correct("甲社区", parent=lambda: unit("丙社区")),
        Refusal,
        "甲社区 → 丙社区 → 乙社区 → 甲社区",
    ),
    "a wrong check digit": (_correct("甲社区", uscc="91350100M000100Y44"), Refusal, "校验位"),
    "a code of another unit": (_correct("甲社区", uscc=CODE), Refusal, "已属于“乙社区”"),
    "nothing changed": (_correct("乙社区", uscc=CODE, parent=lambda: unit("甲社区")), Refusal, "没有改动"),
    "beginning after its end": (_correct("旧社区", since=date(2022, 6, 1)), Refusal, "早于起始日期"),
    "opened without a name": (_open(" "), Refusal, "填写名称"),
    "opened under another's name": (_open("甲 社区"), Refusal, "名册里已有“甲社区”"),
    "opened under the last name of one that ended": (
        _open("旧社区", since=JULY),
        Refusal,
        "2022-03-31停用",
    ),
    "opened under another's earlier name in its days": (
        _open("丁村", since=YEAR),
        Refusal,
        "在这段时间是“丁社区”的正式名称",
    ),
    "renamed to another's name": (_rename("甲社区", "乙社区", JULY), Refusal, "名册里已有“乙社区”"),
    "renamed to what it is called": (_rename("甲社区", "甲社区", JULY), Refusal, "相同"),
    "renamed before it began": (_rename("丙社区", "戊社区", YEAR), Refusal, "要晚于这一天"),
    "renamed after its end": (_rename("旧社区", "戊社区", JULY), Refusal, "不能晚于这一天"),
    "merged into itself": (_end("甲社区", "甲社区"), Refusal, "不能是本单位"),
    "merged into one that has ended": (_end("甲社区", "旧社区"), Refusal, "自己在 2022-03-31 已停用"),
    "ended before it began": (_end("丙社区", "", YEAR), Refusal, "要晚于这一天"),
    "ended twice": (_end("旧社区", "甲社区"), Conflict, "已于2022-03-31停用"),
    "a nameplate until before since": (
        _name("甲社区", NameEntry("某局", PLATE, since=JULY, until=YEAR)),
        Refusal,
        "早于起始日期",
    ),
    "an alias twice on one day": (_name("乙社区", NameEntry("乙区", ALIAS)), Refusal, "已经登记"),
    "an official name as an alias": (
        _name("甲社区", NameEntry("乙区", UnitName.Sort.OFFICIAL)),
        Refusal,
        "简称还是加挂牌子",
    ),
    "an official name removed": (_remove("甲社区", "甲社区"), Refusal, "正式名称不能删除"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_changes_nothing(case: str):
    act, kind, message = REFUSED[case]
    first = opened("甲社区")
    second = opened("乙社区", parent=first, uscc=CODE)
    opened("丙社区", parent=second, since=date(2022, 2, 1))
    add_name(second.pk, NameEntry("乙区", ALIAS), jurisdiction=home(), hand=hand())
    old = opened("旧社区")
    end_unit(old.pk, ended=date(2022, 4, 1), successor=None, jurisdiction=home(), hand=hand())
    rename_unit(opened("丁村").pk, "丁社区", since=JULY, jurisdiction=home(), hand=hand())
    before = everything()
    with pytest.raises(kind) as refused:
        act()
    assert message in refused.value.message
    assert everything() == before


def test_of_two_people_at_once_the_second_is_told_who_was_first():
    one, seen = opened("甲社区"), everything()[-2]
    assert isinstance(seen, int)
    rename_unit(one.pk, "甲街道", since=JULY, jurisdiction=home(), hand=hand(seen=seen))
    before = everything()
    with pytest.raises(Conflict) as refused:
        end_unit(one.pk, ended=JULY, successor=None, jurisdiction=home(), hand=hand(seen=seen))
    assert "改动" in refused.value.message
    assert everything() == before


@pytest.mark.parametrize("role", ["auditor", "assessment", "economy", "administrator", "liaison", "head"])
def test_only_the_supervision_office_changes_units(role: str):
    before = everything()
    with pytest.raises(Forbidden):
        rename_unit(unit("区投促局").pk, "某局", since=JULY, jurisdiction=home(), hand=hand(by=role))
    assert everything() == before
