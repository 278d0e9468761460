"""A light is told by its shape and its word as much as by its colour."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from luoshi.web import lights
from luoshi.web.templatetags import luoshi as tags

SYMBOL = re.compile(r'<symbol id="light-(\w+)".*?</symbol>')
RECT = re.compile(r'class="share-(\w+)" x="([\d.]+)" y="0" width="([\d.]+)"')


@dataclass(frozen=True)
class Count:
    light: str
    count: int
    url: str = "/plan/"


def test_every_light_has_a_shape_of_its_own() -> None:
    drawn = {
        match[1]: re.sub("light-\\w+", "", match[0])
        for match in SYMBOL.finditer(render_to_string("web/sprite.html"))
    }
    assert set(drawn) == set(lights.ORDER)
    assert len(set(drawn.values())) == len(lights.ORDER)


def test_every_light_has_a_word_and_a_meaning_of_its_own() -> None:
    assert len({str(word) for word in lights.LABELS.values()}) == len(lights.ORDER)
    assert len({str(meaning) for meaning in lights.MEANINGS.values()}) == len(lights.ORDER)


@pytest.mark.parametrize("name", lights.ORDER)
@pytest.mark.parametrize("mode", ["word", "shape", "full"])
def test_a_light_always_says_its_word(name: str, mode: str) -> None:
    html = tags.light(name, mode)
    assert f'href="#light-{name}"' in html
    assert str(lights.LABELS[name]) in re.sub("<[^>]*>", "", html)


@pytest.mark.parametrize("wrong", ["", "purple", "Red", None])
def test_what_is_no_light_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="not a light"):
        tags.light(wrong)


@given(st.lists(st.integers(0, 500), min_size=5, max_size=5))
def test_a_bar_is_filled_from_edge_to_edge_in_the_order_of_the_heads(numbers: list[int]) -> None:
    counts = [Count(name, number) for name, number in zip(lights.ORDER, numbers, strict=True)]
    shares = RECT.findall(tags.light_bar(reversed(counts)))
    assert [name for name, _left, _width in shares] == [each.light for each in counts if each.count]
    assert sum(float(width) for _name, _left, width in shares) == pytest.approx(
        100 if any(numbers) else 0, abs=0.01
    )


def test_a_bar_says_its_counts_aloud() -> None:
    html = tags.light_bar([Count("red", 2), Count("green", 30), Count("grey", 0)])
    assert 'aria-label="绿灯 30\uff0c红灯 2"' in html


def test_the_style_sheet_colours_every_light() -> None:
    sheet = (Path(tags.__file__).parent.parent / "static" / "luoshi" / "sheet.css").read_text()
    assert all(f"--{name}:" in sheet and f"--{name}-text:" in sheet for name in lights.ORDER)
