"""Sessions: made from a key by POST, kept until a safe margin before their end, renewed alone.

Tripletex ends a session at a midnight in Oslo, by the date it was asked to expire on; which of
that date's two midnights is read differently by its own texts, so the earlier one is counted on.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wizard.http.client import HttpClient
from wizard.http.redact import REDACTOR
from wizard.http.reply import Reply, TransportFault, Trouble
from wizard.model.ports import Clock
from wizard.tripletex.credentials import Credentials, InternalCredentials
from wizard.tripletex.faults import SESSIONS, fault_of, transport_fault, unreadable

OSLO = ZoneInfo("Europe/Oslo")
MARGIN = timedelta(minutes=5)
INTERNAL_LIFETIME = 28_800  # seconds; between 300 and this is allowed
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Session:
    """A session token and until when it is used."""

    token: str = field(repr=False)
    good_until: datetime


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """The call that makes a session."""

    path: str
    body: dict[str, str | int] = field(repr=False)
    good_until: datetime


def expiry(now: datetime) -> tuple[date, datetime]:
    """The date to ask for, and until when such a session is used: the midnight it begins with.

    Tomorrow, or the day after where midnight is so near that tomorrow's would be of no use.
    """
    day = (now.astimezone(OSLO) + MARGIN).date() + timedelta(days=1)
    return day, datetime.combine(day, time(), OSLO) - MARGIN


def session_request(
    credentials: Credentials | InternalCredentials, now: datetime
) -> SessionRequest:
    """How to ask for a session.

    The call for a company's own refresh token stands in no published description; its form is
    taken from what others' programs are known to send.
    """
    if isinstance(credentials, InternalCredentials):
        return SessionRequest(
            "token/session/:createFromRefreshToken",
            {"refreshToken": credentials.refresh_token, "ttlSeconds": INTERNAL_LIFETIME},
            now + timedelta(seconds=INTERNAL_LIFETIME) - MARGIN,
        )
    day, good_until = expiry(now)
    return SessionRequest(
        "token/session/:create",
        {
            "consumerToken": credentials.consumer_token,
            "employeeToken": credentials.employee_token,
            "expirationDate": day.isoformat(),
        },
        good_until,
    )


class Sessions:
    """The one session of a key, made when it is needed and by one thread at a time."""

    def __init__(
        self,
        http: HttpClient,
        credentials: Credentials | InternalCredentials,
        clock: Clock,
        *,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._http = http
        self._credentials = credentials
        self._clock = clock
        self._chance = chance
        self._lock = threading.Lock()
        self._session: Session | None = None

    def current(self) -> Session:
        """A session that is good now; raises ``ApiFault`` where the key gives none."""
        return self.renewed(None)

    def renewed(self, refused: Session | None) -> Session:
        """A session other than the one that was refused, which somebody may have made already."""
        with self._lock:
            session = self._session
            if session is None or session is refused or self._clock.now() >= session.good_until:
                session = self._session = self._make()
            return session

    def _make(self) -> Session:
        request = session_request(self._credentials, self._clock.now())
        reply = self._ask(request)
        if reply.status not in (200, 201):
            raise fault_of(reply, self._http.host, SESSIONS)
        value = reply.body.get("value") if isinstance(reply.body, dict) else None
        token = value.get("token") if isinstance(value, dict) else None
        if not isinstance(token, str) or not token:
            raise unreadable(reply, self._http.host)
        REDACTOR.add(token)
        return Session(token, request.good_until)

    def _ask(self, request: SessionRequest) -> Reply:
        """Ask, and again after a hiccup: a session too many changes nothing in any books.

        A refresh token that is in use at this moment answers 409, and is free again soon.
        """
        for left in reversed(range(_TRIES)):
            try:
                reply = self._http.send("POST", request.path, body=request.body)
            except TransportFault as fault:
                if fault.trouble is not Trouble.BROKEN or not left:
                    raise transport_fault(fault) from fault
            else:
                if not left or (reply.status != 409 and reply.status < 500):
                    return reply
            self._clock.sleep((_TRIES - left) * (0.5 + self._chance()))
        raise AssertionError("the last try returns or raises")
