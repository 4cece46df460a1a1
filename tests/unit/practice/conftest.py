"""A practice world with a client that is logged in, in-process, without a socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from wizard.practice import Options, World, create_app, seeded_world

BASE = "http://practice/v2"
SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "tripletex"


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **by: float) -> None:
        self.time += timedelta(**by)


class Practice:
    """A world, its clock, and clients for it."""

    def __init__(self, stack: ExitStack, **settings: Any) -> None:
        self.clock = Clock()
        settings.setdefault("options", Options(rate_limit=None))
        self.world: World = seeded_world(clock=self.clock, **settings)
        self._stack = stack
        self._app = create_app(self.world)
        self.anonymous = self.client()
        self.api = self.login(self.world.employee_token)

    def client(self) -> httpx.Client:
        transport = httpx.WSGITransport(app=self._app)
        return self._stack.enter_context(httpx.Client(transport=transport, base_url=BASE))

    def session(self, token: str, expires: str = "2026-11-23") -> str:
        answer = self.anonymous.post(
            "/token/session/:create",
            json={
                "consumerToken": self.world.consumer_token,
                "employeeToken": token,
                "expirationDate": expires,
            },
        )
        assert answer.status_code == 201, answer.text
        return str(answer.json()["value"]["token"])

    def login(self, token: str, **how: str) -> httpx.Client:
        client = self.client()
        client.auth = ("0", self.session(token, **how))
        return client

    def narrow(self, *rights: str, **how: Any) -> httpx.Client:
        """A client whose key has only these rights."""
        return self.login(self.world.make_key(rights=rights, **how))

    def first(self, kind: str) -> int:
        return next(iter(self.world.company.table(kind)))


@pytest.fixture
def make() -> Iterator[Callable[..., Practice]]:
    with ExitStack() as stack:
        yield lambda **settings: Practice(stack, **settings)


@pytest.fixture
def practice(make: Callable[..., Practice]) -> Practice:
    return make()


@pytest.fixture
def world(practice: Practice) -> World:
    return practice.world


@pytest.fixture
def api(practice: Practice) -> httpx.Client:
    return practice.api


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the vendor's description is not beside this repository (../shared/tripletex)")
    return SHARED


@pytest.fixture
def refused() -> Callable[..., dict[str, Any]]:
    """Asserts a refusal and returns its body."""

    def check(
        answer: httpx.Response, status: int, code: int, field: str | None = "*"
    ) -> dict[str, Any]:
        body: dict[str, Any] = answer.json()
        assert (answer.status_code, body["code"]) == (status, code), answer.text
        assert body["status"] == status
        assert body["requestId"] == answer.headers["x-tlx-request-id"]
        if field != "*":
            assert field in [each["field"] for each in body["validationMessages"]], answer.text
        return body

    return check
