"""The wire between client and practice server: where latency, faults and the log of calls live.

A WSGI application around the real one. A dropped connection is a `ConnectionResetError` out of
this application: in-process the client sees it raised, and waitress closes the socket without
an answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from werkzeug.wrappers import Response as PlainResponse

from . import refusals, wording
from .call import basic_password
from .faults import Fault
from .refusals import ApiError
from .world import World

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_ID = "practice.request_id"
BASE = "/v2"

_CARRIED_OUT = frozenset({"slow", "revoke", "truncate", "reset_after"})
_MAYBE_CARRIED_OUT = frozenset({"hang", "html_502", "json_500"})
_GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body></body></html>"
NOTHING_SENT = 0
"""The status in the log of a call that was dropped before it was carried out."""


class _Line(NamedTuple):
    method: str
    path: str
    target: str
    request_id: str


class Wire:
    """Passes calls on, unless the world holds a fault for them; what is no call goes `beside`."""

    def __init__(self, world: World, inner: WSGIApplication, beside: WSGIApplication) -> None:
        self._world = world
        self._inner = inner
        self._beside = beside

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.startswith(f"{BASE}/"):
            return self._beside(environ, start_response)
        environ[REQUEST_ID] = self._world.next_request_id()
        below = path.removeprefix(BASE)
        query = environ.get("QUERY_STRING")
        line = _Line(
            environ["REQUEST_METHOD"],
            below,
            f"{below}?{query}" if query else below,
            environ[REQUEST_ID],
        )
        if self._world.options.latency_ms:
            self._world.sleep(self._world.options.latency_ms / 1000)
        response = self._answer(environ, line)
        self._world.requests.append((line.method, line.target, response.status_code))
        return response(environ, start_response)

    def _answer(self, environ: WSGIEnvironment, line: _Line) -> PlainResponse:
        fault = self._fault(line)
        if fault is None:
            return self._carry_out(environ, line)
        if fault.action == "revoke":
            self._revoke(environ)
        if fault.action == "slow":
            self._world.sleep(fault.seconds)
        carried_out: PlainResponse | None = None
        if fault.action in _CARRIED_OUT or (fault.committed and fault.action in _MAYBE_CARRIED_OUT):
            carried_out = self._carry_out(environ, line)
        return self._spoilt(fault, line, carried_out)

    def _spoilt(
        self, fault: Fault, line: _Line, carried_out: PlainResponse | None
    ) -> PlainResponse:
        match fault.action:
            case "hang":
                self._world.sleep(fault.seconds)
                self._drop(line, carried_out)
            case "reset_before" | "reset_after":
                self._drop(line, carried_out)
            case "html_502":
                # From a gateway in front of the service, so without the service's own headers.
                return PlainResponse(_GATEWAY_PAGE, 502, mimetype="text/html")
            case "json_500":
                return _refusal(ApiError(500, 1000, wording.always("")), line, message=None)
            case "status_429":
                response = _refusal(refusals.too_many_requests(), line)
                response.headers["X-Rate-Limit-Remaining"] = "0"
                if fault.reset:
                    window = self._world.options.rate_window_seconds
                    response.headers["X-Rate-Limit-Reset"] = str(round(window))
                return response
        assert carried_out is not None
        return _cut_short(carried_out) if fault.action == "truncate" else carried_out

    def _carry_out(self, environ: WSGIEnvironment, line: _Line) -> PlainResponse:
        response = PlainResponse.from_app(self._inner, environ, buffered=True)
        for hook in list(self._world.before_answer):
            hook(line.method, line.path, response.status_code)
        return response

    def _fault(self, line: _Line) -> Fault | None:
        with self._world.lock:
            for fault in self._world.faults:
                if fault.strikes(line.method, line.target):
                    return fault
        return None

    def _drop(self, line: _Line, carried_out: PlainResponse | None) -> NoReturn:
        status = carried_out.status_code if carried_out else NOTHING_SENT
        self._world.requests.append((line.method, line.target, status))
        raise ConnectionResetError("the practice server dropped the connection, as it was told to")

    def _revoke(self, environ: WSGIEnvironment) -> None:
        with self._world.lock:
            token = basic_password(environ.get("HTTP_AUTHORIZATION", ""))
            session = self._world.keys.session(token, self._world.now())
            if session:
                self._world.revoke(session.key.token)


def _refusal(error: ApiError, line: _Line, **instead: object) -> PlainResponse:
    body = {**error.envelope("no", line.request_id), **instead}
    response = PlainResponse(json.dumps(body), error.status, mimetype="application/json")
    response.headers["x-tlx-request-id"] = line.request_id
    return response


def _cut_short(response: PlainResponse) -> PlainResponse:
    """Half of the body under the whole's Content-Length."""
    whole = response.get_data()
    cut = PlainResponse(whole[: len(whole) // 2], response.status_code, response.headers)
    cut.headers["Content-Length"] = str(len(whole))
    return cut
