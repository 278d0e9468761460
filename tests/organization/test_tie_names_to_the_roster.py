"""Printed names mean units of the roster on a day; what is not certain is for a person."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.organization.lookup import UNLIKELY, Hint, Why
from luoshi.organization.naming import Printed
from luoshi.organization.resolution import Resolution, Unsure, resolved
from luoshi.organization.roster_index import KnownGroup, KnownName, KnownUnit, RosterIndex, Sort, own_level

DAY = date(2022, 1, 1)
PLACE = "新站高新区"
OFFICIAL, ALIAS, NAMEPLATE, SPELLING = Sort

Names = dict[str, list[tuple[str, Sort]]]


def roster(names: dict[str, str], *, place: str = PLACE, groups: tuple[str, ...] = ()) -> RosterIndex:
    """Units by official name, each with `sort:name` pairs apart by blanks."""
    numbered = list(enumerate(names, 1))
    known = [KnownName(pk, name) for pk, name in numbered]
    for pk, name in numbered:
        for pair in names[name].split():
            sort, _colon, other = pair.partition(":")
            known.append(KnownName(pk, other, Sort(sort)))
    return RosterIndex(
        units=[KnownUnit(pk, name) for pk, name in numbered],
        names=known,
        groups=[KnownGroup(pk, name) for pk, name in enumerate(groups, 1)],
        place=place,
    )


def units(*names: str) -> RosterIndex:
    return roster(dict.fromkeys(names, ""))


def as_lists(*lists: list[str]) -> list[Printed]:
    return [Printed(name, "lead", position) for names in lists for position, name in enumerate(names)]


def tied(found: Resolution, index: RosterIndex) -> dict[str, tuple[str, str]]:
    return {name: (index.units[pk].name, found.ways[name].value) for name, pk in found.units.items()}


def the_doubt(found: Resolution) -> Unsure:
    assert len(found.unsure) == 1
    return found.unsure[0]


@pytest.mark.parametrize(
    ("known", "printed", "unit", "way"),
    [
        ({"区财政局": ""}, "区财政局", "区财政局", "official"),
        ({"自然资源和规划分局": "alias:自规分局"}, "自规分局", "自然资源和规划分局", "alias"),
        ({"区财政局": "nameplate:国资局"}, "国资局", "区财政局", "nameplate"),
        ({"区财政局": "nameplate:国资局"}, "区国资局", "区财政局", "level"),
        ({"区管委会办公室": "spelling:区管办"}, "区管办", "区管委会办公室", "remembered"),
        ({"区财政局": ""}, "财政局", "区财政局", "level"),
        ({"财政局": ""}, "区财政局", "财政局", "level"),
        ({"新站高新区财政局": ""}, "区财政局", "新站高新区财政局", "level"),
        ({"新站高新区财政局": ""}, "财政局", "新站高新区财政局", "level"),
        ({"区财政局": ""}, "新站高新区财政局", "区财政局", "level"),
        ({"区财政局": ""}, "区财政局（国资局）", "区财政局", "official"),
        ({"区财政局(国资局)": ""}, "区财政局", "区财政局(国资局)", "official"),
        ({"区财政局(国资局)": ""}, "国资局", "区财政局(国资局)", "nameplate"),
        ({"区财政局": "", "市财政局": ""}, "市财政局", "市财政局", "official"),
        ({"区财政局": "", "市财政局": ""}, "区财政局", "区财政局", "official"),
    ],
)
def test_a_name_that_is_certain(known: dict[str, str], printed: str, unit: str, way: str) -> None:
    index = roster(known)
    assert tied(resolved([printed], index, day=DAY), index) == {printed: (unit, way)}


def test_the_level_of_a_list_holds_for_the_names_behind_it() -> None:
    index = units("区财政局", "市财政局", "市发改委")
    found = resolved(as_lists(["市发改委", "财政局"]), index, day=DAY)
    assert tied(found, index)["财政局"] == ("市财政局", "list")


def test_spellings_that_the_document_joins_go_together() -> None:
    index = roster({"经济贸易发展局": "alias:经贸局"})
    found = resolved(["区经贸局", "经贸局", "区经贸局(商务局)"], index, day=DAY)
    assert {unit for unit, _way in tied(found, index).values()} == {"经济贸易发展局"}
    assert not found.unsure


@pytest.mark.parametrize(
    ("known", "printed", "why", "offered"),
    [
        (
            {"区财政局": "", "市财政局": ""},
            ["财政局"],
            "several",
            [("区财政局", "level"), ("市财政局", "level")],
        ),
        (
            {"区人事局": "alias:人社局", "区组织部": "alias:人社局"},
            ["人社局"],
            "several",
            [("区人事局", "alias"), ("区组织部", "alias")],
        ),
        (
            {"区财政局": "", "区国资局": ""},
            ["区财政局(国资局)"],
            "several",
            [("区财政局", "head"), ("区国资局", "carries")],
        ),
        ({"区数据资源局": ""}, ["科技局(数据资源局)"], "like", [("区数据资源局", "carries")]),
        (
            {"区数据资源局": "", "区科学技术局": ""},
            ["科技局(数据资源局)"],
            "like",
            [("区科学技术局", "short_of"), ("区数据资源局", "carries")],
        ),
        ({"区财政局": ""}, ["市财政局"], "like", [("区财政局", "level")]),
        ({"市财政局": ""}, ["财政局"], "like", [("市财政局", "level")]),
        ({"自然资源和规划分局": ""}, ["自规分局"], "like", [("自然资源和规划分局", "short_of")]),
        ({"人力资源和社会保障局": ""}, ["区人社局"], "like", [("人力资源和社会保障局", "short_of")]),
        ({"合肥市新站区投资促进局": ""}, ["区投促局"], "like", [("合肥市新站区投资促进局", "short_of")]),
        ({"区发改委": ""}, ["发展和改革委员会"], "like", [("区发改委", "long_for")]),
        ({"区市场监管局": ""}, ["市场监督局"], "like", [("区市场监管局", "similar")]),
        ({"东天社区管委会": ""}, ["东天社区"], "like", [("东天社区管委会", "short_of")]),
        ({"双桥镇人民政府": ""}, ["双桥镇"], "like", [("双桥镇人民政府", "short_of")]),
        ({"区应急局": ""}, ["区应急局(消防大队)"], "bracket", [("区应急局", "head")]),
    ],
)
def test_a_name_for_a_person_to_decide(
    known: dict[str, str], printed: list[str], why: str, offered: list[tuple[str, str]]
) -> None:
    doubt = the_doubt(resolved(printed, roster(known), day=DAY))
    assert doubt.why == Why(why)
    assert [(each.name, each.hint.value) for each in doubt.candidates] == offered


@pytest.mark.parametrize(
    ("known", "printed"),
    [
        (["区财政局"], "区科技局"),
        (["瑶海社区管委会"], "瑶海法院"),
        (["磨店社区管委会"], "站北社区管委会"),
        (["区人事局"], "区社事局"),
        (["新站第一小学"], "新站第二小学"),
        (["消防大队"], "交警大队"),
        (["自然资源和规划分局"], "规划局"),
    ],
)
def test_a_name_that_is_like_nothing_known(known: list[str], printed: str) -> None:
    found = resolved([printed], units(*known), day=DAY)
    assert [unit.name for unit in found.new_units] == [printed]
    assert not found.units
    assert not found.unsure


def test_the_name_of_the_place_in_front_is_its_level() -> None:
    found = resolved(["新站高新区水利处", "区水利处", "市水利处"], units(), day=DAY)
    assert [(unit.name, unit.spellings) for unit in found.new_units] == [
        ("区水利处", ("新站高新区水利处", "区水利处")),
        ("市水利处", ("市水利处",)),
    ]


def test_a_list_of_the_city_gives_no_unit_of_the_district() -> None:
    """`财政局` behind `市发改委` may be the city's, even where the roster has one `财政局` only."""
    found = resolved(as_lists(["市发改委", "财政局"]), roster({"区财政局": "alias:财政局"}), day=DAY)
    assert [each.name for each in the_doubt(found).candidates] == ["区财政局"]


