"""A mid-year edition of the sample: fewer contracts to sign, task 39 dropped, and putting it in force."""

import re
from datetime import date

from luoshi.plans.actions.read_document import read_document
from luoshi.plans.actions.receive_document import Incoming, receive_document
from luoshi.plans.comparison import compared
from luoshi.plans.models import Document, PlanVersion, Publication
from luoshi.plans.queries import version_before
from luoshi.progress.actions.adjust_plan import adjust_plan
from tests.world import NOW, SAMPLE, account

JULY = date(2022, 7, 1)
BASIS = "管委会第12次主任办公会"


def sample() -> str:
    """The sample as it is printed."""
    return SAMPLE.read_text()


def fewer(text: str) -> str:
    """200 contracts become 180."""
    return text.replace("全年新签约项目力争达到200个", "全年新签约项目力争达到180个")


def without(text: str, number: int) -> str:
    """A task dropped; the others keep their numbers."""
    return re.sub(rf"(?m)^{number}\..*\n", "", text)


def edition(text: str, *, name: str = "调整稿.txt") -> Document:
    """The text handed in and read."""
    user = account("supervision")
    assert user.jurisdiction is not None
    incoming = Incoming(data=text.encode(), name=name)
    document = receive_document(incoming, jurisdiction=user.jurisdiction, actor=user, now=NOW)
    read_document(document.pk, now=NOW)
    return Document.objects.get(pk=document.pk)


def fingerprint(document: Document) -> str:
    """That of the difference as it is shown now."""
    new = PlanVersion.objects.get(document=document)
    old = version_before(new)
    assert old is not None
    return compared(old, new).fingerprint


def adjusted(text: str, *, since: date = JULY, basis: str = BASIS) -> Publication:
    """The text in force from the day on."""
    document = edition(text)
    return adjust_plan(
        document,
        effective_from=since,
        basis=basis,
        fingerprint=fingerprint(document),
        despite=True,
        actor=account("supervision"),
        now=NOW,
    )


def mid_year() -> Publication:
    """The usual case: 180 contracts, and no task 39."""
    return adjusted(without(fewer(sample()), 39))
