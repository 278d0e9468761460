"""A schedule is proposed, agreed by the lead unit's head, frozen; a change leaves earlier days as they were."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from luoshi.core.audit import first_break
from luoshi.core.models import Chain, Event
from luoshi.core.problems import Conflict, Forbidden, Refusal
from luoshi.engines.pace import Point, Shape
from luoshi.plans.models import Target
from luoshi.progress.actions.report_reading import Report
from luoshi.progress.actions.schedules import Course, agree_schedules, change_schedule, propose_schedule
from luoshi.progress.models import Schedule
from luoshi.progress.queries import standings
from luoshi.progress.schedule_form import lines_of, point_of
from tests.world import NOW, account, confirmed, signed_in, target

pytestmark = pytest.mark.django_db
SIGNED = "新签约项目"
NODES = (
    Point(date(2022, 3, 31), Decimal(20)),
    Point(date(2022, 6, 30), Decimal(60)),
    Point(date(2022, 9, 30), Decimal(120)),
    Point(date(2022, 12, 31), Decimal(200)),
)
BY_NODES = Course(Shape.NODES, NODES)


def aim() -> Target:
    return target(SIGNED)


def due(day: str, *, known=None) -> Decimal:  # type: ignore[no-untyped-def]
    """What is owed of the target on a day."""
    found = standings(aim().version, as_of=date.fromisoformat(day), family="default", known=known)
    return next(each.paced.value for each in found if each.target.metric == SIGNED)


def light(day: str) -> str:
    found = standings(aim().version, as_of=date.fromisoformat(day), family="default")
    return next(each.verdict.light.value for each in found if each.target.metric == SIGNED)


def agreed(course: Course = BY_NODES) -> None:
    propose_schedule(aim().pk, course, actor=account("liaison"), now=NOW)
    agree_schedules([aim().pk], actor=account("head"), now=NOW)


def test_the_liaison_proposes_and_the_lights_follow() -> None:
    confirmed(SIGNED, Report(as_of=date(2022, 3, 31), value=Decimal(20)))
    assert light("2022-03-31") == "red"
    propose_schedule(aim().pk, BY_NODES, actor=account("liaison"), now=NOW)
    assert (due("2022-03-31"), light("2022-03-31")) == (20, "green")


def test_agreed_it_is_frozen() -> None:
    agreed()
    with pytest.raises(Conflict, match="已经确认，不能再改"):
        propose_schedule(aim().pk, Course(Shape.S_CURVE), actor=account("liaison"), now=NOW)
    told = Event.objects.filter(subject_type="progress.schedule").order_by("position")
    assert [event.verb for event in told] == ["schedule.proposed", "schedule.agreed"]


def test_only_the_head_of_the_lead_unit_agrees() -> None:
    for name in ("liaison", "supervision", "auditor"):
        with pytest.raises(Forbidden):
            agree_schedules([aim().pk], actor=account(name), now=NOW)
    headline = target("地区生产总值增速")
    agree_schedules([headline.pk], actor=account("supervision"), now=NOW)
    assert Schedule.objects.get(target=headline).state == Schedule.State.AGREED


def test_of_several_all_are_agreed_or_none() -> None:
    others = target("地区生产总值增速")
    with pytest.raises(Forbidden):
        agree_schedules([aim().pk, others.pk], actor=account("head"), now=NOW)
    assert Schedule.objects.get(target=aim()).state == Schedule.State.PROPOSED


def test_a_change_holds_from_its_day_and_earlier_days_keep_theirs() -> None:
    agreed()
    later = NOW + timedelta(days=5)
    change_schedule(
        aim().pk,
        Course(Shape.LINEAR_DAY),
        since=date(2022, 7, 1),
        reason="下半年不再分节点",
        actor=account("supervision"),
        now=later,
    )
    assert due("2022-06-30") == 60
    assert round(due("2022-07-01"), 3) == Decimal("99.726")
    assert due("2022-07-01", known=NOW) == 60
    assert first_break(Chain.objects.get(jurisdiction=aim().version.document.jurisdiction)) is None


def test_two_changes_each_hold_for_their_days() -> None:
    agreed()
    office = account("supervision")
    for day, shape, hours in ((date(2022, 5, 1), Shape.S_CURVE, 1), (date(2022, 8, 1), Shape.LINEAR_DAY, 2)):
        now = NOW + timedelta(hours=hours)
        change_schedule(aim().pk, Course(shape), since=day, reason="调整", actor=office, now=now)
    assert due("2022-04-30") == 20
    assert due("2022-07-02") > Decimal(100)
    assert round(due("2022-08-01"), 1) == Decimal("116.7")
    assert due("2022-08-01", known=NOW + timedelta(hours=1, minutes=1)) > Decimal(120)


@pytest.mark.parametrize(
    ("since", "reason", "message"),
    [
        (date(2022, 7, 1), " ", "请写明调整的原因"),
        (date(2022, 1, 1), "早", "之后、2022-12-31 之前"),
        (date(2023, 1, 1), "晚", "之后、2022-12-31 之前"),
    ],
)
def test_a_change_needs_a_reason_and_a_day_of_the_schedule(since: date, reason: str, message: str) -> None:
    agreed()
    with pytest.raises(Refusal, match=message):
        change_schedule(
            aim().pk,
            Course(Shape.S_CURVE),
            since=since,
            reason=reason,
            actor=account("supervision"),
            now=NOW,
        )


@pytest.mark.parametrize(
    ("course", "message"),
    [
        (Course(Shape.NODES, NODES[:-1]), "最后一个节点应为 2022-12-31"),
        (Course(Shape.MILESTONES, NODES), "不能用这种序时"),
        (Course(Shape.LEVEL), "不能用这种序时"),
        (Course(Shape.S_CURVE, NODES), "不设节点"),
    ],
)
def test_what_makes_no_schedule_of_the_target_is_refused(course: Course, message: str) -> None:
    with pytest.raises(Refusal, match=message):
        propose_schedule(aim().pk, course, actor=account("liaison"), now=NOW)


def test_a_thing_that_comes_about_may_have_milestones() -> None:
    milestone = target("数字科技产业园项目结构封顶")
    steps = (
        Point(date(2022, 6, 30), Decimal(40), "主体过半"),
        Point(date(2022, 12, 31), Decimal(60), "封顶"),
    )
    found = propose_schedule(
        milestone.pk, Course(Shape.MILESTONES, steps), actor=account("supervision"), now=NOW
    )
    assert (found.shape, found.value) == ("milestones", 100)


@pytest.mark.parametrize(
    ("line", "share", "point"),
    [
        ("2022-06-30 90", False, Point(date(2022, 6, 30), Decimal(90))),
        ("2022/6/30，37.5%", True, Point(date(2022, 6, 30), Decimal("0.375"))),
        ("2022年6月30日\t50\t主体 完工", False, Point(date(2022, 6, 30), Decimal(50), "主体 完工")),
    ],
)
def test_points_are_typed_or_pasted_line_by_line(line: str, share: bool, point: Point) -> None:
    assert point_of(line, share=share) == point
    assert point_of(lines_of([point], share=share), share=share) == point


def test_on_the_page_what_is_wrong_stands_at_its_field_and_nothing_is_lost() -> None:
    client = signed_in("liaison")
    page = client.post(f"/targets/{aim().pk}/schedule/", {"shape": "nodes", "points": "月底 90"})
    assert page.status_code == 422
    assert "“月底 90”看不懂" in page.content.decode()
    assert ">月底 90</textarea>" in page.content.decode().replace("\n", "")


def test_the_head_agrees_to_many_at_once_on_the_list() -> None:
    client = signed_in("head")
    page = client.get("/schedules/")
    mine = [row["target"].pk for row in page.context["rows"] if row["may_agree"]]
    assert mine
    assert client.post("/schedules/", {"target": mine}).status_code == 302
    assert Schedule.objects.filter(state="agreed").count() == len(mine)
    assert client.post("/schedules/", {}).status_code == 422


def test_offers_fill_the_form() -> None:
    page = signed_in("liaison").get(f"/targets/{aim().pk}/schedule/?offer=nodes").content.decode()
    assert "2022-03-31 50" in page
    assert "2022-12-31 200" in page
