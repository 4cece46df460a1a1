"""Pacing by the server's own headers."""

from __future__ import annotations

import math

import httpx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from wizard.http.client import HttpClient


class Server:
    """Allows so many calls a window; rounds what it says of the rest up or down."""

    def __init__(self, clock, *, limit, window, rounding, latency):
        self.clock, self.limit, self.window = clock, limit, window
        self.rounding, self.latency = rounding, latency
        self.ends = self.used = 0
        self.answered = {200: 0, 429: 0}

    def __call__(self, request):
        self.clock.sleep(self.latency)
        now = self.clock.now().timestamp()
        if now >= self.ends:
            self.ends, self.used = now + self.window, 0
        self.used += 1
        status = 200 if self.used <= self.limit else 429
        self.answered[status] += 1
        headers = {
            "X-Rate-Limit-Limit": str(self.limit),
            "X-Rate-Limit-Remaining": str(max(0, self.limit - self.used)),
            "X-Rate-Limit-Reset": str(self.rounding(self.ends - now)),
        }
        return httpx.Response(status, headers=headers, json={})


@pytest.mark.parametrize("rounding", [math.ceil, math.floor])
@settings(max_examples=15, phases=[Phase.generate], deadline=None)
@given(limit=st.integers(20, 100), latency=st.floats(0.01, 0.09))
def test_no_more_than_one_429_and_nine_tenths_of_what_is_allowed(
    new_clock, rounding, limit, latency
):
    clock = new_clock()
    server = Server(clock, limit=limit, window=10, rounding=rounding, latency=latency)
    transport = httpx.MockTransport(server)
    client = HttpClient("https://api.example/v2", clock=clock, transport=transport)
    began, calls = clock.now(), limit * 8
    for _ in range(calls):
        assert client.send("POST", "x", body={}).status == 200
    client.close()

    assert server.answered[429] <= 1
    # each of the windows is used to the full; what is lost is the way into the next one
    windows = (clock.now() - began).total_seconds() / 10
    assert calls / limit >= 0.9 * (windows - 1)


def test_a_429_without_reset_is_waited_out(clock, connect):
    answers = [httpx.Response(429), httpx.Response(429), httpx.Response(200, json={"value": {}})]
    client = connect(lambda request: answers.pop(0))

    assert client.send("POST", "x", body={}).status == 200
    assert [10 <= wait < 12 for wait in clock.slept] == [True, True]


def test_a_storm_is_given_up_with_its_429(clock, connect):
    client = connect(lambda request: httpx.Response(429))

    assert client.send("PUT", "x", body={}).status == 429
    assert 60 < sum(clock.slept) < 120


def test_a_clock_set_back_makes_nobody_wait_for_hours(clock, connect):
    headers = {"X-Rate-Limit-Remaining": "0", "X-Rate-Limit-Reset": "5"}
    client = connect(lambda request: httpx.Response(200, json={}, headers=headers))
    client.send("GET", "x")
    clock.time = clock.time.replace(hour=3)

    client.send("GET", "x")

    assert sum(clock.slept) <= 6
