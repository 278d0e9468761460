"""Text and lights keep the contrast of WCAG 2.1 AA on the light and on the dark sheet."""

import re
from pathlib import Path

import pytest

import luoshi.web

SHEET = (Path(luoshi.web.__file__).parent / "static" / "luoshi" / "sheet.css").read_text()
BLOCK = re.compile(r"(?P<selector>:root[^{]*)\{(?P<body>[^{}]*)\}")
COLOUR = re.compile(r"--([\w-]+):\s*#([0-9a-f]{6})")

TEXTS = ("ink", "ink-2", "ink-3", "accent", "blue-text", "green-text", "yellow-text", "red-text", "grey-text")
GROUNDS = ("paper", "sheet")
SHAPES = ("blue", "green", "yellow", "red", "grey")


def themes() -> dict[str, dict[str, str]]:
    """Selector to its colours; the dark ones complete what they leave out from the light."""
    found = {
        match["selector"].strip(): dict(COLOUR.findall(match["body"])) for match in BLOCK.finditer(SHEET)
    }
    light = found[":root"]
    return {selector: {**light, **colours} for selector, colours in found.items()}


THEMES = themes()
DARK, CHOSEN_DARK = ':root:not([data-theme="light"])', ':root[data-theme="dark"]'


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_dark_by_the_system_and_dark_by_choice_are_the_same() -> None:
    assert THEMES[DARK] == THEMES[CHOSEN_DARK]


@pytest.mark.parametrize("theme", [":root", CHOSEN_DARK])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_can_be_read(theme: str, ground: str, text: str) -> None:
    assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", [":root", CHOSEN_DARK])
@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_can_be_seen(theme: str, shape: str) -> None:
    assert contrast(THEMES[theme][shape], THEMES[theme]["paper"]) >= 3


@pytest.mark.parametrize("theme", [":root", CHOSEN_DARK])
@pytest.mark.parametrize("ground", ["lit-target", "lit-duty", "wash", "shade"])
def test_text_can_be_read_where_it_is_lit(theme: str, ground: str) -> None:
    assert contrast(THEMES[theme]["ink"], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", [":root", CHOSEN_DARK])
def test_the_main_button_can_be_read(theme: str) -> None:
    colours = THEMES[theme]
    assert min(contrast(colours["on-accent"], colours[name]) for name in ("accent", "accent-deep")) >= 4.5


def test_the_seal_can_be_read() -> None:
    assert contrast("ffffff", THEMES[":root"]["seal"]) >= 4.5
