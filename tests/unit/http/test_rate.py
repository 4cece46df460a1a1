"""Pacing by the server's own headers."""

from __future__ import annotations

import math
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from wizard.http.client import HttpClient
from wizard.http.rate import Period, after_call, before_call
from wizard.http.reply import TransportFault


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
@settings(max_examples=15, phases=[Phase.generate])
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


class Shared:
    """A clock and a server that several threads use at once.

    Whoever sleeps takes the time with it; calls under way meanwhile are counted when they arrive.
    """

    def __init__(self, *, limit, window):
        self.lock = threading.Lock()
        self.limit, self.window = limit, window
        self.time = datetime(2026, 11, 21, 8, tzinfo=UTC)
        self.ends, self.used = self.time, 0
        self.answered = {200: 0, 429: 0}

    def now(self):
        with self.lock:
            return self.time

    def sleep(self, seconds):
        # asked before the lock is taken, as a real thread's wake-up is known before it sleeps
        until = self.now() + timedelta(seconds=seconds)
        with self.lock:
            self.time = max(self.time, until)

    def __call__(self, request):
        with self.lock:
            if self.time >= self.ends:
                self.ends, self.used = self.time + timedelta(seconds=self.window), 0
            self.used += 1
            left = self.limit - self.used
            status = 200 if left >= 0 else 429
            self.answered[status] += 1
            reset = math.ceil((self.ends - self.time).total_seconds())
        headers = {
            "X-Rate-Limit-Limit": str(self.limit),
            "X-Rate-Limit-Remaining": str(max(0, left)),
            "X-Rate-Limit-Reset": str(reset),
        }
        return httpx.Response(status, headers=headers, json={})


def test_threads_that_share_a_budget_never_ask_for_more_than_there_is():
    server, threads, each = Shared(limit=50, window=10), 8, 250
    transport = httpx.MockTransport(server)
    client = HttpClient("https://api.example/v2", clock=server, transport=transport)

    def ask():
        for _ in range(each):
            assert client.send("POST", "x", body={}).status == 200

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(threads) as pool:
            for one in [pool.submit(ask) for _ in range(threads)]:
                one.result()
    finally:
        sys.setswitchinterval(before)
        client.close()

    assert server.answered == {200: threads * each, 429: 0}


def test_a_call_that_is_never_answered_keeps_nobody_waiting(clock, connect):
    limited = {"X-Rate-Limit-Remaining": "1", "X-Rate-Limit-Reset": "5"}
    came = [httpx.Response(200, json={}, headers=limited), httpx.ReadError("reset"), LookupError]

    def answer(request):
        one = came.pop(0) if came else httpx.Response(200, json={}, headers=limited)
        if isinstance(one, httpx.Response):
            return one
        raise one

    client = connect(answer)
    client.send("POST", "x", body={})
    with pytest.raises(TransportFault):
        client.send("POST", "x", body={})
    with pytest.raises(LookupError):
        client.send("POST", "x", body={})

    assert client.send("POST", "x", body={}).status == 200
    assert clock.slept == []


def said(remaining, reset):
    return {"x-rate-limit-remaining": str(remaining), "x-rate-limit-reset": str(reset)}


def test_a_late_answer_of_the_period_before_says_nothing_of_this_one():
    before = after_call(None, said(1, 1), 100.0)
    period = after_call(before, said(99, 10), 101.5)
    assert (period.remaining, period.ends) == (99, 111.5)
    # leave was taken at 100.9, and the answer came once the next period was heard of
    assert after_call(period, said(0, 1), 101.6, taken=100.9) is period
    # one that was counted in this period does say something, however early leave was taken
    assert after_call(period, said(98, 10), 101.6, taken=100.9).remaining == 98
    # and nothing is passed over that was asked since
    assert after_call(period, said(50, 2), 105.0, taken=104.0).ends == 107.0


def test_a_call_waits_for_answers_only_where_they_may_use_the_period_up():
    period = Period(3, 110.0, 10.0)
    assert [before_call(period, n, 105.0) for n in range(5)] == [0.0, 0.0, 0.0, None, None]
    assert before_call(Period(0, 110.0, 10.0), 2, 105.0) == pytest.approx(5.001)
    # of a period that is over nothing is known until one answer tells
    assert before_call(period, 0, 110.0) == 0.0
    assert before_call(period, 1, 110.0) is None
    # and nobody waits for a server that says nothing
    assert before_call(None, 50, 0.0) == 0.0