def test_a_list_gives_companies_and_communities_no_level() -> None:
    index = units("鑫城公司", "磨店社区管委会")
    found = resolved(as_lists(["市发改委", "鑫城公司", "磨店社区管委会"]), index, day=DAY)
    assert set(found.units) == {"鑫城公司", "磨店社区管委会"}


def test_a_list_that_names_the_like_one_besides_means_another() -> None:
    found = resolved(as_lists(["财政局", "财政分局"]), units("财政局"), day=DAY)
    assert [unit.name for unit in found.new_units] == ["财政分局"]


def test_what_the_document_leaves_in_doubt_stays_so() -> None:
    found = resolved(as_lists(["区财政局", "财政局"]), units("区财政局"), day=DAY)
    assert [each.name for each in the_doubt(found).candidates] == ["区财政局"]
    assert found.units == {"区财政局": 1}


def test_a_unit_of_the_same_document_is_offered_before_it_is_in_the_roster() -> None:
    found = resolved(["区财政局", "市财政局", "财政局"], units(), day=DAY)
    assert [(each.unit, each.name, each.spellings) for each in the_doubt(found).candidates] == [
        (None, "区财政局", ("区财政局",)),
        (None, "市财政局", ("市财政局",)),
    ]


def test_what_a_person_decided_holds_against_every_doubt() -> None:
    index = RosterIndex(
        units=[KnownUnit(1, "区人事局"), KnownUnit(2, "区组织部")],
        names=[
            KnownName(1, "区人事局"),
            KnownName(2, "区组织部"),
            KnownName(1, "人社局", ALIAS),
            KnownName(2, "人社局", ALIAS),
            KnownName(2, "人社局", SPELLING, decided=True),
        ],
        place=PLACE,
    )
    assert resolved(["人社局"], index, day=DAY).units == {"人社局": 2}


