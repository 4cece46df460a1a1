"""Tripletex as calls: a session found and vouched for, pages read to the end, faults named."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wizard.errors import Actor, Problem
from wizard.http.client import Body, HttpClient
from wizard.http.reply import Reply, TransportFault
from wizard.model.connection import Company
from wizard.model.journal import OutcomeState
from wizard.model.pace import Pace
from wizard.tripletex.auth import Session, Sessions
from wizard.tripletex.faults import ApiFault, fault_of, transport_fault, unreadable
from wizard.tripletex.identity import (
    COMPANY_FIELDS,
    WHO_AM_I,
    WHO_FIELDS,
    Identity,
    read_company,
    read_identity,
)

PAGE = 1000
_READINGS = 3
_NO_CONTENT = 204
_SHUT_OUT = (401, 403)
"""How a client that the key has no access to answers; which of the two is not documented."""
_SHUT = "tripletex.client_shut"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """What Tripletex answered to a write: its objects, and its own id for the request."""

    rows: tuple[Row, ...]
    request: str


class TripletexClient:
    """Calls to one company. Every method raises ``ApiFault`` where it cannot give its answer.

    ``client`` is the one that an accounting office's key is used for: its id is the user name of
    Basic, where 0 is the company of the key's owner. A session is used only after it has said
    whose it is, and one made anew must belong to the same company.
    """

    def __init__(self, http: HttpClient, sessions: Sessions, client: Company | None = None) -> None:
        self._http = http
        self._sessions = sessions
        self.client = client
        self._lock = threading.Lock()
        self._vouched: Session | None = None
        self._identity: Identity | None = None

    @property
    def host(self) -> str:
        """The server's name."""
        return self._http.host

    def listen(self, told: Callable[[Pace], None]) -> None:
        """Tell somebody how the rate budget stands."""
        self._http.listen(told)

    def identity(self) -> Identity:
        """Who the key is; asked once a session."""
        self._ready(None)
        assert self._identity is not None
        return self._identity

    def read_all(
        self, path: str, fields: str, params: Mapping[str, str] | None = None
    ) -> list[Row]:
        """All rows of a list, by id, read page by page until a short one.

        Pages overlap by one row. Where that row is not the same in both, something was deleted
        or shown between them and the reading starts anew: nothing may slip through.
        """
        for _ in range(_READINGS):
            rows = self._read_pages(path, {**(params or {}), "fields": fields, "sorting": "id"})
            if rows is not None:
                return rows
        problem = Problem("tripletex.list_changing", Actor.USER)
        raise ApiFault(OutcomeState.UNSENT, problem)

    def read_page(self, path: str, params: Mapping[str, str]) -> list[Row]:
        """The rows of one page, for lists that are short or have no ids."""
        return self._rows(self._send("GET", path, params=params))

    def read_one(self, path: str, fields: str) -> Row:
        """One object."""
        return self._value(self._send("GET", path, params={"fields": fields}))

    def write(self, method: str, path: str, body: Mapping[str, Any]) -> Written:
        """POST or PUT one object; the object as it is now."""
        reply = self._send(method, path, body=body)
        return Written((self._value(reply),), reply.request_id)

    def write_list(self, method: str, path: str, bodies: Sequence[Mapping[str, Any]]) -> Written:
        """POST or PUT several objects in one call; the objects as they are now."""
        reply = self._send(method, path, body=list(bodies))
        return Written(tuple(self._rows(reply)), reply.request_id)

    def delete(self, path: str) -> str:
        """DELETE one object; the request's id. The answer to one that worked is empty: 204."""
        reply = self._send("DELETE", path)
        if reply.status != _NO_CONTENT:
            raise unreadable(reply, self.host)
        return reply.request_id

    def close(self) -> None:
        """Give back the connections; those of a client are the office's."""
        if self.client is None:
            self._http.close()

    def _read_pages(self, path: str, params: Mapping[str, str]) -> list[Row] | None:
        rows: list[Row] = []
        while True:
            start = max(0, len(rows) - 1)
            asked = {**params, "from": str(start), "count": str(PAGE)}
            page = self._rows(self._send("GET", path, params=asked))
            if rows and (not page or page[0].get("id") != rows[-1].get("id")):
                return None
            rows += page[1:] if rows else page
            if len(page) < PAGE:
                return rows

    def _value(self, reply: Reply) -> Row:
        value = reply.body.get("value") if isinstance(reply.body, dict) else None
        if not isinstance(value, dict):
            raise unreadable(reply, self.host)
        return value

    def _rows(self, reply: Reply) -> list[Row]:
        values = reply.body.get("values") if isinstance(reply.body, dict) else None
        if not isinstance(values, list) or not all(isinstance(one, dict) for one in values):
            raise unreadable(reply, self.host)
        return values

    def _send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Body | None = None,
    ) -> Reply:
        session = self._ready(None)
        reply = self._call(session, method, path, params=params, body=body)
        if reply.status == 401:  # refused before anything was done: any method may go again
            session = self._ready(session)
            reply = self._call(session, method, path, params=params, body=body)
        if reply.status in _SHUT_OUT and self.client is not None:
            self._still_let_in(session)
        if not 200 <= reply.status < 300:
            raise fault_of(reply, self.host)
        return reply

    def _still_let_in(self, session: Session) -> None:
        """Tell a right that is missing from a client that has shut the key out altogether."""
        try:
            self._who(session)
        except ApiFault as fault:
            raise _before_sending(fault) from None

    def _call(
        self,
        session: Session,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Body | None = None,
    ) -> Reply:
        auth = (str(self.client.id if self.client else 0), session.token)
        try:
            return self._http.send(method, path, params=params, body=body, auth=auth)
        except TransportFault as fault:
            raise transport_fault(fault) from fault

    def _ready(self, refused: Session | None) -> Session:
        """A session that has said whose it is. Whatever goes wrong here, nothing was sent."""
        try:
            session = self._sessions.renewed(refused)
            with self._lock:
                if session is not self._vouched:
                    session = self._vouch(session, again=refused is None)
            return session
        except ApiFault as fault:
            raise _before_sending(fault) from None

    def _vouch(self, session: Session, *, again: bool) -> Session:
        """The session once it has said whose it is, or one made anew where it had ended."""
        try:
            identity = self._who(session)
        except ApiFault as fault:
            if fault.status != 401 or not again:
                raise
            return self._vouch(self._sessions.renewed(session), again=False)
        known = self._identity.company if self._identity else self.client
        if known is not None and not identity.of(known):
            params = {"before": known.name, "now": identity.company.name}
            problem = Problem("tripletex.other_company", Actor.USER, params=params)
            raise ApiFault(OutcomeState.UNSENT, problem)
        self._identity, self._vouched = identity, session
        return session

    def _who(self, session: Session) -> Identity:
        value = self._asked(session, WHO_AM_I, WHO_FIELDS)
        identity = read_identity(value)
        if identity is None:
            raise unreadable(Reply(200, {}), self.host)
        if self.client is None or identity.company.id == self.client.id:
            return identity
        # Whether whoAmI names the client or still the office is not documented. The company of
        # the client's own books, which nothing but that client's user name opens, settles it.
        company = read_company(self._asked(session, f"company/{self.client.id}", COMPANY_FIELDS))
        return replace(identity, company=company or identity.company)

    def _asked(self, session: Session, path: str, fields: str) -> Row:
        """An answer about the session itself, without a session that has said whose it is."""
        reply = self._call(session, "GET", path, params={"fields": fields})
        if reply.status in _SHUT_OUT and self.client is not None:
            problem = Problem(_SHUT, Actor.ADMINISTRATOR)
            raise ApiFault(OutcomeState.UNSENT, problem, status=reply.status)
        if reply.status != 200:
            raise fault_of(reply, self.host)
        return self._value(reply)


def _before_sending(fault: ApiFault) -> ApiFault:
    """A fault of what comes before a call, which was therefore not sent.

    A client that is shut altogether refuses no single right, and must not be taken for that.
    """
    fault.state = OutcomeState.UNSENT
    if fault.problem.code == _SHUT:
        fault.status = 0
    return fault
