"""A practice company, a clock, and endpoints that speak with it in-process."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from wizard.model.records import Kind
from wizard.practice import Options, World, create_app, seeded_world
from wizard.tripletex import Credentials, InternalCredentials, TripletexEndpoint, connect

BASE = "http://localhost/v2"


class ManualClock:
    """Time as the test has it; sleeping moves it."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)


class Practice:
    """A practice world with its clock, and endpoints for it."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.world: World
        self._open: list[TripletexEndpoint] = []

    def found(self, *, options: Options | None = None, **sizes: int) -> World:
        """A world of this size."""
        options = options or Options(rate_limit=None)
        self.world = seeded_world(seed=3, clock=self.clock.now, options=options, **sizes)
        self.world.sleep = self.clock.sleep
        return self.world

    def endpoint(
        self,
        key: str | None = None,
        *,
        credentials: Credentials | InternalCredentials | None = None,
        kinds: Collection[Kind] = tuple(Kind),
        dated: bool = False,
    ) -> TripletexEndpoint:
        """An endpoint for a key, or for these credentials."""
        made = connect(
            base_url=BASE,
            credentials=credentials
            or Credentials(key or self.world.employee_token, self.world.consumer_token),
            clock=self.clock,
            kinds=kinds,
            dated=dated,
            transport=httpx.WSGITransport(app=create_app(self.world)),
        )
        self._open.append(made)
        return made

    def calls(self, method: str = "", path: str = "") -> list[tuple[str, str, int]]:
        """The calls that reached the world, by method and the beginning of their path."""
        return [
            call
            for call in self.world.requests
            if call[0].startswith(method) and call[1].startswith(path)
        ]

    def row(self, kind: str, entity_id: str | int) -> Any:
        """What the world keeps of an object."""
        return self.world.company.table(kind)[int(entity_id)]

    def close(self) -> None:
        for endpoint in self._open:
            endpoint.close()


@pytest.fixture
def practice():
    made = Practice()
    made.found()
    yield made
    made.close()
