"""Keys and sessions: the shape of their text, and what each stands for."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from uuid import UUID

from .applications import Application
from .wording import Language

REFRESH_PREFIX = "tlxr_"


@dataclass(frozen=True)
class Key:
    """An employee token. It is an employee itself, besides the one that owns it."""

    id: int
    token: str = field(repr=False)
    application: Application
    name: str
    company: int
    owner: int
    employee: int
    language: Language
    made: datetime
    office: bool = False
    """An accounting office's key: it opens the clients it was given, and not the office."""

    @property
    def consumer(self) -> str:
        """The only consumer token that the key works with."""
        return self.application.consumer


@dataclass(frozen=True)
class Session:
    """A session token, made from a key, good until `ends`."""

    id: int
    token: str = field(repr=False)
    key: Key
    ends: datetime


def token_text(token_id: int, secret: UUID) -> str:
    """The text of a token: base64 of a small JSON object, as the real ones have it."""
    inside = json.dumps({"tokenId": token_id, "token": str(secret)}, separators=(",", ":"))
    return base64.b64encode(inside.encode()).decode()


class KeyRing:
    """All keys and sessions of the world, and the only place that makes them."""

    def __init__(self, seed: int, next_id: Callable[[], int]) -> None:
        self._random = Random(f"{seed}/tokens")
        self._next_id = next_id
        self._keys: dict[str, Key] = {}
        self._sessions: dict[str, Session] = {}

    def mint(self) -> tuple[int, str]:
        """A fresh token and its id."""
        token_id = self._next_id()
        return token_id, token_text(token_id, self._secret())

    def mint_refresh(self) -> str:
        """A fresh refresh token."""
        return REFRESH_PREFIX + self._secret().hex

    def add(self, key: Key) -> None:
        """Let the key be used."""
        self._keys[key.token] = key

    def find(self, token: str) -> Key | None:
        """The key, unless it is unknown or revoked."""
        return self._keys.get(token)

    def owned_by(self, employee: int) -> list[Key]:
        """The keys of one employee, oldest first."""
        return [key for key in self._keys.values() if key.owner == employee]

    def of_office(self, company: int) -> list[Key]:
        """The office keys of an accounting office, oldest first."""
        return [key for key in self._keys.values() if key.office and key.company == company]

    def revoke(self, token: str) -> None:
        """Take the key back. That its sessions end with it is assumed, not established."""
        del self._keys[token]
        for session in [each for each in self._sessions.values() if each.key.token == token]:
            self.end(session.token)

    def open(self, key: Key, ends: datetime) -> Session:
        """A new session for the key."""
        session_id, token = self.mint()
        session = self._sessions[token] = Session(session_id, token, key, ends)
        return session

    def session(self, token: str, now: datetime) -> Session | None:
        """The session, unless it is unknown or has ended."""
        session = self._sessions.get(token)
        return session if session and now < session.ends else None

    def end(self, token: str) -> None:
        """Forget the session."""
        self._sessions.pop(token, None)

    def _secret(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)
