"""The time left runs down, and is put right where it was wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard import i18n
from wizard.ui.timeleft import steady, time_left


@given(st.floats(20, 5000), st.lists(st.floats(0.8, 1.2), min_size=1, max_size=40))
def test_an_estimate_that_is_roughly_right_does_not_move_what_is_promised(
    whole: float, noise: list[float]
) -> None:
    promised = steady(None, whole, 0.0)
    said = []
    for step, factor in enumerate(noise):
        now = step * whole / len(noise)
        promised = steady(promised, (whole - now) * factor, now)
        said.append(promised - now)
    assert promised == whole
    assert said == sorted(said, reverse=True)


def test_what_was_wrong_is_put_right() -> None:
    assert steady(100.0, 300.0, 10.0) == 310.0
    assert steady(100.0, 5.0, 10.0) == 15.0
    assert steady(100.0, 94.9, 10.0) == 100.0  # within a quarter
    assert steady(12.0, 6.9, 10.0) == 12.0  # within five seconds
    assert steady(12.0, 7.1, 10.0) == 17.1


@pytest.mark.parametrize(
    ("seconds", "nb", "en"),
    [
        (0, "noen sekunder igjen", "a few seconds left"),
        (10, "noen sekunder igjen", "a few seconds left"),
        (10.1, "omtrent 20 sekunder igjen", "about 20 seconds left"),
        (40, "omtrent 40 sekunder igjen", "about 40 seconds left"),
        (90, "omtrent 90 sekunder igjen", "about 90 seconds left"),
        (90.5, "omtrent 2 minutter igjen", "about 2 minutes left"),
        (3540, "omtrent 59 minutter igjen", "about 59 minutes left"),
        (3541, "omtrent 1 t 0 min igjen", "about 1 h 0 min left"),
        (5000, "omtrent 1 t 30 min igjen", "about 1 h 30 min left"),
    ],
)
def test_time_is_said_the_rounder_the_longer_it_is(seconds: float, nb: str, en: str) -> None:
    i18n.use("nb")
    assert time_left(seconds) == nb
    i18n.use("en")
    assert time_left(seconds) == en
