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
from wizard.tripletex.office import TripletexOffice

__all__ = [
    "Credentials",
    "InternalCredentials",
    "KeyShape",
    "PastedKey",
    "TripletexEndpoint",
    "TripletexOffice",
    "connect",
    "connect_office",
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
    http = _opened(base_url, clock, transport)
    client = TripletexClient(http, Sessions(http, credentials, clock))
    return TripletexEndpoint(client, kinds, dated=dated)


def connect_office(
    *,
    base_url: str,
    credentials: Credentials | InternalCredentials,
    clock: Clock,
    transport: httpx.BaseTransport | None = None,
) -> TripletexOffice:
    """What an accounting office's key opens; else as ``connect``."""
    http = _opened(base_url, clock, transport)
    return TripletexOffice(http, Sessions(http, credentials, clock))


def _opened(base_url: str, clock: Clock, transport: httpx.BaseTransport | None) -> HttpClient:
    url = httpx.URL(base_url)
    if transport is None and url.scheme != "https" and not is_loopback(url.host):
        problem = Problem("tripletex.insecure_address", Actor.USER, params={"host": url.host})
        raise UsageError(problem)
    return HttpClient(base_url, clock=clock, transport=transport)
