"""The system administrator opens, resets and switches off accounts, and sees no plan."""

import pytest
from django.contrib.auth import authenticate
from django.urls import reverse

from luoshi.core.actions.accounts import open_account
from luoshi.core.models import Event, Jurisdiction, Role, User
from luoshi.core.problems import Conflict
from luoshi.core.wording import SUBJECTS, VERBS
from tests.world import NOW, account, signed_in

pytestmark = pytest.mark.django_db


def post(by: str, name: str, user: User, **data: str) -> int:
    return signed_in(by).post(reverse(name, args=[user.pk]), data).status_code


def test_a_reset_password_is_shown_once_and_works():
    user = account("liaison")
    browser = signed_in("administrator")
    page = browser.post(reverse("core:reset-password", args=[user.pk]), follow=True).content.decode()
    password = page.split("的新密码是 ")[1].split(" ")[0]
    assert authenticate(username="liaison", password=password) == user
    assert password not in browser.get(reverse("core:accounts")).content.decode()


def test_an_account_is_switched_off_and_on():
    user = account("liaison")
    post("administrator", "core:switch-account", user, active="0")
    user.refresh_from_db()
    assert not user.is_active
    post("administrator", "core:switch-account", user, active="1")
    user.refresh_from_db()
    assert user.is_active
    assert Event.objects.filter(verb__in=["account.disabled", "account.enabled"]).count() == 2


def test_nobody_switches_off_their_own():
    assert post("administrator", "core:switch-account", account("administrator"), active="0") == 403


@pytest.mark.parametrize("username", ["supervision", "auditor", "liaison"])
def test_nobody_else_looks_after_accounts(username: str):
    assert post(username, "core:reset-password", account("head")) == 403
    assert signed_in(username).get(reverse("core:accounts")).status_code == 403


def test_accounts_of_another_jurisdiction_are_not_to_be_found():
    elsewhere = Jurisdiction.objects.create(name="别的区")
    user = open_account(
        "other", "别区", jurisdiction=elsewhere, roles=[Role.SUPERVISION], password="x", now=NOW
    )
    assert post("administrator", "core:reset-password", user) == 404


def test_a_name_is_given_once():
    user = account("liaison")
    assert user.jurisdiction is not None
    with pytest.raises(Conflict, match="已存在"):
        open_account("liaison", "又一个", jurisdiction=user.jurisdiction, roles=[], password="x", now=NOW)


def test_the_administrator_sees_no_board():
    browser = signed_in("administrator")
    assert browser.get("/")["Location"] == reverse("core:accounts")
    assert browser.get("/plan/").status_code == 403


def test_every_recorded_verb_has_its_wording():
    assert set(Event.objects.values_list("verb", flat=True)) <= set(VERBS)
    assert set(Event.objects.values_list("subject_type", flat=True)) <= set(SUBJECTS)
