"""A plan prints one unit in several ways; all of them are one unit, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.organization.naming import DoubtCode, Names, Printed, UnitKind, resolve

LEAD_UNITS = [
    ("区建设局", "department", ["区建设局", "建设局"]),
    ("区经贸局", "department", ["区经贸局", "经贸局"]),
    ("区社事局", "department", ["区社事局", "社事局"]),
    ("区科技局", "department", ["区科技局", "科技局", "科技局(数据资源局)"]),
    ("区财政局", "department", ["区财政局(国资局)", "区财政局", "财政局"]),
    ("区人事局", "department", ["区人事局", "人事局"]),
    ("鑫城公司", "state_company", ["鑫城公司"]),
    ("区管办", "department", ["区管办"]),
    ("区城管局", "department", ["区城管局", "城管局"]),
    ("综保办", "department", ["综保办"]),
    ("区应急局", "department", ["区应急局"]),
    ("区社区管理局", "department", ["区社区管理局", "社区管理局"]),
    ("区生态环境分局", "vertical_agency", ["区生态环境分局", "生态环境分局"]),
    ("区政法办", "department", ["区政法办(信访局)"]),
    ("区市场监管局", "department", ["区市场监管局"]),
    ("区投促局", "department", ["区投促局"]),
    ("新创公司", "state_company", ["新创公司"]),
    ("区党办", "department", ["区党办", "党办"]),
    ("自规分局", "vertical_agency", ["自规分局"]),
    ("区总工会", "mass_organization", ["区总工会"]),
    ("公安分局", "vertical_agency", ["公安分局"]),
    ("交警大队", "vertical_agency", ["交警大队"]),
    ("消防大队", "vertical_agency", ["消防大队"]),
    ("税务局", "vertical_agency", ["税务局"]),
    ("区审计中心", "institution", ["区审计中心"]),
]
"""The 37 spellings after 牵头责任单位 in the sample plan, by hand: 25 units."""

COOPERATING_UNITS = [
    ("区财政局", "department", ["财政局", "区财政局"]),
    ("区经贸局", "department", ["区经贸局", "经贸局"]),
    ("区建设局", "department", ["建设局", "区建设局"]),
    ("自规分局", "vertical_agency", ["自规分局"]),
    ("鑫城公司", "state_company", ["鑫城公司"]),
    ("区市场监管局", "department", ["市场监管局", "区市场监管局"]),
    ("新创公司", "state_company", ["新创公司"]),
    ("区投促局", "department", ["投促局", "区投促局"]),
    ("区科技局", "department", ["科技局", "区科技局"]),
    ("生态环境分局", "vertical_agency", ["生态环境分局"]),
    ("区城管局", "department", ["城管局", "区城管局"]),
    ("社事局", "department", ["社事局"]),
    ("人事局", "department", ["人事局"]),
    ("税务局", "vertical_agency", ["税务局"]),
    ("区党办", "department", ["区党办"]),
    ("应急局", "department", ["应急局"]),
    ("综保办", "department", ["综保办"]),
    ("社区管理局", "department", ["社区管理局"]),
    ("公安分局", "vertical_agency", ["公安分局"]),
    ("磨店社区管委会", "community", ["磨店社区管委会"]),
    ("三十头社区管委会", "community", ["三十头社区管委会"]),
    ("瑶海社区管委会", "community", ["瑶海社区管委会"]),
    ("站北社区管委会", "community", ["站北社区管委会"]),
    ("中房公司", "state_company", ["中房公司"]),
    ("消防大队", "vertical_agency", ["消防大队"]),
    ("交警大队", "vertical_agency", ["交警大队"]),
    ("审计中心", "institution", ["审计中心"]),
    ("区政法办", "department", ["区政法办(信访局)", "政法办"]),
    ("区管办", "department", ["区管办"]),
    ("瑶海法院", "court", ["瑶海法院"]),
]
"""The units after 协同单位 in the sample plan, read alone."""

GROUPS = [
    "各社区管委会",
    "各部门",
    "各窗口单位",
    "区属国有企业",
    "区属学校",
    "卫生院",
    "驻区有关单位",
    "有关单位",
    "区安委会各成员单位",
    "消委会各成员单位",
    "区河长制各成员单位",
    "区协调劳动关系三方成员单位",
    "区“双减”工作协调机制各成员单位",
    "区招商引资工作领导小组各成员单位",
    "市直有关部门",
    "省属高校",
    "各县(市、区)人民政府",
    "中央驻晋单位",
    "区级各部门",
]


def told_apart(names: Names) -> dict[str, tuple[str, set[str]]]:
    return {unit.name: (unit.kind.value, set(unit.spellings)) for unit in names.units}


@pytest.mark.parametrize("expected", [LEAD_UNITS, COOPERATING_UNITS], ids=["lead", "cooperating"])
def test_the_units_of_the_sample_plan(expected: list[tuple[str, str, list[str]]]) -> None:
    printed = [name for _unit, _kind, spellings in expected for name in spellings]
    for names in (resolve(printed), resolve(reversed(printed))):
        assert told_apart(names) == {name: (kind, set(said)) for name, kind, said in expected}
        assert (names.groups, names.doubts) == ((), ())


def test_the_whole_sample_plan_has_31_units() -> None:
    everything = [
        name for table in (LEAD_UNITS, COOPERATING_UNITS) for _u, _k, said in table for name in said
    ]
    names = resolve([*everything, *GROUPS])
    assert len(names.units) == 31
    assert [group.name for group in names.groups] == GROUPS
    assert names.doubts == ()


@pytest.mark.parametrize("name", GROUPS)
def test_a_collective_is_a_group(name: str) -> None:
    names = resolve([name])
    assert [group.spellings for group in names.groups] == [(name,)]
    assert names.units == ()


@pytest.mark.parametrize(
    "name", ["区委区直机关工委", "市驻京办", "市级机关事务管理局", "县医院", "区单位结算中心", "市社区办"]
)
def test_a_unit_whose_name_sounds_collective_is_a_unit(name: str) -> None:
    assert [unit.name for unit in resolve([name]).units] == [name]


@pytest.mark.parametrize(
    ("printed", "units"),
    [
        (["区财政局", "财政局"], [{"区财政局", "财政局"}]),
        (["区财政局(国资局)", "国资局"], [{"区财政局(国资局)", "国资局"}]),
        (["区财政局(国资局)", "区国资局"], [{"区财政局(国资局)", "区国资局"}]),
        (["财政局(国资局)", "区财政局", "区国资局"], [{"财政局(国资局)", "区财政局", "区国资局"}]),
        (
            ["区财政局(国资局)", "区财政局〔国资局〕", "区财政局 (国资局)"],
            [{"区财政局(国资局)", "区财政局〔国资局〕", "区财政局 (国资局)"}],
        ),
        (["区农业农村局(水务局、林业局)", "林业局"], [{"区农业农村局(水务局、林业局)", "林业局"}]),
        (["科技局(大数据局)", "大数据局(科技局)"], [{"科技局(大数据局)", "大数据局(科技局)"}]),
        (["区市场监管局", "市场监管局"], [{"区市场监管局", "市场监管局"}]),
        (["市政府办公室", "政府办公室"], [{"市政府办公室", "政府办公室"}]),
        (["区财政局", "市财政局"], [{"区财政局"}, {"市财政局"}]),
        (["区财政局", "区税务局", "财务局"], [{"区财政局"}, {"区税务局"}, {"财务局"}]),
        (["市国资委", "区财政局(国资委)"], [{"市国资委"}, {"区财政局(国资委)"}]),
        (["市民政局", "民政局", "市民中心"], [{"市民政局", "民政局"}, {"市民中心"}]),
    ],
)
def test_spellings_that_the_document_makes_certain(printed: list[str], units: list[set[str]]) -> None:
    names = resolve(printed)
    assert [set(unit.spellings) for unit in names.units] == units
    assert names.doubts == ()


def as_lists(*lists: list[str]) -> list[Printed]:
    return [Printed(name, "lead", position) for names in lists for position, name in enumerate(names)]


def test_a_list_says_whose_unit_a_short_name_is() -> None:
    names = resolve(as_lists(["市发改委", "财政局"], ["区财政局"], ["市财政局"]))
    assert [set(unit.spellings) for unit in names.units] == [
        {"市发改委"},
        {"财政局", "市财政局"},
        {"区财政局"},
    ]
    assert names.doubts == ()


@pytest.mark.parametrize(
    ("printed", "code", "spelling", "candidates"),
    [
        (["区财政局", "市财政局", "财政局"], "several_levels", "财政局", ("区财政局", "市财政局")),
        (
            as_lists(["市发改委", "财政局"], ["区建设局", "财政局"], ["区财政局"], ["市财政局"]),
            "several_levels",
            "财政局",
            ("区财政局", "市财政局"),
        ),
        (as_lists(["市发改委", "财政局"], ["区财政局"]), "list_says_otherwise", "财政局", ("区财政局",)),
        (as_lists(["区财政局", "财政局"]), "list_says_otherwise", "财政局", ("区财政局",)),
        (
            ["区财政局(金融办)", "区经贸局(金融办)", "区金融办"],
            "nameplate_of_several",
            "区金融办",
            ("区经贸局", "区财政局"),
        ),
        (["市国资局", "区财政局(国资局)", "国资局"], "several_levels", "国资局", ("区国资局", "市国资局")),
        (["区应急局(消防大队)", "区应急局"], "bracket_unclear", "区应急局(消防大队)", ()),
        (["区教育局(含民办学校)", "区教育局"], "bracket_unclear", "区教育局(含民办学校)", ()),
    ],
)
def test_what_is_not_certain_stays_apart_with_a_doubt(
    printed: list[str | Printed], code: str, spelling: str, candidates: tuple[str, ...]
) -> None:
    names = resolve(printed)
    [doubt] = names.doubts
    assert (doubt.code, doubt.spelling, doubt.candidates) == (DoubtCode(code), spelling, candidates)
    assert [unit.spellings for unit in names.units if spelling in unit.spellings] == [(spelling,)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("区人民法院", "court"),
        ("区人民检察院", "court"),
        ("区城市建设投资集团", "state_company"),
        ("区信访工作领导小组", "working_group"),
        ("区疫情防控应急指挥部办公室", "working_group"),
        ("区委统战部", "department"),
        ("团区委", "mass_organization"),
        ("区妇联", "mass_organization"),
        ("站北社区管委会", "community"),
        ("高新区管委会", "government"),
        ("七里塘镇", "subdistrict"),
        ("区供电公司", "company"),
        ("新站中学", "school"),
        ("北岗社居委", "residents_committee"),
        ("国家统计局某市调查总队", "vertical_agency"),
        ("某市贸促会", "mass_organization"),
        ("市图书馆", "institution"),
        ("交警支队", "vertical_agency"),
        ("证监局", "vertical_agency"),
        ("外汇管理部", "vertical_agency"),
        ("人民银行中心支行", "vertical_agency"),
        ("人行营业管理部", "vertical_agency"),
        ("农业银行城东支行", "company"),
        ("出口信用保险公司办事处", "company"),
        ("城东街道办事处", "subdistrict"),
        ("李四", "other"),
    ],
)
def test_a_name_tells_the_kind_of_unit(name: str, kind: str) -> None:
    [unit] = resolve([name]).units
    assert unit.kind is UnitKind(kind)


def test_nameplates_are_kept_as_printed() -> None:
    [unit] = resolve(["区财政局", "区财政局(国资局)"]).units
    assert (unit.name, unit.nameplates) == ("区财政局", ("国资局",))


pieces = st.lists(
    st.sampled_from(["区", "市", "财政局", "国资局", "(国资局)", "(", ")", "各", " ", "、"]), max_size=4
)
names_of_a_list = st.lists(pieces.map("".join), max_size=6)


@given(st.lists(names_of_a_list, max_size=4))
def test_every_spelling_belongs_to_exactly_one_unit_or_group(lists: list[list[str]]) -> None:
    names = resolve(as_lists(*lists))
    held = [said for each in (*names.units, *names.groups) for said in each.spellings]
    assert sorted(held) == sorted({name for names_ in lists for name in names_})


@given(st.lists(st.sampled_from(["区财政局", "市财政局", "县财政局", "财政局", "财政局(国资局)", "国资局"])))
def test_units_of_two_levels_are_never_one(printed: list[str]) -> None:
    for unit in resolve(printed).units:
        assert len({name[0] for name in unit.spellings if name[0] in "区市县"}) <= 1
