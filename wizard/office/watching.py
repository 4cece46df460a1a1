"""Watching who lets the office's key in, and with which rights, as they do it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from wizard.app import App
from wizard.effects import job_of
from wizard.errors import RefusedError
from wizard.flow.answers import ChooseAnswers
from wizard.flow.journey import Journey
from wizard.flow.ports import Control, Found
from wizard.model.connection import Company, ConnectionCheck, RequirementState
from wizard.model.pace import Pace
from wizard.model.records import Kind
from wizard.tripletex import TripletexOffice, connect_office

_EVERY = 2.0
"""Seconds between two looks at who has let the key in."""
_AWAKE = 0.1
_LOOKING = 1.5
"""Seconds at most that are spent on clients' rights between two looks."""
_SPARED = 20
"""Calls of the budget that are left for others: a look at rights can wait, a synk need not."""
_AGAIN = 5
"""How many of the clients that lacked a right are asked again each time."""


def watch_clients(app: App, journey: Journey, found: Found, control: Control) -> Found:
    """See which clients let the key in, and with which rights, until it is stopped.

    It has connections of its own, so that it disturbs no work on the clients.
    """
    address = journey.of(ChooseAnswers).base_url
    office = connect_office(base_url=address, credentials=app.credentials(address), clock=app.clock)
    checks = dict(found.checks)
    look = _Look(office, job_of(journey).kinds)
    with closing(office):
        while not control.stop():
            clients = office.clients()
            found = replace(found, clients=clients, checks=dict(checks))
            control.told(found)
            if look.closer(clients, checks, control.stop):
                control.told(replace(found, checks=dict(checks)))
            _rest(app, control.stop)
    return found


def _rest(app: App, stop: Callable[[], bool]) -> None:
    for _ in range(round(_EVERY / _AWAKE)):
        if stop():
            return
        app.clock.sleep(_AWAKE)


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
    ) -> bool:
        """Ask those that nobody has asked, and some that lacked a right; whether any answered."""
        new = [one for one in clients if one.id not in checks]
        lacking = [one for one in clients if one.id in checks and _lacks(checks[one.id])]
        until, answered = time.monotonic() + _LOOKING, False
        for client in (*new, *lacking[:_AGAIN]):
            spent = self._left is not None and self._left < _SPARED
            if spent or stop() or time.monotonic() > until:
                break
            try:
                checks[client.id] = self._office.client(client, self._kinds).check()
                answered = True
            except RefusedError:
                # shut out since the list was read: the next list does not have it any more
                checks.pop(client.id, None)
            finally:
                self._office.leave(client)
        return answered

    def _heard(self, pace: Pace) -> None:
        self._left = pace.left


def _lacks(check: ConnectionCheck) -> bool:
    return any(one.state is RequirementState.MISSING for one in check.requirements)
