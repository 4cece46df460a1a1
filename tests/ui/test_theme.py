"""The colours can be told apart, in light and in dark."""

from __future__ import annotations

import pytest

from wizard.ui.theme import DARK, LIGHT, Theme, contrast

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("background", "surface", "raised", "brand_soft")


def test_black_and_white_are_as_far_apart_as_can_be() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@BOTH
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["ink", "ink_soft", "brand", "ok", "warn", "info", "bad"])
def test_text_stands_out(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        *((state, f"{state}_soft") for state in ("ok", "warn", "info", "bad")),
        ("ink_soft", "neutral_soft"),
        ("on_brand", "brand"),
        ("on_pointer", "pointer"),
    ],
)
def test_text_stands_out_on_its_own_ground(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_edge_of_a_control_stands_out(theme: Theme, ground: str) -> None:
    assert contrast(theme.border, getattr(theme, ground)) >= 3
    assert contrast(theme.brand, getattr(theme, ground)) >= 3


@BOTH
@pytest.mark.parametrize("ground", ["surface", "raised"])
def test_what_a_drawing_points_at_stands_out(theme: Theme, ground: str) -> None:
    assert contrast(theme.pointer, getattr(theme, ground)) >= 3


def test_a_partners_colour_is_taken_where_it_can_be_read() -> None:
    branded = LIGHT.branded("#7A1F5C")
    assert branded.brand == "#7A1F5C"
    assert contrast(branded.on_brand, branded.brand) >= 4.5


@pytest.mark.parametrize(("theme", "colour"), [(LIGHT, "#FFD400"), (DARK, "#101060")])
def test_a_partners_colour_that_cannot_be_read_is_left(theme: Theme, colour: str) -> None:
    assert theme.branded(colour) == theme
