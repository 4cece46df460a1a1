"""Tripletex, spoken with over its API v2: keys, sessions, rights, and the endpoint of a synk."""

from __future__ import annotations

from collections.abc import Collection

import httpx

from wizard.errors import Actor, Problem, UsageError
from wizard.http.client import HttpClient
from wizard.model.ports import Clock
from wizard.model.records import Kind
from wizard.tripletex.auth import Sessions
from wizard.tripletex.client import TripletexClient
from wizard.tripletex.credentials import (
    Credentials,
    InternalCredentials,
    KeyShape,
    PastedKey,
    read_key,
)
from wizard.tripletex.endpoint import TripletexEndpoint
from wizard.tripletex.identity import is_loopback

__all__ = [
    "Credentials",
    "InternalCredentials",
    "KeyShape",
    "PastedKey",
    "TripletexEndpoint",
    "connect",
    "read_key",
]


def connect(
    *,
    base_url: str,
    credentials: Credentials | InternalCredentials,
    clock: Clock,
    kinds: Collection[Kind],
    dated: bool = False,
    transport: httpx.BaseTransport | None = None,
) -> TripletexEndpoint:
    """An endpoint for one company's key; nothing is sent before it is asked something.

    ``dated`` makes it read when each record was changed last, which costs a longer answer.
    ``transport`` replaces the network in tests. Raises ``UsageError`` where the address would
    carry the key unencrypted over a network.
    """
    url = httpx.URL(base_url)
    if transport is None and url.scheme != "https" and not is_loopback(url.host):
        problem = Problem("tripletex.insecure_address", Actor.USER, params={"host": url.host})
        raise UsageError(problem)
    http = HttpClient(base_url, clock=clock, transport=transport)
    client = TripletexClient(http, Sessions(http, credentials, clock))
    return TripletexEndpoint(client, kinds, dated=dated)
