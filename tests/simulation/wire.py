"""The network between the real http client and the practice company, with its faults."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

import httpx

from wizard.practice.sessions import OSLO

from .crash import CrashError
from .events import Events
from .faults import Fault, Point
from .trace import Trace

_F = Fault
_FIELDS = re.compile(r"fields=[^&]*&?")
_SECONDS_A_CALL = 0.15
_UNSENT = {
    _F.REFUSED: httpx.ConnectError,
    _F.RESET_BEFORE: httpx.ReadError,
    _F.TIMED_OUT: httpx.ReadTimeout,
}
_GATEWAY = (502, "text/html", b"<html><body><h1>502 Bad Gateway</h1></body></html>")
_BROKEN = (500, "application/json", json.dumps({"status": 500, "code": 1000}).encode())
_BAD = {
    _F.HTML_502_BEFORE: _GATEWAY,
    _F.HTML_502_AFTER: _GATEWAY,
    _F.JSON_500_BEFORE: _BROKEN,
    _F.JSON_500_AFTER: _BROKEN,
}
_REFUSALS = {
    _F.EXISTS_7000: 7000,
    _F.EXISTS_14000: 14000,
    _F.MADE_BEFORE: 7000,
    _F.STALE_8000: 8000,
    _F.LOCKED_10000: 10000,
}
_CARRIED_OUT = frozenset({_F.HTML_502_AFTER, _F.JSON_500_AFTER, _F.MADE_BEFORE})
_BUSY = frozenset({_F.BUSY_BARE, _F.BUSY_RESET, _F.STORM})
_CRASHES = frozenset({_F.CRASH_BEFORE, _F.CRASH_AFTER})
_SLOWNESS, _TIMEOUT = 20.0, 60.0
_STORM = timedelta(minutes=1)


class Wire(httpx.BaseTransport):
    """Carries calls to the practice company, unless the schedule says otherwise."""

    def __init__(self, inner: httpx.BaseTransport, events: Events, trace: Trace) -> None:
        self._inner = inner
        self._events = events
        self._trace = trace
        self._storm: datetime | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a call, or fail it."""
        clock = self._events.clock
        clock.sleep(_SECONDS_A_CALL)
        path = _FIELDS.sub("", request.url.raw_path.decode().removeprefix("/v2/"))
        if "/session/:create" in path:
            point = Point.SESSION
        else:
            point = Point.READ if request.method == "GET" else Point.WRITE
        fault = self._events.at(point)
        said = [request.method, path, f"[{fault.name}]" if fault else ""]
        if self._storm is not None and clock.true < self._storm:
            self._trace.say("storm", *said)
            return self._busy(_F.BUSY_BARE)
        try:
            response = self._met(request, fault)
        except httpx.TransportError as error:
            self._trace.say("call", *said, type(error).__name__)
            raise
        except CrashError:
            self._trace.say("call", *said, "crash")
            raise
        self._trace.say("call", *said, response.status_code)
        return response

    def _met(self, request: httpx.Request, fault: Fault | None) -> httpx.Response:
        """What becomes of a call that meets a fault, or none."""
        if fault in _CRASHES:
            if fault is _F.CRASH_AFTER:
                self._carry(request)
            raise CrashError
        if fault in _UNSENT:
            if fault is _F.TIMED_OUT:
                self._late(request)
            raise _UNSENT[fault](fault.value)
        if fault in _BUSY:
            return self._busy(fault)
        if fault is _F.SLOW:
            self._events.clock.sleep(_SLOWNESS)
        elif fault in _BAD and fault not in _CARRIED_OUT:
            return _answer(*_BAD[fault])
        elif fault in _REFUSALS and fault not in _CARRIED_OUT:
            return _conflict(_REFUSALS[fault])
        return self._spoilt(request, fault, self._carry(request))

    def _spoilt(
        self, request: httpx.Request, fault: Fault | None, response: httpx.Response
    ) -> httpx.Response:
        """What is left of the answer to a call that was carried out."""
        if fault is _F.RESET_AFTER:
            raise httpx.ReadError(fault.value)
        if fault in _BAD:
            return _answer(*_BAD[fault])
        if fault is _F.MADE_BEFORE and response.is_success:
            return _twice(request.method)
        if fault is _F.TRUNCATED:
            cut = response.content[: len(response.content) // 2]
            return _answer(response.status_code, "application/json", cut)
        return response

    def _late(self, request: httpx.Request) -> None:
        """The server is at work on it still, and ends within its own limit."""
        clock = self._events.clock
        due = _TIMEOUT + self._events.dice.uniform(0, _TIMEOUT - 5)
        clock.later(due, lambda: self._carry(request))
        clock.sleep(_TIMEOUT)

    def _busy(self, fault: Fault) -> httpx.Response:
        if fault is _F.STORM:
            self._storm = self._events.clock.true + _STORM
        reset = {"X-Rate-Limit-Reset": "7"} if fault is _F.BUSY_RESET else {}
        return _answer(429, headers={"X-Rate-Limit-Remaining": "0", **reset})

    def _carry(self, request: httpx.Request) -> httpx.Response:
        """Let the practice company carry out a call."""
        answered = self._inner.handle_request(request)
        answered.read()
        return answered


def until_midnight(now: datetime) -> float:
    """Seconds from now until a little after midnight in Oslo."""
    there = now.astimezone(OSLO)
    midnight = datetime.combine(there.date() + timedelta(days=1), datetime.min.time(), OSLO)
    return (midnight - there).total_seconds() + 1


def _answer(
    status: int,
    kind: str = "application/json",
    body: bytes = b"{}",
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    return httpx.Response(status, headers={"Content-Type": kind, **(headers or {})}, content=body)


def _twice(method: str) -> httpx.Response:
    """The answer to the second copy of a call: each finds what its own first copy has left."""
    if method == "DELETE":
        return _answer(404, body=json.dumps({"status": 404, "code": 6000}).encode())
    return _conflict(8000 if method == "PUT" else 7000)


def _conflict(code: int) -> httpx.Response:
    said = {"status": 409, "code": code, "message": "Konflikt"}
    return _answer(409, body=json.dumps(said).encode())
