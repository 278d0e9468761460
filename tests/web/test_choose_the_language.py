"""Pages are Chinese until someone chooses English; what the browser says of itself does not count."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def signs(browser: Client) -> str:
    page = browser.get("/sign-in/", headers={"accept-language": "en-US,en;q=0.9"}).content.decode()
    return "zh" if "密码" in page else "en" if "Password" in page else "?"


def test_an_english_browser_gets_chinese_until_its_user_chooses():
    browser = Client()
    assert signs(browser) == "zh"
    browser.post("/i18n/setlang/", {"language": "en", "next": "/sign-in/"})
    assert signs(browser) == "en"
    browser.post("/i18n/setlang/", {"language": "zh-hans", "next": "/sign-in/"})
    assert signs(browser) == "zh"


def test_a_language_that_is_not_there_is_passed_over():
    browser = Client()
    browser.cookies["django_language"] = "tlh"
    assert signs(browser) == "zh"
