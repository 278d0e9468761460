"""A plan that is being reviewed: the sample as if it were the next year's, read and not published."""

from luoshi.plans.actions.read_document import read_document
from luoshi.plans.actions.receive_document import Incoming, receive_document
from luoshi.plans.models import Doubt, PlanVersion
from tests.world import NOW, SAMPLE, account


def next_years_plan(*replacements: tuple[str, str]) -> PlanVersion:
    """The sample with every 2022 made 2023, read by the compiler."""
    text = SAMPLE.read_text(encoding="utf-8").replace("2022", "2023")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return under_review(text)


def under_review(text: str) -> PlanVersion:
    """A text handed in by the supervision office and read."""
    user = account("supervision")
    assert user.jurisdiction is not None
    incoming = Incoming(data=text.encode(), name="计划.txt")
    document = receive_document(incoming, jurisdiction=user.jurisdiction, actor=user, now=NOW)
    read_document(document.pk, now=NOW)
    document.refresh_from_db()
    return document.version


def doubt_about(version: PlanVersion, words: str, code: str) -> Doubt:
    """The first doubt of this code at these printed words."""
    text = version.document.text
    return next(
        doubt
        for doubt in version.doubts.filter(code=code, start__isnull=False)
        if words in text[max(0, doubt.start - 10) : doubt.end + 10]
    )
