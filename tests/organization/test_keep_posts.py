"""The supervision office keeps who holds which post: lead officials, heads and liaisons, from day to day."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from luoshi.core.models import Event
from luoshi.core.problems import Conflict, Forbidden, Refusal
from luoshi.organization.actions.posts import PostEntry, correct_post, end_post, give_post, hand_over
from luoshi.organization.directory import SHOWN
from luoshi.organization.models import Person, Post
from tests.organization.keeping import JULY, YEAR, everything, hand, home, unit
from tests.world import signed_in

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
LEADER, HEAD, LIAISON = Post.Part.LEADER, Post.Part.HEAD, Post.Part.LIAISON
UNIT = "区投促局"


def given(person: str, part: Post.Part, *, by: str = "supervision", **entered: object) -> Post:
    """The post that a person was given."""
    entry = PostEntry(person, part, **entered)  # type: ignore[arg-type]
    return give_post(entry, jurisdiction=home(), hand=hand(by=by))


def test_a_lead_official_has_fields_of_work():
    post = given("周 明", LEADER, title="管委会副主任", fields="规划建设、生态环境", since=YEAR)
    assert (post.person.name, post.fields, post.unit) == ("周明", "规划建设、生态环境", None)
    assert Event.objects.get(verb="post.given").detail["person"] == "周明"


def test_somebody_known_is_not_entered_twice():
    given("周明", HEAD, unit=unit(UNIT))
    given("周明", LIAISON, unit=unit(UNIT))
    assert Person.objects.filter(name="周明").count() == 1


def test_one_head_follows_the_other_without_a_gap():
    first = given("周明", HEAD, unit=unit(UNIT), since=YEAR)
    entry = PostEntry("吴红", HEAD, unit=unit(UNIT), since=JULY)
    second = hand_over(first.pk, entry, jurisdiction=home(), hand=hand())
    first.refresh_from_db()
    assert (first.until, second.since, second.until) == (JULY - DAY, JULY, None)


def test_an_end_may_be_moved_forward():
    post = given("周明", HEAD, unit=unit(UNIT), since=YEAR, until=date(2022, 12, 31))
    assert end_post(post.pk, last=JULY, jurisdiction=home(), hand=hand()).until == JULY


def _known() -> Post:
    return Post.objects.get(person__name="周明", part=HEAD)


def _end(last: date) -> Callable[[], object]:
    return lambda: end_post(_known().pk, last=last, jurisdiction=home(), hand=hand())


REFUSED: dict[str, tuple[Callable[[], object], type[Refusal], str]] = {
    "two heads of one unit on a day": (
        lambda: given("吴红", HEAD, unit=unit(UNIT), since=date(2022, 12, 31)),
        Refusal,
        "周明自2022-01-01至2022-12-31是区投促局的负责人",
    ),
    "the same post twice on a day": (
        lambda: given("周明", LIAISON, unit=unit(UNIT), until=JULY),
        Refusal,
        "任职时间重叠",
    ),
    "until before since": (
        lambda: given("吴红", LIAISON, unit=unit(UNIT), since=JULY, until=YEAR),
        Refusal,
        "早于起始日期",
    ),
    "a head of nothing": (lambda: given("吴红", HEAD), Refusal, "哪个单位"),
    "a lead official in a unit": (lambda: given("吴红", LEADER, unit=unit(UNIT)), Refusal, "不填单位"),
    "a liaison with fields of work": (
        lambda: given("吴红", LIAISON, unit=unit(UNIT), fields="农业"),
        Refusal,
        "只有分管领导",
    ),
    "nobody": (lambda: given(" ", LEADER), Refusal, "填写姓名"),
    "an end before the beginning": (_end(YEAR - DAY), Refusal, "早于起始日期"),
    "an end after the end": (_end(date(2023, 1, 1)), Conflict, "已于2022-12-31结束"),
    "a correction that changes nothing": (
        lambda: correct_post(
            _known().pk,
            PostEntry("周明", HEAD, unit(UNIT), since=YEAR, until=date(2022, 12, 31)),
            jurisdiction=home(),
            hand=hand(),
        ),
        Refusal,
        "没有改动",
    ),
    "a successor from no day": (
        lambda: hand_over(_known().pk, PostEntry("吴红", HEAD, unit(UNIT)), jurisdiction=home(), hand=hand()),
        Refusal,
        "接任的日期",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_changes_nothing(case: str):
    act, kind, message = REFUSED[case]
    given("周明", HEAD, unit=unit(UNIT), since=YEAR, until=date(2022, 12, 31))
    given("周明", LIAISON, unit=unit(UNIT), since=YEAR)
    before = (*everything(), Person.objects.count())
    with pytest.raises(kind) as refused:
        act()
    assert message in refused.value.message
    assert (*everything(), Person.objects.count()) == before


def test_a_correction_is_written_down_field_by_field():
    post = given("周明", HEAD, unit=unit(UNIT), since=YEAR)
    entry = PostEntry("周明", HEAD, unit(UNIT), title="局长", since=YEAR)
    correct_post(post.pk, entry, jurisdiction=home(), hand=hand())
    assert Event.objects.get(verb="post.corrected").detail["changes"] == {"title": ["", "局长"]}


@pytest.mark.parametrize("role", ["auditor", "assessment", "head"])
def test_only_the_supervision_office_keeps_posts(role: str):
    before = everything()
    with pytest.raises(Forbidden):
        given("周明", HEAD, unit=unit(UNIT), by=role)
    assert everything() == before


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("王", ["王甲"]), ("投促", ["王甲"]), ("副局长", ["李乙"]), ("无此人", []), ("", ["王甲", "李乙"])],
)
def test_posts_are_found_by_person_unit_or_title(wanted: str, found: list[str]):
    for name, at, title in (("王甲", "区投促局", "局长"), ("李乙", "区建设局", "副局长")):
        person = Person.objects.create(jurisdiction=home(), name=name)
        Post.objects.create(person=person, unit=unit(at), part=Post.Part.HEAD, title=title)
    page = signed_in("supervision").get("/organization/posts/", {"q": wanted})
    assert {str(post.person) for post in page.context["posts"].in_units} == set(found)


def test_a_list_of_too_many_posts_says_how_many_are_left_out():
    people = [Person(jurisdiction=home(), name=f"第{n}位") for n in range(SHOWN + 5)]
    Person.objects.bulk_create(people)
    Post.objects.bulk_create(Post(person=each, unit=unit("区投促局"), part=Post.Part.HEAD) for each in people)
    page = signed_in("supervision").get("/organization/posts/")
    assert "还有 5 项任职没有列出" in page.content.decode()
