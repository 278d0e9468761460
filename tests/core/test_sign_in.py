"""Sign in, fail to, and be locked out for five minutes."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from luoshi.core.actions.sign_in import ATTEMPTS, check_credentials
from luoshi.core.models import Event
from luoshi.core.problems import Refusal
from tests.world import NOW, account

pytestmark = pytest.mark.django_db

PASSWORD = "shixianLuoshi2022"


@pytest.fixture(autouse=True)
def known_password() -> None:
    user = account("supervision")
    user.set_password(PASSWORD)
    user.save()


def attempt(password: str, *, minutes: float = 0) -> None:
    request = RequestFactory().post("/sign-in/")
    now = NOW + timedelta(minutes=minutes)
    check_credentials(request, username="supervision", password=password, now=now)


def test_the_right_password_opens_the_board():
    browser = Client()
    answer = browser.post(reverse("core:sign-in"), {"username": "supervision", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert browser.get("/").status_code == 200
    assert Event.objects.filter(verb="account.signed_in").exists()


@pytest.mark.parametrize("credentials", [("supervision", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_anything_else_is_refused_without_saying_which_part_was_wrong(credentials: tuple[str, str]):
    username, password = credentials
    answer = Client().post(reverse("core:sign-in"), {"username": username, "password": password})
    assert answer.status_code == 422


def test_the_refusal_is_the_same_for_an_unknown_name():
    texts = {
        Client()
        .post(reverse("core:sign-in"), {"username": name, "password": "wrong"})
        .content.count("用户名或密码不正确".encode())
        for name in ("supervision", "nobody")
    }
    assert texts == {1}


def test_five_failures_lock_the_account_and_five_minutes_open_it():
    for _failure in range(ATTEMPTS):
        with pytest.raises(Refusal, match="不正确"):
            attempt("wrong")
    with pytest.raises(Refusal, match="锁定"):
        attempt(PASSWORD, minutes=4.9)
    attempt(PASSWORD, minutes=5.1)
    assert Event.objects.filter(verb="account.sign_in_failed").count() == ATTEMPTS


def test_a_success_forgets_earlier_failures():
    for _failure in range(ATTEMPTS - 1):
        with pytest.raises(Refusal):
            attempt("wrong")
    attempt(PASSWORD)
    with pytest.raises(Refusal, match="不正确"):
        attempt("wrong")


def test_an_account_that_was_switched_off_stays_out():
    user = account("supervision")
    user.is_active = False
    user.save()
    with pytest.raises(Refusal):
        attempt(PASSWORD)


@pytest.mark.parametrize(("wanted", "reached"), [("/plan/", "/plan/"), ("https://example.org/", "/")])
def test_after_signing_in_one_lands_where_one_wanted_but_never_on_another_site(wanted: str, reached: str):
    data = {"username": "supervision", "password": PASSWORD, "next": wanted}
    assert Client().post(reverse("core:sign-in"), data)["Location"] == reached


@pytest.mark.parametrize(
    "path", ["/", "/plan/", "/my-work/", "/documents/", "/rules/", "/events/", "/accounts/"]
)
def test_a_stranger_is_sent_to_sign_in(path: str):
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")
