"""A clock that moves only when it is slept on, and a client whose server is a function."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from wizard.http.client import HttpClient

Server = Callable[[httpx.Request], httpx.Response]
Connect = Callable[[Server], HttpClient]


class ManualClock:
    """Time as the test has it; every sleep is written down."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def new_clock() -> type[ManualClock]:
    """For tests with many examples, of which each needs a clock of its own."""
    return ManualClock


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def connect(clock: ManualClock) -> Connect:
    def make(server: Server) -> HttpClient:
        transport = httpx.MockTransport(server)
        return HttpClient(
            "https://api.example/v2", clock=clock, transport=transport, chance=lambda: 0.5
        )

    return make
