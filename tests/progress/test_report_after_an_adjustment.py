"""Figures reported before and after an adjustment belong to one target; each day to the version that holds."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from luoshi.plans.models import PlanVersion, Target
from luoshi.progress.actions.decide_reading import return_reading
from luoshi.progress.actions.report_reading import Report
from luoshi.progress.models import Evidence, Reading
from luoshi.progress.work import Work, my_work
from tests.adjusting import adjusted, fewer, mid_year, sample
from tests.world import NOW, PNG, account, confirmed, reported, signed_in

pytestmark = pytest.mark.django_db

METRIC = "新签约项目"


def targets() -> tuple[Target, Target]:
    old, new = Target.objects.filter(metric=METRIC).order_by("pk")
    return old, new


def report(target: Target, day: str, *, by: str = "liaison", **more: object) -> HttpResponse:
    return signed_in(by).post(
        reverse("progress:report", args=[target.pk]), {"as_of": day, "value": "120", **more}
    )


def test_what_is_reported_on_the_adjusted_target_is_kept_under_the_first():
    mid_year()
    old, new = targets()
    assert report(new, "2022-08-31").status_code == 302
    assert Reading.objects.get().target == old


def test_a_day_before_the_adjustment_is_made_up_for_under_the_adjusted_target():
    mid_year()
    _, new = targets()
    assert report(new, "2022-06-30").status_code == 302


def test_a_day_of_the_adjusted_plan_is_not_reported_on_the_earlier_target():
    mid_year()
    old, _ = targets()
    answer = report(old, "2022-07-01")
    assert answer.status_code == 422
    assert "2022-07-01 起执行调整后的计划" in answer.content.decode()
    assert report(old, "2022-06-30").status_code == 302


def test_a_new_target_has_no_figures_before_its_day():
    adjusted(sample().replace("全年计划开工项目35个。", "全年计划开工项目35个,竣工项目20个。"))
    answer = report(Target.objects.get(metric="竣工项目"), "2022-06-30")
    assert answer.status_code == 422
    assert "不能早于" in answer.content.decode()


def test_the_form_shows_the_last_figure_whichever_version_it_was_reported_for():
    confirmed(METRIC, Report(as_of=date(2022, 6, 30), value=Decimal(88)))
    mid_year()
    _, new = targets()
    page = signed_in("liaison").get(reverse("progress:report", args=[new.pk])).content.decode()
    assert "88 个（2022-06-30）" in page
    assert "≥ 180 个" in page


def test_the_head_settles_a_figure_against_the_target_of_its_day():
    mid_year()
    old, new = targets()
    report(new, "2022-06-30")
    report(new, "2022-08-31")
    pages = [
        signed_in("head").get(reverse("progress:decide", args=[reading.pk]))
        for reading in Reading.objects.order_by("as_of")
    ]
    assert [page.context["target"] for page in pages] == [old, new]


def work(username: str, day: date) -> Work:
    version = PlanVersion.objects.latest("pk")
    return my_work(account(username), version, as_of=day, family="default")


def test_what_waits_and_what_came_back_is_listed_with_the_target_that_holds():
    reading = reported(METRIC, Report(as_of=date(2022, 6, 30), value=Decimal(88)))
    mid_year()
    _, new = targets()
    assert [each.target for each in work("head", date(2022, 7, 1)).to_confirm] == [new]
    return_reading(reading.pk, reason="请核对", actor=account("head"), now=NOW)
    assert [each.target for each in work("liaison", date(2022, 7, 1)).returned] == [new]


def test_evidence_is_open_to_units_of_either_version():
    """区投促局 leads the task before the adjustment only, and its liaison proved the figure."""
    old = Target.objects.get(metric=METRIC)
    report(old, "2022-06-30", evidence=[SimpleUploadedFile("清单.png", PNG)])
    text = fewer(sample()).replace(
        "牵头责任单位:区投促局、经贸局、科技局、综保办、", "牵头责任单位:区经贸局、科技局、综保办、"
    )
    assert text != fewer(sample())
    adjusted(text)
    proof = Evidence.objects.get()
    for username, status in (("liaison", 200), ("supervision", 200), ("administrator", 403)):
        page = signed_in(username).get(reverse("progress:evidence", args=[proof.pk]))
        assert page.status_code == status
        if page.streaming:
            assert b"".join(page.streaming_content) == PNG


def test_a_unit_that_no_longer_leads_reports_no_more():
    adjusted(
        fewer(sample()).replace(
            "牵头责任单位:区投促局、经贸局、科技局、综保办、", "牵头责任单位:区经贸局、科技局、综保办、"
        )
    )
    old, new = targets()
    assert report(new, "2022-08-31").status_code == 403
    assert report(old, "2022-08-31").status_code == 422
