"""The composition root: the one place that names concrete adapters."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from wizard import paths
from wizard.clock import SystemClock
from wizard.errors import Actor, Problem, RefusedError, UsageError
from wizard.http.redact import REDACTOR
from wizard.model.connection import CredentialRef
from wizard.model.matching import Policy
from wizard.model.pace import Pace
from wizard.model.ports import Clock, Endpoint, OfficeConnector, PartnerConnector
from wizard.model.records import Kind, Side
from wizard.model.rules import Ruleset
from wizard.partners.registry import connector
from wizard.profiles import Profile, load_profile
from wizard.setup import Setup
from wizard.store import log
from wizard.store.sealkey import VARIABLE, StoreKeys
from wizard.store.store import SqlStore, open_store
from wizard.store.vault import CONSUMER_TOKEN, EMPLOYEE_TOKEN, KeyringVault, open_vault
from wizard.tripletex import TripletexOffice, connect, connect_office
from wizard.tripletex.credentials import Credentials, InternalCredentials, KeyShape, read_key
from wizard.tripletex.keydoctor import problem_of

KEPT = timedelta(days=90)
"""How long the plans and reports of finished runs are kept."""


@dataclass(frozen=True, slots=True)
class Job:
    """A set-up and its partner's profile: what is connected with what, and who decides."""

    setup: Setup
    profile: Profile

    @classmethod
    def of(cls, setup: Setup) -> Job:
        """The job of a set-up; raises ``UsageError`` where its profile cannot be used."""
        return cls(setup, load_profile(setup.partner))

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that take part: those of the set-up, else the profile's own."""
        return self.setup.kinds(self.profile.kinds)

    @property
    def policy(self) -> Policy:
        """Who wins and what is made: the set-up's word, and else the profile's."""
        return self.setup.policy(self.profile.policy)

    @property
    def rules(self) -> Ruleset:
        """The rules of the partner's profile."""
        return self.profile.rules

    @property
    def client(self) -> str | None:
        """The client of an accounting office that this is for, by its organisation number.

        None for a company of its own. Raises ``UsageError`` where an office's set-up does not name
        just one: nothing is connected with all clients at once.
        """
        if self.setup.audience != "office":
            return None
        clients = self.setup.scope.clients or ()
        if len(clients) != 1:
            raise UsageError(Problem("office.one_client"))
        return clients[0]


def for_offices(door: PartnerConnector, partner: str) -> OfficeConnector:
    """A connector as an office uses it; raises ``UsageError`` where it knows only one company."""
    if not isinstance(door, OfficeConnector):
        raise UsageError(Problem("office.partner_of_one", params={"partner": partner}))
    return door


