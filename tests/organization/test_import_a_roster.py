"""The supervision office takes a roster in: first what it would change, then all of it or nothing."""

from collections.abc import Sequence
from datetime import date

import pytest

from luoshi.core.models import Event, Jurisdiction
from luoshi.core.problems import Conflict, Forbidden, Refusal
from luoshi.organization.actions.import_roster import Trial, import_roster, try_roster
from luoshi.organization.actions.roster import change_roster, revision_of
from luoshi.organization.directory import unit_record
from luoshi.organization.models import Group, GroupMember, Person, Post, Unit, UnitName
from luoshi.organization.queries import organization_on
from tests.organization.roster_files import Row, book
from tests.world import NOW, account

pytestmark = pytest.mark.django_db

JUN_30, JUL_1 = date(2022, 6, 30), date(2022, 7, 1)
CODE, OTHER_CODE = "12100000400002259P", "12100000400000624D"


@pytest.fixture
def district() -> Jurisdiction:
    """A government without any unit yet, whose supervision office is the sample's."""
    jurisdiction = Jurisdiction.objects.create(name="某区")
    actor = account("supervision")
    actor.jurisdiction = jurisdiction
    actor.save()
    return jurisdiction


def tried(district: Jurisdiction, **sheets: Sequence[Row]) -> Trial:
    return try_roster(book(**sheets), jurisdiction=district, actor=account("supervision"))


def imported(district: Jurisdiction, *, seen: int | None = None, **sheets: Sequence[Row]) -> None:
    import_roster(
        book(**sheets),
        name="名册.xlsx",
        jurisdiction=district,
        seen=revision_of(district) if seen is None else seen,
        actor=account("supervision"),
        now=NOW,
    )


def contents() -> list[object]:
    """Everything that an import could have changed."""
    models = (Unit, UnitName, Person, Post, Group, GroupMember, Event)
    return [list(model.objects.order_by("pk").values()) for model in models]


FIRST: dict[str, Sequence[Row]] = {
    "单位": [
        {
            "名称": "区投资促进局",
            "类型": "工作部门",
            "上级单位": "某区管委会",
            "简称": "区投促局、投促局",
            "加挂牌子": "区招商局(2020-01-01至)",
            "曾用名": "区商务局(2015-01-01至2022-06-30)",
            "统一社会信用代码": "1210 0000 4000 0225 9p",
            "启用日期": "2015年1月1日",
        },
        {"名称": "某区管委会", "类型": "政府、管委会"},
        {"名称": "区外经局", "停用日期": JUN_30, "承接单位": "区投资促进局"},
        {"名称": "甲社区", "类型": "社区管委会"},
        {"名称": "乙社区", "类型": "社区管委会"},
    ],
    "人员": [
        {"姓名": "张三", "职务类别": "分管领导", "职务": "管委会副主任", "分管领域": "招商引资"},
        {"姓名": "李四", "职务类别": "单位负责人", "单位": "区投资促进局", "任职日期": "2022.7.1"},
        {"姓名": "王五", "职务类别": "单位联络员", "单位": "区投资促进局"},
        {"姓名": "赵六"},
    ],
    "集合": [
        {"名称": "各社区", "规则": "社区管委会"},
        {
            "名称": "专班各成员单位",
            "成员": "区投资促进局、各社区",
            "自": "2022-01-01",
            "至": JUN_30,
            "依据": "某办〔2022〕3号",
        },
        {"名称": "专班各成员单位", "成员": "区投资促进局、甲社区", "自": JUL_1},
        {"名称": "各有关部门"},
    ],
}


