"""A list of members is pasted or picked from its document, settled name by name, and saved at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luoshi.organization.actions.roster import revision_of
from luoshi.organization.member_lists import Choice
from luoshi.organization.models import Group, Unit, UnitName
from luoshi.organization.pasted import names_in, names_of
from luoshi.organization.roster_index import RosterIndex
from tests.organization.keeping import everything, group, home, opened, unit
from tests.world import signed_in

pytestmark = pytest.mark.django_db

NAME = "各社区管委会"

PASTED = {
    "one to a line": ("区建设局\n区投促局", ("区建设局", "区投促局")),
    "set apart by marks": (
        "区建设局、区投促局，区科技局；公安分局。",
        ("区建设局", "区投促局", "区科技局", "公安分局"),
    ),
    "numbered": ("1.区建设局\n（二）区投促局\n3、区科技局", ("区建设局", "区投促局", "区科技局")),
    "behind a heading": ("成员单位：区建设局、区投促局", ("区建设局", "区投促局")),
    "with nameplates": ("区财政局（国资局、金融办）、区建设局", ("区财政局(国资局、金融办)", "区建设局")),
    "twice and with blanks": ("区 建设局\n\n区建设局", ("区建设局",)),
}


@pytest.mark.parametrize("case", PASTED)
def test_names_are_taken_out_of_a_pasted_list(case: str):
    text, names = PASTED[case]
    assert names_of(text) == names


SPOKEN_OF = {
    "offices": ("成员由区建设局、区档案馆组成。区水利局、双桥镇政府", ("区水利局", "双桥镇政府")),
    "a sentence that ends with one": ("经研究，决定成立信访工作领导小组。区水利局", ("区水利局",)),
    "duties": ("负责协调各方的办公室；区气象局", ("区气象局",)),
}


@pytest.mark.parametrize("case", SPOKEN_OF)
def test_a_document_offers_offices_and_no_sentences(case: str):
    text, names = SPOKEN_OF[case]
    assert names_in(text, RosterIndex(units=[], names=[], groups=[], place="")) == names


def url(name: str = NAME) -> str:
    """The page on which the group's list is entered."""
    return f"/organization/groups/{group(name).pk}/members/"


def sent(names: str, *, step: str = "save", seen: int | None = None, **more: str) -> dict[str, str]:
    """The page's form."""
    revision = revision_of(home()) if seen is None else seen
    return {"members-names": names, "members-since": "", "members-seen": str(revision), "step": step} | more


def members() -> set[str]:
    """Names of all that were ever listed."""
    return {str(row.unit or row.subgroup) for row in group(NAME).members.all()}


def test_a_list_of_known_names_is_shown_first_and_saved_then():
    browser, before = signed_in("supervision"), everything()
    shown = browser.post(url(), sent("区建设局、区投促局", step="check")).content.decode()
    assert "2 个已对上，0 个要说明" in shown
    assert everything() == before
    browser.post(url(), sent("区建设局、区投促局"))
    assert members() == {"区建设局", "区投促局"}


def test_nothing_is_saved_by_halves():
    before = everything()
    answer = signed_in("supervision").post(url(), sent("区投促局\n天外天办公室"))
    assert answer.status_code == 422
    assert "还有1个名称没有说明" in answer.content.decode()
    assert everything() == before


def test_what_was_chosen_for_a_name_is_remembered():
    opened("区大数据和政务服务中心")
    answer = sent("区投促局\n区大数据政务中心", **{"line-1": f"u{unit('区大数据和政务服务中心').pk}"})
    assert signed_in("supervision").post(url(), answer).status_code == 302
    assert members() == {"区投促局", "区大数据和政务服务中心"}
    kept = UnitName.objects.get(name="区大数据政务中心")
    assert (kept.unit, str(kept.decided_by)) == (unit("区大数据和政务服务中心"), "督查室")


def test_a_name_may_be_a_new_unit_or_left_out():
    answers = {"line-1": Choice.NEW_UNIT.value, "line-2": Choice.OUT.value}
    signed_in("supervision").post(url(), sent("区投促局\n天外天办公室\n联系人某某", **answers))
    assert members() == {"区投促局", "天外天办公室"}
    assert not Unit.objects.filter(name="联系人某某").exists()


def test_an_answer_that_was_not_on_offer_is_none():
    before = everything()
    answer = sent("天外天办公室", **{"line-0": f"u{unit('区投促局').pk}"})
    assert signed_in("supervision").post(url(), answer).status_code == 422
    assert everything() == before


def test_names_are_picked_from_the_document_that_set_it_up():
    browser = signed_in("supervision")
    page = f"/organization/groups/{group(NAME).pk}/"
    text = "关于成立领导小组的通知\n成员单位：区投促局、区建设局。\n请认真贯彻落实。"
    file = SimpleUploadedFile("通知.txt", text.encode())
    sent_file = {"verb": "paper", "paper-source": "新站〔2022〕3号", "paper-file": file}
    browser.post(page, sent_file | {"paper-seen": revision_of(home())})
    shown = browser.get(url() + "?document=1").content.decode()
    assert 'name="picked" value="区投促局"' in shown
    assert "贯彻落实" not in shown
    picked = browser.post(url(), {"step": "pick", "picked": ["区投促局", "区建设局"]}).content.decode()
    assert "区投促局\n区建设局</textarea>" in picked
    assert b"".join(browser.get(page + "file/").streaming_content) == text.encode()  # type: ignore[attr-defined]
    assert signed_in("liaison").get(page + "file/").status_code == 403


BACK = {
    "/plan/": "/plan/",
    "https://elsewhere.example/": "/organization/groups/",
    "//elsewhere.example/": "/organization/groups/",
}


@pytest.mark.parametrize("back", BACK)
def test_after_saving_one_is_back_where_one_was_on_our_own_pages_only(back: str):
    answer = signed_in("supervision").post(url(), sent("区投促局", back=back))
    assert answer["Location"].startswith(BACK[back])


def test_a_stale_list_is_refused():
    seen = revision_of(home())
    signed_in("supervision").post(url(), sent("区投促局"))
    before = everything()
    answer = signed_in("supervision").post(url(), sent("区建设局", seen=seen))
    assert answer.status_code == 409
    assert "刷新页面" in answer.content.decode()
    assert everything() == before


def test_checking_again_shows_what_others_changed_and_may_then_be_saved():
    browser = signed_in("supervision")
    browser.post(url(), sent("区投促局"))
    shown = browser.post(url(), sent("区建设局", step="check", seen=0)).content.decode()
    assert f'name="members-seen" value="{revision_of(home())}"' in shown


def test_groups_without_members_stand_first_and_are_counted():
    unknown = Group.objects.count()
    assert f"{unknown} 个成员待明确" in signed_in("auditor").get("/organization/groups/").content.decode()
    signed_in("supervision").post(url(), sent("区投促局"))
    shown = signed_in("auditor").get("/organization/groups/").content.decode()
    assert f"{unknown - 1} 个成员待明确" in shown
