"""The 37 lead-unit spellings of the sample plan mean 25 units, and none is taken for another."""

from datetime import date

import pytest

from luoshi.organization.resolution import resolved
from luoshi.organization.roster_index import KnownName, KnownUnit, RosterIndex
from scripts.names_table import PAGE, printed_names, rows, table

TRUTH = {
    "新站高新区经济贸易局": ["区经贸局", "经贸局"],
    "新站高新区投资促进局": ["区投促局"],
    "新站高新区科学技术局": ["区科技局", "科技局", "科技局(数据资源局)"],
    "新站综合保税区管理办公室": ["综保办"],
    "新站高新区社会事业局": ["区社事局", "社事局"],
    "新站高新区建设发展局": ["区建设局", "建设局"],
    "新站高新区社区管理局": ["区社区管理局", "社区管理局"],
    "合肥鑫城国有资产经营有限公司": ["鑫城公司"],
    "合肥新创投资控股有限公司": ["新创公司"],
    "新站高新区财政局": ["区财政局", "财政局", "区财政局(国资局)"],
    "新站高新区党政办公室": ["区党办", "党办"],
    "新站高新区人事劳动局": ["区人事局", "人事局"],
    "新站高新区管委会办公室": ["区管办"],
    "合肥市自然资源和规划局新站高新区分局": ["自规分局"],
    "新站高新区城市管理局": ["区城管局", "城管局"],
    "合肥市公安局交通警察支队新站大队": ["交警大队"],
    "合肥市生态环境局新站高新区分局": ["区生态环境分局", "生态环境分局"],
    "新站高新区总工会": ["区总工会"],
    "新站高新区政法委员会办公室": ["区政法办(信访局)"],
    "合肥市公安局新站高新区分局": ["公安分局"],
    "新站高新区应急管理局": ["区应急局"],
    "新站高新区消防救援大队": ["消防大队"],
    "新站高新区市场监督管理局": ["区市场监管局"],
    "国家税务总局合肥新站高新技术产业开发区税务局": ["税务局"],
    "新站高新区审计中心": ["区审计中心"],
}
"""By hand: the units under names as they stand on a door plate, and the ways in which the plan prints them.

Offices of one city government in the zone: the zone's own bureaus are printed with `区` or without;
`党办` stands behind `区管办` in one list (task 87), so that both are two offices of the zone; a `分局`, a
`大队` and the tax bureau belong to the city or the state, and the plan has one of each.
"""
UNIT_OF = {spelling: unit for unit, spellings in TRUTH.items() for spelling in spellings}


def test_every_spelling_is_in_the_truth_once() -> None:
    leading = {each.name for each in printed_names() if each.role == "lead_units"}
    assert leading == UNIT_OF.keys()
    assert (len(UNIT_OF), len(TRUTH)) == (37, 25)


def test_read_alone_the_spellings_are_the_right_units() -> None:
    found: dict[str, set[str]] = {}
    for row in rows():
        found.setdefault(row.unit, set()).add(row.spelling)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, TRUTH.values()))


def test_the_table_of_the_page_is_what_the_rules_say() -> None:
    assert table() in PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def roster() -> RosterIndex:
    """The units under their full names, with no alias at all, among those of the neighbour."""
    names = [*TRUTH, *(name.replace("新站高新", "瑶海") for name in TRUTH if "新站高新区" in name)]
    return RosterIndex(
        units=[KnownUnit(pk, name) for pk, name in enumerate(names)],
        names=[KnownName(pk, name) for pk, name in enumerate(names)],
        place="合肥市新站高新区",
    )


def test_against_full_names_none_is_tied_to_a_wrong_unit(roster: RosterIndex) -> None:
    found = resolved(printed_names(), roster, day=date(2022, 1, 1))
    tied = {name: roster.units[pk].name for name, pk in found.units.items() if name in UNIT_OF}
    assert tied == {name: UNIT_OF[name] for name in tied}
    assert set(tied) == {
        *("区财政局", "财政局", "区财政局(国资局)"),
        *("区社区管理局", "社区管理局", "区总工会", "区审计中心"),
    }


def test_against_full_names_the_right_unit_is_offered_for_most(roster: RosterIndex) -> None:
    found = resolved(printed_names(), roster, day=date(2022, 1, 1))
    asked = {
        UNIT_OF[name]: [each.name for each in doubt.candidates]
        for doubt in found.unsure
        for name in doubt.spellings
        if name in UNIT_OF
    }
    new = [unit.name for unit in found.new_units if set(unit.spellings) & UNIT_OF.keys()]
    assert {unit for unit, offered in asked.items() if unit not in offered} == set()
    assert {unit for unit, offered in asked.items() if offered[0] != unit} == set()
    assert (len(asked), new) == (20, ["交警大队"])
