"""A reader who chooses English meets no Chinese of ours, and no translation outlives its text."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests.web.messages import PACKAGE, of_python, of_template, texts

CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
CHINESE = re.compile("[\u4e00-\u9fff]")
PLACE = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w+\}")


def entries() -> list[Message]:
    with Path(CATALOGUE).open("rb") as file:
        return [message for message in read_po(file, locale="en") if message.id]


def source(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


def translations(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple | list) else [message.string]


def test_no_text_is_without_english() -> None:
    known = {source(message) for message in entries() if all(translations(message))}
    assert {text: place for text, place in texts().items() if text not in known} == {}


def test_no_translation_is_left_over() -> None:
    used = texts()
    assert [source(message) for message in entries() if source(message) not in used] == []


@pytest.mark.parametrize("message", entries(), ids=source)
def test_a_translation_is_english_and_fills_the_same_places(message: Message) -> None:
    for english in translations(message):
        assert not CHINESE.search(english)
        if "%" in source(message):
            assert set(PLACE.findall(english)) == set(PLACE.findall(source(message)))


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('{% translate "任务" %}', ["任务"]),
        ("<a title=\"{% translate '回到首页' %}\">", ["回到首页"]),
        ("{% blocktranslate with n=3 %}还有 {{ n }} 天{% endblocktranslate %}", ["还有 %(n)s 天"]),
        ('{{ name|default:_("系统") }}', ["系统"]),
        ("<p>{{ text }}</p>", []),
    ],
)
def test_texts_of_a_template_are_found(template: str, found: list[str]) -> None:
    assert list(of_template("{% load i18n %}" + template)) == found


def test_texts_of_a_module_are_found() -> None:
    module = 'raise Refusal(_("请先登录。"))\nlabel = gettext_lazy("用户名")\nplain = "no text"\n'
    assert set(of_python(module)) == {"请先登录。", "用户名"}