ENDED = RosterIndex(
    units=[
        KnownUnit(1, "区招商局", until=date(2021, 6, 30), successor=2),
        KnownUnit(2, "区投促局", since=date(2021, 7, 1)),
        KnownUnit(3, "区住建局"),
        KnownUnit(4, "区旅游局", until=date(2020, 12, 31)),
        KnownUnit(5, "区数据局", since=date(2022, 7, 1)),
    ],
    names=[
        KnownName(1, "区招商局"),
        KnownName(2, "区投促局"),
        KnownName(3, "区建设局", until=date(2021, 12, 31)),
        KnownName(3, "区住建局", since=date(2022, 1, 1)),
        KnownName(4, "区旅游局"),
        KnownName(5, "区数据局"),
    ],
    place=PLACE,
)


@pytest.mark.parametrize(
    ("printed", "day", "offered"),
    [
        ("区招商局", DAY, ("区投促局", Hint.SUCCESSOR)),
        ("招商局", DAY, ("区投促局", Hint.SUCCESSOR)),
        ("区建设局", DAY, ("区住建局", Hint.RENAMED)),
        ("区住建局", date(2021, 1, 1), ("区建设局", Hint.NOT_YET)),
        ("区旅游局", DAY, ("区旅游局", Hint.ENDED)),
        ("区数据局", DAY, ("区数据局", Hint.NOT_YET)),
    ],
)
def test_a_name_of_another_day_offers_who_answers_now(
    printed: str, day: date, offered: tuple[str, Hint]
) -> None:
    (candidate,) = the_doubt(resolved([printed], ENDED, day=day)).candidates
    assert (candidate.name, candidate.hint) == offered


@pytest.mark.parametrize(
    ("printed", "day", "unit"),
    [("区招商局", date(2021, 1, 1), 1), ("区建设局", date(2021, 12, 31), 3), ("区住建局", DAY, 3)],
)
def test_a_name_of_the_day_is_certain(printed: str, day: date, unit: int) -> None:
    assert resolved([printed], ENDED, day=day).units == {printed: unit}


