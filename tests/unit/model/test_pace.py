"""How long so many calls take within what a key is allowed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.model.pace import Pace

HUNDRED = Pace(left=100, ends=10, limit=100, period=10)


@pytest.mark.parametrize(
    ("pace", "calls", "each", "seconds"),
    [
        (Pace(), 50, 0.1, 5.0),  # nobody has said anything of a limit
        (Pace(left=3, ends=5), 50, 0.1, 5.0),
        (HUNDRED, 0, 0.01, 0.0),
        (HUNDRED, 100, 0.01, 1.0),
        (HUNDRED, 101, 0.01, 10.01),  # one has to wait for the next period
        (HUNDRED, 200, 0.01, 11.0),
        (HUNDRED, 250, 0.01, 20.5),
        (Pace(left=0, ends=4, limit=100, period=10), 10, 0.01, 4.1),
        (Pace(left=100, ends=0.5, limit=100, period=10), 150, 0.1, 15.0),  # too slow to be stopped
        (HUNDRED, 300, 0.0, 20.0),
    ],
)
def test_the_waits_on_the_way_are_counted(
    pace: Pace, calls: float, each: float, seconds: float
) -> None:
    assert pace.seconds_for(calls, each) == pytest.approx(seconds)


@given(
    st.integers(0, 200),
    st.floats(0, 20),
    st.integers(1, 200),
    st.floats(0.5, 20),
    st.integers(0, 2000),
    st.floats(0.001, 2),
)
def test_more_calls_never_take_less_time_and_none_is_faster_than_its_answer(
    left: int, ends: float, limit: int, period: float, calls: int, each: float
) -> None:
    pace = Pace(left=left, ends=ends, limit=limit, period=period)
    assert pace.seconds_for(calls + 1, each) >= pace.seconds_for(calls, each) - 1e-6
    assert pace.seconds_for(calls, each) >= calls * each - 1e-6
