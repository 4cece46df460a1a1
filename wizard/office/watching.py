"""Watching who lets the office's key in, and with which rights, as they do it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from wizard.app import App
from wizard.errors import RefusedError
from wizard.flow.ports import Control, Found
from wizard.model.connection import Company, ConnectionCheck, RequirementState
from wizard.model.pace import Pace
from wizard.model.records import Kind
from wizard.tripletex import TripletexOffice, connect_office

_LOOKING = 1.5
"""Seconds at most that a look spends on clients' rights."""
_SPARED = 20
"""Calls of the budget that are left for others: a look at rights can wait, a synk need not."""
_AGAIN = 5
"""How many of the clients that lacked a right are asked again each time."""


class Watch:
    """Looks at an office's clients again and again, over connections of its own.

    It disturbs no work on the clients; whoever made it closes it.
    """

    def __init__(self, app: App, address: str, kinds: tuple[Kind, ...]) -> None:
        self.credentials = app.credentials(address)
        self.about = (address, kinds)
        self._office = connect_office(
            base_url=address, credentials=self.credentials, clock=app.clock
        )
        self._look = _Look(self._office, kinds)

    def look(self, found: Found, control: Control) -> Found:
        """Which clients let the key in now, which is told at once, and what more of their rights
        could be read in a moment."""
        checks = dict(found.checks)
        clients = self._office.clients()
        found = replace(found, clients=clients, checks=dict(checks))
        control.told(found)
        self._look.closer(clients, checks, control.stop)
        return replace(found, checks=checks)

    def close(self) -> None:
        """Give back the connections."""
        self._office.close()


class _Look:
    """Reads the rights of clients, a few at a time, as far as the budget is not wanted."""

    def __init__(self, office: TripletexOffice, kinds: tuple[Kind, ...]) -> None:
        self._office, self._kinds = office, kinds
        self._left: int | None = None
        office.listen(self._heard)

    def closer(
        self,
        clients: tuple[Company, ...],
        checks: dict[int, ConnectionCheck],
        stop: Callable[[], bool],
    ) -> None:
        """Ask those that nobody has asked, and some that lacked a right."""
        new = [one for one in clients if one.id not in checks]
        lacking = [one for one in clients if one.id in checks and _lacks(checks[one.id])]
        until = time.monotonic() + _LOOKING
        for client in (*new, *lacking[:_AGAIN]):
            spent = self._left is not None and self._left < _SPARED
            if spent or stop() or time.monotonic() > until:
                break
            try:
                checks[client.id] = self._office.client(client, self._kinds).check()
            except RefusedError:
                # shut out since the list was read: the next list does not have it any more
                checks.pop(client.id, None)
            finally:
                self._office.leave(client)

    def _heard(self, pace: Pace) -> None:
        self._left = pace.left


def _lacks(check: ConnectionCheck) -> bool:
    return any(one.state is RequirementState.MISSING for one in check.requirements)
