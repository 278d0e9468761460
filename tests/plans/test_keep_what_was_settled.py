"""A later edition of a plan is settled already wherever its words did not change."""

from decimal import Decimal

import pytest

from luoshi.plans.actions.carry_over import CARRIED, carry_over
from luoshi.plans.actions.read_document import read_document
from luoshi.plans.actions.receive_document import Incoming, receive_document
from luoshi.plans.models import Doubt, PlanVersion, Responsibility, Revision, Target
from tests.world import NOW, SAMPLE, account, target

pytestmark = pytest.mark.django_db


def later_edition(*replacements: tuple[str, str]) -> PlanVersion:
    """The sample with other words, read but without what was settled before."""
    text = SAMPLE.read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    user = account("supervision")
    assert user.jurisdiction is not None
    incoming = Incoming(data=text.encode(), name="调整稿.txt")
    document = receive_document(incoming, jurisdiction=user.jurisdiction, actor=user, now=NOW)
    read_document(document.pk, now=NOW)
    document.refresh_from_db()
    return document.version


def settled_in_the_sample(code: str, *, start: int | None, end: int | None) -> None:
    """A doubt of the published version that somebody settled."""
    version = PlanVersion.objects.get(publication__isnull=False)
    revision = Revision.objects.create(version=version, verb="doubt.settled", made_at=NOW)
    ordinal = version.doubts.count()
    Doubt.objects.create(
        version=version,
        ordinal=ordinal,
        code=code,
        severity="warning",
        start=start,
        end=end,
        settled=revision,
    )


INSERTED = ("一、", "按照上级部署，制定本计划。\n一、")
"""Words in front of everything, so that every place moves."""


def test_a_corrected_target_stays_corrected_and_moves_with_its_words():
    corrected = target("新签约项目")
    Target.objects.filter(pk=corrected.pk).update(metric="新签约项目数", value=Decimal(210))
    version = later_edition(INSERTED)
    carry_over(version, now=NOW)
    taken = version.targets.get(metric="新签约项目数")
    assert taken.value == 210
    text = version.document.text
    assert text[taken.start : taken.end] == corrected.version.document.text[corrected.start : corrected.end]


def test_a_task_whose_words_changed_is_read_anew():
    Target.objects.filter(pk=target("新签约项目").pk).update(metric="新签约项目数", value=Decimal(210))
    version = later_edition(("200个", "180个"))
    carry_over(version, now=NOW)
    assert version.targets.get(metric="新签约项目").value == 180


def test_who_answers_is_taken_over_with_the_unit_that_was_chosen():
    version = later_edition(INSERTED)
    carry_over(version, now=NOW)
    duties = Responsibility.objects.filter(task__version=version)
    assert duties.exists()
    assert not duties.filter(unit=None, group=None, person=None).exists()


def test_nothing_is_lost_or_doubled():
    published = PlanVersion.objects.get(publication__isnull=False)
    version = later_edition(INSERTED)
    carry_over(version, now=NOW)
    assert version.targets.count() == published.targets.count()
    ordinals = list(version.targets.values_list("ordinal", flat=True))
    assert ordinals == list(range(len(ordinals)))
    assert list(version.tasks.values_list("number", "title")) == list(
        published.tasks.values_list("number", "title")
    )


def test_a_settled_doubt_is_settled_here_too():
    published = PlanVersion.objects.get(publication__isnull=False)
    damage = published.document.findings.filter(code="D001").order_by("start")[0]
    Doubt.objects.all().delete()
    settled_in_the_sample("D001", start=damage.start, end=damage.end)
    version = later_edition(INSERTED)
    Doubt.objects.filter(version=version).delete()
    for ordinal, finding in enumerate(version.document.findings.filter(code="D001")):
        Doubt.objects.create(
            version=version,
            ordinal=ordinal,
            code="D001",
            severity="warning",
            start=finding.start,
            end=finding.end,
        )
    revision = carry_over(version, now=NOW)
    settled = version.doubts.filter(settled=revision)
    assert [doubt.ordinal for doubt in settled] == [0]
    assert revision is not None
    assert revision.verb == CARRIED


def test_a_plan_of_another_year_takes_nothing_over():
    version = later_edition(("2022年", "2023年"))
    version.year = 2023
    assert carry_over(version, now=NOW) is None
