"""The one HTTP client: sends, paces, retries what may be retried, and says what came of it."""

from __future__ import annotations

import json
import logging
import random
import ssl
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any
from urllib.request import getproxies

import httpx
import truststore

from wizard import __version__
from wizard.http.rate import RateBudget
from wizard.http.redact import REDACTOR
from wizard.http.reply import Reply, TransportFault, Trouble, Unreadable
from wizard.http.retry import TOO_MANY_REQUESTS, wait_before_resend
from wizard.model.pace import Pace
from wizard.model.ports import Clock

LARGEST_ANSWER = 64 * 1024 * 1024
_TIMEOUT = httpx.Timeout(60.0, connect=15.0)

_log = logging.getLogger(__name__)
# httpx logs whole addresses, and their queries may hold what belongs in no log
logging.getLogger("httpx").setLevel(logging.WARNING)

Body = Mapping[str, Any] | list[Mapping[str, Any]]


class HttpClient:
    """Speaks with one server. All who share a client, threads too, share its rate budget.

    Certificates are judged by the system's own trust store, and the system's proxy is used.
    ``transport`` replaces the network in tests.
    """

    def __init__(
        self,
        base_url: str,
        *,
        clock: Clock,
        transport: httpx.BaseTransport | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._clock = clock
        self._chance = chance
        self._budget = RateBudget(clock)
        self._client = httpx.Client(
            base_url=base_url,
            transport=transport,
            verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            timeout=_TIMEOUT,
            headers={"Accept": "application/json", "User-Agent": f"tripletex-wizard/{__version__}"},
        )

    @property
    def host(self) -> str:
        """The server's name."""
        return self._client.base_url.host

    def listen(self, told: Callable[[Pace], None]) -> None:
        """Tell somebody how the rate budget stands, after every answer and before every wait."""
        self._budget.listen(told)

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Body | None = None,
        auth: tuple[str, str] | None = None,
    ) -> Reply:
        """Send a request and return the answer, whatever its status.

        ``auth`` is user name and password for Basic. Raises ``TransportFault``. What may be
        sent again, and when, is told in ``wizard.http.retry``.
        """
        headers = {"Authorization": REDACTOR.basic(*auth)} if auth else {}
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        if content is not None:
            headers["Content-Type"] = "application/json; charset=utf-8"
        request = self._client.build_request(
            method, path.lstrip("/"), params=params, content=content, headers=headers
        )
        for tries in count(1):
            came = self._once(request, self._budget.take())
            wait = wait_before_resend(method, tries, came, self._chance)
            if wait is None:
                break
            if isinstance(came, Reply) and came.status == TOO_MANY_REQUESTS:
                self._budget.block(wait)
            else:
                self._clock.sleep(wait)
        if isinstance(came, TransportFault):
            raise came
        return came

    def close(self) -> None:
        """Give back the connections."""
        self._client.close()

    def _once(self, request: httpx.Request, taken: float) -> Reply | TransportFault:
        began = self._clock.now()
        headers: Mapping[str, str] = {}
        try:
            response = self._client.send(request, stream=True)
            try:
                reply = _read(response)
            finally:
                response.close()
            headers = reply.headers
        except (httpx.TransportError, OSError) as error:
            fault = _fault(error, request.url.host)
            _log.warning("%s %s %s", request.method, request.url.path, fault.trouble.value)
            return fault
        finally:
            self._budget.settled(headers, taken)
        took = (self._clock.now() - began).total_seconds() * 1000
        path, reference = request.url.path, reply.request_id or "-"
        _log.info("%s %s %d %s %.0f ms", request.method, path, reply.status, reference, took)
        return reply


def _read(response: httpx.Response) -> Reply:
    headers = {name.lower(): value for name, value in response.headers.items()}
    raw = bytearray()
    for piece in response.iter_bytes():
        raw += piece
        if len(raw) > LARGEST_ANSWER:
            return Reply(response.status_code, headers, unreadable=Unreadable.TOO_LARGE)
    try:
        return Reply(response.status_code, headers, json.loads(raw))
    except (ValueError, RecursionError):
        return Reply(response.status_code, headers, unreadable=_why(bytes(raw), headers))


def _why(raw: bytes, headers: Mapping[str, str]) -> Unreadable:
    if not raw.strip():
        return Unreadable.EMPTY
    if raw.lstrip()[:1] == b"<":
        return Unreadable.HTML
    if "json" in headers.get("content-type", ""):
        return Unreadable.TRUNCATED
    return Unreadable.OTHER


def _fault(error: httpx.TransportError | OSError, host: str) -> TransportFault:
    certificate = _certificate_error(error)
    if certificate is not None and isinstance(error, httpx.ConnectError):
        return TransportFault(Trouble.TLS, host, f"{certificate}{_proxy()}")
    cause = REDACTOR.redact(f"{type(error).__name__}: {error}")
    if isinstance(error, httpx.ProxyError):
        return TransportFault(Trouble.PROXY, host, f"{cause}{_proxy()}")
    if isinstance(
        error,
        httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.UnsupportedProtocol,
    ):
        return TransportFault(Trouble.REFUSED, host, cause)
    return TransportFault(Trouble.BROKEN, host, cause)


def _certificate_error(error: BaseException | None) -> str | None:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return str(getattr(error, "verify_message", "") or error.reason or "TLS")
        error = error.__cause__ or error.__context__
    return None


def _proxy() -> str:
    """The proxy in use, by host and port only: its address may hold a password."""
    address = getproxies().get("https")
    if not address:
        return ""
    url = httpx.URL(address)
    return f" ({url.host}:{url.port})"
