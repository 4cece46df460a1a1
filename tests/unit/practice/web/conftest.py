"""A person at the practice company's pages, without a browser: links, forms, and what they say."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from wizard.practice import create_app

HOME = "http://127.0.0.1:8080"


class Person:
    """Opens pages and sends forms, as the user administrator until another part is played."""

    def __init__(self, world, **headers) -> None:
        self.world = world
        self.client = httpx.Client(
            transport=httpx.WSGITransport(app=create_app(world)),
            base_url=HOME,
            headers={"Accept-Language": "nb"} | headers,
            follow_redirects=True,
        )

    def get(self, path: str, status: int = 200) -> str:
        return self._read(self.client.get(path), status)

    def post(self, path: str, status: int = 200, **fields) -> str:
        data = {"csrf": self.token()} | fields
        return self._read(self.client.post(path, data=data), status)

    def token(self) -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.get("/"))
        assert found
        return found[1]

    def play(self, part: str) -> None:
        found = re.search(rf'<option value="(\d+)"[^>]*>{part}', self.get("/"))
        assert found, f"nobody is {part}"
        self.post("/rehearsal", part=found[1])

    def api_access(self, *more: str, owner: int | None = None) -> str:
        who = owner or self.world.owner
        return "/".join([f"/company/employees/{who}/api-access", *more])

    def make_key(self, *, owner: int | None = None, **fields) -> str:
        """The text of a new key, read off the page that shows it."""
        page = self.post(self.api_access("new", owner=owner), **fields)
        found = re.search(r"<textarea[^>]*>([^<]+)</textarea>", page)
        assert found, page
        return found[1]

    @staticmethod
    def _read(answer: httpx.Response, status: int) -> str:
        assert answer.status_code == status, answer.text
        assert answer.headers["cache-control"] == "no-store"
        return html.unescape(answer.text)


@pytest.fixture
def person(world):
    return Person(world)


@pytest.fixture
def make_person():
    return Person
