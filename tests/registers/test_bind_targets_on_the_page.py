"""Which register says which target: proposed by words, confirmed once, remembered next year."""

from decimal import Decimal

import pytest

from luoshi.engines.registers import pack
from luoshi.progress.models import Source
from luoshi.registers.models import Binding
from luoshi.registers.proposals import Aim, Offer, certain, proposals
from tests.registers.keeping import fact, kept, project
from tests.world import signed_in, target

pytestmark = pytest.mark.django_db
METRICS = {each.id: each for each in pack("investment-projects").metrics}
OFFERS = [Offer(1, each, each.title.zh, each.unit) for each in METRICS.values()]


def offered(words: str, unit: str | None, **more: dict[str, str]) -> list[str]:
    return [each.offer.metric.id for each in proposals(Aim(words, unit), OFFERS, **more)]


@pytest.mark.parametrize(
    ("words", "unit", "expected"),
    [
        ("新签约项目", "个", ["signed"]),
        ("签约投资额", "亿元", ["signed-investment"]),
        ("签约投资额", "万元", ["signed-investment"]),
        ("新建省外亿元以上项目", "个", ["signed-large"]),
        ("全年计划开工项目", "个", ["started"]),
        ("签约项目开工率", "%", ["start-rate"]),
        ("土地征收", "亩", []),
        ("新签约项目", "亩", []),
    ],
)
def test_a_metric_is_proposed_for_the_words_of_a_target(words: str, unit: str, expected: list[str]) -> None:
    assert offered(words, unit) == expected


def test_what_was_confirmed_before_comes_first_and_is_certain() -> None:
    found = proposals(Aim("招商落地", "个"), OFFERS, remembered={"招商落地": "1:signed:"})
    assert [each.offer.metric.id for each in found] == ["signed"]
    assert certain(found)


def test_two_equally_likely_are_for_a_person() -> None:
    twice = [*OFFERS, Offer(2, METRICS["signed"], "另一本台账", "个")]
    assert not certain(proposals(Aim("新签约项目", "个"), twice))


def test_a_series_is_proposed_for_the_target_that_names_it() -> None:
    growth = pack("indicators").metric("growth")
    series = [Offer(3, growth, "", "%", 7, "规上工业增加值"), Offer(3, growth, "", "%", 8, "固定资产投资")]
    found = proposals(Aim("规上工业增加值增速", "%"), series)
    assert [each.offer.record for each in found] == [7]


def test_the_office_confirms_one_and_takes_it_back() -> None:
    register, aim = kept(), target("新签约项目")
    office = signed_in("supervision")
    page = office.get("/registers/sources/").content.decode()
    assert "招商引资项目台账 · 新签约项目数" in page
    given = {"verb": "bind", "target": aim.pk, "offer": f"{register.pk}:signed:"}
    assert office.post("/registers/sources/", given).status_code == 302
    project(register)
    assert fact("新签约项目", "2022-12-31") == 0
    assert office.post("/registers/sources/", {"verb": "unbind", "target": aim.pk}).status_code == 302
    assert fact("新签约项目", "2022-12-31") is None
    assert Source.objects.filter(target=aim, ended_at=None).get().kind == Source.Kind.REPORTED


def test_all_that_is_certain_is_confirmed_in_one_step() -> None:
    kept()
    office = signed_in("supervision")
    assert office.post("/registers/sources/", {"verb": "certain"}).status_code == 302
    bound = set(Binding.objects.values_list("words", flat=True))
    assert {"新签约项目", "签约投资额", "新建省外亿元以上项目", "开工项目"} <= bound


def test_what_is_not_on_offer_is_refused() -> None:
    kept()
    office = signed_in("supervision")
    aim = target("新签约项目")
    page = office.post("/registers/sources/", {"verb": "bind", "target": aim.pk, "offer": "9:x:"})
    assert (page.status_code, "请选择一个台账指标" in page.content.decode()) == (422, True)
    assert not Binding.objects.exists()
    assert fact("新签约项目", "2022-12-31") in (None, Decimal(0))
