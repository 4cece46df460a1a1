"""An accounting office's key: the clients that it reaches, and an endpoint for each of them.

The key has one session, one set of connections and one rate budget, whichever client it is used
for; only the user name of Basic changes. All of it may be used by several threads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from wizard.errors import Actor, Problem, RefusedError
from wizard.http.client import HttpClient
from wizard.model.connection import Company, ConnectionCheck
from wizard.model.pace import Pace
from wizard.model.records import Kind
from wizard.tripletex.auth import Sessions
from wizard.tripletex.client import TripletexClient
from wizard.tripletex.endpoint import TripletexEndpoint
from wizard.tripletex.faults import ApiFault, unreadable_rows
from wizard.tripletex.identity import COMPANY_FIELDS, environment_of, read_company

_CLIENTS = "company/>withLoginAccess"
_ANYBODYS = "country"
"""A list that every key may read, but for an office's with user name 0."""


class TripletexOffice:
    """What an accounting office's key opens."""

    def __init__(self, http: HttpClient, sessions: Sessions) -> None:
        self._http = http
        self._sessions = sessions
        self._home = TripletexClient(http, sessions)
        self._reached: Mapping[str, list[Company]] | None = None
        self._endpoints: dict[int, TripletexEndpoint] = {}

    def check(self) -> ConnectionCheck:
        """Which office this is; raises ``RefusedError`` where the key is an ordinary one.

        A key is known by what it does: an office's gives nothing of the office's own books.
        """
        try:
            who = self._home.identity()
            if self._opens_its_own_books():
                raise RefusedError(Problem("step_key_not_offices"))
        except ApiFault as fault:
            raise fault.as_error() from fault
        return ConnectionCheck(
            identity=f"tripletex:{who.company.id}",
            company=who.company,
            key_type="office",
            key_owner=who.owner_name or None,
            environment=environment_of(self._http.host),
        )

    def clients(self) -> tuple[Company, ...]:
        """The clients that have let the key in at this moment, by name."""
        try:
            rows = self._home.read_all(_CLIENTS, COMPANY_FIELDS)
        except ApiFault as fault:
            raise fault.as_error() from fault
        found = {}
        for row in rows:
            company = read_company(row)
            if company is None:
                raise unreadable_rows(self._http.host).as_error()
            found[company.id] = company
        reached: defaultdict[str, list[Company]] = defaultdict(list)
        for company in found.values():
            reached[_digits(company.organization_number)].append(company)
        self._reached = reached
        return tuple(sorted(found.values(), key=lambda one: (one.name.casefold(), one.id)))

    def company(self, number: str) -> Company:
        """The client with this organisation number; raises ``RefusedError`` unless there is one.

        The clients are asked for where they have not been yet.
        """
        if self._reached is None:
            self.clients()
        found = (self._reached or {}).get(_digits(number), [])
        if len(found) > 1:
            names = ", ".join(one.name for one in found)
            raise RefusedError(Problem("office.number_shared", params={"names": names}))
        if not found:
            raise RefusedError(Problem("tripletex.client_shut", Actor.ADMINISTRATOR))
        return found[0]

    def client(
        self, company: Company, kinds: Collection[Kind], *, dated: bool = False
    ) -> TripletexEndpoint:
        """The endpoint of one client; nothing is sent before it is asked something.

        It is the same until the client is left, so that what has been asked once is not asked
        again. Closing it leaves the office's connections open. ``dated`` is as in ``connect``.
        """
        if company.id not in self._endpoints:
            client = TripletexClient(self._http, self._sessions, company)
            self._endpoints[company.id] = TripletexEndpoint(client, kinds, dated=dated)
        return self._endpoints[company.id]

    def leave(self, company: Company) -> None:
        """Forget all that was asked of a client."""
        self._endpoints.pop(company.id, None)

    def listen(self, told: Callable[[Pace], None]) -> None:
        """Tell somebody how the budget of all clients stands, after every answer and every wait."""
        self._http.listen(told)

    def close(self) -> None:
        """Give back the connections; the session ends by itself, at midnight."""
        self._http.close()

    def _opens_its_own_books(self) -> bool:
        try:
            self._home.read_page(_ANYBODYS, {"count": "1", "fields": "id"})
        except ApiFault as fault:
            if fault.status != 403:
                raise
            return False
        return True


def _digits(number: str) -> str:
    return "".join(filter(str.isdecimal, number))
