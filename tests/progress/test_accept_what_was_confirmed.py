"""The supervision office looks into confirmed figures: it accepts them, or gives them back with a reason."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.core.models import Event
from luoshi.core.problems import Conflict, Forbidden, Refusal
from luoshi.plans.models import PlanVersion
from luoshi.progress.acceptance import to_accept, with_what_was_before
from luoshi.progress.actions.accept_reading import accept_reading, accept_readings, send_back_reading
from luoshi.progress.actions.decide_reading import confirm_reading
from luoshi.progress.actions.report_reading import Report, report_reading
from luoshi.progress.facts import facts_on
from luoshi.progress.models import Acceptance, Reading
from luoshi.progress.work import my_work
from tests.adjusting import mid_year
from tests.world import NOW, PNG, account, confirmed, reported, signed_in, target

pytestmark = pytest.mark.django_db

METRIC = "新签约项目"
MARCH, JUNE = date(2022, 3, 31), date(2022, 6, 30)
URL = reverse("progress:accept")


@pytest.fixture
def march() -> Reading:
    return confirmed(METRIC, Report(as_of=MARCH, value=Decimal(60)))


@pytest.fixture
def june(march: Reading) -> Reading:
    return confirmed(METRIC, Report(as_of=JUNE, value=Decimal(132)))


def waiting() -> list[Reading]:
    user = account("supervision")
    assert user.jurisdiction is not None
    return list(to_accept(user.jurisdiction, user))


def test_what_waits_is_listed_the_oldest_confirmation_first(june: Reading, march: Reading):
    reported(METRIC, Report(as_of=JUNE, value=Decimal(140)))
    assert waiting() == [march, june]


def test_each_is_shown_with_its_proof_and_the_change_since_the_fact_before(march: Reading):
    proof = SimpleUploadedFile("签约清单.png", PNG)
    report = Report(as_of=JUNE, value=Decimal(132), note="含框架协议")
    reading = report_reading(target(METRIC), report, evidence=[proof], actor=account("liaison"), now=NOW)
    confirm_reading(reading.pk, actor=account("head"), now=NOW)
    page = signed_in("supervision").get(URL).content.decode()
    for told in ("132 个", "2022-06-30", "区投促局", "签约清单.png", "+72", "60 个", "首次", "含框架协议"):
        assert told in page


@pytest.mark.parametrize(("earlier", "change"), [(60, 72), (132, 0), (140, -8)])
def test_the_change_has_its_sign(earlier: int, change: int):
    confirmed(METRIC, Report(as_of=MARCH, value=Decimal(earlier)))
    confirmed(METRIC, Report(as_of=JUNE, value=Decimal(132)))
    user = account("supervision")
    assert user.jurisdiction is not None
    shown = with_what_was_before(to_accept(user.jurisdiction, user))
    assert [row.change for row in shown] == [None, Decimal(change)]


def test_a_figure_stands_beside_the_target_as_it_was_on_its_day(june: Reading):
    confirmed(METRIC, Report(as_of=date(2022, 7, 31), value=Decimal(150)))
    mid_year()
    user = account("supervision")
    assert user.jurisdiction is not None
    shown = with_what_was_before(to_accept(user.jurisdiction, user))
    assert [row.target.value for row in shown] == [Decimal(200), Decimal(200), Decimal(180)]


def test_an_accepted_figure_goes_on_counting_and_waits_no_more(march: Reading):
    answer = signed_in("supervision").post(URL, {"only": march.pk})
    assert (answer.status_code, waiting()) == (302, [])
    assert Acceptance.objects.get(reading=march).verdict == "accepted"
    assert Event.objects.filter(verb="reading.accepted", subject_id=str(march.pk)).exists()
    assert facts_on(march.target.version, as_of=MARCH)[march.target_id] == march


def test_all_that_are_ticked_are_accepted_each_with_its_event(march: Reading, june: Reading):
    signed_in("supervision").post(URL, {"reading": [march.pk, june.pk]})
    assert waiting() == []
    assert Event.objects.filter(verb="reading.accepted").count() == 2


def test_where_one_was_settled_meanwhile_none_is_accepted(march: Reading, june: Reading):
    accept_reading(june.pk, actor=account("supervision"), now=NOW)
    answer = signed_in("supervision").post(URL, {"reading": [march.pk, june.pk]})
    assert answer.status_code == 409
    assert "没有核定任何一条" in answer.content.decode()
    assert waiting() == [march]


@pytest.mark.parametrize(
    ("sent", "status"), [({}, 422), ({"reading": ["999999"]}, 409), ({"only": "x"}, 409)]
)
def test_what_is_not_there_is_not_accepted(march: Reading, sent: dict[str, object], status: int):
    assert signed_in("supervision").post(URL, sent).status_code == status
    assert waiting() == [march]


def test_a_figure_given_back_counts_no_more_and_the_one_before_does(march: Reading, june: Reading):
    send = {"verb": "send-back", "reading": june.pk, "reason": "与现场核查不符"}
    assert signed_in("supervision").post(URL, send).status_code == 302
    assert facts_on(june.target.version, as_of=JUNE)[june.target_id] == march
    assert Event.objects.filter(verb="reading.sent_back", subject_id=str(june.pk)).exists()


def test_the_liaison_finds_it_among_what_came_back_until_it_is_reported_anew(march: Reading):
    send_back_reading(march.pk, reason="与现场核查不符", actor=account("supervision"), now=NOW)
    page = signed_in("liaison").get(reverse("progress:work") + "?as_of=2022-07-01").content.decode()
    assert "与现场核查不符" in page
    version = PlanVersion.objects.get()
    assert my_work(account("liaison"), version, as_of=JUNE, family="default").returned == [march]
    reported(METRIC, Report(as_of=MARCH, value=Decimal(58)))
    assert my_work(account("liaison"), version, as_of=JUNE, family="default").returned == []


def test_it_is_not_hidden_by_what_was_reported_before_it_came_back(march: Reading):
    later = reported(METRIC, Report(as_of=JUNE, value=Decimal(132)))
    after = NOW + timedelta(days=1)
    send_back_reading(march.pk, reason="与现场核查不符", actor=account("supervision"), now=after)
    version = PlanVersion.objects.get()
    assert my_work(account("liaison"), version, as_of=JUNE, family="default").returned == [march]
    confirm_reading(later.pk, actor=account("head"), now=after)
    assert my_work(account("liaison"), version, as_of=JUNE, family="default").returned == [march]


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_owed_and_asked_for_in_its_row(march: Reading, reason: str):
    sent = {"verb": "send-back", "reading": march.pk, "reason": reason}
    answer = signed_in("supervision").post(URL, sent)
    assert answer.status_code == 422
    assert "请写明退回的原因" in answer.content.decode()
    assert waiting() == [march]


def test_only_the_figures_of_one_unit_are_shown_where_one_is_chosen(march: Reading):
    headline = Report(as_of=JUNE, value=Decimal("9.5"))
    reading = reported("地区生产总值增速", headline, by="economy")
    confirm_reading(reading.pk, actor=account("supervision"), now=NOW)
    browser = signed_in("supervision")
    assert "地区生产总值增速" in browser.get(URL).content.decode()
    assert "地区生产总值增速" not in browser.get(f"{URL}?unit={march.unit_id}").content.decode()
    assert METRIC in browser.get(f"{URL}?unit={march.unit_id}").content.decode()


def test_fifty_stand_on_a_page():
    for day in range(51):
        confirmed(METRIC, Report(as_of=date(2022, 1, 1) + timedelta(days=day), value=Decimal(day)))
    browser = signed_in("supervision")
    assert browser.get(URL).content.decode().count('name="reading" value') == 51 + 49
    assert browser.get(f"{URL}?page=2").content.decode().count('name="reading" value') == 2


def test_the_office_is_led_there_with_the_count(march: Reading, june: Reading):
    page = signed_in("supervision").get(reverse("progress:work")).content.decode()
    assert URL in page
    assert "2 条待核定" in page
    assert URL not in signed_in("assessment").get(reverse("progress:work")).content.decode()


@pytest.mark.parametrize("username", ["liaison", "head", "leader", "auditor", "assessment", "economy"])
def test_nobody_else_accepts(march: Reading, username: str):
    assert signed_in(username).post(URL, {"only": march.pk}).status_code == 403
    with pytest.raises(Forbidden):
        accept_reading(march.pk, actor=account(username), now=NOW)
    assert waiting() == [march]


def test_what_no_head_confirmed_is_not_looked_into():
    reading = reported(METRIC, Report(as_of=MARCH, value=Decimal(60)))
    with pytest.raises(Conflict, match="单位负责人确认过"):
        accept_reading(reading.pk, actor=account("supervision"), now=NOW)


def test_ticking_nothing_is_told():
    with pytest.raises(Refusal, match="请先勾选"):
        accept_readings([], actor=account("supervision"), now=NOW)
