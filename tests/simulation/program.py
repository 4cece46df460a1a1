"""The program, from its start to its end: what the command line does, without the words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import httpx
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked

from wizard.http.client import HttpClient
from wizard.model.connection import CredentialRef
from wizard.model.journal import RunHead, RunState, SyncReport
from wizard.model.matching import Choice, Policy, Resolution
from wizard.model.plan import SyncPlan
from wizard.model.ports import Endpoint
from wizard.model.records import Side
from wizard.store.sealkey import StoreKeys
from wizard.store.store import SqlStore, open_store
from wizard.store.vault import CONSUMER_TOKEN, EMPLOYEE_TOKEN, KeyringVault
from wizard.sync import engine, retrace
from wizard.sync.company import reserved
from wizard.sync.pilot import pilot
from wizard.sync.world import World
from wizard.tripletex import Credentials, TripletexEndpoint
from wizard.tripletex.auth import Sessions
from wizard.tripletex.client import TripletexClient

from .events import Events
from .faults import Fault, Point
from .partner import KINDS, Partner
from .watched import Watched

ADDRESS = "https://tripletex.example/v2"
_SERVICE = "tripletex-wizard"


class Keyring(KeyringBackend):
    """Stands in for the desktop's keyring, which may be locked."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._unlocked()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._unlocked()
        self.kept[service, username] = password

    def put(self, what: str, secret: str) -> None:
        """A user stores a key."""
        self.kept[_SERVICE, f"{what}:{ADDRESS}"] = secret

    def _unlocked(self) -> None:
        if self.locked:
            raise KeyringLocked


# The vault trusts a keyring by the name of its class: this one plays the desktop's own.
Keyring.__module__ = "keyring.backends.SecretService"


@dataclass
class Desk:
    """What a program finds when it starts, and leaves behind when it dies."""

    folder: Path
    keyring: Keyring
    partner: Partner
    transport: httpx.BaseTransport
    events: Events
    policy: Policy
    left_open: float
    seed: int
    apart: bool
    only: int | None
    noted: Callable[[SyncPlan], object]


class _Noting:
    """A store that tells which plan a run is begun with."""

    def __init__(self, store: SqlStore, noted: Callable[[SyncPlan], object]) -> None:
        self._store = store
        self._noted = noted

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def begin_run(self, plan: SyncPlan, setup: str) -> RunHead:
        self._noted(plan)
        return self._store.begin_run(plan, setup)


class Program:
    """One process. Raises ``WizardError`` where it cannot do what it was started for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        events = desk.events
        events.stopped()  # what was asked of the program before this one is not asked of this one
        fate = events.at(Point.START)
        events.trace.say("start", f"[{fate.name}]" if fate else "")
        desk.keyring.locked = fate is Fault.KEYRING_LOCKED
        backend = fail.Keyring() if fate is Fault.KEYRING_ABSENT else desk.keyring
        vault = KeyringVault(backend)
        keys = StoreKeys(desk.folder, keyring=lambda: KeyringVault(backend))
        self.store: SqlStore = open_store(desk.folder, keys=keys, now=events.clock.now)
        try:
            self._connect(vault)
        except BaseException:
            self.store.close()
            raise

    def _connect(self, vault: KeyringVault) -> None:
        desk, clock = self._desk, self._desk.events.clock
        chance = Random(f"{desk.seed}/chance").random
        http = HttpClient(ADDRESS, clock=clock, transport=desk.transport, chance=chance)
        tokens = [
            vault.get(CredentialRef(what, ADDRESS)) or ""
            for what in (EMPLOYEE_TOKEN, CONSUMER_TOKEN)
        ]
        sessions = Sessions(http, Credentials(*tokens), clock, chance=chance)
        tripletex = TripletexEndpoint(TripletexClient(http, sessions), KINDS)
        partner = Watched(desk.partner.connected(), desk.partner, desk.events)
        self.endpoints: Mapping[Side, Endpoint] = {Side.TRIPLETEX: tripletex, Side.PARTNER: partner}

    @property
    def world(self) -> World:
        """What a run touches."""
        return World(
            self.endpoints,
            _Noting(self.store, self._desk.noted),
            self._desk.events.clock,
            watch=lambda done, total, *_: self._desk.events.trace.say("done", done, "of", total),
            stop=self._desk.events.stopped,
        )

    def unfinished(self) -> list[str]:
        """The runs that can be resumed, the newest first."""
        return [one.id for one in self.store.runs() if one.state is RunState.RUNNING]

    def undo(self, run: str) -> SyncReport:
        """Take a run back."""
        return retrace.undo(run, self.world)

    def resume(self, run: str) -> SyncReport:
        """Finish a run."""
        return engine.resume(run, self.world)

    def plan(self) -> tuple[engine.Survey, SyncPlan]:
        """What a synk would do now, with the user's answers to what it asks."""
        survey = engine.survey(self.endpoints, self.store, KINDS)
        plan = engine.make_plan(survey, self._desk.policy)
        while answers := self._answers(plan):
            plan = engine.make_plan(survey, self._desk.policy, (*plan.resolutions, *answers))
        if self._desk.only is not None:
            plan = engine.fingerprinted(pilot(plan, self._desk.only))
        return survey, plan

    def reserved(self) -> AbstractContextManager[None]:
        """Be the only one at work on the company."""
        return reserved(self.endpoints, self.store, self._desk.events.clock)

    def apply(self, plan: SyncPlan) -> SyncReport:
        """Carry out a plan."""
        return engine.apply(plan, "{}", self.world)

    def close(self) -> None:
        """End, in order or not: the system takes back what the process held."""
        for endpoint in self.endpoints.values():
            endpoint.close()
        self.store.close()

    def _answers(self, plan: SyncPlan) -> list[Resolution]:
        """A user's answers; the same question gets the same answer every time."""
        answered = {one.conflict for one in plan.resolutions}
        found = []
        for one in plan.questions:
            dice = Random(f"{self._desk.seed}/{one.id}")
            if one.id not in answered and dice.random() >= self._desk.left_open:
                barred = {Choice.VALUE, *(() if self._desk.apart else (Choice.APART,))}
                options = [choice for choice in one.options if choice not in barred]
                found.append(Resolution(one.id, dice.choice(options), decided_by="user"))
        return found