def test_a_first_roster_is_taken_in_whole(district: Jurisdiction):
    imported(district, **FIRST)
    unit = Unit.objects.get(jurisdiction=district, name="区投资促进局")
    assert (unit.kind, unit.parent.name, unit.uscc) == ("department", "某区管委会", CODE)
    names = UnitName.objects.filter(unit=unit).values_list("sort", "name", "since", "until")
    assert set(names) == {
        ("official", "区投资促进局", JUL_1, None),
        ("official", "区商务局", date(2015, 1, 1), JUN_30),
        ("alias", "区投促局", None, None),
        ("alias", "投促局", None, None),
        ("nameplate", "区招商局", date(2020, 1, 1), None),
    }
    assert Unit.objects.get(jurisdiction=district, name="区外经局").successor == unit
    assert Post.objects.get(person__name="李四").since == JUL_1
    assert Person.objects.filter(jurisdiction=district, name="赵六", posts=None).exists()


def test_its_groups_hold_on_each_day_whom_they_name(district: Jurisdiction):
    imported(district, **FIRST)
    groups = {group.name: group.pk for group in Group.objects.filter(jurisdiction=district)}
    before, after = (organization_on(district, as_of=day).members for day in (JUN_30, JUL_1))
    sizes = [before[groups[name]] for name in ("各社区", "专班各成员单位", "各有关部门")]
    assert [members and len(members) for members in sizes] == [2, 3, None]
    assert len(after[groups["专班各成员单位"]]) == 2


def test_the_trial_counts_and_changes_nothing(district: Jurisdiction):
    before = contents()
    trial = tried(district, **FIRST)
    assert not trial.problems
    assert [
        len(each.new) for each in (trial.comparison.units, trial.comparison.posts, trial.comparison.groups)
    ] == [
        5,
        4,
        3,
    ]
    assert contents() == before


def test_the_same_workbook_again_has_nothing_to_change(district: Jurisdiction):
    imported(district, **FIRST)
    comparison = tried(district, **FIRST).comparison
    assert comparison.nothing_new
    assert (comparison.units.unchanged, comparison.posts.unchanged, comparison.groups.unchanged) == (5, 4, 3)
    before = contents()
    with pytest.raises(Refusal, match="完全一致"):
        imported(district, **FIRST)
    assert contents() == before


def test_what_stands_in_no_row_stays(district: Jurisdiction):
    imported(district, **FIRST)
    imported(district, 单位=[{"名称": "丙社区", "类型": "社区管委会"}])
    assert Unit.objects.filter(jurisdiction=district).count() == 6
    assert Post.objects.filter(person__jurisdiction=district).count() == 3


