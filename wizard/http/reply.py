"""What can come of one request: an answer, or a transport fault that says what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Unreadable(StrEnum):
    """Why the body of an answer is not JSON."""

    EMPTY = "empty"
    HTML = "html"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with its status; ``body`` is the parsed JSON unless ``unreadable`` says why not.

    Header names are in lower case.
    """

    status: int
    headers: Mapping[str, str]
    body: Any = None
    unreadable: Unreadable | None = None

    @property
    def request_id(self) -> str:
        """The id the server gave the request, by whatever header it uses; empty without one."""
        return next((v for k, v in self.headers.items() if k.endswith("request-id")), "")


class Trouble(StrEnum):
    """How a request failed without an answer.

    Only BROKEN leaves it unknown whether the server carried the request out; in the others no
    byte of it was sent.
    """

    REFUSED = "refused"  # no connection: off line, wrong name, nobody listening
    PROXY = "proxy"  # the proxy on the way said no
    TLS = "tls"  # the certificate was not accepted
    BROKEN = "broken"  # reset, timed out or garbled after sending began


class TransportFault(Exception):  # noqa: N818 - a fault is the field's word for it
    """A request that got no answer; ``cause`` is the technical reason without any secret."""

    def __init__(self, trouble: Trouble, host: str, cause: str) -> None:
        super().__init__(f"{trouble.value}: {host}")
        self.trouble = trouble
        self.host = host
        self.cause = cause

    @property
    def nothing_happened(self) -> bool:
        """Whether it is certain that the server never saw the request."""
        return self.trouble is not Trouble.BROKEN