@pytest.mark.parametrize(
    ("known", "printed", "group"),
    [
        ("区安委会各成员单位", "区安委会各成员单位", 1),
        ("区安委会各成员单位", "安委会各成员单位", 1),
        ("各社区管委会", "各社区管委会", 1),
        ("各部门", "各社区管委会", None),
    ],
)
def test_a_collective(known: str, printed: str, group: int | None) -> None:
    found = resolved([printed], roster({}, groups=(known,)), day=DAY)
    assert found.groups.get(printed) == group
    assert bool(found.new_groups) is (group is None)


@pytest.mark.parametrize(
    ("known", "printed"),
    [("区重点工程建设局", "区建设局"), ("东天社区城市管理局", "区城管局"), ("区财政局", "市财政局")],
)
def test_what_is_unlikely_is_offered_behind_a_unit_of_its_own(known: str, printed: str) -> None:
    (candidate,) = the_doubt(resolved([printed], units(known), day=DAY)).candidates
    assert candidate.score < UNLIKELY


def test_a_level_that_the_document_prints_once_counts_for_all_its_spellings() -> None:
    """`财政局` alone might be the district's; a document that also prints `市财政局` means another one."""
    found = resolved(["财政局", "市财政局"], units("区财政局"), day=DAY)
    assert [each.score < UNLIKELY for each in the_doubt(found).candidates] == [True]


def test_members_of_a_body_written_shorter_are_offered() -> None:
    found = resolved(["区安委会各成员单位"], roster({}, groups=("区安全生产委员会各成员单位",)), day=DAY)
    (candidate,) = the_doubt(found).candidates
    assert (candidate.group, candidate.hint) == (1, Hint.SHORT_OF)


@pytest.mark.parametrize(
    ("place", "level"), [("新站高新区", "区"), ("合肥市", "市"), ("长丰县", "县"), ("某地", ""), ("", "")]
)
def test_a_place_says_its_own_level(place: str, level: str) -> None:
    assert own_level(place) == level


STEMS = st.sampled_from(["财政局", "科技局", "建设局", "国资局", "招商局", "数据局"])
NAMES = st.builds(lambda level, stem: level + stem, st.sampled_from(["", "区", "市"]), STEMS)
BEARERS = st.lists(st.tuples(st.integers(1, 5), NAMES, st.sampled_from(Sort)), max_size=12)
PRINTED = st.lists(NAMES, min_size=1, max_size=8)


def _index(bearers: list[tuple[int, str, Sort]]) -> RosterIndex:
    return RosterIndex(
        units=[KnownUnit(pk, f"甲{pk}") for pk in range(1, 6)],
        names=[KnownName(*bearer) for bearer in bearers],
        place=PLACE,
    )


@given(bearers=BEARERS, printed=PRINTED)
def test_every_name_is_in_exactly_one_place(bearers: list[tuple[int, str, Sort]], printed: list[str]) -> None:
    found = resolved(printed, _index(bearers), day=DAY)
    places = [*found.units, *found.groups]
    places += [name for doubt in found.unsure for name in doubt.spellings]
    places += [name for unit in found.new_units for name in unit.spellings]
    assert sorted(places) == sorted(set(printed))


@given(bearers=BEARERS, printed=PRINTED)
def test_a_name_that_two_units_bear_is_a_doubt(
    bearers: list[tuple[int, str, Sort]], printed: list[str]
) -> None:
    found = resolved(printed, _index(bearers), day=DAY)
    for name in found.units:
        assert len({unit for unit, known, _sort in bearers if known == name}) <= 1


@given(bearers=BEARERS, printed=PRINTED)
def test_a_name_that_one_unit_bears_is_tied_to_no_other(
    bearers: list[tuple[int, str, Sort]], printed: list[str]
) -> None:
    found = resolved(printed, _index(bearers), day=DAY)
    for name, unit in found.units.items():
        assert {known for known, said, _sort in bearers if said == name} <= {unit}


@given(bearers=BEARERS, printed=PRINTED, order=st.randoms(use_true_random=False))
def test_the_order_of_names_and_of_the_roster_tells_nothing(
    bearers: list[tuple[int, str, Sort]], printed: list[str], order: object
) -> None:
    one = resolved(printed, _index(bearers), day=DAY)
    other = resolved(printed[::-1], _index(bearers[::-1]), day=DAY)
    assert one.units == other.units