CHANGES: dict[str, tuple[str, Row, tuple[str, str, str]]] = {
    "a kind": ("单位", {"名称": "甲社区", "类型": "事业单位"}, ("类型", "社区管委会", "事业单位")),
    "an alias": ("单位", {"名称": "甲社区", "类型": "社区管委会", "简称": "甲"}, ("简称", "", "甲")),
    "an end": (
        "单位",
        {"名称": "甲社区", "类型": "社区管委会", "停用日期": JUN_30},
        ("停用日期", "", "2022-06-30"),
    ),
    "an emptied cell": ("单位", {"名称": "甲社区"}, ("类型", "社区管委会", "")),
    "a post's end": (
        "人员",
        {"姓名": "王五", "职务类别": "单位联络员", "单位": "区投资促进局", "离任日期": JUN_30},
        ("离任日期", "", "2022-06-30"),
    ),
    "a post's first day": (
        "人员",
        {"姓名": "王五", "职务类别": "单位联络员", "单位": "区投资促进局", "任职日期": JUL_1},
        ("任职日期", "", "2022-07-01"),
    ),
    "members": ("集合", {"名称": "各有关部门", "成员": "甲社区"}, ("成员", "", "甲社区")),
    "a rule": (
        "集合",
        {"名称": "各社区", "规则": "社区管委会、国有企业"},
        ("规则", "社区管委会", "社区管委会、国有企业"),
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_change_is_shown_field_by_field_and_carried_out(district: Jurisdiction, case: str):
    imported(district, **FIRST)
    sheet, row, field = CHANGES[case]
    trial = tried(district, **{sheet: [row]})
    comparison = trial.comparison
    (change,) = comparison.units.changed + comparison.posts.changed + comparison.groups.changed
    assert change.fields == (field,)
    assert trial.clears == (0 if field[2] else 1)
    imported(district, **{sheet: [row]})
    assert tried(district, **{sheet: [row]}).comparison.nothing_new


def test_a_unit_keeps_its_row_when_it_is_renamed_from_a_day(district: Jurisdiction):
    imported(district, **FIRST)
    unit = Unit.objects.get(jurisdiction=district, name="甲社区")
    renamed = {"名称": "新甲社区", "类型": "社区管委会", "曾用名": "甲社区(至2022-06-30)"}
    trial = tried(district, 单位=[renamed])
    assert [change.key for change in trial.comparison.units.changes] == [unit.pk]
    imported(district, 单位=[renamed])
    unit.refresh_from_db()
    assert unit.name == "新甲社区"
    assert [organization_on(district, as_of=day).name(unit) for day in (JUN_30, JUL_1)] == [
        "甲社区",
        "新甲社区",
    ]


def test_names_and_codes_may_change_places(district: Jurisdiction):
    rows = [
        {"名称": "甲局", "统一社会信用代码": CODE},
        {"名称": "乙局", "统一社会信用代码": OTHER_CODE},
    ]
    imported(district, 单位=rows)
    swapped = [rows[0] | {"统一社会信用代码": OTHER_CODE}, rows[1] | {"统一社会信用代码": CODE}]
    imported(district, 单位=swapped)
    codes = dict(Unit.objects.filter(jurisdiction=district).values_list("name", "uscc"))
    assert codes == {"甲局": OTHER_CODE, "乙局": CODE}


def test_the_import_is_an_event_with_its_file(district: Jurisdiction):
    imported(district, **FIRST)
    event = Event.objects.get(verb="roster.imported")
    assert event.detail["name"] == "名册.xlsx"
    assert event.detail["units"] == {"new": 5, "changed": [], "unchanged": 0}


def test_the_history_of_each_unit_tells_of_the_imports_that_changed_it(district: Jurisdiction):
    imported(
        district, 单位=[{"名称": "区财政局", "类型": "工作部门"}, {"名称": "区水利局", "类型": "工作部门"}]
    )
    imported(district, 单位=[{"名称": "区财政局", "类型": "工作部门", "简称": "财政"}])
    imported(district, 人员=[{"姓名": "王甲", "职务类别": "单位负责人", "单位": "区水利局"}])
    organization = organization_on(district, as_of=JUL_1)
    told = {
        unit.name: [event.verb for event in unit_record(unit, organization=organization).events]
        for unit in Unit.objects.filter(jurisdiction=district)
    }
    assert told == dict.fromkeys(("区财政局", "区水利局"), ["roster.imported"] * 2)


def test_two_files_imported_at_once_the_second_gets_a_message(district: Jurisdiction):
    first, second = (tried(district, 单位=[{"名称": name}]).revision for name in ("甲局", "乙局"))
    imported(district, seen=first, 单位=[{"名称": "甲局"}])
    before = contents()
    with pytest.raises(Conflict, match=r"名册已由.*改动"):
        imported(district, seen=second, 单位=[{"名称": "乙局"}])
    assert contents() == before


def test_a_change_on_a_page_meanwhile_stops_the_import(district: Jurisdiction):
    seen = tried(district, **FIRST).revision
    change_roster(district, actor=account("supervision"), now=NOW)
    with pytest.raises(Conflict):
        imported(district, seen=seen, **FIRST)
    assert not Unit.objects.filter(jurisdiction=district).exists()


@pytest.mark.parametrize("username", ["auditor", "administrator", "liaison", "economy"])
def test_nobody_else_imports(district: Jurisdiction, username: str):
    with pytest.raises(Forbidden):
        try_roster(book(**FIRST), jurisdiction=account(username).jurisdiction, actor=account(username))


def test_nobody_imports_elsewhere():
    elsewhere = Jurisdiction.objects.create(name="别的区")
    with pytest.raises(Forbidden):
        tried(elsewhere, **FIRST)
