"""Pages carry no script or style of their own and name no other host: the policy would refuse them."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import Client

from tests.web.messages import PACKAGE

TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
STYLES = sorted((PACKAGE / "web" / "static" / "luoshi").glob("*.*"))
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|javascript:", re.IGNORECASE)
FOREIGN = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[\w-]+\.[\w.-]+")


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_has_nothing_inline_and_nothing_foreign(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not INLINE.search(source)
    assert not FOREIGN.search(source)


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_a_style_or_script_names_no_other_host(path: Path) -> None:
    assert not FOREIGN.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_can_be_read(path: Path) -> None:
    get_template(str(path.relative_to(PACKAGE)).split("templates/", 1)[1])


def test_the_policy_is_sent_with_every_page() -> None:
    policy = Client().get("/nothing/here/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src" not in policy, "scripts fall back to 'self'"
