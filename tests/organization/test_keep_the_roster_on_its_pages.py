"""What the supervision office does on the pages on units and posts, and what they show of it."""

import pytest
from django.test import Client

from luoshi.organization.actions.roster import revision_of
from luoshi.organization.actions.units import NameEntry, add_name
from luoshi.organization.models import Post, Unit, UnitName
from tests.organization.keeping import everything, hand, home, opened, unit
from tests.world import signed_in

pytestmark = pytest.mark.django_db

UNIT = "区投促局"


def page(name: str = UNIT) -> str:
    """The unit's page."""
    return f"/organization/units/{unit(name).pk}/"


def sent(verb: str, **entered: object) -> dict[str, object]:
    """The form of a verb, made from the roster as it is now."""
    fields = {f"{verb}-{name}": value for name, value in entered.items()}
    return {"verb": verb, f"{verb}-seen": revision_of(home())} | fields


@pytest.fixture
def browser() -> Client:
    return signed_in("supervision")


def test_a_rename_shows_on_the_days_that_it_holds(browser: Client):
    browser.post(page(), sent("rename", name="区商务局", since="2022-07-01"))
    there = page("区商务局")
    assert "<h1>区投促局</h1>" in browser.get(there + "?as_of=2022-06-30").content.decode()
    shown = browser.get(there + "?as_of=2022-07-01").content.decode()
    assert "<h1>区商务局</h1>" in shown
    assert "名称：区投促局 → 区商务局" in shown


def test_units_are_found_by_any_name_and_kind_and_the_ended_stand_apart(browser: Client):
    add_name(unit(UNIT).pk, NameEntry("区招商局", UnitName.Sort.NAMEPLATE), jurisdiction=home(), hand=hand())
    found = browser.get("/organization/units/?q=招商").content.decode()
    assert (UNIT in found, "区建设局" in found) == (True, False)
    opened("甲社区")
    browser.post(page("甲社区"), sent("end", ended="2022-07-01", successor="区招商局"))
    assert unit("甲社区").successor == unit(UNIT)
    listed = browser.get("/organization/units/?q=甲社区&kind=community").content.decode()
    assert listed.index("已停用") < listed.index("甲社区</a>")


def test_ending_a_unit_says_whose_posts_go_on(browser: Client):
    browser.post(
        "/organization/posts/new/", sent("give", person="周明", part="head", unit=UNIT, since="2022-01-01")
    )
    shown = browser.post(page(), sent("end", ended="2022-07-01"), follow=True).content.decode()
    assert "还有任职没有结束：周明" in shown


def test_one_head_hands_over_to_another(browser: Client):
    browser.post(
        "/organization/posts/new/", sent("give", person="周明", part="head", unit=UNIT, since="2022-01-01")
    )
    post = Post.objects.get(person__name="周明")
    browser.post(f"/organization/posts/{post.pk}/", sent("end", last="2022-06-30", successor="吴红"))
    before = browser.get("/organization/posts/?as_of=2022-06-30").content.decode()
    after = browser.get("/organization/posts/?as_of=2022-07-01").content.decode()
    assert before.index("周明") < before.index("其他时间的任职") < before.index("吴红")
    assert after.index("吴红") < after.index("其他时间的任职") < after.index("周明")


def test_a_new_unit_and_its_end_by_mistake(browser: Client):
    browser.post("/organization/units/new/", sent("open", name="区数据局", kind="department"))
    browser.post(page("区数据局"), sent("end", ended="2022-07-01"))
    browser.post(page("区数据局"), sent("reopen"))
    assert unit("区数据局").until is None


REFUSED: dict[str, tuple[str, dict[str, str], int, str]] = {
    "a day that is none": ("rename", {"name": "区商务局", "since": "2022-02-30"}, 422, "日期"),
    "no name": ("rename", {"since": "2022-07-01"}, 422, "必填"),
    "another's name": ("rename", {"name": "区建设局", "since": "2022-07-01"}, 422, "名册里已有"),
    "a successor nobody knows": (
        "end",
        {"ended": "2022-07-01", "successor": "天外局"},
        422,
        "名册里没有“天外局”",
    ),
    "a name of several units": (
        "end",
        {"ended": "2022-07-01", "successor": "两家"},
        422,
        "可能是：乙社区、甲社区",
    ),
    "its own parent": ("correct", {"name": UNIT, "kind": "department", "parent": UNIT}, 422, "绕成了圈"),
    "a wrong code": (
        "correct",
        {"name": UNIT, "kind": "department", "uscc": "91350100M000100Y44"},
        422,
        "校验位",
    ),
    "a kind that is none": ("correct", {"name": UNIT, "kind": "ministry"}, 422, "ministry"),
    "a restoration of what has not ended": ("reopen", {}, 409, "没有停用"),
    "a verb that is none": ("abolish", {}, 422, "没有这种操作，什么也没有改"),
    "a form from before another's change": (
        "rename",
        {"name": "区商务局", "since": "2022-07-01", "seen": "0"},
        409,
        "改动",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_said_and_changes_nothing(case: str, browser: Client):
    verb, entered, status, message = REFUSED[case]
    for name in ("甲社区", "乙社区"):
        entry = NameEntry("两家", UnitName.Sort.ALIAS)
        add_name(opened(name).pk, entry, jurisdiction=home(), hand=hand())
    before = everything()
    answer = browser.post(page(), sent(verb, **entered))
    assert (answer.status_code, message in answer.content.decode()) == (status, True)
    assert everything() == before


@pytest.mark.parametrize("role", ["auditor", "assessment", "economy"])
def test_other_offices_read_without_forms(role: str):
    shown = signed_in(role).get(page()).content.decode()
    assert UNIT in shown
    assert "办理" not in shown
    assert signed_in(role).post(page(), sent("rename", name="某局", since="2022-07-01")).status_code == 403
    assert Unit.objects.filter(name=UNIT).exists()


def test_a_unit_of_another_place_is_not_there(browser: Client):
    assert browser.get("/organization/units/999999/").status_code == 404


def test_whoever_ends_a_unit_that_somebody_ended_meanwhile_is_told():
    page, seen = f"/organization/units/{unit('区建设局').pk}/", revision_of(home())
    sent = {"verb": "end", "end-ended": "2022-09-01", "end-successor": "", "end-seen": str(seen)}
    signed_in("supervision").post(page, sent)
    before = everything()
    answer = signed_in("supervision").post(page, sent | {"end-ended": "2022-10-01"})
    assert answer.status_code == 409
    assert "名册已由" in answer.content.decode()
    assert everything() == before
