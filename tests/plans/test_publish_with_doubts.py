"""What nobody settled hinders publishing: errors always, doubts until the office says that it knows of them."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from luoshi.core.models import Event
from luoshi.plans.actions.publish import open_doubts
from luoshi.plans.models import Document, Doubt, Publication, Revision
from tests.plans.test_publish_a_plan import received
from tests.plans.test_take_in_a_document import PLAN
from tests.world import NOW, account, signed_in

pytestmark = pytest.mark.django_db

WRONG = PLAN.replace("2.抓产业", "1.抓产业")
"""Two items of one number: an error."""


def doubted() -> Document:
    """A document with one doubt that is open."""
    document = received(PLAN)
    settle(document)
    Doubt.objects.create(version=document.version, ordinal=900, code="D001", severity="warning")
    return document


def settle(document: Document) -> None:
    revision = Revision.objects.create(
        version=document.version, verb="keep", made_at=NOW, made_by=account("supervision")
    )
    Doubt.objects.filter(version=document.version).update(settled=revision)


def publish(document: Document, **given: str) -> HttpResponse:
    return signed_in("supervision").post(reverse("progress:publish", args=[document.pk]), given)


def published(document: Document) -> bool:
    return Publication.objects.filter(version=document.version).exists()


def test_a_doubt_hinders_until_the_office_says_that_it_knows():
    document = doubted()
    answer = publish(document)
    assert answer.status_code == 409
    assert "还有1处存疑没有处理" in answer.content.decode()
    assert not published(document)
    assert publish(document, despite="1").status_code == 302
    assert published(document)


def test_the_page_says_how_many_are_open_and_asks_for_a_tick():
    page = signed_in("supervision").get(reverse("plans:document", args=[doubted().pk])).content.decode()
    assert "已知还有 1 处存疑没有处理" in page


def test_the_event_says_how_many_stayed_open():
    publish(doubted(), despite="1")
    assert Event.objects.filter(verb="plan.published").latest("position").detail["open_doubts"] == 1


def test_a_document_whose_doubts_are_settled_is_published_without_a_tick():
    document = doubted()
    settle(document)
    assert publish(document).status_code == 302


def test_what_is_only_said_for_the_record_hinders_nothing():
    document = doubted()
    Doubt.objects.filter(version=document.version, settled=None).update(severity="info")
    assert publish(document).status_code == 302


def test_an_error_hinders_even_where_it_is_known():
    document = received(WRONG)
    answer = publish(document, despite="1")
    assert answer.status_code == 409
    assert "处错误没有处理" in answer.content.decode()
    assert not published(document)


def test_a_document_whose_errors_a_person_settled_is_published():
    document = received(WRONG)
    assert open_doubts(document.version)["error"] > 0
    settle(document)
    assert publish(document).status_code == 302


def test_a_document_in_force_is_not_published_again():
    document = doubted()
    publish(document, despite="1")
    answer = publish(document, despite="1")
    assert answer.status_code == 409
    assert "已经发布" in answer.content.decode()