@dataclass
class App:
    """Everything a shell needs, wired together; what is not used is not opened.

    ``environ`` is where secrets may come from; the program's own are taken out of it at once, so
    that no child process inherits them. ``state`` is the folder of the store, by default this
    user's own.
    """

    environ: MutableMapping[str, str] = field(default_factory=lambda: os.environ)
    clock: Clock = field(default_factory=SystemClock)
    state: Path | None = None

    def __post_init__(self) -> None:
        self._vault = open_vault(self.environ)
        self._store_key = self.environ.pop(VARIABLE, "").strip()
        self._log: log.Log | None = None
        self._office: TripletexOffice | None = None
        self._doors: dict[str, PartnerConnector] = {}

    @cached_property
    def store(self) -> SqlStore:
        """The store of this machine, with old runs' personal data purged."""
        keys = self.store_keys
        store = open_store(keys.folder, keys=keys, now=self.clock.now)
        store.purge(KEPT)
        return store

    @property
    def store_keys(self) -> StoreKeys:
        """Where the store's key is; a store that is not the user's own has it beside it."""
        if self.state:
            return StoreKeys(self.state, self._store_key)
        return StoreKeys(paths.state(), self._store_key, KeyringVault)

    def start_log(self) -> Problem | None:
        """Begin the log of this process; the problem that keeps it from being written, if any."""
        self._log = log.start_log(paths.logs(), REDACTOR.redact)
        # a library that logs a request would log its address and its headers
        for noisy in ("httpx", "httpcore"):
            logging.getLogger(noisy).setLevel(logging.WARNING)
        return self._log.problem

    @contextmanager
    def connected(
        self, setup: Setup, told: Callable[[Pace], None] = lambda pace: None
    ) -> Iterator[Mapping[Side, Endpoint]]:
        """Both sides of a set-up, closed again at the end; ``told`` hears of the rate budget.

        Raises ``UsageError`` where the partner's settings lead nowhere, and ``RefusedError``
        where there is no key that could be one.
        """
        job = Job.of(setup)
        with self.partner(job) as partner, self.tripletex(job, told) as tripletex:
            yield {Side.TRIPLETEX: tripletex, Side.PARTNER: partner}

    @contextmanager
    def partner(self, job: Job) -> Iterator[Endpoint]:
        """The partner's side; raises ``UsageError`` where its settings lead nowhere."""
        # a partner that exchanges no register has nothing to open
        door = self._door(job.profile.connector if job.kinds else "memory")
        settings = job.setup.partner_settings
        if job.client is not None and job.kinds:
            settings = for_offices(door, job.profile.name).settings_of(settings, job.client)
        with closing(door.open(settings, job.kinds)) as endpoint:
            yield endpoint

    @contextmanager
    def tripletex(
        self, job: Job, told: Callable[[Pace], None] = lambda pace: None
    ) -> Iterator[Endpoint]:
        """Tripletex, with the key of its address; raises ``RefusedError`` where there is none.

        Of an accounting office, the one client that the set-up names.
        """
        address = job.setup.tripletex.base_url
        if job.client is not None:
            with self._office_at(address, told) as office:
                company = office.company(job.client)
                yield office.client(company, job.kinds, dated=job.policy.compares_dates)
            return
        endpoint = connect(
            base_url=address,
            credentials=self.credentials(address),
            clock=self.clock,
            kinds=job.kinds,
            dated=job.policy.compares_dates,
        )
        endpoint.listen(told)
        with closing(endpoint):
            yield endpoint

    @contextmanager
    def office(
        self, base_url: str, told: Callable[[Pace], None] = lambda pace: None
    ) -> Iterator[TripletexOffice]:
        """An accounting office's key, opened for all clients that are connected meanwhile.

        They share its session, its connections and its budget, of which ``told`` hears.
        """
        office = connect_office(
            base_url=base_url, credentials=self.credentials(base_url), clock=self.clock
        )
        office.listen(told)
        self._office = office
        try:
            yield office
        finally:
            self._office = None
            office.close()

    @contextmanager
    def _office_at(self, base_url: str, told: Callable[[Pace], None]) -> Iterator[TripletexOffice]:
        if self._office is not None:
            yield self._office
        else:
            with self.office(base_url, told) as office:
                yield office

    def _door(self, name: str) -> PartnerConnector:
        """A connector, looked for once: an office opens it twice for each of its clients."""
        if name not in self._doors:
            self._doors[name] = connector(name)
        return self._doors[name]

    def credentials(self, base_url: str) -> Credentials | InternalCredentials:
        """The key of a Tripletex address; raises ``RefusedError`` where it cannot be one."""
        key = read_key(self._vault.get(CredentialRef(EMPLOYEE_TOKEN, base_url)) or "")
        if problem := problem_of(key.shape):
            raise RefusedError(problem)
        if key.shape is KeyShape.INTERNAL:
            return InternalCredentials(key.text)
        consumer = read_key(self._vault.get(CredentialRef(CONSUMER_TOKEN, base_url)) or "")
        if consumer.shape is KeyShape.EMPTY:
            raise RefusedError(Problem("consumer_token_missing", Actor.VENDOR))
        return Credentials(key.text, consumer.text)

    def try_key(self, base_url: str, key: str) -> None:
        """Use a key for a Tripletex address in this run, before it is known to be the right one."""
        self._vault.hold(CredentialRef(EMPLOYEE_TOKEN, base_url), key)

    def keep_key(self, base_url: str) -> Problem | None:
        """Keep the key that was tried; the problem where it lives for this run only.

        Raises ``RefusedError`` where the keyring is locked; the key can still be used in this run.
        """
        return self._vault.keep(CredentialRef(EMPLOYEE_TOKEN, base_url))

    def drop_key(self, base_url: str) -> None:
        """Forget a key that was tried and not kept."""
        self._vault.release(CredentialRef(EMPLOYEE_TOKEN, base_url))

    def close(self) -> None:
        """Let go of the store and the log."""
        if "store" in self.__dict__:
            self.store.close()
        if self._log:
            self._log.close()
