"""WCAG AA: text 4.5 to 1, what only marks a boundary or a share 3 to 1; in both themes."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parent.parent / "static/careloop/css/tokens.css").read_text()
THEMES = {
    theme: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for theme, block in re.findall(r'\[data-bs-theme="(light|dark)"\] \{(.*?)\}', TOKENS, re.S)
}
GROUNDS = ("paper", "ground", "hover")
TEXT = [
    *[(ink, ground) for ink in ("ink", "soft", "accent", "late", "soon", "ok", "wait") for ground in GROUNDS],
    *[(tone, f"{tone}-soft") for tone in ("accent", "ok", "soon", "late", "wait")],
    *[("ink", f"{tone}-soft") for tone in ("accent", "ok", "soon", "late", "wait")],
    ("soft", "accent-soft"),
    ("soft", "soon-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
]
MARKS = [
    *[(mark, ground) for mark in ("edge", "accent") for ground in ("paper", "ground")],
    ("ok-fill", "paper"),
    ("soon-fill", "paper"),
    ("late-fill", "paper"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_both_themes_have_the_same_tokens() -> None:
    assert set(THEMES) == {"light", "dark"}
    assert set(THEMES["light"]) == set(THEMES["dark"])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_can_be_read(theme: str, front: str, back: str) -> None:
    assert contrast(THEMES[theme][front], THEMES[theme][back]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), MARKS)
def test_marks_can_be_seen(theme: str, front: str, back: str) -> None:
    assert contrast(THEMES[theme][front], THEMES[theme][back]) >= 3
